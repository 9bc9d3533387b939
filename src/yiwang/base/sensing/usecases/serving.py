"""The resident service: one settler per partition, in whichever worker holds the partition's lock."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import Any, Final

from yiwang.base.sensing.store import inbox, lock
from yiwang.base.sensing.usecases.settler import Settler
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

log = logging.getLogger(__name__)

_TICK: Final = 1.0
_STAND_BY: Final = 2.0
_LONGEST_PAUSE: Final = 5.0


async def serve(database: Database) -> None:
    """Settle all partitions that no other worker settles, until cancelled."""
    async with database.work(SYSTEM) as work:
        if (found := await inbox.partitions(work.tx)) == 0:
            await inbox.add_partitions(work.tx, 1)
            found = 1
    async with asyncio.TaskGroup() as group:
        for partition in range(found):
            group.create_task(_stand_by(database, partition), name=f"settle-{partition}")


async def _stand_by(database: Database, partition: int) -> None:
    """Wait for the partition's lock, then settle; a broken connection gives the lock up."""
    while True:
        async with lock.held(database, partition) as rung:
            if rung is not None:
                await _run(database, partition, rung)
        await asyncio.sleep(_STAND_BY)


async def _run(database: Database, partition: int, rung: lock.Rung) -> None:
    settler = Settler(database, partition)
    pause = 0.0
    while not rung.gone:
        try:
            await settler.start()
            await _settle(settler, rung)
        except asyncio.CancelledError:
            raise
        except Exception:  # memory is thrown away and loaded again; nothing acknowledged is lost
            log.exception("settling of partition %d failed and starts again", partition)
            settler.careful = True
            pause = min(pause * 2 or 0.1, _LONGEST_PAUSE)
            await asyncio.sleep(pause)


async def _settle(settler: Settler, rung: lock.Rung) -> None:
    ticked = time.monotonic()
    try:
        while not rung.gone:
            settled = await settler.step()
            if settled and settler.careful:
                settler.careful = False
            if time.monotonic() - ticked >= _TICK:
                ticked = time.monotonic()
                await settler.tick(idle=not settled)
            if not settled:
                await rung.wait(max(0.0, ticked + _TICK - time.monotonic()))
    except asyncio.CancelledError:
        with contextlib.suppress(Exception):
            await settler.keep()
        raise
    finally:
        await settler.close()


def progress(state: list[Any]) -> dict[str, Any]:
    """Return how the inbox stands, for health and for people."""
    return {
        "partitions": [dict(row) for row in state],
        "readings_waiting": sum(row["readings_waiting"] for row in state),
    }
