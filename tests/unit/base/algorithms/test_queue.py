"""Whose turn it is: priority first, yet nobody waits for ever; tensors are what they say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.algorithms.errors import TensorError
from yiwang.base.algorithms.model.queue import AGEING, Job
from yiwang.base.algorithms.model.tensors import Spec, Tensor, check_tensors


def rank(priority: int, since: float) -> float:
    return since + Job(client="c", task="t", priority=priority, within=1).lead


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1e3)), min_size=1, max_size=40))
def test_nobody_is_passed_by_those_who_came_much_later(jobs: list[tuple[int, float]]) -> None:
    """Whoever starts before another that waits is at most three steps of ageing behind it."""
    order = sorted(jobs, key=lambda job: rank(*job))
    for place, (priority, since) in enumerate(order):
        for later_priority, later_since in order[place + 1 :]:
            assert since - later_since <= 3 * AGEING + 1e-9
            if priority > later_priority:
                assert since <= later_since


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
