"""Rules on series: hysteresis, duration, seasons, what is grey, and what is quiet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yiwang.base.vitals.model.judging import Point, episodes, judge, merged, season_of
from yiwang.base.vitals.model.rule import Dispatch, Limits, Rule

START = date(2026, 3, 2)


def rule(**more):
    given = {
        "code": "late", "indicator": "on_time_rate", "zh": "按期结案率低", "en": "Late", "side": "below",
        "limits": Limits(kind="static", levels={"yellow": 0.9, "red": 0.8}, clear=0.93),
    }  # fmt: skip
    return Rule(**(given | more))


def points(*values, **more):
    days = [START + timedelta(days=n) for n in range(len(values))]
    return [
        Point(
            period=day.isoformat(), first=day, value=value, season=season_of(day, "day", rests=False), **more
        )
        for day, value in zip(days, values, strict=True)
    ]


def raised(made, *values, **more):
    series = points(*values, **more)
    return merged(made, episodes(made, judge(made, series)), [p.period for p in series])


def test_an_alert_lasts_until_the_value_is_well_and_keeps_its_worst():
    found = raised(rule(), 0.95, 0.89, 0.91, 0.79, 0.92, 0.94, 0.95)
    assert [(e.since, e.until, e.level, e.worst) for e in found] == [("2026-03-03", "2026-03-07", 4, 0.79)]


def test_it_must_last_to_be_raised_and_to_end():
    slow = rule(raise_after=2, clear_after=2)
    assert raised(slow, 0.85, 0.95, 0.85, 0.95) == []
    found = raised(slow, 0.85, 0.85, 0.95, 0.85, 0.95, 0.95)
    assert [(e.since, e.raised, e.until) for e in found] == [("2026-03-02", "2026-03-03", "2026-03-07")]


def test_grey_neither_raises_nor_ends():
    assert raised(rule(), None, None) == []
    (found,) = raised(rule(), 0.85, None, None)
    assert found.until is None
    assert raised(rule(least=20), 0.1, weight=3) == [], "too few to be judged"
    assert raised(rule(), 0.1, skipped=True) == []


def test_the_same_again_within_the_quiet_pieces_is_no_new_alert():
    values = (0.85, 0.95, 0.95, 0.7, 0.95)
    assert len(raised(rule(), *values)) == 2
    (one,) = raised(rule(quiet=2), *values)
    assert (one.since, one.until, one.level) == ("2026-03-02", "2026-03-06", 4)


def dynamic(**more):
    limits = Limits(kind="dynamic", levels={"yellow": 3, "red": 6}, clear=2, memory=8)
    return rule(indicator="reported_cases", side="above", limits=limits, **more)


def test_a_dynamic_limit_knows_the_week():
    weeks = [100, 102, 98, 101, 99, 40, 38] * 8
    assert raised(dynamic(), *weeks) == []
    (found,) = raised(dynamic(), *weeks, 101, 100, 99, 100, 100, 90)
    assert found.level == 4, "ninety is usual on a Monday, not on a Saturday"
    assert found.strength > 6


def test_an_outlier_does_not_move_the_limit_and_few_counts_are_chance():
    weeks = [100, 102, 98, 101, 99, 40, 38] * 8
    weeks[21] = 900
    judged = judge(dynamic(), points(*weeks))
    assert judged[-7].middle == 100
    rare = [0, 1, 0, 0, 2, 1, 0] * 8
    assert raised(dynamic(), *rare, 2, counted=True) == []


def test_nothing_is_said_before_a_season_is_known():
    assert not any(one.known for one in judge(dynamic(), points(*[100] * 30)))
    assert season_of(date(2026, 3, 4), "day", rests=True) == 7
    assert season_of(date(2026, 3, 7), "day", rests=True) == 5
    assert season_of(date(2026, 3, 4), "week", rests=False) == 0


@pytest.mark.parametrize(
    "flawed",
    [
        {"limits": Limits(kind="static", levels={"yellow": 0.8, "red": 0.9}, clear=0.93)},
        {"limits": Limits(kind="static", levels={"red": 0.8}, clear=0.7)},
        {"limits": Limits(kind="dynamic", levels={"red": -1}, clear=-2)},
        {"dispatch": Dispatch(at="orange")},
    ],
)
def test_what_does_not_hold_together_is_said(flawed):
    assert rule().flaw() is None
    assert rule(**flawed).flaw() is not None
