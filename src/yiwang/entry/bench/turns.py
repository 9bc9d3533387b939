"""``bench turns``: what a turn in the one queue of models costs, and how long it takes to change hands.

Two desks stand for two processes (each has its own list of callers, and hears of the other only through the
database). Calls do nothing, so that what is measured is the queue: one after the other with a free place, the
same two transactions without a turn, and two desks that hand one place to and fro.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final

from yiwang.base.algorithms import api as algorithms
from yiwang.entry.bench.figures import Tally
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_JOB: Final = algorithms.Job(client="bench", task="bench", priority=2, within=60.0)


async def turns(database: Database, calls: int) -> dict[str, Any]:
    """Make ``calls`` calls of each kind; milliseconds each."""
    plain, free, handed = Tally(), Tally(), Tally()
    first, second = algorithms.Desk(database), algorithms.Desk(database)
    for _ in range(calls):
        begun = time.perf_counter()
        for _ in range(2):
            async with database.work(SYSTEM) as work:
                await work.tx.execute("UPDATE infra_revision SET revision = revision WHERE name = 'bench'")
        plain.add(time.perf_counter() - begun)
        begun = time.perf_counter()
        await _call(database, first)
        free.add(time.perf_counter() - begun)
    algorithms.use_places(1)
    last = [0.0]

    async def caller(desk: algorithms.Desk) -> None:
        for _ in range(max(1, calls // 20)):
            await _call(database, desk, handed, last)

    await asyncio.gather(caller(first), caller(second))
    return {
        "name": "turns",
        "two_transactions": plain.figures(),
        "with_a_turn": free.figures(),
        "handed_over": handed.figures(),
    }


async def _call(
    database: Database, desk: algorithms.Desk, handed: Tally | None = None, last: list[float] | None = None
) -> None:
    async with database.work(SYSTEM) as work:
        place = await desk.join(work.tx, _JOB)
    try:
        async with desk.turn(place):
            if handed is not None and last:
                if last[0]:
                    handed.add(time.perf_counter() - last[0])
                await asyncio.sleep(0.02)  # the other has joined meanwhile, and waits
    finally:
        async with database.work(SYSTEM) as work:
            following = await desk.leave(work.tx, place)
        if last is not None:
            last[0] = time.perf_counter()
        desk.wake(following)
