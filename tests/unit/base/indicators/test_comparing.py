"""Comparing periods: equal days, moving holidays, and changes that may be chance."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from yiwang.base.indicators.model import comparing as c
from yiwang.base.indicators.model.periods import period
from yiwang.kernel.worktime import WorkCalendar

OFFICE = ((time(8, 30), time(17, 30)),)


def holidays(name, first, days):
    return {date.fromisoformat(first) + timedelta(days=n): name for n in range(days)}


NAMES = (
    holidays("春节", "2025-01-28", 8) | holidays("春节", "2026-02-15", 9) | holidays("元旦", "2026-01-01", 3)
)
CALENDAR = WorkCalendar(
    "city",
    "Asia/Shanghai",
    dict.fromkeys(range(5), OFFICE),
    frozenset(NAMES),
    {date(2026, 2, 14): OFFICE},
    NAMES,
)


@pytest.mark.parametrize(
    ("asked", "today", "measured", "before", "a_year_ago"),
    [
        ("2026-11", "2026-12-05", "2026-11-01..2026-11-30", "2026-10-01..2026-10-31", "2025-11-01..2025-11-30"),
        ("2026-11", "2026-11-11", "2026-11-01..2026-11-10", "2026-10-01..2026-10-10", "2025-11-01..2025-11-10"),
        ("2026-03", "2026-03-31", "2026-03-01..2026-03-30", "2026-02-01..2026-02-28", "2025-03-01..2025-03-30"),
        ("2024-02", "2026-01-01", "2024-02-01..2024-02-29", "2024-01-01..2024-01-31", "2023-02-01..2023-02-28"),
        ("2026-Q2", "2026-05-01", "2026-04-01..2026-04-30", "2026-01-01..2026-01-30", "2025-04-01..2025-04-30"),
        ("2026", "2027-01-01", "2026-01-01..2026-12-31", "2025-01-01..2025-12-31", "2025-01-01..2025-12-31"),
        ("2026-W20", "2026-12-05", "2026-05-11..2026-05-17", "2026-05-04..2026-05-10", "2025-05-12..2025-05-18"),
        ("2026-06-10", "2026-12-05", "2026-06-10..2026-06-10", "2026-06-09..2026-06-09", "2025-06-11..2025-06-11"),
        ("2026-06-02..2026-06-06", "2026-07-01", "2026-06-02..2026-06-06", "2026-05-28..2026-06-01", "2025-06-03..2025-06-07"),
    ],
)  # fmt: skip
def test_equal_days_stand_against_each_other(asked, today, measured, before, a_year_ago):
    whole = period(asked)
    part = c.measured(whole, date.fromisoformat(today))
    assert part.first == period(measured).first
    assert part.end == period(measured).end
    assert c.before(whole, part).text == before
    assert c.year_before(whole, part, CALENDAR)[0].text == a_year_ago


def test_nothing_is_compared_before_a_day_is_over():
    assert c.measured(period("2026-11"), date(2026, 11, 1)) is None
    assert c.measured(period("2027"), date(2026, 11, 1)) is None


def test_the_spring_festival_is_laid_on_the_spring_festival():
    whole = period("2026-02-15..2026-02-23")
    then, holiday = c.year_before(whole, whole, CALENDAR)
    assert (then.text, holiday) == ("2025-01-28..2025-02-05", "春节")
    unknown = period("2026-01-01")
    assert c.year_before(unknown, unknown, CALENDAR)[1] is None, "last year's is not in the calendar"


def test_days_are_told_apart():
    found = c.kind_of_days(period("2026-02"), CALENDAR)
    assert (found.days, found.workdays, found.holidays, found.known) == (28, 20 - 6 + 1, ("春节",), True)
    assert c.kind_of_days(period("2024-02"), CALENDAR).known is False
    assert c.kind_of_days(period("2026-02"), None) is None


def test_a_trend_ends_with_what_was_asked():
    span, grain = c.trend_of(period("2026-03"))
    names = c.pieces(span, grain)
    assert (grain, names[0], names[-1], len(names)) == ("month", "2025-03", "2026-03", 13)
    assert c.pieces(*c.trend_of(period("2026-W01")))[-1] == "2026-W01"
    assert len(c.pieces(*c.trend_of(period("2026-03-05..2026-03-09")))) == c.TREND["day"]


def test_the_interval_of_a_difference_is_newcombes():
    # Newcombe 1998, method 10, example (a): 56/70 against 48/80
    low, high = c.difference(56, 70, 48, 80)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
