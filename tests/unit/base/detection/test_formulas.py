"""Each detector against its formula, computed plainly."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiwang.base.detection.api import Stream
from yiwang.base.detection.model.bank import Bank
from yiwang.base.detection.model.distribution import Entropy, Record
from yiwang.base.detection.model.likelihood import Likelihood, normal_tail
from yiwang.base.detection.model.neighbour import Neighbour, Scaling
from yiwang.base.detection.model.policy import DetectorParams, Policy
from yiwang.base.detection.model.simple import Ewma, LevelShift, Rate, Stuck, ZScore
from yiwang.base.detection.model.tail import Tails
from yiwang.base.detection.model.weekly import Weekly

HOUR = 3600.0
#: Other work on the machine must not fail a test.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ONE = np.array([60])


def scores(bank: Bank, values, times=None) -> list[float]:
    at = np.array([0])
    return [
        float(
            bank.score(at, np.array([float(value)]), np.array([row * HOUR if times is None else times[row]]))[
                0
            ]
        )
        for row, value in enumerate(values)
    ]


@CALM
@given(st.floats(-8, 29.9))
def test_the_table_of_the_normal_tail_is_right(z: float) -> None:
    exact = -math.log10(0.5 * math.erfc(z / math.sqrt(2)))
    assert math.isclose(normal_tail(np.array([z]))[0], exact, abs_tol=1e-5)


@CALM
@given(st.lists(st.floats(-1e3, 1e3), min_size=4, max_size=40))
def test_zscore_is_the_distance_in_deviations_of_the_window(values: list[float]) -> None:
    found = scores(ZScore(ONE, window=5), values)
    assert math.isnan(found[0])
    for row in range(2, len(values)):
        before = values[max(0, row - 5) : row]
        spread = statistics.pstdev(before)
        if spread > 1e-6:
            expected = min(abs(values[row] - statistics.fmean(before)) / spread, 100.0)
            assert math.isclose(found[row], expected, rel_tol=1e-6, abs_tol=1e-6)


def test_a_spike_leaves_nothing_behind_in_the_window() -> None:
    calm = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0]
    assert scores(ZScore(ONE, window=4), [*calm, 1e12, *calm, 5.0])[-1] == pytest.approx(7.0)


def test_ewma_by_hand() -> None:
    # alpha 0.5: level 10, then 11 (weight 1/2); variance of residuals 4; residual 3 against it
    assert scores(Ewma(ONE, alpha=0.5), [10, 12, 14])[2] == pytest.approx(3 / 2)
    # later: level 12.5, variance (4 + 9) / 2; residual 2.5
    assert scores(Ewma(ONE, alpha=0.5), [10, 12, 14, 15])[3] == pytest.approx(2.5 / math.sqrt(6.5))


def test_level_shift_compares_the_short_window_with_all_before() -> None:
    values = [1, 3, 1, 3, 1, 3, 9, 9]
    assert scores(LevelShift(ONE, short=2), values)[-1] == pytest.approx((9 - 2) / 1)
    assert math.isnan(scores(LevelShift(ONE, short=2), values)[1])


def test_rate_is_per_unit_of_time() -> None:
    found = scores(Rate(ONE, per=60), [0, 10, 4], [0, 60, 180])
    assert math.isnan(found[0])
    assert found[1:] == [10, 3]


def test_stuck_counts_from_the_value_that_stands() -> None:
    # 1.0 → 1.05 → 1.1: each step is small, yet the third has moved from where it stood
    assert scores(Stuck(ONE, tolerance=0.06), [1.0, 1.05, 1.1, 1.1], [0, 10, 20, 50]) == [0, 10, 0, 30]


def test_record_is_a_share_of_the_range() -> None:
    assert scores(Record(ONE), [0, 10, 5, 15, -15, 7])[1:] == pytest.approx([1e6, 0, 0.5, 1.0, 0])


def test_weekly_is_the_distance_in_robust_deviations_of_the_same_hour() -> None:
    night, noon, rng = [], [], np.random.default_rng(3)
    values, times = [], []
    for day in range(40):
        for hour, kept in ((1, night), (12, noon)):
            kept.append(float(rng.normal(10 if hour == 1 else 90, 1)))
            values.append(kept[-1])
            times.append((day * 24 + hour) * HOUR)
    bank = Weekly(ONE, share=0.0)
    scores(bank, values, times)
    # the hour of the week has been seen 5 or 6 times only, so the hour of the day speaks
    [found] = scores(bank, [10.0 + 7.0], [(40 * 24 + 1) * HOUR])
    last = night[-24:]
    middle = statistics.median(last)
    spread = 1.4826 * statistics.median(abs(value - middle) for value in last)
    assert found == pytest.approx(abs(17.0 - middle) / spread, rel=1e-4)


def test_weekly_knows_a_monday_from_a_sunday() -> None:
    times = np.arange(24 * 7 * 20) * HOUR  # begins on a Thursday, as 1970 did
    sunday = (times // 86400 + 4) % 7 == 0
    bank = Weekly(ONE)
    scores(bank, np.where(sunday, 50.0, 10.0) + np.random.default_rng(1).normal(0, 1, len(times)), times)
    monday = times[-1] + HOUR + ((1 - ((times[-1] + HOUR) // 86400 + 4)) % 7) * 86400
    far, near = scores(bank, [50.0], [monday])[0], scores(bank, [50.0], [monday + 6 * 86400])[0]
    assert far > 2 * near


def test_entropy_by_hand() -> None:
    bank = Entropy(np.array([4]))
    calm = [0.0, 8.0] * 100
    found = scores(bank, calm)
    assert math.isnan(found[104])
    assert found[105] < 0.1
    lately = scores(bank, [8.0] * 52)
    # 198 values after the two that fixed the bins; 146 and the 52 that left make up the past
    before = (99 + 0.5) / (198 + 5)
    assert lately[-1] == pytest.approx(math.log(1 / before), rel=1e-6)


def test_likelihood_compares_the_last_ten_with_all() -> None:
    raw = [0.0, 1.0] * 100
    bank = Likelihood(ONE)
    scores(bank, raw)
    found = scores(bank, [1.0] * 10)[-1]
    mean = statistics.fmean([*raw, *[1.0] * 10])
    spread = math.sqrt(mean - mean * mean)
    assert found == pytest.approx(float(normal_tail(np.array([(1 - mean) / spread]))[0]), rel=1e-6)


@settings(CALM, max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([40, 90]), st.booleans())
def test_the_nearest_stretch_is_found_exactly(seed: int, history: int, coarse: bool) -> None:  # noqa: FBT001
    rng = np.random.default_rng(seed)
    length, rows = 7, 700
    series = (
        rng.integers(0, 3, (3, rows)) * 1.0 if coarse else np.round(rng.normal(0, 2, (3, rows)) * 4096) / 4096
    )
    neighbour = Neighbour(2, history, (length,))
    for row in range(rows):
        found = neighbour.distances(series[:, row])
        farthest = min(history, row + 1 - length)
        if farthest < length:
            assert np.isnan(found).all()
            continue
        if row % 37 and row > 40:
            continue
        last = series[:, row - length + 1 : row + 1]
        nearest = np.min(
            [
                ((last - series[:, row - lag - length + 1 : row - lag + 1]) ** 2).sum(axis=1)
                for lag in range(length, farthest + 1)
            ],
            axis=0,
        )
        np.testing.assert_array_equal(found, np.sqrt(nearest / length))


@pytest.mark.parametrize("values", [[5.0] * 20, [0.0] * 20, [1e140, -1e140] * 10, [1.0, 1.0 + 1e-12] * 10])
def test_scalings_are_finite_whatever_was_learnt(values: list[float]) -> None:
    scaling = Scaling.of(np.array(values))
    for value in (*values, 0.0, 1e150, -1e150):
        scaled = scaling.apply(value)
        assert np.isfinite(scaled).all()
        assert (np.abs(scaled) <= 256).all()
        assert (scaled * 4096 == np.round(scaled * 4096)).all()


def test_the_tail_is_empirical_below_and_extended_above() -> None:
    tails = Tails(1, 100)
    for value in range(1, 101):
        tails.score(np.array([float(value)]))
    # held: 1..100; cut at index 95 (value 96); 90 has 11 of 100 at or above it
    assert tails._tail(0, 90.0) == pytest.approx(-math.log10(12 / 101))
    # 1 has left and 90 came: index 95 is 96 now
    excess = statistics.fmean(math.log(v / 96) for v in range(96, 101))
    assert tails._tail(0, 105.0) == pytest.approx(-math.log10(0.05) + math.log10(105 / 96) / excess)
    assert tails._tail(0, 1e9) == 8


def test_alarms_are_silent_for_a_while_and_each_makes_the_next_dearer() -> None:
    params = DetectorParams(threshold=1.0, learning=10, refractory=0.3, budget=0.5, budget_rows=1e12)
    policy = Policy(np.array([10]), params)
    at, time = np.array([0]), np.array([0.0])

    def alarms(score: float, rows: int) -> list[bool]:
        return [bool(policy.score(at, np.array([score]), time)[0]) for _ in range(rows)]

    assert not any(alarms(9.0, 10)), "rows that are learned from are not judged"
    assert alarms(1.0, 1) == [True]
    assert alarms(9.0, 3) == [False] * 3, "silent for 0.3 of 10 rows"
    assert alarms(1.4, 2) == [False] * 2, "0.5 dearer now"
    assert alarms(math.nan, 1) == [False]
    assert alarms(1.6, 1) == [True]


def test_budget_fades() -> None:
    params = DetectorParams(threshold=1.0, learning=2, budget=1.0, budget_rows=5.0)
    policy = Policy(np.array([2]), params)
    found = [bool(policy.score(np.array([0]), np.array([1.2]), np.array([0.0]))[0]) for _ in range(16)]
    assert found.index(True) == 2
    assert found[3:9] == [False] * 6
    assert any(found[10:])


def test_a_stream_says_none_while_it_learns() -> None:
    stream = Stream("nearest", {"learning": 100, "history": 200})
    for row in range(99):
        assert stream.update(math.sin(row / 4), row * HOUR) == (None, False)
    score, alarm = stream.update(0.0, 99 * HOUR)
    assert score is not None
    assert not alarm
