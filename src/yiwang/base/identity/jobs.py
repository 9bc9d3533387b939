"""Work by the clock: forget what can no longer matter."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.identity import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM


async def sweep(database: Database) -> None:
    """Delete old sign-in attempts, and sessions and links that ended a month ago."""
    async with database.work(SYSTEM) as work:
        await api.sweep(work)


PERIODICS: tuple[Periodic, ...] = (Periodic("identity.sweep", timedelta(hours=1), sweep),)
