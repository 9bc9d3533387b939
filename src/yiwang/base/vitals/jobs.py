"""Work of vitals that happens by the clock."""

from __future__ import annotations

import logging
from datetime import timedelta

from yiwang.base.vitals import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError

_log = logging.getLogger(__name__)


async def watch(database: Database) -> None:
    """Judge each rule in a transaction of its own: one that fails by name does not stop the others."""
    async with database.reading(SYSTEM) as work:
        rows = await api.watching(work.tx)
    for row in rows:
        try:
            async with database.work(SYSTEM) as work:
                await api.watch(work, row)
        except YiwangError as error:
            _log.warning("rule %s on indicators was not judged: %s", row["code"], error)


async def look(database: Database) -> None:
    """Judge the criteria of the stages."""
    async with database.work(SYSTEM) as work:
        await api.look(work)


PERIODICS: tuple[Periodic, ...] = (
    Periodic("vitals.watch", timedelta(minutes=10), watch),
    Periodic("vitals.stage", timedelta(minutes=2), look),
)
