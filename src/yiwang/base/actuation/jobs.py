"""Work of commands that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.actuation import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM


async def tend(database: Database) -> None:
    """End what is over; idle rounds only look."""
    async with database.work(SYSTEM) as work:
        await api.tend(work)


PERIODICS: tuple[Periodic, ...] = (Periodic("actuation.tend", timedelta(seconds=5), tend),)
