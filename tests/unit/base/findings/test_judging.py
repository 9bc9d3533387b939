"""Which findings are valid: each condition, their order, and that cutting batches changes nothing."""

import itertools
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.findings.errors import StrategyError
from yiwang.base.findings.model.judging import Columns, in_times, inside, judge
from yiwang.base.findings.model.strategy import REASONS, Confirm, Merge, Strategy, Times, check, choose

UTC = ZoneInfo("UTC")
NAN = float("nan")


def columns(rows: Sequence[dict[str, Any]]) -> Columns:
    return Columns(
        at=np.array([r["at"] for r in rows], np.float64),
        site=[r.get("site", "a") for r in rows],
        confidence=np.array([r.get("confidence", 0.9) for r in rows], np.float64),
        middle=np.array([r.get("middle", (NAN, NAN)) for r in rows], np.float64).reshape(-1, 2),
        place=np.array([r.get("place", (NAN, NAN)) for r in rows], np.float64).reshape(-1, 2),
        known=[r.get("known") for r in rows],
    )


def judged(strategy: Strategy, *rows: dict[str, Any]) -> list[str]:
    return judge(columns(rows), strategy, UTC)[0]


def strategy(**change: Any) -> Strategy:
    return Strategy(kind="garbage", zh="暴露垃圾", **change)


SQUARE = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.0, 0.5))


def test_what_a_finding_fails_by_itself_is_named_in_order() -> None:
    asked = strategy(
        least_confidence=0.6,
        picture_region=SQUARE,
        map_region=((10, 10), (20, 10), (20, 20)),
        times=(Times(start="08:00", end="18:00"),),
    )
    good = {"at": 10 * 3600, "middle": (0.2, 0.2), "place": (15, 12)}
    assert judged(
        asked,
        good,
        good | {"confidence": 0.59, "middle": (0.9, 0.9)},
        good | {"middle": (0.9, 0.2), "at": 0},
        good | {"middle": (NAN, NAN)},
        good | {"place": (11, 19)},
        good | {"at": 19 * 3600},
    ) == ["valid", "confidence", "picture_region", "picture_region", "map_region", "time"]


def test_times_over_midnight_belong_to_the_day_they_begin() -> None:
    friday = (Times(days=(5,), start="22:00", end="06:00"),)
    day = 86_400.0  # 1970-01-01 was a Thursday
    assert in_times(day + 23 * 3600, friday, UTC)
    assert in_times(2 * day + 3600, friday, UTC)
    assert not in_times(day + 3600, friday, UTC)
    assert not in_times(2 * day + 23 * 3600, friday, UTC)


def test_n_of_the_last_m_within_a_time_confirm() -> None:
    asked = strategy(confirm=Confirm(n=2, m=3, within_s=60))
    bad = {"confidence": 0.1}
    assert judged(asked, *({"at": t} for t in (0, 100, 150))) == ["unconfirmed", "unconfirmed", "valid"]
    assert judged(asked, {"at": 0}, {"at": 1} | bad, {"at": 2} | bad, {"at": 3})[3] == "unconfirmed"
    assert judged(asked, {"at": 0}, {"at": 1, "site": "b"}) == ["unconfirmed", "unconfirmed"]


def test_a_site_rests_after_a_valid_one() -> None:
    asked = strategy(debounce_s=60)
    assert judged(asked, {"at": 0}, {"at": 59}, {"at": 60}, {"at": 61, "site": "b"}) == [
        "valid", "debounced", "valid", "valid",
    ]  # fmt: skip


def test_near_ones_of_other_sites_are_merged() -> None:
    asked = strategy(merge=Merge(metres=50, within_s=600))
    rows = [
        {"at": 0, "site": "a", "place": (120.0, 30.0)},
        {"at": 1, "site": "b", "place": (120.0004, 30.0)},
        {"at": 2, "site": "c", "place": (120.001, 30.0)},
        {"at": 700, "site": "b", "place": (120.0, 30.0)},
        {"at": 701, "site": "d"},
    ]
    outcomes, into = judge(columns(rows), asked, UTC)
    assert outcomes == ["valid", "merged", "valid", "valid", "valid"]
    assert into == [-1, 0, -1, -1, -1]


_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "at": st.integers(0, 300).map(float),
            "site": st.sampled_from("abc"),
            "confidence": st.sampled_from([0.2, 0.9]),
            "place": st.sampled_from([(120.0, 30.0), (120.0003, 30.0), (121.0, 30.0), (NAN, NAN)]),
        }
    ),
    max_size=30,
)
_ASKED = st.builds(
    strategy,
    confirm=st.sampled_from([Confirm(), Confirm(n=2, m=3, within_s=50), Confirm(n=2, m=2, within_s=20)]),
    debounce_s=st.sampled_from([0.0, 40.0]),
    merge=st.sampled_from([Merge(), Merge(metres=100, within_s=60)]),
)


@given(rows=_ROWS, asked=_ASKED, cut=st.integers(0, 30))
def test_cutting_a_batch_and_forgetting_beyond_the_horizon_change_nothing(
    rows: list[dict[str, Any]], asked: Strategy, cut: int
) -> None:
    rows.sort(key=lambda r: r["at"])
    whole = judged(asked, *rows)
    assert set(whole) <= set(REASONS)
    first = judged(asked, *rows[:cut])
    past = [r | {"known": o} for r, o in zip(rows[:cut], first, strict=True)]
    rest = rows[cut:]
    if rest:
        past = [r for r in past if r["at"] >= rest[0]["at"] - asked.horizon_s]
    again = judged(asked, *past, *rest)[len(past) :]
    assert first + again == whole


@given(rows=_ROWS, asked=_ASKED)
def test_valid_ones_of_a_site_keep_their_distance_and_sites_do_not_matter_to_each_other(
    rows: list[dict[str, Any]], asked: Strategy
) -> None:
    outcomes = judged(asked, *rows)
    for site in "abc":
        at = sorted(
            r["at"] for r, o in zip(rows, outcomes, strict=True) if r["site"] == site and o == "valid"
        )
        assert all(b - a >= asked.debounce_s for a, b in itertools.pairwise(at))
        if not asked.merge.metres:
            own = [(r, o) for r, o in zip(rows, outcomes, strict=True) if r["site"] == site]
            assert judged(asked, *(r for r, _ in own)) == [o for _, o in own]


@given(st.floats(-1, 2), st.floats(-1, 2))
def test_a_point_in_a_square(x: float, y: float) -> None:
    if x not in {0, 0.5} and y not in {0, 0.5}:
        assert bool(inside(np.array([[x, y]]), SQUARE)[0]) == (0 < x < 0.5 and 0 < y < 0.5)


def test_the_one_that_names_the_site_wins_and_what_cannot_work_is_refused() -> None:
    known = [("all", strategy()), ("here", strategy(sites=("a",))), ("off", strategy(enabled=False))]
    assert [choose(known, "garbage", s) for s in "ab"] == ["here", "all"]
    assert choose(known, "smoke", "a") is None
    for wrong in (strategy(confirm=Confirm(n=3, m=2)), strategy(map_region=((0, 0), (1, 1)))):
        with pytest.raises(StrategyError):
            check(wrong)
