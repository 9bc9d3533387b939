import asyncio

import pytest
from tests.support.patience import until

from yiwang.infra.group_commit import GroupCommit
from yiwang.kernel.errors import ConflictError, UnavailableError


class Writer:
    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.poison: set[int] = set()

    async def __call__(self, items):
        self.groups.append(list(items))
        await self.gate.wait()
        if self.poison & set(items):
            raise RuntimeError("the driver choked")
        return [ConflictError(why_zh="x", why_en="x") if i < 0 else i * 10 for i in items]


async def all_submitted() -> None:
    """Let every task run until it waits for something."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_lone_request_is_written_at_once_and_alone():
    writer = Writer()
    commit = GroupCommit(writer)
    assert await commit.submit(4) == 40
    assert writer.groups == [[4]]


async def test_what_arrives_while_a_group_is_written_becomes_one_group():
    writer = Writer()
    writer.gate.clear()
    commit = GroupCommit(writer)
    waiting = [asyncio.create_task(commit.submit(1))]
    await until(lambda: writer.groups)
    waiting += [asyncio.create_task(commit.submit(i)) for i in range(2, 30)]
    await all_submitted()
    assert not any(w.done() for w in waiting)
    writer.gate.set()
    assert await asyncio.gather(*waiting) == [i * 10 for i in range(1, 30)]
    assert writer.groups == [[1], list(range(2, 30))]


async def test_groups_are_never_larger_than_the_limit():
    writer = Writer()
    commit = GroupCommit(writer, largest=8)
    await asyncio.gather(*(commit.submit(i) for i in range(30)))
    assert max(map(len, writer.groups)) == 8
    assert sorted(i for g in writer.groups for i in g) == list(range(30))


async def test_an_item_that_is_refused_or_chokes_the_driver_fails_alone():
    writer = Writer()
    writer.poison = {7}
    commit = GroupCommit(writer)
    results = await asyncio.gather(*(commit.submit(i) for i in [1, -2, 7, 3]), return_exceptions=True)
    assert results[0] == 10
    assert results[3] == 30
    assert isinstance(results[1], ConflictError)
    assert isinstance(results[2], RuntimeError)


async def test_a_database_that_cannot_be_reached_is_told_to_all_without_retrying_each():
    async def write(items):
        raise UnavailableError(why_zh="x", why_en="x")

    commit = GroupCommit(write)
    results = await asyncio.gather(*(commit.submit(i) for i in range(5)), return_exceptions=True)
    assert all(isinstance(r, UnavailableError) for r in results)


async def test_a_caller_that_goes_away_does_not_disturb_the_others():
    writer = Writer()
    writer.gate.clear()
    commit = GroupCommit(writer)
    first, second = asyncio.create_task(commit.submit(1)), asyncio.create_task(commit.submit(2))
    await until(lambda: writer.groups)
    first.cancel()
    writer.gate.set()
    assert await second == 20
    with pytest.raises(asyncio.CancelledError):
        await first
    assert await commit.submit(3) == 30
