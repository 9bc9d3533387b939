"""The series that a rule watches: values of closed pieces of time, by the one outlet of indicators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from yiwang.base.geography import api as geography
from yiwang.base.indicators import api as indicators
from yiwang.base.vitals.model.judging import Point, season_of
from yiwang.base.vitals.model.rule import Rule
from yiwang.infra.database import Work
from yiwang.kernel.worktime import WorkCalendar

#: Pieces that are looked at: enough for a season's memory and for runs of pieces.
PIECES: Final = {"day": 84, "week": 60, "month": 36}
_COUNTED: Final = ("case", "times")


async def areas_of(work: Work, rule: Rule) -> list[str | None]:
    """Return the areas a rule judges by themselves; ``None`` is the city as a whole."""
    if not rule.each:
        return [None]
    tree = await geography.areas(work.tx)
    tops = tree.children(None)
    return list(tree.children(tops[0])) if tops else []


def names_of(last: date, grain: str, pieces: int) -> list[tuple[str, date]]:
    """Return names and first days of the pieces that end on ``last`` or before, in order."""
    found: list[tuple[str, date]] = []
    first = indicators.start_of(last + timedelta(days=1), grain)
    for _ in range(pieces):
        first = indicators.start_of(first - timedelta(days=1), grain)
        found.append((indicators.name_of(first, grain), first))
    return found[::-1]


async def watched(work: Work, rule: Rule, area: str | None, times: int = 1) -> list[Point]:
    """Return what a rule looks at: so many ``times`` as much of the past as the watch does."""
    return await points(
        work, rule.indicator, rule.grain, area, times * PIECES[rule.grain], skip_holidays=rule.skip_holidays
    )


async def points(
    work: Work, code: str, grain: str, area: str | None, pieces: int, *, skip_holidays: bool = False
) -> list[Point]:
    """Return the closed pieces up to yesterday; a grey value is no value."""
    last = await indicators.today(work) - timedelta(days=1)
    names = names_of(last, grain, pieces)
    book = await indicators.book(work.tx)
    data = book.get(code).data
    span = f"{names[0][1]}..{last}"
    asked = indicators.Asked(code=code, period=span, area=area)
    parts = await indicators.drill(work, asked, "time", grain)
    known: Mapping[str, Any] = {part["key"]: part for part in parts["parts"]}
    counted = data.kind == "simple" and data.unit in _COUNTED
    begun = next((n for n, (name, _) in enumerate(names) if name in known), len(names))
    calendar = await indicators.calendar(work.tx)
    found = []
    for at, (name, first) in enumerate(names):
        part = known.get(name)
        value = part["value"] if part is not None else (0.0 if counted and at > begun else None)
        rests = calendar is not None and rests_on(calendar, first)
        found.append(
            Point(
                period=name, first=first, value=value, weight=None if part is None else part["denominator"],
                season=season_of(first, grain, rests=rests), counted=counted,
                skipped=skip_holidays and grain == "day" and calendar is not None
                and first in calendar.holidays,
            )
        )  # fmt: skip
    return found


def rests_on(calendar: WorkCalendar, day: date) -> bool:
    """Tell whether nobody works on a day."""
    return not calendar.frames(day)
