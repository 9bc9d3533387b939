"""Waiting until what was announced can be read."""

from __future__ import annotations

import asyncio

from tests.support.patience import PATIENCE

from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_READABLE = """
SELECT coalesce(max(xact), 0) < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint FROM infra_outbox
"""


async def passed(database: Database) -> None:
    """Wait until no transaction of the server, also of another database of this process, holds messages back."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with database.reading(SYSTEM) as work:
                if await work.tx.fetchval(_READABLE):
                    return
            await asyncio.sleep(0.02)
