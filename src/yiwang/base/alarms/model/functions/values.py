"""Conditions on one value: threshold, range, hysteresis, rate of change, stuck."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from yiwang.base.alarms.errors import RuleInvalidError
from yiwang.base.alarms.model.arrays import (
    FALSE,
    NEVER,
    SECOND,
    TRUE,
    UNKNOWN,
    Bytes,
    Floats,
    Frame,
    Indices,
    Longs,
    truth_of,
)
from yiwang.base.alarms.model.functions.base import (
    Columns,
    Leaf,
    OfProperty,
    Op,
    Positive,
    Span,
    compare,
    functions,
)


class ThresholdParams(OfProperty, frozen=True, kw_only=True):
    """``op`` and the limit ``value``."""

    op: Op = ">="
    value: float


@functions.register("threshold", zh="阈值", en="threshold", params=ThresholdParams)
class Threshold(Leaf):
    """The value stands in relation ``op`` to the limit."""

    params: ThresholdParams

    def feed(self, frame: Frame) -> Bytes:
        """Return where the value is over (or under) the limit; not a number is unknown."""
        truth = truth_of(compare(self.params.op, frame.value, self.params.value))
        if self.params.op == "!=":
            truth[np.isnan(frame.value)] = UNKNOWN
            return truth
        return _unknown_where_nan(truth, frame.value)


def _unknown_where_nan(truth: Bytes, value: Floats) -> Bytes:
    if np.isnan(value.sum()):  # one pass; infinities of both signs do no harm, the second look decides
        truth[np.isnan(value)] = UNKNOWN
    return truth


class RangeParams(OfProperty, frozen=True, kw_only=True):
    """From ``low`` to ``high`` inclusive; ``inside`` says which side the condition means."""

    low: float
    high: float
    inside: bool = False

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise RuleInvalidError(why_zh="low 大于 high", why_en="low is above high")


@functions.register("range", zh="范围", en="range", params=RangeParams)
class Range(Leaf):
    """The value lies outside (or inside) a range."""

    params: RangeParams

    def feed(self, frame: Frame) -> Bytes:
        """Return where the value lies on the meant side."""
        inside = (frame.value >= self.params.low) & (frame.value <= self.params.high)
        return _unknown_where_nan(truth_of(inside if self.params.inside else ~inside), frame.value)


class HysteresisParams(OfProperty, frozen=True, kw_only=True):
    """``raise_at`` and ``clear_at``: which one is higher says the direction."""

    raise_at: float
    clear_at: float


@functions.register("hysteresis", zh="回差", en="hysteresis", params=HysteresisParams)
class Hysteresis(Leaf):
    """True from ``raise_at`` on, false from ``clear_at`` on; in between it stays what it was."""

    params: HysteresisParams

    def feed(self, frame: Frame) -> Bytes:
        """Return the truth; between the two values before any other reading it is false."""
        high, low, value = self.params.raise_at, self.params.clear_at, frame.value
        over, under = (value >= high, value <= low) if high >= low else (value <= high, value >= low)
        decided = over | under
        if decided.all():
            return truth_of(over)
        truth = frame.newest(truth_of(over), decided, self.truth).astype(np.int8)
        truth[(truth == UNKNOWN) & ~np.isnan(value)] = FALSE
        return truth


class RateParams(OfProperty, frozen=True, kw_only=True):
    """Change per ``per`` seconds from one reading to the next; over ``max_gap`` seconds nothing is said."""

    op: Op = ">="
    value: float
    per: Positive = 60
    max_gap: Span = 3600


@functions.register("rate", zh="变化率", en="rate of change", params=RateParams)
class Rate(Leaf):
    """How fast the value changes."""

    params: RateParams
    columns: ClassVar[Columns] = {"held": (np.float64, np.nan), "held_at": (np.int64, NEVER)}
    held: Floats
    held_at: Longs

    def feed(self, frame: Frame) -> Bytes:
        """Return the truth of the change since the reading before."""
        passed = frame.at - frame.before(frame.at, self.held_at)
        change = frame.value - frame.before(frame.value, self.held)
        known = (passed > 0) & (passed <= int(self.params.max_gap * SECOND)) & ~np.isnan(change)
        with np.errstate(divide="ignore", invalid="ignore"):
            speed = change * (self.params.per * SECOND) / passed
        frame.keep(self.held, frame.value)
        frame.keep(self.held_at, frame.at)
        return truth_of(compare(self.params.op, speed, self.params.value), known)


class StuckParams(OfProperty, frozen=True, kw_only=True):
    """Readings within ``tolerance`` of one value for ``seconds``."""

    seconds: Span
    tolerance: float = 0


@functions.register("stuck", zh="卡值", en="stuck value", params=StuckParams)
class Stuck(Leaf):
    """Readings keep coming and say the same."""

    params: StuckParams
    columns: ClassVar[Columns] = {"anchor": (np.float64, np.nan), "anchor_at": (np.int64, NEVER)}
    anchor: Floats
    anchor_at: Longs

    def feed(self, frame: Frame) -> Bytes:
        """Return the truth: the first reading is not stuck; a changed one begins anew."""
        out = np.empty(len(frame), dtype=np.int8)
        span, tolerance = int(self.params.seconds * SECOND), self.params.tolerance
        for chosen in frame.rounds():
            slot, value, at = frame.slot[chosen], frame.value[chosen], frame.at[chosen]
            held = np.abs(value - self.anchor[slot]) <= tolerance
            moved: Indices = np.flatnonzero(~held)
            self.anchor[slot[moved]] = value[moved]
            self.anchor_at[slot[moved]] = at[moved]
            out[chosen] = np.where(held & (at - self.anchor_at[slot] >= span), TRUE, FALSE)
        out[np.isnan(frame.value)] = UNKNOWN
        return out
