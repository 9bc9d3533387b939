"""Delivery over a real database: nothing is delivered zero times, a bad message stops nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from tests.support.notes import Ignored, Noted, announce, collector, subscribe, subscriber
from tests.support.patience import PATIENCE

from yiwang.infra import parked
from yiwang.infra.database import Database, Work
from yiwang.infra.delivery import Courier, HandlerError, deliver, deliver_singly
from yiwang.infra.outbox import MAX_ATTEMPTS, Delivery
from yiwang.infra.schedule import prune
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import NotFoundError
from yiwang.kernel.time import ManualTime


async def test_messages_arrive_in_order_and_others_are_passed_over(database: Database) -> None:
    seen: list[int] = []
    await subscribe(database)
    await announce(database, Noted(n=1), Ignored(), Noted(n=2), Ignored())
    await announce(database, *(Noted(n=n) for n in range(3, 9)))
    while (await deliver(database, subscriber(collector(seen)))).handled:
        pass
    assert seen == list(range(1, 9))


async def test_a_poison_message_is_set_aside_and_the_others_go_on(
    database: Database, time: ManualTime
) -> None:
    seen: list[int] = []
    await subscribe(database)
    await announce(database, *(Noted(n=n) for n in range(6)))
    poisoned = subscriber(collector(seen, bad=frozenset({1})))
    with pytest.raises(HandlerError):
        await deliver(database, poisoned)
    await deliver_singly(database, poisoned, 6)
    assert seen == [0, 2, 3, 4, 5]
    for _ in range(MAX_ATTEMPTS - 1):
        time.advance(timedelta(seconds=200))
        assert await parked.retry_due(database, poisoned)
    time.advance(timedelta(days=30))
    assert not await parked.retry_due(database, poisoned)  # now it waits for an operator
    async with database.reading(SYSTEM) as work:
        [waiting] = await parked.waiting(work.tx)
    assert (waiting.attempts, waiting.next_attempt_at) == (MAX_ATTEMPTS, None)
    assert "cannot digest 1" in waiting.error
    async with database.work(SYSTEM) as work:
        await parked.replay(work, "test", waiting.id)
    assert await parked.retry_due(database, subscriber(collector(seen)))
    assert seen[-1] == 1
    async with database.work(SYSTEM) as work:
        assert await parked.waiting(work.tx) == []
        with pytest.raises(NotFoundError):
            await parked.replay(work, "test", waiting.id)


async def test_pauses_grow(database: Database, time: ManualTime) -> None:
    await subscribe(database)
    await announce(database, Noted(n=1))
    poisoned = subscriber(collector([], bad=frozenset({1})))
    await deliver_singly(database, poisoned, 1)
    assert not await parked.retry_due(database, poisoned)
    time.advance(timedelta(seconds=1))
    assert await parked.retry_due(database, poisoned)
    time.advance(timedelta(seconds=1))
    assert not await parked.retry_due(database, poisoned)
    time.advance(timedelta(seconds=1))
    assert await parked.retry_due(database, poisoned)


async def test_effects_of_a_failed_batch_are_undone(database: Database) -> None:
    await subscribe(database)
    await announce(database, Noted(n=1))

    async def handle(work: Work, _: Sequence[Delivery]) -> None:
        await work.tx.execute("INSERT INTO infra_revision (name, revision) VALUES ('half', 1)")
        raise ValueError("later")

    with pytest.raises(HandlerError):
        await deliver(database, subscriber(handle))
    async with database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM infra_revision") == 0
        assert await work.tx.fetchval("SELECT seq FROM infra_subscription") == 0


async def test_two_workers_do_not_serve_one_subscriber_at_once(database: Database) -> None:
    await subscribe(database)
    await announce(database, Noted(n=1))
    inside = 0
    most = 0

    async def handle(work: Work, _: Sequence[Delivery]) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await work.tx.fetchval("SELECT pg_sleep(0.02)")
        inside -= 1

    steps = await asyncio.gather(*(deliver(database, subscriber(handle)) for _ in range(3)))
    assert sum(step.handled for step in steps) == 1
    assert most == 1


async def test_the_courier_wakes_and_serves_all(database: Database) -> None:
    seen: list[int] = []
    other: list[int] = []
    courier = Courier(
        database,
        [
            subscriber(collector(seen, bad=frozenset({2})), name="one"),
            subscriber(collector(other), name="two"),
        ],
    )
    task = asyncio.create_task(courier.run())
    for n in range(5):
        await announce(database, Noted(n=n))
    async with asyncio.timeout(PATIENCE):
        while len(seen) < 4 or len(other) < 5:
            await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert sorted(seen) == [0, 1, 3, 4]
    assert sorted(other) == [0, 1, 2, 3, 4]


async def test_only_passed_rows_are_pruned(database: Database, time: ManualTime) -> None:
    seen: list[int] = []
    await subscribe(database)
    await announce(database, *(Noted(n=n) for n in range(4)))
    await deliver(database, subscriber(collector(seen), batch=2))
    time.advance(timedelta(days=8))
    before = time.now() - timedelta(days=7)
    assert not await prune(database, before, ["test", "not-yet-born"])
    async with database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM infra_outbox") == 4
    await prune(database, before, ["test"])
    async with database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM infra_outbox") == 2
    await deliver(database, subscriber(collector(seen)))
    assert seen == [0, 1, 2, 3]
