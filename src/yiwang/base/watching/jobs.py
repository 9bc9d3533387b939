"""Work of watch orders that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.watching import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM


async def tend(database: Database) -> None:
    """Begin and end the orders whose time has come; one transaction each."""
    async with database.reading(SYSTEM) as work:
        found = await api.due(work.tx, work.now)
    for one in found:
        async with database.work(SYSTEM) as work:
            await api.tend(work, one)


PERIODICS: tuple[Periodic, ...] = (Periodic("watching.tend", timedelta(seconds=5), tend),)
