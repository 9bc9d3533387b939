"""Periods of bulletins: how they are said, the one before, and the same a year ago."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from yiwang.base.indicators.api import GRAINS, Period, period

_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)


def grain_of(asked: Period) -> str | None:
    """Return the length of a period as ``month`` and the like; ``None`` for any other stretch."""
    return next((grain for grain in GRAINS if _piece(asked.first, grain).text == asked.text), None)


def _piece(day: date, grain: str) -> Period:
    match grain:
        case "week":
            year, week, _ = day.isocalendar()
            return period(f"{year}-W{week:02}")
        case "month":
            return period(f"{day:%Y-%m}")
        case "quarter":
            return period(f"{day.year}-Q{(day.month + 2) // 3}")
        case "year":
            return period(f"{day.year:04}")
    return period(day.isoformat())


def before(asked: Period) -> Period:
    """Return the period of the same length right before: last month, last quarter, as many days."""
    grain = grain_of(asked)
    if grain is not None:
        return _piece(asked.first - _DAY, grain)
    return _span(asked.first - (asked.end - asked.first), asked.first)


def year_ago(asked: Period) -> Period:
    """Return the same period a year ago; of a week the same weekdays, 52 weeks before."""
    grain = grain_of(asked)
    if grain == "week":
        return _piece(asked.first - 52 * _WEEK, grain)
    if grain is not None and not (grain == "day" and asked.first.month == 2 and asked.first.day == 29):  # noqa: PLR2004
        return _piece(_last_year(asked.first), grain)
    return _span(_last_year(asked.first), _last_year(asked.end - _DAY) + _DAY)


def _last_year(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _span(first: date, end: date) -> Period:
    return period(f"{first}..{end - _DAY}")


def reached(asked: Period, today: date) -> Period:
    """Return so much of a period as has begun: what runs is compared with as many days of another."""
    end = min(asked.end, max(today + _DAY, asked.first + _DAY))
    return asked if end == asked.end else _span(asked.first, end)


def cut(other: Period, days: int) -> Period:
    """Return the first ``days`` of a period."""
    end = other.first + timedelta(days=days)
    return other if end >= other.end else _span(other.first, end)


def up_to(asked: Period, grain: str, back: int) -> Period:
    """Return the ``back`` pieces of ``grain`` that end with the period."""
    piece = _piece(asked.end - _DAY, grain)
    for _ in range(back - 1):
        piece = before(piece)
    return _span(piece.first, asked.end)


def pieces(asked: Period, grain: str) -> list[Period]:
    """Return the pieces of ``grain`` that the period touches, in order."""
    found = [_piece(asked.first, grain)]
    while found[-1].end < asked.end:
        found.append(_piece(found[-1].end, grain))
    return found


def issue(asked: Period) -> int | None:
    """Return the place of a period in its year: month 12, week 50, day 340."""
    match grain_of(asked):
        case "day":
            return asked.first.timetuple().tm_yday
        case "week":
            return asked.first.isocalendar().week
        case "month":
            return asked.first.month
        case "quarter":
            return (asked.first.month + 2) // 3
        case "year":
            return 1
    return None


_SAID: Final[dict[str, tuple[str, str]]] = {
    "week": ("{0.year}年第{0.week}周", "week {0.week} of {0.year}"),
    "month": ("{0.first.year}年{0.first.month}月", "{0.first:%B %Y}"),
    "quarter": ("{0.first.year}年第{0.chinese}季度", "quarter {0.issue} of {0.first.year}"),
    "year": ("{0.first.year}年", "{0.first.year}"),
}


class _Said:
    """What the words of a period are filled with."""

    def __init__(self, asked: Period) -> None:
        self.first, self.issue = asked.first, issue(asked)
        self.year, self.week, _ = asked.first.isocalendar()
        self.chinese = "一二三四"[(asked.first.month - 1) // 3]


def said(asked: Period, language: str) -> str:
    """Return a period in words."""
    words = _SAID.get(grain_of(asked) or "")
    if words is not None:
        return words[0 if language == "zh" else 1].format(_Said(asked))
    first, last = day(asked.first, language), day(asked.end - _DAY, language)
    return first if first == last else f"{first}{'至' if language == 'zh' else ' to '}{last}"


def day(one: date, language: str) -> str:
    """Return a day in words."""
    if language == "en":
        return f"{one.day} {one:%B %Y}"
    return f"{one.year}年{one.month}月{one.day}日"
