"""Rules, devices and readings for tests of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from yiwang.base.alarms.model.engine import Engine
from yiwang.base.alarms.model.program import Members, Program
from yiwang.base.alarms.model.signals import Signal
from yiwang.base.alarms.model.tree import plan, read_rule
from yiwang.kernel.worktime import WorkCalendar

S = 1_000_000
START = 1_800_000_000 * S

NO_FLOATS = np.empty(0)


@dataclass(kw_only=True)
class Fixes:
    device: Any = field(default_factory=lambda: np.empty(0, np.int32))
    at: Any = field(default_factory=lambda: np.empty(0, np.int64))
    lon: Any = field(default_factory=lambda: NO_FLOATS)
    lat: Any = field(default_factory=lambda: NO_FLOATS)
    speed: Any = field(default_factory=lambda: NO_FLOATS)


@dataclass(kw_only=True)
class Happening:
    device: int
    name: str
    at: int


@dataclass(kw_only=True)
class Batch:
    received: int
    device: Any
    prop: Any
    at: Any
    value: Any
    late: Any
    fixes: Any = field(default_factory=Fixes)
    occurrences: Sequence[Any] = ()


class Around:
    """A city for conditions: one area ``zone`` of about a kilometre at (121, 31)."""

    zone = "UTC"

    def calendar(self, code: str) -> WorkCalendar:
        from datetime import time

        return WorkCalendar(code, "UTC", {day: ((time(9), time(17)),) for day in range(5)})

    def polygon(self, area: str) -> Any:
        _ = area
        return shapely.box(121.0, 31.0, 121.01, 31.01)


def batch(readings: Iterable[tuple[int, int, float, float]], received: int | None = None) -> Batch:
    """Return a batch of (device, property, seconds after START, value), sorted as the settler does."""
    rows = sorted(readings, key=lambda r: (r[0], r[1], r[2]))
    at = np.array([START + round(r[2] * S) for r in rows], dtype=np.int64)
    newest = int(at.max()) if len(at) else START
    return Batch(
        received=newest if received is None else received,
        device=np.array([r[0] for r in rows], dtype=np.int32),
        prop=np.array([r[1] for r in rows], dtype=np.int32),
        at=at,
        value=np.array([r[3] for r in rows], dtype=np.float64),
        late=np.zeros(len(rows), dtype=np.bool_),
    )


def path(points: Iterable[tuple[int, float, float, float]]) -> Batch:
    """Return a batch of positions (device, seconds, lon, lat)."""
    rows = sorted(points, key=lambda r: (r[0], r[1]))
    made = batch([])
    made.fixes = Fixes(
        device=np.array([r[0] for r in rows], dtype=np.int32),
        at=np.array([START + round(r[1] * S) for r in rows], dtype=np.int64),
        lon=np.array([r[2] for r in rows]),
        lat=np.array([r[3] for r in rows]),
        speed=np.full(len(rows), np.nan),
    )
    made.received = int(made.fixes.at.max())
    return made


def rule(*levels: dict[str, Any], code: str = "r", **more: Any) -> dict[str, Any]:
    return {"code": code, "zh": "规则", "en": "rule", "subject": {}, "levels": levels, **more}


def one(when: dict[str, Any], level: str = "yellow", **more: Any) -> dict[str, Any]:
    return {"level": level, "when": when, **more}


def program(
    raw: dict[str, Any], devices: Sequence[int], props: dict[str, int], places: Any = None
) -> Program:
    """Compile a rule for devices; ``places``: device → place for rules about places."""
    planned = plan(read_rule(raw))
    device = np.array(sorted(devices), dtype=np.int32)
    keys: Any = device
    subject = None
    if places is not None:
        keys = sorted({places[d] for d in device.tolist()})
        subject = np.array([keys.index(places[d]) for d in device.tolist()], dtype=np.intp)
    members = [Members(device, subject, (props[leaf.prop],) if leaf.prop else ()) for leaf in planned.leaves]
    return Program(planned, keys, members, Around())


def engine(
    raw: dict[str, Any], devices: Sequence[int] = (1,), props: Any = None, places: Any = None
) -> Engine:
    made = Engine()
    made.put(program(raw, devices, props or {"v": 1, "w": 2}, places))
    return made


def told(signals: Iterable[Signal]) -> list[tuple[int, str, int, float]]:
    """Return (subject, kind, rank, seconds after START) of each signal."""
    return [(s.subject, s.kind, s.rank, (s.at - START) / S) for s in signals]


def run(made: Engine, readings: Iterable[tuple[float, float]], device: int = 1, prop: int = 1) -> list[Any]:
    """Feed (seconds, value) one reading per batch; return what was told of the device."""
    out: list[Any] = []
    for at, value in readings:
        out += made.feed(batch([(device, prop, at, value)]))
    return [(kind, rank, at) for _, kind, rank, at in told(out)]
