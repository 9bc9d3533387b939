"""Periods 统计周期 in the city's calendar: first day and the day after the last."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import msgspec

from yiwang.base.indicators.errors import PeriodError

#: The pieces that a trend or a drill by time is cut into.
GRAINS: Final = ("day", "week", "month", "quarter", "year")
_LONGEST: Final = timedelta(days=366 * 50)


class Period(msgspec.Struct, frozen=True):
    """``text`` as asked; ``first`` is its first day, ``end`` the day after its last."""

    text: str
    first: date
    end: date

    @property
    def days(self) -> int:
        """Return its length in days."""
        return (self.end - self.first).days


def month_start(year: int, month: int) -> date:
    """Return the first day of a month; month 13 is the next January."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _year(year: str) -> tuple[date, date]:
    return date(int(year), 1, 1), date(int(year) + 1, 1, 1)


def _quarter(year: str, quarter: str) -> tuple[date, date]:
    month = int(quarter) * 3 - 2
    return month_start(int(year), month), month_start(int(year), month + 3)


def _month(year: str, month: str) -> tuple[date, date]:
    first = date(int(year), int(month), 1)
    return first, month_start(first.year, first.month + 1)


def _week(year: str, week: str) -> tuple[date, date]:
    first = date.fromisocalendar(int(year), int(week), 1)
    return first, first + timedelta(days=7)


def _day(text: str) -> tuple[date, date]:
    first = date.fromisoformat(text)
    return first, first + timedelta(days=1)


def _span(first: str, last: str) -> tuple[date, date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1)
    if not timedelta(0) < end - begin <= _LONGEST:
        raise ValueError(first)
    return begin, end


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[..., tuple[date, date]]], ...]] = (
    (re.compile(r"(\d{4})"), _year),
    (re.compile(r"(\d{4})-[Qq]([1-4])"), _quarter),
    (re.compile(r"(\d{4})-(\d{2})"), _month),
    (re.compile(r"(\d{4})-[Ww](\d{2})"), _week),
    (re.compile(r"(\d{4}-\d{2}-\d{2})"), _day),
    (re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})"), _span),
)


def period(text: str) -> Period:
    """Return the period that ``text`` names (weeks are ISO weeks); raises :class:`PeriodError`."""
    for form, days in _FORMS:
        found = form.fullmatch(text.strip())
        if found is not None:
            try:
                return Period(found[0], *days(*found.groups()))
            except (ValueError, OverflowError):
                break
    raise PeriodError(text=text[:40])


def since_new_year(whole: Period) -> Period:
    """Return the period from the new year before the end of ``whole`` to that end."""
    last = whole.end - timedelta(days=1)
    return Period(f"{last.year}-01-01..{last}", date(last.year, 1, 1), whole.end)


def start_of(day: date, grain: str) -> date:
    """Return the first day of the piece that ``day`` lies in."""
    match grain:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return month_start(day.year, day.month - (day.month - 1) % 3)
        case "year":
            return date(day.year, 1, 1)
    return day


def name_of(first: date, grain: str) -> str:
    """Return how the piece that begins on ``first`` is asked for."""
    match grain:
        case "week":
            year, week, _ = first.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case "year":
            return str(first.year)
    return first.isoformat()
