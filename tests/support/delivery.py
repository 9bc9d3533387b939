"""Delivering what is waiting, as the worker does."""

from __future__ import annotations

import asyncio
import contextlib

from tests.support.patience import PATIENCE

from yiwang.base.cases.subscribers import SUBSCRIBERS
from yiwang.infra.database import Database
from yiwang.infra.delivery import Courier
from yiwang.kernel.actor import SYSTEM

_WAITING = "SELECT count(*) FROM cases_report WHERE state = 'received'"


async def prepare_all(database: Database) -> None:
    """Run the courier until no report waits to be prepared any more."""
    courier = asyncio.create_task(Courier(database, SUBSCRIBERS).run())
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                async with database.reading(SYSTEM) as work:
                    if await work.tx.fetchval(_WAITING) == 0:
                        return
                await asyncio.sleep(0.02)
    finally:
        courier.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await courier
