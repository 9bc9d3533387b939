"""Periodic jobs: at their times, by one worker at a time, and a failing one stops nobody."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.infra.schedule import run_if_due, status
from yiwang.kernel.time import ManualTime


def job(runs: list[int], name: str = "count", every: float = 60) -> Periodic:
    async def run(_: Database) -> None:
        runs.append(1)
        await asyncio.sleep(0.05)

    return Periodic(name, timedelta(seconds=every), run)


async def test_a_job_runs_when_it_is_due_and_not_before(database: Database, time: ManualTime) -> None:
    runs: list[int] = []
    assert await run_if_due(database, job(runs))
    assert not await run_if_due(database, job(runs))
    time.advance(timedelta(seconds=59))
    assert not await run_if_due(database, job(runs))
    time.advance(timedelta(seconds=1))
    assert await run_if_due(database, job(runs))
    assert len(runs) == 2


async def test_of_many_workers_one_runs_it(database: Database) -> None:
    runs: list[int] = []
    ran = await asyncio.gather(*(run_if_due(database, job(runs)) for _ in range(4)))
    assert ran.count(True) == len(runs) == 1


async def test_a_failure_is_kept_and_cured_by_the_next_run(database: Database, time: ManualTime) -> None:
    async def fails(_: Database) -> None:
        raise ValueError("out of paper\x00")

    assert await run_if_due(database, Periodic("print", timedelta(seconds=5), fails))
    [row] = await status(database)
    assert row["error"] == "ValueError: out of paper"
    time.advance(timedelta(seconds=5))
    assert await run_if_due(database, job([], "print", 5))
    [row] = await status(database)
    assert row["error"] is None


async def test_a_clock_that_was_set_back_does_not_stop_a_job(database: Database, time: ManualTime) -> None:
    runs: list[int] = []
    await run_if_due(database, job(runs))
    time.advance(timedelta(days=-3))
    assert await run_if_due(database, job(runs))
