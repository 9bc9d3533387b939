"""Whose turn it is: priority first, yet nobody waits for ever; tensors are what they say."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.algorithms.errors import QueueFullError, TensorError, TooLateError
from yiwang.base.algorithms.model.queue import AGEING, Line
from yiwang.base.algorithms.model.tensors import Spec, Tensor, check_tensors
from yiwang.base.algorithms.usecases.queueing import Desk


def test_the_urgent_go_first_and_those_who_waited_long_before_them() -> None:
    line = Line(places=1)
    line.join("a", "t", 3, 0.0, 100)
    line.join("b", "t", 0, 1.0, 100)
    assert [j.client for j in line.start(1.0)] == ["b"]
    late = line.join("c", "t", 0, 3 * AGEING + 1, 100)
    line.leave(line.running[1])
    assert [j.client for j in line.start(late.since)] == ["a"]


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1e3)), min_size=1, max_size=40))
def test_nobody_is_passed_by_those_who_came_much_later(jobs: list[tuple[int, float]]) -> None:
    """Whoever starts before another that waits is at most three steps of ageing behind it."""
    line = Line(places=1)
    for priority, since in sorted(jobs, key=lambda j: j[1]):
        line.join("c", "t", priority, since, 1e6)
    order = []
    while line.waiting:
        [job] = line.start(1e3)
        order.append(job)
        line.leave(job)
    for place, job in enumerate(order):
        for later in order[place + 1 :]:
            assert job.since - later.since <= 3 * AGEING + 1e-9
            if job.priority > later.priority:
                assert job.since <= later.since


def test_too_many_are_turned_away() -> None:
    line = Line(places=0, longest=1)
    line.join("a", "t", 1, 0, 1)
    with pytest.raises(QueueFullError):
        line.join("a", "t", 1, 0, 1)


async def test_a_turn_that_does_not_come_is_named_and_leaves_no_trace() -> None:
    desk = Desk(Line(places=1))
    async with desk.turn("a", "t", 0, 10):
        with pytest.raises(TooLateError):
            async with desk.turn("b", "t", 0, 0.01):
                raise AssertionError
        assert [j["client"] for j in desk.shown()["running"]] == ["a"]
    assert desk.shown()["waiting"] == desk.shown()["running"] == []
    assert desk.shown()["done"] == {"too_late": 1, "answered": 1}


async def test_whoever_gives_up_frees_the_place() -> None:
    desk = Desk(Line(places=1))

    async def hold() -> None:
        async with desk.turn("a", "t", 0, 10):
            await asyncio.Event().wait()

    task = asyncio.create_task(hold())
    while not desk.shown()["running"]:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with desk.turn("b", "t", 3, 10):
        pass


SPEC = Spec(name="x", datatype="FP32", shape=(-1, 2))


@pytest.mark.parametrize(
    ("shape", "data"),
    [
        ((1, 2), [1.0]),
        ((1, 2), [1.0, "a"]),
        ((1, 2), [1.0, None]),
        ((1, 2), [True, 1.0]),
        ((2,), [1.0, 2.0]),
        ((-1, 2), [1.0, 2.0]),
        ((10**9, 2), []),
        ((1, 2), [[1.0], 2.0]),
        ((1, 2), [float("nan"), 1.0]),
    ],
)
def test_a_tensor_that_is_none_is_refused(shape: tuple[int, ...], data: list[Any]) -> None:
    with pytest.raises(TensorError):
        check_tensors([Tensor(name="x", datatype="FP32", shape=shape, data=data)], [SPEC])


@given(st.lists(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=2)))
def test_nested_and_flat_values_are_the_same(rows: list[list[float]]) -> None:
    flat = [value for row in rows for value in row]
    for data in (rows, flat):
        given_ = Tensor(name="x", datatype="FP32", shape=(len(rows), 2), data=list(data))
        assert check_tensors([given_], [SPEC])[0].data == flat
