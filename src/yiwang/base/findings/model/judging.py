"""Which findings are valid: pure functions over columns. What was judged before comes in again as it was."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from yiwang.base.findings.model.strategy import Strategy, Times
from yiwang.kernel.geometry import EARTH_RADIUS_M

#: What dropped a finding before it could confirm another.
EARLY: Final = frozenset({"confidence", "picture_region", "map_region", "time"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Findings of one strategy. Positions and middles of boxes are NaN where there are none; times seconds.

    ``known`` is the outcome of those judged before, ``None`` of those to be judged.
    """

    at: NDArray[np.float64]
    site: Sequence[str]
    confidence: NDArray[np.float64]
    middle: NDArray[np.float64]
    place: NDArray[np.float64]
    known: Sequence[str | None]


#: A finding as it is judged: instant, site, confidence, box, lon, lat, outcome if it was judged before.
Line = tuple[datetime, str, float, Sequence[float] | None, float | None, float | None, str | None]
_NOTHING: Final = (float("nan"), float("nan"))


def columns(lines: Sequence[Line]) -> Columns:
    """Return findings (one or more, in the order of time) as columns."""
    at, site, confidence, box, lon, lat, known = zip(*lines, strict=True)
    middle = [_NOTHING if b is None else (b[0] + b[2] / 2, b[1] + b[3] / 2) for b in box]
    place = [_NOTHING if x is None else (x, y) for x, y in zip(lon, lat, strict=True)]
    return Columns(
        at=np.array([moment.timestamp() for moment in at], np.float64),
        site=site,
        confidence=np.array(confidence, np.float64),
        middle=np.array(middle, np.float64),
        place=np.array(place, np.float64),
        known=known,
    )


def inside(points: NDArray[np.float64], corners: Sequence[tuple[float, float]]) -> NDArray[np.bool_]:
    """Tell which points lie in a polygon, by crossings; NaN lies nowhere."""
    x, y = points[:, 0], points[:, 1]
    found = np.zeros(len(points), np.bool_)
    ring = np.asarray(corners, np.float64)
    for (ax, ay), (bx, by) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        spans = (ay > y) != (by > y)
        if spans.any():
            with np.errstate(divide="ignore", invalid="ignore"):
                found ^= spans & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return found


def in_times(at: float, times: Sequence[Times], zone: ZoneInfo) -> bool:
    """Tell whether a moment lies in one of ``times``; a span over midnight belongs to the day it begins."""
    local = datetime.fromtimestamp(at, zone)
    now, day = local.strftime("%H:%M"), local.isoweekday()
    for span in times:
        if span.start < span.end:
            if day in span.days and span.start <= now < span.end:
                return True
        elif (day in span.days and now >= span.start) or ((day - 2) % 7 + 1 in span.days and now < span.end):
            return True
    return False


def early(columns: Columns, strategy: Strategy, zone: ZoneInfo) -> list[str | None]:
    """Return the first condition that each finding fails by itself."""
    found: list[str | None] = [None] * len(columns.at)
    failed = {"confidence": columns.confidence < strategy.least_confidence}
    if strategy.picture_region:
        failed["picture_region"] = ~inside(columns.middle, strategy.picture_region)
    if strategy.map_region:
        failed["map_region"] = ~inside(columns.place, strategy.map_region)
    if strategy.times:
        failed["time"] = np.array([not in_times(a, strategy.times, zone) for a in columns.at], np.bool_)
    for reason, column in reversed(failed.items()):
        for row in np.flatnonzero(column):
            found[row] = reason
    return found


@dataclass(slots=True)
class _Memory:
    """What was seen so far: of each site the last looks and the last valid one, of all the valid ones."""

    looks: dict[str, deque[tuple[float, bool]]] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)
    valid: list[tuple[float, float, float, int]] = field(default_factory=list)


def judge(columns: Columns, strategy: Strategy, zone: ZoneInfo) -> tuple[list[str], list[int]]:
    """Return the outcome of each finding, and for a merged one which it was merged with (else -1).

    What is known keeps its outcome and counts as what it was. Rows are judged by time, ties as they stand.
    """
    first = early(columns, strategy, zone)
    outcomes, into = [""] * len(first), [-1] * len(first)
    memory = _Memory()
    for row in np.argsort(columns.at, kind="stable").tolist():
        at, site = float(columns.at[row]), columns.site[row]
        lon, lat = (float(v) for v in columns.place[row])
        known = columns.known[row]
        failed = first[row] if known is None else known if known in EARLY else None
        looks = memory.looks.setdefault(site, deque(maxlen=strategy.confirm.m))
        looks.append((at, failed is None))
        outcome = known or failed
        if outcome is None:
            seen = sum(passed and at - when <= strategy.confirm.within_s for when, passed in looks)
            outcome, into[row] = _late(memory, strategy, at, site, (lon, lat), confirmed=seen)
        outcomes[row] = outcome
        if outcome == "valid":
            memory.last[site] = at
            memory.valid.append((at, lon, lat, row))
    return outcomes, into


def _late(
    memory: _Memory, strategy: Strategy, at: float, site: str, place: tuple[float, float], *, confirmed: int
) -> tuple[str, int]:
    """Return the outcome of a finding that passed by itself."""
    if confirmed < strategy.confirm.n:
        return "unconfirmed", -1
    before = memory.last.get(site)
    if before is not None and at - before < strategy.debounce_s:
        return "debounced", -1
    if strategy.merge.metres:
        for when, lon, lat, row in reversed(memory.valid):
            if at - when <= strategy.merge.within_s and _metres(place, (lon, lat)) <= strategy.merge.metres:
                return "merged", row
    return "valid", -1


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return a distance of neighbours on the sphere; NaN (never near) where a position is missing."""
    east = np.radians(other[0] - one[0]) * np.cos(np.radians((one[1] + other[1]) / 2))
    return float(np.hypot(east, np.radians(other[1] - one[1])) * EARTH_RADIUS_M)
