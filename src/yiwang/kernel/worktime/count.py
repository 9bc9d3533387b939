"""Counting: when a limit ends, how much of it is gone, and by which segments.

All instants are UTC in and out. A deadline is the earliest instant at which the limit was counted, so
one that is used up at closing time ends at closing time and not at the next opening.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.worktime import civil
from yiwang.kernel.worktime.model import Deadline, Limit, Pause, Segment, TimeUnit, Words, WorkCalendar
from yiwang.kernel.worktime.timeline import Timeline, instant, micros, timeline, widen

ROUND_THE_CLOCK = Words("昼夜连续计时", "counted round the clock")
NATURAL_DAY = Words("自然日连续计时", "natural days")
FIRST_DAY = Words("起始日不计入", "the first day is not counted")

#: What the usual reasons of a pause are called; any other text is shown as it is.
PAUSE_REASONS: dict[str, Words] = {
    "waiting": Words("等待群众补充", "waiting for the reporter"),
    "suspended": Words("挂起", "suspended"),
    "shelved": Words("挂账", "shelved"),
    "extension": Words("延期审批", "extension under review"),
    "consulting": Words("会商中", "in consultation"),
    "disputed": Words("退回争议", "return in dispute"),
}
_Stretch = tuple[int, int | None, str]


class _Line(Protocol):
    """A way to count: a position that never falls, its inverse, and the pieces in between."""

    def origin(self, start: int) -> int: ...
    def position(self, at: int) -> int: ...
    def when(self, position: int) -> int: ...
    def segments(self, begin: int, end: int) -> list[Segment]: ...


class _Hours:
    """Round the clock: 紧急工作时, 自然时."""

    def origin(self, start: int) -> int:
        return start

    def position(self, at: int) -> int:
        return at

    def when(self, position: int) -> int:
        return position

    def segments(self, begin: int, end: int) -> list[Segment]:
        return [Segment(instant(begin), instant(end), "counted", ROUND_THE_CLOCK)] if begin < end else []


class _Days:
    """自然日 by the local wall clock."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._zone = calendar.zone
        self._later = calendar.day_rule == "end_of_day"

    def origin(self, start: int) -> int:
        return civil.midnight_after(start, self._zone) if self._later else start

    def position(self, at: int) -> int:
        return civil.wall(at, self._zone)

    def when(self, position: int) -> int:
        return civil.at_wall(position, self._zone)

    def segments(self, begin: int, end: int) -> list[Segment]:
        return [Segment(instant(begin), instant(end), "counted", NATURAL_DAY)] if begin < end else []


class _Work:
    """工作时 and 工作日 along the calendar's line of time."""

    def __init__(self, calendar: WorkCalendar, first: int, last: int, *, by_day: bool) -> None:
        self._calendar = calendar
        self._line: Timeline = timeline(calendar, first, last)
        self._by_day = by_day

    def origin(self, start: int) -> int:
        if self._by_day and self._calendar.day_rule == "end_of_day":
            return civil.midnight_after(start, self._calendar.zone)
        return start

    def position(self, at: int) -> int:
        return self._line.position(at, by_day=self._by_day)

    def when(self, position: int) -> int:
        found = self._line.when(position, by_day=self._by_day)
        while found is None:
            wider = widen(self._calendar, self._line)
            if wider is None:
                raise InvalidInputError(
                    field="calendar",
                    why_zh=f"日历“{self._calendar.code}”没有足够的工作时间",
                    why_en=f"calendar {self._calendar.code!r} has not enough working time",
                )
            self._line = wider
            found = wider.when(position, by_day=self._by_day)
        return found

    def segments(self, begin: int, end: int) -> list[Segment]:
        return self._line.segments(begin, end)


_HOURS = _Hours()


def _line(calendar: WorkCalendar, unit: TimeUnit, first: int, last: int) -> _Line:
    if unit in (TimeUnit.URGENT_HOUR, TimeUnit.NATURAL_HOUR):
        return _HOURS
    if unit is TimeUnit.NATURAL_DAY:
        return _Days(calendar)
    return _Work(calendar, first, last, by_day=unit is TimeUnit.WORK_DAY)


def _stretches(pauses: Sequence[Pause], start: int) -> list[_Stretch]:
    """Return the pauses after ``start``, sorted, without overlap; one with no length is dropped."""
    if not pauses:
        return []
    raw = sorted(
        ((max(micros(p.start), start), None if p.end is None else micros(p.end), p.reason) for p in pauses),
        key=lambda stretch: stretch[0],
    )
    merged: list[_Stretch] = []
    for begin, end, reason in raw:
        if merged:
            reached = merged[-1][1]
            if reached is None:
                break
            begin = max(begin, reached)  # noqa: PLW2901 - the part that an earlier pause already covers
        if end is None or end > begin:
            merged.append((begin, end, reason))
    return merged


def _span(calendar: WorkCalendar, limit: Limit) -> timedelta:
    """Return what is to be counted: by the end-of-day rule a part of a day is a whole one."""
    if limit.unit.by_day and calendar.day_rule == "end_of_day":
        return timedelta(days=math.ceil(limit.amount))
    return limit.span


def _open(
    calendar: WorkCalendar, start: datetime, unit: TimeUnit, pauses: Sequence[Pause], until: int | None = None
) -> tuple[_Line, int, list[_Stretch]]:
    begin = micros(start)
    stretches = _stretches(pauses, begin)
    last = max([until or begin, begin, *(end or at for at, end, _ in stretches)])
    return _line(calendar, unit, begin, last), begin, stretches


def _due(line: _Line, origin: int, span: int, stretches: Sequence[_Stretch]) -> int | None:
    target = line.position(origin) + span
    due = max(line.when(target), origin) if span else origin
    for begin, end, _ in stretches:
        if begin >= due:
            break
        if end is None:
            return None
        if end <= origin:
            continue
        target += line.position(end) - line.position(max(begin, origin))
        due = max(line.when(target), origin)
    return due


def deadline(calendar: WorkCalendar, start: datetime, limit: Limit, pauses: Sequence[Pause] = ()) -> Deadline:
    """Return when ``limit`` from ``start`` ends, and the segments that explain it.

    The segments are contiguous from ``start`` to the deadline; the counted ones add up to the limit
    (by the local wall clock for natural days). Pauses may overlap. While one lasts there is no
    deadline and the segments end with it. Raises ``invalid_input`` when the calendar never works
    long enough.
    """
    line, begin, stretches = _open(calendar, start, limit.unit, pauses)
    origin = line.origin(begin)
    span = _span(calendar, limit) // timedelta(microseconds=1)
    due = _due(line, origin, span, stretches)
    pieces = _pieces(line, begin, origin, due, stretches)
    return Deadline(None if due is None else instant(due), tuple(pieces))


def _pieces(
    line: _Line, begin: int, origin: int, due: int | None, stretches: Sequence[_Stretch]
) -> list[Segment]:
    pieces: list[Segment] = []
    reached = begin

    def run_to(end: int) -> None:
        nonlocal reached
        if reached < origin and reached < end:
            pieces.append(Segment(instant(reached), instant(min(end, origin)), "rest", FIRST_DAY))
        pieces.extend(line.segments(max(reached, origin), end))
        reached = max(reached, end)

    for at, end, reason in stretches:
        if due is not None and at >= due:
            break
        run_to(at)
        stop = end if due is None or end is None else min(end, due)
        pieces.append(
            Segment(
                instant(reached),
                None if stop is None else instant(stop),
                "pause",
                PAUSE_REASONS.get(reason) or Words(reason or "暂停", reason or "paused"),
            )
        )
        if stop is None:
            return pieces
        reached = stop
    if due is not None:
        run_to(due)
    return pieces


def at_fraction(
    calendar: WorkCalendar, start: datetime, limit: Limit, fraction: float, pauses: Sequence[Pause] = ()
) -> datetime | None:
    """Return when ``fraction`` (0 to 1) of ``limit`` is used up; ``None`` while a pause is open."""
    line, begin, stretches = _open(calendar, start, limit.unit, pauses)
    span = round(_span(calendar, limit) / timedelta(microseconds=1) * fraction)
    due = _due(line, line.origin(begin), span, stretches)
    return None if due is None else instant(due)


def elapsed(
    calendar: WorkCalendar, start: datetime, end: datetime, unit: TimeUnit, pauses: Sequence[Pause] = ()
) -> timedelta:
    """Return how much of ``unit`` time passed from ``start`` to ``end``, pauses taken out.

    For day units one day of the unit is ``timedelta(days=1)``, however many hours it works. Zero when
    ``end`` is not after ``start``; an open pause counts until ``end``.
    """
    stop = micros(end)
    line, begin, stretches = _open(calendar, start, unit, pauses, stop)
    origin = line.origin(begin)
    if stop <= origin:
        return timedelta(0)
    counted = line.position(stop) - line.position(origin)
    for at, until, _ in stretches:
        low, high = max(at, origin), stop if until is None else min(until, stop)
        if low < high:
            counted -= line.position(high) - line.position(low)
    return timedelta(microseconds=counted)


def remaining(
    calendar: WorkCalendar, now: datetime, start: datetime, limit: Limit, pauses: Sequence[Pause] = ()
) -> timedelta:
    """Return what is left of ``limit`` at ``now`` in its own unit; negative once it is over."""
    return _span(calendar, limit) - elapsed(calendar, start, now, limit.unit, pauses)
