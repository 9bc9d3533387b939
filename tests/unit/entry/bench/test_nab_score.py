"""NAB's rules against cases computed by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiwang.entry.bench.nab_score import (
    PROFILES,
    Tally,
    Window,
    normalised,
    probation,
    scores,
    sigmoid,
    tally,
)

ROWS = 1000
BEGIN = 150
#: Other work on the machine must not fail a test.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WINDOW = Window(400, 499)
OTHER = Window(700, 719)


def score(alarms, windows=(WINDOW,), profile: str = "standard", rows: int = ROWS) -> float:
    found = normalised(tally(alarms, windows, rows), PROFILES[profile])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rows", "expected"), [(0, 0), (6, 0), (7, 1), (1000, 150), (5000, 750), (22_000, 750)]
)
def test_probation_is_fifteen_percent_but_at_most_750(rows: int, expected: int) -> None:
    assert probation(rows) == expected


@pytest.mark.parametrize("profile", PROFILES)
def test_silence_is_nothing_and_perfection_a_hundred(profile: str) -> None:
    assert score([], profile=profile) == 0
    assert score([WINDOW.first, OTHER.first], (WINDOW, OTHER), profile) == pytest.approx(100)


def test_the_curve() -> None:
    assert sigmoid(0) == 0
    assert sigmoid(-1) == pytest.approx(2 / (1 + math.exp(-5)) - 1)
    assert sigmoid(3.0) == pytest.approx(2 / (1 + math.exp(15)) - 1)
    assert sigmoid(3.0001) == -1


def test_a_late_hit_earns_less_and_only_the_first_counts() -> None:
    # the middle row has 50 of 100 rows left; the very last row one
    middle = sigmoid(-0.5) / sigmoid(-1)
    last = sigmoid(-0.01) / sigmoid(-1)
    assert score([450]) == pytest.approx(100 * (middle + 1) / 2)
    assert score([499]) == pytest.approx(100 * (last + 1) / 2)
    assert score([450, 451, 499]) == score([450])
    assert score([499, 450]) == score([450])


def test_a_false_alarm_before_any_window_costs_a_whole_one() -> None:
    assert tally([200], [WINDOW], ROWS) == Tally(1, 0, 0.0, 1, 1.0)
    # 0.11 of a scale that runs from -1 to 1
    assert score([200]) == pytest.approx(-5.5)
    assert score([200], profile="low_fp") == pytest.approx(-11)
    # 0.11 of a scale that runs from -2 to 1
    assert score([200], profile="low_fn") == pytest.approx(-11 / 3)


def test_a_false_alarm_soon_after_a_window_costs_little() -> None:
    costs = [tally([row], [WINDOW], ROWS).cost for row in (500, 549, 598, 797, 900)]
    assert costs[0] == pytest.approx(-sigmoid(1 / 99))
    assert costs[1] == pytest.approx(-sigmoid(50 / 99))
    assert costs == sorted(costs)
    assert costs[-1] == 1


def test_the_window_before_is_the_measure_for_a_false_alarm() -> None:
    assert tally([730], [WINDOW, OTHER], ROWS).cost == pytest.approx(-sigmoid(11 / 19))
    assert tally([800], [WINDOW, OTHER], ROWS).cost == 1


def test_alarms_inside_the_probation_are_not_scored() -> None:
    assert tally([0, 149], [WINDOW], ROWS) == Tally(1, 0, 0.0, 0, 0.0)
    assert tally([150], [WINDOW], ROWS).false_alarms == 1


def test_a_window_in_the_probation_cannot_be_missed_but_one_that_reaches_out_can() -> None:
    assert tally([], [Window(10, 149)], ROWS).windows == 0
    reaching = [Window(100, 199)]
    assert tally([], reaching, ROWS).windows == 1
    # its first row that is scored has 50 of 100 rows left
    assert tally([120, 150], reaching, ROWS).reward == pytest.approx(sigmoid(-0.5) / sigmoid(-1))


def test_a_series_without_windows_has_false_alarms_only() -> None:
    assert tally([300, 600], [], ROWS) == Tally(0, 0, 0.0, 2, 2.0)
    assert scores(tally([300], [], ROWS)) == {"standard": None, "low_fp": None, "low_fn": None}


def test_a_miss_weighs_double_where_misses_are_dear() -> None:
    both = (WINDOW, OTHER)
    # one of two: from -2·1 to 1 - 1, on a scale from -2 to 2; and from -4 to 1 - 2, on a scale from -4 to 2
    assert score([WINDOW.first], both) == pytest.approx(50)
    assert score([WINDOW.first], both, "low_fn") == pytest.approx(50)
    assert score([OTHER.last], both) == pytest.approx(100 * (1 + sigmoid(-1 / 20) / sigmoid(-1)) / 4)


def test_tallies_of_series_add_up() -> None:
    one, two = tally([400], [WINDOW], ROWS), tally([200, 705], [OTHER], ROWS)
    total = one + two
    assert (total.windows, total.hits, total.false_alarms) == (2, 2, 1)
    assert total.reward == pytest.approx(one.reward + two.reward)


@CALM
@given(st.lists(st.integers(0, ROWS - 1), max_size=60))
def test_no_alarms_score_above_perfection_and_order_does_not_matter(alarms: list[int]) -> None:
    found = score(alarms, (WINDOW, OTHER))
    assert found <= 100 + 1e-9
    assert found == score(list(reversed(alarms)), (OTHER, WINDOW))


@CALM
@given(st.integers(BEGIN, ROWS - 1))
def test_another_alarm_outside_every_window_never_helps(row: int) -> None:
    if WINDOW.first <= row <= WINDOW.last:
        return
    assert score([420, row]) <= score([420])
