"""Work of the wall that happens by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from yiwang.base.wall.usecases.counting import sweep
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM

_STEP: Final = 2000


async def _sweep(database: Database) -> None:
    """Look at some cases, or at all of them when there is reason to."""
    more = True
    while more:
        async with database.work(SYSTEM) as work:
            more = await sweep(work, _STEP)


PERIODICS = (Periodic("wall.sweep", timedelta(seconds=30), _sweep),)
