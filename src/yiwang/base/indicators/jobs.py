"""Work of indicators that happens by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from yiwang.base.indicators import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM

#: Days, and months, rolled up in one transaction.
_DAYS: Final = 31
_MONTHS: Final = 3


async def keep(database: Database) -> None:
    """Read what no message told of, then roll up the days that changed; each batch is a transaction."""
    async with database.reading(SYSTEM) as work:
        due = await api.is_due(work)
    if due:
        await api.catch_up(database)
    await _roll_up(database, "day", _DAYS)


async def fold(database: Database) -> None:
    """Roll up the months that changed; meanwhile their days answer."""
    await _roll_up(database, "month", _MONTHS)


async def write_files(database: Database) -> None:
    """Write the facts of months that changed to files, where there are many."""
    async with database.reading(SYSTEM) as work:
        worth = await api.is_worth(work)
    if worth:
        await api.export(database)


async def _roll_up(database: Database, grain: str, limit: int) -> None:
    more = True
    while more:
        async with database.work(SYSTEM) as work:
            more = await api.roll_up(work, limit, grain=grain)


async def remind(database: Database) -> None:
    """Tell units what figures they have not handed in."""
    async with database.work(SYSTEM) as work:
        await api.remind(work)


#: Months less often: one whose cases are worked on would be summed as a whole again and again.
PERIODICS: tuple[Periodic, ...] = (
    Periodic("indicators.keep", timedelta(minutes=1), keep),
    Periodic("indicators.fold", timedelta(minutes=10), fold),
    Periodic("indicators.gather", timedelta(minutes=30), api.gather_due),
    Periodic("indicators.remind", timedelta(hours=1), remind),
    Periodic("indicators.files", timedelta(minutes=10), write_files),
)
