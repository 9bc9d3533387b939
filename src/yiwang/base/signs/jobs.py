"""Work of signs that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.signs import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM


async def look(database: Database) -> None:
    """Look for signs; one transaction, told once per object and period."""
    async with database.work(SYSTEM) as work:
        await api.look(work)


PERIODICS: tuple[Periodic, ...] = (Periodic("signs.look", timedelta(hours=1), look),)
