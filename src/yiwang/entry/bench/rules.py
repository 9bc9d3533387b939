"""How fast rules are evaluated: readings through the engine alone, on one core, without a database."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.alarms import api as alarms
from yiwang.kernel.worktime import WorkCalendar

_SECOND: Final = 1_000_000
_START: Final = 1_800_000_000 * _SECOND
_OVER: Final = 0.01

#: Five rules of different kinds over the same property of every device.
_LEVELS: Final[dict[str, list[dict[str, Any]]]] = {
    "two-levels": [
        {"level": "yellow", "when": {"threshold": {"property": "v", "value": 90}}, "lasting": 60},
        {"level": "red", "when": {"threshold": {"property": "v", "value": 97}}},
    ],
    "hysteresis": [
        {
            "level": "blue",
            "when": {"hysteresis": {"property": "v", "raise_at": 92, "clear_at": 80}},
            "clear_lasting": 30,
        }
    ],
    "rate": [{"level": "yellow", "when": {"rate": {"property": "v", "value": 500, "per": 60}}}],
    "count": [
        {
            "level": "orange",
            "when": {
                "count": {"of": {"threshold": {"property": "v", "value": 95}}, "times": 3, "seconds": 600}
            },
        }
    ],
    "no-data": [{"level": "blue", "when": {"no_data": {"seconds": 7200, "property": "v"}}}],
}


class _Nowhere:
    zone = "UTC"

    def calendar(self, code: str) -> WorkCalendar:
        raise KeyError(code)

    def polygon(self, area: str) -> Any:
        raise KeyError(area)


@dataclass(slots=True)
class _Batch:
    received: int
    device: NDArray[np.int32]
    prop: NDArray[np.int32]
    at: NDArray[np.int64]
    value: NDArray[np.float64]
    late: NDArray[np.bool_]
    fixes: Any = None
    occurrences: tuple[Any, ...] = ()


def _engine(devices: int) -> alarms.Engine:
    engine = alarms.Engine()
    device = np.arange(1, devices + 1, dtype=np.int32)
    for code, levels in _LEVELS.items():
        rule = {"code": code, "zh": code, "en": code, "subject": {}, "levels": levels}
        planned = alarms.plan(alarms.read_rule(rule))
        members = [alarms.Members(device, None, (1,)) for _ in planned.leaves]
        engine.put(alarms.Program(planned, device, members, _Nowhere()))
    return engine


def _batches(devices: int, readings: int, run: int, rng: np.random.Generator) -> list[_Batch]:
    """Return batches of ``readings``, in runs of ``run`` readings of one device, that cover all devices."""
    each = readings // run
    order = rng.permutation(devices) + 1
    out = []
    for turn in range(max(devices // each, 1)):
        chosen = np.sort(order[turn * each : (turn + 1) * each]).astype(np.int32)
        count = len(chosen) * run
        value = rng.uniform(50, 54, count)
        over = np.repeat(rng.random(len(chosen)) < _OVER, run)
        # around a value of its own, as a gauge in trouble is; some tremble about a limit
        centre = np.repeat(rng.uniform(91, 99, len(chosen)), run)
        value[over] = (centre + rng.uniform(-0.5, 0.5, count))[over]
        at = np.tile(np.arange(run, dtype=np.int64), len(chosen)) * _SECOND
        out.append(
            _Batch(
                received=0,
                device=np.repeat(chosen, run),
                prop=np.ones(count, dtype=np.int32),
                at=at,
                value=value,
                late=np.zeros(count, dtype=np.bool_),
            )
        )
    return out


def measure(devices: int = 100_000, seconds: float = 5.0, readings: int = 20_000) -> dict[str, Any]:
    """Return readings/s through five rules: one reading per device and batch, and a hundred."""
    figures: dict[str, Any] = {
        "devices": devices,
        "rules": len(_LEVELS),
        "batch": readings,
        "mix": f"{_OVER:.0%} of devices over a limit; every rule looks at every reading",
    }
    for name, run in (("single", 1), ("hundred_of_a_series", 100)):
        figures[name] = _pace(devices, seconds, readings, run)
    return figures


def _pace(devices: int, seconds: float, readings: int, run: int) -> dict[str, Any]:
    engine = _engine(devices)
    batches = _batches(devices, readings, run, np.random.default_rng(1))
    engine.tick(_START)
    for first in _batches(devices, readings, 1, np.random.default_rng(2)):
        for ago in (120, 60):  # every series is known, and how fast it changes
            warm = first.at + (_START - ago * _SECOND)
            calm = np.full(len(warm), 52.0)
            engine.feed(_Batch(_START, first.device, first.prop, warm, calm, first.late))
    done, signals, spent, ticked, turn = 0, 0, 0.0, [], 0
    while spent < seconds:
        now = _START + (turn + 1) * run * 10 * _SECOND
        for batch in batches:
            batch.received = now
            shifted = _Batch(
                now, batch.device, batch.prop, batch.at + now, batch.value, batch.late, occurrences=()
            )
            begin = time.perf_counter()
            signals += len(engine.feed(shifted))
            spent += time.perf_counter() - begin
            done += len(shifted.at)
            if spent >= seconds:
                break
        begin = time.perf_counter()
        engine.tick(now)
        ticked.append(time.perf_counter() - begin)
        turn += 1
    return {
        "readings_per_s": round(done / spent),
        "signals": signals,
        "readings": done,
        "tick_ms": round(sorted(ticked)[len(ticked) // 2] * 1000, 2),
        "checkpoint_mb": round(len(engine.remember()) / 1e6, 2),
    }
