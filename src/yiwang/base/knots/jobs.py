"""Work of the library of hard matters that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.knots import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM


async def look(database: Database) -> None:
    """Look for candidates, and tell owners what falls due."""
    async with database.work(SYSTEM) as work:
        await api.look(work)
        await api.remind(work)


PERIODICS: tuple[Periodic, ...] = (Periodic("knots.look", timedelta(hours=1), look),)
