"""Conditions that compare a value with what is usual: moving statistics, by hour of the week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Final, Literal
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.alarms.model.arrays import FALSE, SECOND, TRUE, UNKNOWN, Bytes, Floats, Frame, Ints, Longs
from yiwang.base.alarms.model.functions.base import (
    Columns,
    Leaf,
    OfProperty,
    Op,
    Positive,
    compare,
    functions,
)

HOURS_OF_WEEK: Final = 168
_HOUR: Final = 3600 * SECOND
_THURSDAY: Final = 3  # 1970-01-01


class MovingParams(OfProperty, frozen=True, kw_only=True):
    """``stat`` over the last ``last`` readings stands in relation ``op`` to ``value``.

    ``z``: by how many standard deviations a reading differs from the ``last`` readings before it.
    """

    stat: Literal["mean", "sd", "min", "max", "spread", "median", "z"] = "mean"
    last: Annotated[int, msgspec.Meta(ge=2, le=256)]
    op: Op = ">="
    value: float


_STATISTICS: Final[dict[str, Callable[[Floats], Floats]]] = {
    "mean": lambda w: w.mean(axis=1),
    "sd": lambda w: w.std(axis=1, ddof=1),
    "min": lambda w: w.min(axis=1),
    "max": lambda w: w.max(axis=1),
    "spread": lambda w: w.max(axis=1) - w.min(axis=1),
    "median": lambda w: np.median(w, axis=1),
}


@functions.register("moving", zh="滑动统计", en="moving statistics", params=MovingParams)
class Moving(Leaf):
    """A statistic of the newest readings; unknown until there are enough."""

    params: MovingParams
    ring: Floats
    many: Ints

    def layout(self) -> Mapping[str, tuple[Any, ...]]:
        """Return a ring of the newest values."""
        return {"ring": (np.float64, np.nan, self.params.last), "many": (np.int32, 0)}

    def feed(self, frame: Frame) -> Bytes:
        """Return the truth of the statistic at each reading; what is not a number is left out."""
        out = np.full(len(frame), UNKNOWN, dtype=np.int8)
        last, stat = self.params.last, self.params.stat
        for turn in frame.rounds():
            chosen = turn[~np.isnan(frame.value[turn])]
            slot, value = frame.slot[chosen], frame.value[chosen]
            window = self.ring[slot]
            enough = self.many[slot] >= last
            if stat == "z":
                deviation = window.std(axis=1, ddof=1)
                apart = np.abs(value - window.mean(axis=1))
                with np.errstate(divide="ignore", invalid="ignore"):
                    found = np.where(deviation > 0, apart / deviation, np.where(apart > 0, np.inf, 0.0))
            else:
                window[np.arange(len(slot)), self.many[slot] % last] = value
                enough = self.many[slot] + 1 >= last
                found = _STATISTICS[stat](window)
            self.ring[slot, self.many[slot] % last] = value
            self.many[slot] += 1
            truth = np.where(compare(self.params.op, found, self.params.value), TRUE, FALSE)
            out[chosen] = np.where(enough, truth, UNKNOWN)
        return out


class UnusualParams(OfProperty, frozen=True, kw_only=True):
    """Further from the median of this hour of the week than ``times`` median deviations.

    ``at_least`` readings of that hour must be known before anything is said; ``smallest`` is the least
    deviation that counts, in the property's unit, so that a value that never moved does not alarm at once.
    """

    times: Positive = 5
    at_least: Annotated[int, msgspec.Meta(ge=4, le=60_000)] = 20
    smallest: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    side: Literal["both", "above", "below"] = "both"


@functions.register(
    "unusual", zh="按周时段动态阈值", en="unusual for the hour of the week", params=UnusualParams
)
class Unusual(Leaf):
    """A limit that learns, for each hour of the week, median and median deviation as readings come.

    Both are followed by small steps up or down (stochastic approximation of a quantile), so that nothing
    is stored but two numbers and a count per hour: 1,680 bytes a member. A reading is judged first and
    learned from afterwards; one far outside moves the median by one step only.
    """

    params: UnusualParams
    columns: ClassVar[Columns] = {
        "median": (np.float32, np.nan, HOURS_OF_WEEK),
        "spread": (np.float32, 0.0, HOURS_OF_WEEK),
        "many": (np.uint16, 0, HOURS_OF_WEEK),
    }
    median: NDArray[np.float32]
    spread: NDArray[np.float32]
    many: NDArray[np.uint16]

    def feed(self, frame: Frame) -> Bytes:
        """Return where a reading is unusual for its hour."""
        out = np.full(len(frame), UNKNOWN, dtype=np.int8)
        hours = hour_of_week(frame.at, self.around.zone)
        for turn in frame.rounds():
            chosen = turn[~np.isnan(frame.value[turn])]
            slot, value, hour = frame.slot[chosen], frame.value[chosen], hours[chosen]
            median = self.median[slot, hour].astype(np.float64)
            spread = self.spread[slot, hour].astype(np.float64)
            many = self.many[slot, hour].astype(np.int64)
            away = value - np.where(many == 0, value, median)
            side = {"above": away, "below": -away}.get(self.params.side, np.abs(away))
            limit = np.maximum(self.params.times * spread, self.params.smallest)
            truth = np.where(side > limit, TRUE, FALSE)
            out[chosen] = np.where(many >= self.params.at_least, truth, UNKNOWN)
            self._learn(slot, hour, value, (median, spread, many))
        return out

    def _learn(self, slot: Any, hour: Any, value: Floats, known: tuple[Floats, Floats, Longs]) -> None:
        median, spread, many = known
        first = many == 0
        away = np.where(first, 0.0, value - median)
        pace = 2.0 / np.minimum(many + 1, 50)
        # until a spread is known, the first differences are its scale
        scale = np.where(spread > 0, spread, np.abs(away))
        self.median[slot, hour] = np.where(first, value, median + pace * scale * np.sign(away))
        self.spread[slot, hour] = np.where(
            spread > 0, spread * (1 + pace * 0.5 * np.sign(np.abs(away) - spread)), np.abs(away)
        )
        self.many[slot, hour] = np.minimum(many + 1, 60_000)


def hour_of_week(at: Longs, zone: str) -> Longs:
    """Return the local hour of the week, 0 = Monday 0 o'clock, of each instant."""
    out: Longs = (local_time(at, zone) // _HOUR + 24 * _THURSDAY) % HOURS_OF_WEEK
    return out


def local_time(at: Longs, zone: str) -> Longs:
    """Return the instants moved by the zone's offset from UTC.

    The offset is looked up once per hour that occurs, so that summer time is right.
    """
    hours = at // _HOUR
    found = np.unique(hours)
    place = ZoneInfo(zone)
    shift = np.array([_offset(int(h), place) for h in found], dtype=np.int64)
    local: Longs = at + shift[np.searchsorted(found, hours)]
    return local


def _offset(hour: int, place: ZoneInfo) -> int:
    moment = datetime.fromtimestamp(hour * 3600, UTC).astimezone(place)
    offset = moment.utcoffset()
    return 0 if offset is None else int(offset.total_seconds()) * SECOND
