"""Work of indicators that happens by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from yiwang.base.indicators import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM

#: Days rolled up in one transaction.
_DAYS: Final = 20


async def keep(database: Database) -> None:
    """Read what no message told of, then roll up the days that changed; each batch is a transaction."""
    async with database.reading(SYSTEM) as work:
        due = await api.is_due(work)
    if due:
        await api.catch_up(database)
    more = True
    while more:
        async with database.work(SYSTEM) as work:
            more = await api.roll_up(work, _DAYS)


PERIODICS: tuple[Periodic, ...] = (Periodic("indicators.keep", timedelta(minutes=1), keep),)
