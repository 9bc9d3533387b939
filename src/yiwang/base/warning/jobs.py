"""Work of warnings that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.warning import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM


async def tend(database: Database) -> None:
    """End warnings whose time is over, and remind those who have not confirmed; one transaction each."""
    async with database.reading(SYSTEM) as work:
        found = await api.in_force(work.tx)
    for one in found:
        async with database.work(SYSTEM) as work:
            await api.tend(work, one)


PERIODICS: tuple[Periodic, ...] = (Periodic("warning.tend", timedelta(seconds=10), tend),)
