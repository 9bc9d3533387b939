"""The line of time of a calendar: counted and rest spans with running sums, for binary search.

Positions are integers in microseconds. The sums make every question one or two binary searches, and
the prepared segments are shared by all answers, so that a deadline over weeks costs microseconds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from yiwang.kernel.worktime.model import Segment, SegmentKind, Words, WorkCalendar

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400_000_000
_ONE_DAY = timedelta(days=1)
LAST_YEAR = 9990

WORKING = Words("工作时间", "working hours")
LUNCH = Words("午休", "midday break")
NIGHT = Words("下班时间", "outside working hours")
REST_DAY = Words("休息日", "weekly rest day")


def micros(instant: datetime) -> int:
    """Return microseconds since 1970 UTC."""
    gone = instant - EPOCH
    return gone.days * DAY + gone.seconds * 1_000_000 + gone.microseconds


def instant(at: int) -> datetime:
    """Return the UTC instant of ``at`` microseconds."""
    return EPOCH + timedelta(microseconds=at)


class _Span(NamedTuple):
    start: int
    kind: SegmentKind
    why: Words
    total: int  # microseconds of work in the day of a counted span


class Timeline:
    """Spans of ``calendar`` for the local years ``first`` to ``last``, both included."""

    def __init__(self, calendar: WorkCalendar, first: int, last: int) -> None:
        self.first, self.last = first, last
        spans, self.end = _spans(calendar, first, last)
        self.starts = [span.start for span in spans]
        self.start = self.starts[0]
        self._totals = [span.total for span in spans]
        self._segments: list[Segment] = []
        self.hours, self.days = [0], [0]
        whole = gone = 0  # finished days, and work done in the current one
        for index, span in enumerate(spans):
            end = spans[index + 1].start if index + 1 < len(spans) else self.end
            length = end - span.start if span.total else 0
            self.hours.append(self.hours[-1] + length)
            if length:
                gone += length
                if gone % span.total == 0:  # whole days are exact: rounding must not add up over a year
                    whole, gone = whole + gone // span.total * DAY, 0
                    self.days.append(whole)
                else:
                    self.days.append(whole + gone * DAY // span.total)
            else:
                self.days.append(self.days[-1])
            self._segments.append(Segment(instant(span.start), instant(end), span.kind, span.why))

    def covers(self, first: int, last: int) -> bool:
        """Tell whether both instants lie on the line."""
        return self.start <= first and last < self.end

    def position(self, at: int, *, by_day: bool) -> int:
        """Return how much was counted from the line's beginning until ``at``."""
        index = bisect_right(self.starts, at) - 1
        total = self._totals[index]
        if not by_day:
            return self.hours[index] + (at - self.starts[index] if total else 0)
        if not total:
            return self.days[index]
        return min(self.days[index] + (at - self.starts[index]) * DAY // total, self.days[index + 1])

    def when(self, position: int, *, by_day: bool) -> int | None:
        """Return the earliest instant at which ``position`` is reached; ``None`` beyond the line."""
        sums = self.days if by_day else self.hours
        index = bisect_left(sums, position)
        if index == len(sums):
            return None
        if index == 0:
            return self.start
        index -= 1
        missing = position - sums[index]
        if by_day:
            missing = -(-missing * self._totals[index] // DAY)  # round up: never before it is reached
        return self.starts[index] + missing

    def segments(self, begin: int, end: int) -> list[Segment]:
        """Return the spans between two instants, the outer ones cut to fit."""
        if begin >= end:
            return []
        first = bisect_right(self.starts, begin) - 1
        last = bisect_left(self.starts, end)
        found = self._segments[first:last]
        head = found[0]
        found[0] = Segment(instant(begin), head.end, head.kind, head.why)
        tail = found[-1]
        found[-1] = Segment(tail.start, instant(end), tail.kind, tail.why)
        return found


def timeline(calendar: WorkCalendar, first: int, last: int) -> Timeline:
    """Return a line of ``calendar`` that covers both instants, kept and widened as needed."""
    held: Timeline | None = calendar.__dict__.get("_timeline")
    if held is not None and held.covers(first, last):
        return held
    low, high = instant(first).year - 1, min(instant(last).year + 2, LAST_YEAR)
    if held is not None:
        low, high = min(low, held.first), max(high, held.last)
    made = Timeline(calendar, max(low, 1), high)
    calendar.__dict__["_timeline"] = made
    return made


def widen(calendar: WorkCalendar, held: Timeline) -> Timeline | None:
    """Return a line that reaches further than ``held``, or ``None`` when nothing is gained by it."""
    if not held.hours[-1] or held.last >= LAST_YEAR:
        return None
    last = min(held.last + 2 * (held.last - held.first + 1), LAST_YEAR)
    made = Timeline(calendar, held.first, last)
    calendar.__dict__["_timeline"] = made
    return made


def _spans(calendar: WorkCalendar, first: int, last: int) -> tuple[list[_Span], int]:
    """Lay the spans of whole local years end to end, joining neighbours of one kind and reason."""
    spans: list[_Span] = []
    day, stop = date(first, 1, 1), date(last + 1, 1, 1)
    midnight = _at(calendar, day, time(0))
    while day < stop:
        following = day + _ONE_DAY
        next_midnight = _at(calendar, following, time(0))
        for span in _day(calendar, day, midnight, next_midnight):
            if spans and spans[-1][1:] == span[1:]:
                continue
            spans.append(span)
        day, midnight = following, next_midnight
    return spans, midnight


def _day(calendar: WorkCalendar, day: date, midnight: int, next_midnight: int) -> list[_Span]:
    frames = calendar.frames(day)
    edges = [
        (
            max(_at(calendar, day, begin), midnight),
            next_midnight if end == time(0) else min(_at(calendar, day, end), next_midnight),
        )
        for begin, end in frames
    ]
    edges = [(begin, end) for begin, end in edges if begin < end]  # a frame inside a skipped hour is none
    if not edges:
        # a zone that crosses the date line skips a day: it has no length
        return [_Span(midnight, "rest", _why_free(calendar, day), 0)] if midnight < next_midnight else []
    total = sum(end - begin for begin, end in edges)
    why = WORKING
    if day in calendar.makeup:
        name = calendar.names.get(day)
        why = Words(f"调休上班（{name}）" if name else "调休上班", "make-up working day")
    spans: list[_Span] = []
    reached = midnight
    for begin, end in edges:
        if begin > reached:
            spans.append(_Span(reached, "rest", LUNCH if spans else NIGHT, 0))
        spans.append(_Span(max(begin, reached), "counted", why, total))
        reached = end
    if reached < next_midnight:
        spans.append(_Span(reached, "rest", NIGHT, 0))
    return spans


def _why_free(calendar: WorkCalendar, day: date) -> Words:
    if day in calendar.holidays or day in calendar.makeup:
        name = calendar.names.get(day)
        return Words(f"节假日（{name}）" if name else "节假日", "public holiday")
    return REST_DAY


def _at(calendar: WorkCalendar, day: date, clock: time) -> int:
    """Return the instant of a local wall-clock time; a skipped one moves past the gap."""
    return micros(datetime.combine(day, clock, tzinfo=calendar.zone).astimezone(UTC))
