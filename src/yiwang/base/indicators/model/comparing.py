"""Comparing periods 同比 环比: which days stand against which, and whether a change is more than chance.

A period that still runs is compared as far as it has gone, yesterday included. Where a holiday that moves
(春节) lies in a short period, the year before is taken from the same day of that holiday; else days of the
week are kept for days and weeks, and dates for months and longer.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import msgspec

from yiwang.base.indicators.model.periods import Period, month_start, name_of, start_of
from yiwang.kernel.worktime import WorkCalendar

#: A day.
ONE_DAY: Final = timedelta(days=1)
#: A year in whole weeks: a Monday stands against a Monday.
_YEAR_OF_WEEKS: Final = timedelta(days=364)
#: Periods up to so many days are laid on a moving holiday.
_SHORT: Final = 15
#: Of a normal curve, both sides: 95 %.
_Z: Final = 1.959964
_LENGTHS: Final = {1: "day", 7: "week"}
#: Pieces of each length that a trend shows.
TREND: Final = {"day": 31, "week": 26, "month": 13, "quarter": 9, "year": 6}


class Days(msgspec.Struct, frozen=True):
    """What kind of days a span has. ``known``: the calendar says which holidays its year has."""

    days: int
    workdays: int
    holidays: tuple[str, ...]
    known: bool


def span(first: date, end: date) -> Period:
    """Return the period from ``first`` to the day before ``end``."""
    return Period(f"{first}..{end - ONE_DAY}", first, end)


def measured(whole: Period, today: date) -> Period | None:
    """Return the whole days of ``whole`` that are over; ``None`` before its first one is."""
    if whole.end <= today:
        return whole
    return span(whole.first, today) if whole.first < today else None


def grain_of(whole: Period) -> str | None:
    """Return which piece of the calendar a period is: ``None`` for a span of its own."""
    if whole.days in _LENGTHS and start_of(whole.first, _LENGTHS[whole.days]) == whole.first:
        return _LENGTHS[whole.days]
    for grain in ("month", "quarter", "year"):
        if start_of(whole.first, grain) == whole.first and _next(whole.first, grain) == whole.end:
            return grain
    return None


def _next(first: date, grain: str) -> date:
    steps = {"month": 1, "quarter": 3, "year": 12}
    return (
        month_start(first.year, first.month + steps[grain])
        if grain in steps
        else first + (ONE_DAY if grain == "day" else 7 * ONE_DAY)
    )


def before(whole: Period, part: Period) -> Period:
    """Return the piece before ``whole``, as far as ``part`` of it has gone."""
    grain = grain_of(whole)
    first = start_of(whole.first - ONE_DAY, grain) if grain else whole.first - timedelta(days=whole.days)
    return _as_far(first, whole.first, whole, part)


def year_before(whole: Period, part: Period, calendar: WorkCalendar | None) -> tuple[Period, str | None]:
    """Return the same piece a year earlier, and the holiday that it was laid on."""
    if grain_of(whole) in {"month", "quarter", "year"}:
        first, end = (month_start(day.year - 1, day.month) for day in (whole.first, whole.end))
        return _as_far(first, end, whole, part), None
    shift, holiday = _YEAR_OF_WEEKS, None
    if calendar is not None and whole.days <= _SHORT:
        found = _moved(whole, calendar)
        if found is not None:
            shift, holiday = found
    return span(part.first - shift, part.end - shift), holiday


def _as_far(first: date, end: date, whole: Period, part: Period) -> Period:
    if part.end == whole.end:
        return span(first, end)
    return span(first, min(end, first + timedelta(days=part.days)))


def _moved(whole: Period, calendar: WorkCalendar) -> tuple[timedelta, str] | None:
    """Return how far a holiday in ``whole`` has moved since last year, with its name."""
    inside = [whole.first + timedelta(days=n) for n in range(whole.days)]
    for day in inside:
        name = calendar.names.get(day)
        if name is None or day not in calendar.holidays:
            continue
        now, then = (_begin(name, year, calendar) for year in (day.year, day.year - 1))
        if now is not None and then is not None:
            return now - then, name
    return None


def _begin(name: str, year: int, calendar: WorkCalendar) -> date | None:
    days = (d for d in calendar.holidays if d.year == year and calendar.names.get(d) == name)
    return min(days, default=None)


def kind_of_days(part: Period, calendar: WorkCalendar | None) -> Days | None:
    """Return how many days of ``part`` are worked and which holidays lie in it."""
    if calendar is None:
        return None
    days = [part.first + timedelta(days=n) for n in range(part.days)]
    names = dict.fromkeys(calendar.names.get(d, "") for d in days if d in calendar.holidays)
    years = {d.year for d in calendar.holidays}
    return Days(
        part.days,
        sum(1 for d in days if calendar.frames(d)),
        tuple(name for name in names if name),
        {d.year for d in (part.first, part.end - ONE_DAY)} <= years,
    )


def trend_of(whole: Period) -> tuple[Period, str]:
    """Return the period that a trend up to ``whole`` covers, and its grain."""
    grain = grain_of(whole) or "day"
    first = start_of(whole.end - ONE_DAY, grain)
    for _ in range(TREND[grain] - 1):
        first = start_of(first - ONE_DAY, grain)
    return Period(f"{first}..{whole.end - ONE_DAY}", first, whole.end), grain


def pieces(whole: Period, grain: str) -> list[str]:
    """Return the names of all pieces of ``whole`` in order: one of which nothing is known is there, too."""
    found, first = [], start_of(whole.first, grain)
    while first < whole.end:
        found.append(name_of(first, grain))
        first = _next(first, grain)
    return found


def difference(over: int, of: int, then_over: int, then_of: int) -> tuple[float, float]:
    """Return the interval (95 %) of the difference of two shares: Newcombe 1998, of two Wilson intervals."""
    p, q = over / of, then_over / then_of
    (low, high), (then_low, then_high) = _wilson(p, of), _wilson(q, then_of)
    lower = ((p - low) ** 2 + (then_high - q) ** 2) ** 0.5
    upper = ((high - p) ** 2 + (q - then_low) ** 2) ** 0.5
    return p - q - lower, p - q + upper


def _wilson(p: float, n: int) -> tuple[float, float]:
    middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * (p * (1 - p) / n + _Z**2 / (4 * n**2)) ** 0.5
    return middle - half, middle + half
