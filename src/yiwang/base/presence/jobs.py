"""Work of presence that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.presence import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM


async def _sweep(database: Database) -> None:
    """Delete what is old, tell of those who have become lost."""
    async with database.work(SYSTEM) as work:
        await api.sweep(work)


PERIODICS = (Periodic("presence.sweep", timedelta(minutes=1), _sweep),)
