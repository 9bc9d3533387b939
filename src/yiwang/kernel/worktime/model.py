"""Words of working time: units, limits, calendars, pauses, segments."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec

Frame = tuple[time, time]
SegmentKind = Literal["counted", "rest", "pause"]
DayRule = Literal["same_position", "end_of_day"]
#: Of what unit ever: a slip, not a limit, when it is longer.
_LONGEST: Final = 100_000
_SUNDAY: Final = 6


class TimeUnit(StrEnum):
    """In what a limit is given.

    ``work_hour`` 工作时: counted inside working hours only. ``urgent_hour`` 紧急工作时 and
    ``natural_hour`` 自然时: counted round the clock (two words of the field for one arithmetic).
    ``work_day`` 工作日 and ``natural_day`` 自然日: see :class:`WorkCalendar`.
    """

    WORK_HOUR = "work_hour"
    URGENT_HOUR = "urgent_hour"
    WORK_DAY = "work_day"
    NATURAL_DAY = "natural_day"
    NATURAL_HOUR = "natural_hour"

    @property
    def by_day(self) -> bool:
        """Tell whether the unit is a day."""
        return self in (TimeUnit.WORK_DAY, TimeUnit.NATURAL_DAY)


class Words(msgspec.Struct, frozen=True):
    """One text in Chinese and in English."""

    zh: str
    en: str


class Limit(msgspec.Struct, frozen=True):
    """A time limit, 时限: ``amount`` (0 or more) of ``unit``."""

    amount: float
    unit: TimeUnit

    def __post_init__(self) -> None:
        if not (math.isfinite(self.amount) and 0 <= self.amount <= _LONGEST):
            raise ValueError(f"a limit must be between 0 and {_LONGEST}, not {self.amount}")
        if type(self.amount) is float and self.amount.is_integer():
            # one form for 2 and 2.0, wherever it is written down: a journal's hash is over the form
            msgspec.structs.force_setattr(self, "amount", int(self.amount))

    @property
    def span(self) -> timedelta:
        """Return the limit as the time to be counted: one day of either day unit is 24 hours here."""
        return timedelta(days=self.amount) if self.unit.by_day else timedelta(hours=self.amount)


class Pause(msgspec.Struct, frozen=True):
    """A time that does not count; ``end`` is ``None`` while it lasts. ``reason`` is a code or a text."""

    start: datetime
    end: datetime | None
    reason: str = ""


class Segment(msgspec.Struct, frozen=True):
    """A piece of the way from start to deadline; ``end`` is ``None`` only for a pause that lasts."""

    start: datetime
    end: datetime | None
    kind: SegmentKind
    why: Words


class Deadline(msgspec.Struct, frozen=True):
    """When it is due (``None`` while a pause is open) and the contiguous segments that lead there."""

    due: datetime | None
    segments: tuple[Segment, ...]


class WorkCalendar(msgspec.Struct, frozen=True, dict=True):
    """When a city's offices work.

    ``weekly`` maps a weekday (0 = Monday) to its frames in local time; a missing weekday is a rest
    day. A frame that ends at ``00:00`` ends at midnight. ``makeup`` (调休上班) gives the frames of
    single days and wins over ``holidays``, which win over ``weekly``. ``names`` says what a holiday or
    make-up day belongs to (春节).

    ``day_rule`` decides what N 工作日 or 自然日 from an instant *t* mean:

    - ``same_position`` (default; the practice of digital city management, where a working day is one
      full working day's worth of hours): the limit ends when N days of working position have passed.
      Position is the number of working days plus the share of the current day's working hours gone
      by, so 10:00 on Tuesday plus 1 is 10:00 on Wednesday if both days have the same frames, a make-up
      half-day still counts as one day, and *t* outside working hours counts from the next opening.
      For 自然日 it is the same local time N days later.
    - ``end_of_day`` (the rule for statutory periods and of most hotlines: the first day is not
      counted): the limit ends with the last working minute of the N-th working day after the local
      date of *t* (for 自然日: at midnight after the N-th day). Parts of a day count as a whole.
    """

    code: str
    timezone: str
    weekly: dict[int, tuple[Frame, ...]]
    holidays: frozenset[date] = frozenset()
    makeup: dict[date, tuple[Frame, ...]] = {}
    names: dict[date, str] = {}
    day_rule: DayRule = "same_position"

    def __post_init__(self) -> None:
        for weekday, frames in self.weekly.items():
            if not 0 <= weekday <= _SUNDAY:
                raise ValueError(f"weekday {weekday} is not between 0 (Monday) and {_SUNDAY}")
            _check_frames(frames)
        for frames in self.makeup.values():
            _check_frames(frames)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return the time zone; raises ``ZoneInfoNotFoundError`` for an unknown name."""
        return ZoneInfo(self.timezone)

    def frames(self, day: date) -> tuple[Frame, ...]:
        """Return the working frames of a local ``day``."""
        made_up = self.makeup.get(day)
        if made_up is not None:
            return made_up
        if day in self.holidays:
            return ()
        return self.weekly.get(day.weekday(), ())

    def is_working(self, instant: datetime) -> bool:
        """Tell whether offices work at ``instant``."""
        local = instant.astimezone(self.zone)
        clock = local.time()
        return any(a <= clock and (clock < b or b == time(0)) for a, b in self.frames(local.date()))


def _check_frames(frames: tuple[Frame, ...]) -> None:
    last = time(0)
    for index, (begin, end) in enumerate(frames):
        midnight = end == time(0)
        if begin < last or (end <= begin and not midnight) or (midnight and index != len(frames) - 1):
            raise ValueError(f"frames must be in order and not overlap: {begin}-{end}")
        last = end
