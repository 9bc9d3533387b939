"""Conditions that look through another: counting, in a row, lasting, calculation period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import msgspec
import numpy as np

from yiwang.base.alarms.model.arrays import (
    ALWAYS,
    FALSE,
    NEVER,
    SECOND,
    TRUE,
    UNKNOWN,
    Bools,
    Bytes,
    Floats,
    Frame,
    Indices,
    Ints,
    Longs,
)
from yiwang.base.alarms.model.functions.base import Columns, Leaf, Params, Span, Surroundings, functions


class Through(Leaf):
    """A condition over the outcome of another one, ``of``."""

    def __init__(self, params: Any, size: int, around: Surroundings) -> None:
        super().__init__(params, size, around)
        name, given = next(iter(params.of.items()))
        named = functions.get(name)
        self.of = named.call(msgspec.convert(given, named.params), size, around)
        self.needs = self.of.needs

    def inner(self) -> Leaf:
        """Return the condition looked through."""
        return self.of

    def _feed_inner(self, frame: Frame) -> Bytes:
        truth = self.of.feed(frame)
        frame.keep(self.of.truth, truth)
        return truth


class CountParams(Params, frozen=True, kw_only=True):
    """``of`` held at ``times`` readings within ``seconds``."""

    of: dict[str, Any]
    times: Annotated[int, msgspec.Meta(ge=2, le=64)]
    seconds: Span


@functions.register("count", zh="时段内次数", en="count in a window", params=CountParams)
class Count(Through):
    """So many readings of the last so many seconds met the inner condition."""

    params: CountParams
    ring: Longs
    place: Ints

    def layout(self) -> Mapping[str, tuple[Any, ...]]:
        """Return a ring of the newest instants at which the inner condition held."""
        return {"ring": (np.int64, NEVER, self.params.times), "place": (np.int32, 0)}

    def feed(self, frame: Frame) -> Bytes:
        """Return whether the so-many-th newest hit is recent enough."""
        inner = self._feed_inner(frame)
        out = np.full(len(frame), FALSE, dtype=np.int8)
        span = int(self.params.seconds * SECOND)
        hits = inner == TRUE
        matters = hits | (self.truth[frame.slot] == TRUE)
        if matters.any():
            # only members with a hit, or whose count may end: for all others it stays false
            if not frame.single:
                concerned = np.zeros(self.size, dtype=np.bool_)
                concerned[frame.slot[matters]] = True
                matters = concerned[frame.slot]
            place = np.flatnonzero(matters)
            part = np.empty(len(place), dtype=np.int8)
            self._walk(frame.part(place), hits[place], part, span)
            out[place] = part
        out[inner == UNKNOWN] = UNKNOWN
        return out

    def _walk(self, frame: Frame, hits: Bools, out: Bytes, span: int) -> None:
        for chosen in frame.rounds():
            slot, hit = frame.slot[chosen], hits[chosen]
            struck = slot[hit]
            self.ring[struck, self.place[struck]] = frame.at[chosen[hit]]
            self.place[struck] = (self.place[struck] + 1) % self.params.times
            oldest = self.ring[slot, self.place[slot]]  # the next to be overwritten
            out[chosen] = np.where(frame.at[chosen] - oldest < span, TRUE, FALSE)


class InARowParams(Params, frozen=True, kw_only=True):
    """``of`` held at ``times`` readings one after the other."""

    of: dict[str, Any]
    times: Annotated[int, msgspec.Meta(ge=2, le=10_000)]


@functions.register("in_a_row", zh="连续次数", en="times in a row", params=InARowParams)
class InARow(Through):
    """So many readings in a row met the inner condition."""

    params: InARowParams
    columns: ClassVar[Columns] = {"row": (np.int32, 0)}
    row: Ints

    def feed(self, frame: Frame) -> Bytes:
        """Return whether the row is long enough; an unknown reading neither adds nor breaks."""
        inner = self._feed_inner(frame)
        if not (inner != FALSE).any():
            self.row[frame.slot] = 0
            return inner
        out = np.empty(len(frame), dtype=np.int8)
        for chosen in frame.rounds():
            slot, said = frame.slot[chosen], inner[chosen]
            row = np.where(said == FALSE, 0, self.row[slot] + (said == TRUE))
            self.row[slot] = row
            out[chosen] = np.where(said == UNKNOWN, UNKNOWN, np.where(row >= self.params.times, TRUE, FALSE))
        return out


class LastingParams(Params, frozen=True, kw_only=True):
    """``of`` has held for ``seconds``."""

    of: dict[str, Any]
    seconds: Span


@functions.register("lasting", zh="持续时间", en="lasting", params=LastingParams)
class Lasting(Through):
    """The inner condition has held for a while; the end of the while needs no reading."""

    params: LastingParams
    columns: ClassVar[Columns] = {"since": (np.int64, ALWAYS), "due": (np.int64, ALWAYS)}
    since: Longs
    due: Longs

    def feed(self, frame: Frame) -> Bytes:
        """Return whether it has held long enough at each reading."""
        held = frame.before(np.empty(len(frame), dtype=np.int8), self.of.truth)
        inner = self.of.feed(frame)
        if not frame.single:
            held[1:] = np.where(frame.first[1:], held[1:], inner[:-1])
        frame.keep(self.of.truth, inner)
        holds = inner == TRUE
        begins = holds & (held != TRUE)
        since = frame.newest(frame.at, begins, self.since)
        since = np.where(holds, since, ALWAYS)
        span = int(self.params.seconds * SECOND)
        frame.keep(self.since, since)
        left = np.where(holds, np.maximum(since + span - frame.at, 0), ALWAYS - frame.received)
        frame.keep(self.due, frame.received + left)
        out = np.where(holds & (frame.at - since >= span), TRUE, FALSE).astype(np.int8)
        out[inner == UNKNOWN] = UNKNOWN
        return out

    def tick(self, now: int) -> tuple[Indices, Bytes] | None:
        """Return the members for which the time is over."""
        found = np.flatnonzero((self.due <= now) & (self.truth != TRUE))
        if not len(found):
            return None
        return found, np.full(len(found), TRUE, dtype=np.int8)


class PeriodParams(Params, frozen=True, kw_only=True):
    """``of`` looks at one number per period of ``seconds``: what ``take`` makes of its readings."""

    of: dict[str, Any]
    seconds: Span
    take: Literal["mean", "min", "max", "sum", "count", "last"] = "mean"


@functions.register("period", zh="计算周期", en="calculation period", params=PeriodParams)
class Period(Through):
    """Readings are drawn together per period; the inner condition sees the result when it is over.

    Periods begin at multiples of their length since 1970 UTC. A period without readings says nothing.
    """

    params: PeriodParams
    columns: ClassVar[Columns] = {
        "window": (np.int64, NEVER),
        "total": (np.float64, 0.0),
        "many": (np.int32, 0),
        "due": (np.int64, ALWAYS),
    }
    window: Longs
    total: Floats
    many: Ints
    due: Longs

    def feed(self, frame: Frame) -> Bytes:
        """Return the truth of the newest period that is over at each reading."""
        span = int(self.params.seconds * SECOND)
        out = np.empty(len(frame), dtype=np.int8)
        for chosen in frame.rounds():
            slot, window = frame.slot[chosen], frame.at[chosen] // span
            over = (window > self.window[slot]) & (self.many[slot] > 0)
            if over.any():
                self._close(slot[over], frame.received)
            self._add(slot, window, frame.value[chosen])
            late = frame.received - frame.at[chosen]
            self.due[slot] = (window + 1) * span + np.maximum(late, 0)
            out[chosen] = self.of.truth[slot]
        return out

    def _add(self, slot: Indices, window: Longs, value: Floats) -> None:
        fresh = self.many[slot] == 0
        self.window[slot] = np.where(fresh, window, self.window[slot])
        before, take = self.total[slot], self.params.take
        if take == "min":
            joined = np.minimum(before, value)
        elif take == "max":
            joined = np.maximum(before, value)
        elif take == "last":
            joined = value
        else:
            joined = before + value
        self.total[slot] = np.where(fresh, value, joined)
        self.many[slot] += 1

    def _close(self, slot: Indices, received: int) -> None:
        many, total = self.many[slot], self.total[slot]
        value = {"mean": total / many, "count": many.astype(np.float64)}.get(self.params.take, total)
        order = np.argsort(slot, kind="stable")
        ends = (self.window[slot] + 1) * int(self.params.seconds * SECOND)
        frame = Frame.of(slot[order], ends[order], value[order], received)
        self._feed_inner(frame)
        self.many[slot] = 0
        self.due[slot] = ALWAYS

    def tick(self, now: int) -> tuple[Indices, Bytes] | None:
        """Close the periods that are over although nothing came after them."""
        found = np.flatnonzero((self.due <= now) & (self.many > 0))
        if not len(found):
            return None
        self._close(found, now)
        changed = found[self.of.truth[found] != self.truth[found]]
        return (changed, self.of.truth[changed]) if len(changed) else None
