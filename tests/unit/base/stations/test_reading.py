"""How stations are read: sums of a rate, trends, guards of their own, order."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from yiwang.base.stations.definition import Group, Guard
from yiwang.base.stations.model.reading import EVERY_S, Bin, Fall, falls, limits, reached, trend, urgency

NOW = 1_773_104_400.0


def bins(*means: float, until: float = NOW) -> list[Bin]:
    """Quarters of an hour that end at ``until``, the last first."""
    return [Bin(until - EVERY_S * (n + 1), mean, mean) for n, mean in enumerate(means)]


def group(**more) -> Group:
    values = {"code": "g", "zh": "组", "en": "group", "select": {}, "property": "level"}
    return Group.model_validate(values | more)


GUARDS = [
    {"zh": "警戒", "en": "guard", "level": "yellow", "attribute": "guard", "otherwise": 3.0},
    {"zh": "保证", "en": "safe", "level": "orange", "attribute": "safe"},
]


def test_a_rate_is_added_up_over_windows_and_gaps_add_nothing():
    said = falls(bins(*[20.0] * 4, *[4.0] * 4), [1, 3], NOW)
    assert [(one.hours, one.amount, one.covered) for one in said] == [(1, 20.0, 1.0), (3, 24.0, 0.67)]
    assert falls([], [24], NOW) == [Fall(hours=24, amount=0.0, covered=0.0)]


def test_the_trend_is_against_the_value_of_then():
    past = [Bin(NOW - 3600, 2.0, 2.1), Bin(NOW - 1800, 2.2, 2.3)]
    assert trend(2.5, past, 60, NOW) == 0.4
    assert trend(None, past, 60, NOW) is None
    assert trend(2.5, past, 240, NOW) is None


def test_a_stations_own_limits_count_before_those_of_the_board():
    one = group(guards=GUARDS)
    own = limits(one, {"guard": "2.5", "safe": 3.5}, 3.6, [])
    assert [(limit.value, limit.above) for limit in own] == [(2.5, 1.1), (3.5, 0.1)]
    assert reached(own).zh == "保证"
    assert [limit.value for limit in limits(one, {"guard": "high"}, 2.0, [])] == [3.0]
    assert reached(limits(one, {}, 2.0, [])) is None
    assert reached(limits(one, {}, None, [])) is None


def test_a_guard_of_a_sum_is_about_its_window():
    one = group(
        kind="sum",
        windows=[1, 3],
        guards=[{"zh": "大", "en": "big", "level": "red", "hours": 3, "otherwise": 50}],
    )
    fell = [Fall(hours=1, amount=60, covered=1), Fall(hours=3, amount=49.5, covered=1)]
    assert limits(one, {}, 20, fell)[0].above == -0.5


def test_the_most_urgent_comes_first_and_who_never_spoke_last():
    one = group(guards=GUARDS)
    stations = {"orange": 4.1, "yellow+": 3.9, "yellow": 3.2, "near": 2.9, "low": 1.0, "mute": None}
    order = {name: urgency(limits(one, {"safe": 4.0}, value, []), value) for name, value in stations.items()}
    assert sorted(order, key=order.__getitem__) == list(stations)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "sum"},
        {"windows": [1]},
        {"guards": [GUARDS[0] | {"hours": 1}]},
        {"kind": "sum", "windows": [1], "guards": [GUARDS[0]]},
        {"kind": "sum", "windows": [1], "guards": [GUARDS[0] | {"hours": 3}]},
        {"guards": [GUARDS[0] | {"level": "purple"}]},
    ],
)
def test_what_makes_no_sense_is_refused(change):
    with pytest.raises(ValidationError):
        group(**change)


def test_a_guard_may_have_no_number():
    assert Guard(zh="x", en="x", level="red").otherwise is None
