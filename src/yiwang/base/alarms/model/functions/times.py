"""Conditions on time itself: no data, schedules and seasons; and on what devices say has happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, ClassVar, Literal
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from yiwang.base.alarms.errors import RuleInvalidError
from yiwang.base.alarms.model.arrays import (
    ALWAYS,
    FALSE,
    SECOND,
    TRUE,
    UNKNOWN,
    Bytes,
    Frame,
    Indices,
    Longs,
)
from yiwang.base.alarms.model.functions.base import Columns, Leaf, Params, Property, Span, functions

_MINUTE = 60 * SECOND
_CLOCK = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Weekday = Annotated[int, msgspec.Meta(ge=1, le=7)]
Month = Annotated[int, msgspec.Meta(ge=1, le=12)]


class NoDataParams(Params, frozen=True, kw_only=True):
    """Nothing (of ``property``, or of anything) came for ``seconds``."""

    seconds: Span
    property: Property | None = None


@functions.register("no_data", zh="无数据", en="no data", params=NoDataParams)
class NoData(Leaf):
    """Nothing came. Measured on the settler's clock, from when something last came or watching began."""

    params: NoDataParams
    needs = "any"
    columns: ClassVar[Columns] = {"due": (np.int64, ALWAYS)}
    begins = UNKNOWN
    due: Longs

    def begin(self, now: int, unheard: int = 0) -> None:
        """Give members that never said anything as long as the others."""
        waiting = self.due == ALWAYS
        self.due[~waiting] += unheard
        self.due[waiting & (self.truth != TRUE)] = now + int(self.params.seconds * SECOND)

    def feed(self, frame: Frame) -> Bytes:
        """Return that something came."""
        self.due[frame.slot] = frame.received + int(self.params.seconds * SECOND)
        return np.zeros(len(frame), dtype=np.int8)

    def tick(self, now: int) -> tuple[Indices, Bytes] | None:
        """Return the members that have been silent for too long."""
        found = np.flatnonzero(self.due <= now)
        if not len(found):
            return None
        self.due[found] = ALWAYS
        return found, np.full(len(found), TRUE, dtype=np.int8)


class ScheduleParams(Params, frozen=True, kw_only=True):
    """When: hours of the day (``from`` ≥ ``to`` goes over midnight), weekdays, months, a season, a calendar.

    ``season`` is two days ``MM-DD`` inclusive, over new year if the first is later. ``days`` takes the
    city's work calendar into account, with its holidays and make-up days.
    """

    hours: tuple[tuple[_CLOCK, _CLOCK], ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    months: tuple[Month, ...] = ()
    season: tuple[str, str] | None = None
    days: Literal["all", "working", "free"] = "all"
    calendar: str = "standard"

    def __post_init__(self) -> None:
        for day in self.season or ():
            try:
                date.fromisoformat(f"2024-{day}")
            except ValueError:
                raise RuleInvalidError(why_zh=f"“{day}”不是月-日", why_en=f"{day!r} is no MM-DD") from None


@functions.register("schedule", zh="时段与季节", en="schedule and season", params=ScheduleParams)
class Schedule(Leaf):
    """It is such a time; judged per minute, so that what begins at eight begins without a reading."""

    params: ScheduleParams
    needs = "clock"

    def holds(self, instant: int) -> bool:
        """Tell whether ``instant`` lies inside."""
        local = datetime.fromtimestamp(instant // SECOND, UTC).astimezone(ZoneInfo(self.around.zone))
        return within(self.params, local, self._is_working)

    def _is_working(self, day: date) -> bool:
        return bool(self.around.calendar(self.params.calendar).frames(day))

    def at(self, instants: Longs) -> Bytes:
        """Return the truth at each instant; looked up once per minute that occurs."""
        minutes = instants // _MINUTE
        found = np.unique(minutes)
        truth = np.array([TRUE if self.holds(int(m) * _MINUTE) else FALSE for m in found], dtype=np.int8)
        out: Bytes = truth[np.searchsorted(found, minutes)]
        return out

    def feed(self, frame: Frame) -> Bytes:
        """Return the truth at the readings' instants."""
        return self.at(frame.at)

    def tick(self, now: int) -> tuple[Indices, Bytes] | None:
        """Return all members when the time begins or ends."""
        truth = TRUE if self.holds(now) else FALSE
        found = np.flatnonzero(self.truth != truth)
        return (found, np.full(len(found), truth, dtype=np.int8)) if len(found) else None


def within(params: ScheduleParams, local: datetime, is_working: Callable[[date], bool]) -> bool:
    """Tell whether a local time lies in the schedule; after midnight the day before still counts."""
    clock = local.strftime("%H:%M")
    if not params.hours:
        return _day_fits(params, local.date(), is_working)
    today = _day_fits(params, local.date(), is_working)
    yesterday = _day_fits(params, local.date() - timedelta(days=1), is_working)
    for start, end in params.hours:
        if start < end and start <= clock < end and today:
            return True
        if start >= end and ((clock >= start and today) or (clock < end and yesterday)):
            return True
    return False


def _day_fits(params: ScheduleParams, day: date, is_working: Callable[[date], bool]) -> bool:
    if params.weekdays and day.isoweekday() not in params.weekdays:
        return False
    if params.months and day.month not in params.months:
        return False
    if params.season is not None:
        first, last = params.season
        today = day.strftime("%m-%d")
        inside = first <= today <= last if first <= last else (today >= first or today <= last)
        if not inside:
            return False
    if params.days == "all":
        return True
    return is_working(day) == (params.days == "working")


class OccurrenceParams(Params, frozen=True, kw_only=True):
    """The device says ``name``; it lasts until it says one of ``until``."""

    name: Property
    until: tuple[Property, ...] = ()


@functions.register("occurrence", zh="设备事件", en="occurrence", params=OccurrenceParams)
class Occurred(Leaf):
    """A device said that something happened, and has not said that it is over.

    The frame's value is the place of the name in ``names``: 0 for the occurrence, else one that ends it.
    """

    params: OccurrenceParams
    needs = "occurrence"

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names that are looked at."""
        return (self.params.name, *self.params.until)

    def feed(self, frame: Frame) -> Bytes:
        """Return true at the name, false at what ends it."""
        return np.where(frame.value == 0, TRUE, FALSE).astype(np.int8)
