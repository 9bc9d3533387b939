"""One queue of all processes: the limit and the order hold over them, and nothing of a dead one stays."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from yiwang.base.algorithms.errors import QueueFullError, TooLateError
from yiwang.base.algorithms.model.queue import Job
from yiwang.base.algorithms.usecases import queueing
from yiwang.base.algorithms.usecases.queueing import Desk, queue, use_places
from yiwang.kernel.actor import SYSTEM


@pytest.fixture(autouse=True)
def one_place():
    use_places(1)
    yield
    use_places(2)


@contextlib.asynccontextmanager
async def call(database, desk, client, priority=2, within=30.0):
    """What a call does: join in one transaction, work outside of any, leave in another."""
    async with database.work(SYSTEM) as work:
        place = await desk.join(work.tx, Job(client=client, task="t", priority=priority, within=within))
    try:
        async with desk.turn(place):
            yield
    finally:
        async with database.work(SYSTEM) as work:
            following = await desk.leave(work.tx, place)
        desk.wake(following)


async def shown(database):
    async with database.reading(SYSTEM) as work:
        found = await queue(work.tx)
    return [[job["client"] for job in found[name]] for name in ("running", "waiting")]


async def waiting_for(database, wanted):
    while await shown(database) != wanted:
        await asyncio.sleep(0.01)


async def test_the_limit_and_the_order_hold_over_all_processes(database):
    here, there = Desk(database), Desk(database)
    order = []

    async def one(desk, client, priority):
        async with call(database, desk, client, priority):
            order.append(client)

    async with call(database, here, "first"):
        late = asyncio.create_task(one(there, "late", 3))
        await waiting_for(database, [["first"], ["late"]])
        urgent = asyncio.create_task(one(here, "urgent", 0))
        await waiting_for(database, [["first"], ["urgent", "late"]])
        assert order == []
    await asyncio.gather(late, urgent)
    assert order == ["urgent", "late"]
    assert await shown(database) == [[], []]


async def test_a_turn_that_does_not_come_is_named_and_leaves_no_trace(database):
    here, there = Desk(database), Desk(database)
    async with call(database, here, "a"):
        with pytest.raises(TooLateError):
            async with call(database, there, "b", within=0.01):
                raise AssertionError
        assert await shown(database) == [["a"], []]


async def test_whoever_gives_up_frees_the_place_for_another_process(database):
    here, there = Desk(database), Desk(database)

    async def hold():
        async with call(database, here, "a"):
            await asyncio.Event().wait()

    task = asyncio.create_task(hold())
    await waiting_for(database, [["a"], []])
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with call(database, there, "b"):
        pass


async def test_a_process_that_dies_loses_its_place_to_who_waits(database, monkeypatch):
    monkeypatch.setattr(queueing, "_LIVE", 0.1)
    dead, alive = Desk(database), Desk(database)
    async with database.work(SYSTEM) as work:
        await dead.join(work.tx, Job(client="dead", task="t", priority=0, within=100))
        await work.tx.execute(
            "UPDATE algorithms_turn SET heard_at = clock_timestamp() - interval '9.5 seconds'"
        )
    async with call(database, alive, "alive", within=60):
        assert await shown(database) == [["alive"], []]


async def test_too_many_are_turned_away_by_name(database, monkeypatch):
    monkeypatch.setattr(queueing, "LONGEST", 0)
    with pytest.raises(QueueFullError):
        async with call(database, Desk(database), "a"):
            raise AssertionError
    assert await shown(database) == [[], []]
