"""Rehearsing a rule on stored history: the same engine, no effects, in bounded time."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np

from yiwang.base.alarms.model.arrays import Bools, Floats, Ints, Longs
from yiwang.base.alarms.model.engine import Engine
from yiwang.base.alarms.model.levels import NAMES
from yiwang.base.alarms.model.program import Program
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.model.signals import Signal
from yiwang.base.alarms.usecases.compiling import compile_rule, surroundings, watched
from yiwang.base.alarms.usecases.raising import instant
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Row, Work
from yiwang.kernel.errors import InvalidInputError

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)
_PAGE: Final = timedelta(hours=6)
_STEP: Final = 60_000_000
_MOST_READINGS: Final = 2_000_000
_MOST_SECONDS: Final = 20.0
_LONGEST: Final = timedelta(days=92)
_LISTED: Final = 500


@dataclass(slots=True)
class _Fixes:
    device: Ints
    at: Longs
    lon: Floats
    lat: Floats
    speed: Floats


@dataclass(slots=True)
class _Batch:
    received: int
    device: Ints
    prop: Ints
    at: Longs
    value: Floats
    late: Bools
    fixes: _Fixes
    occurrences: tuple[Any, ...] = ()


@dataclass(slots=True)
class _Tale:
    """What would have happened."""

    open: dict[int, Signal] = field(default_factory=dict)
    peak: dict[int, int] = field(default_factory=dict)
    ended: list[tuple[Signal, int, int]] = field(default_factory=list)
    raised: int = 0

    def hear(self, signals: list[Signal]) -> None:
        for signal in signals:
            subject = signal.subject
            if signal.kind == "raised":
                self.raised += 1
                self.open[subject], self.peak[subject] = signal, signal.rank
            elif signal.kind == "cleared" and subject in self.open:
                self.ended.append((self.open.pop(subject), signal.at, self.peak.pop(subject)))
            elif subject in self.open:
                self.peak[subject] = max(self.peak[subject], signal.rank)


async def rehearse(work: Work, rule: Rule, since: datetime, until: datetime) -> dict[str, Any]:
    """Return what ``rule`` would have raised between two instants: how many, when, how long.

    Ends early, and says so, at two million readings or twenty seconds. Silences and limits of the rule are
    left out: it is the rule that is tried. Raises ``rule_invalid`` and ``invalid_input``.
    """
    told: dict[str, Any] = {}
    async for step in rehearse_steps(work, rule, since, until):
        told = step
    return told


async def rehearse_steps(
    work: Work, rule: Rule, since: datetime, until: datetime, seconds: float = _MOST_SECONDS
) -> AsyncIterator[dict[str, Any]]:
    """Yield how far it is, ``{reached, readings, raised}``, and at last what :func:`rehearse` returns."""
    if not since < until or until - since > _LONGEST:
        raise InvalidInputError(
            field="until", why_zh="时间段须为正且不超过 92 天", why_en="the span is positive, 92 days at most"
        )
    city = await surroundings(work.tx)
    program = await compile_rule(work.tx, rule, city)
    engine, tale, read, begun = Engine(), _Tale(), 0, time.monotonic()
    engine.put(program)
    start, reached = since, since
    engine.tick((since - _EPOCH) // _MICRO)
    while start < until and read < _MOST_READINGS and time.monotonic() - begun < seconds:
        end = min(start + _PAGE, until)
        rows, fixes = await _rows(work, program, start, end, _MOST_READINGS - read)
        read += len(rows) + len(fixes)
        if read >= _MOST_READINGS:  # the last page may be cut: only what is whole is told
            break
        # a thread: the process answers others meanwhile
        await asyncio.to_thread(_play, engine, tale, rows, fixes, (start, end))
        start = reached = end
        yield {"reached": reached, "readings": read, "raised": tale.raised}
    yield await _told(work, program, tale, read, (since, reached, until), ZoneInfo(city.zone))


async def _rows(
    work: Work, program: Program, start: datetime, end: datetime, left: int
) -> tuple[list[Row], list[Row]]:
    devices = watched(program).tolist()
    props = sorted({p for m in program.members for p in m.props})
    said = await sensing.said_between(work.tx, devices, props, start, end, left) if props else []
    moving = any(leaf.needs == "fix" for leaf in program.leaves)
    return said, await sensing.been_between(work.tx, devices, start, end, left) if moving else []


def _column(rows: list[Row], name: str, kind: Any) -> Any:
    if name == "at":
        return np.array([(row["at"] - _EPOCH) // _MICRO for row in rows], dtype=np.int64)
    return np.array([row[name] for row in rows], dtype=kind)


def _play(
    engine: Engine, tale: _Tale, rows: list[Row], fixes: list[Row], span: tuple[datetime, datetime]
) -> None:
    """Let a page go by in steps of a minute, with time passing in each."""
    said = [_column(rows, n, k) for n, k in zip(("device", "prop", "at", "value"), _KINDS, strict=True)]
    been = [
        _column(fixes, n, k) for n, k in zip(("device", "at", "lon", "lat", "speed"), _FIX_KINDS, strict=True)
    ]
    first, last = ((edge - _EPOCH) // _MICRO for edge in span)
    for begin in range(first, last, _STEP):
        now = min(begin + _STEP, last)
        a, b = np.searchsorted(said[2], [begin, now])
        c, d = np.searchsorted(been[1], [begin, now])
        if b > a or d > c:
            tale.hear(engine.feed(_batch([s[a:b] for s in said], [f[c:d] for f in been], now)))
        tale.hear(engine.tick(now))


_KINDS: Final = (np.int32, np.int32, np.int64, np.float64)
_FIX_KINDS: Final = (np.int32, np.int64, np.float64, np.float64, np.float64)


def _batch(said: list[Any], been: list[Any], now: int) -> _Batch:
    order = np.lexsort((said[2], said[1], said[0]))
    device, prop, at, value = (column[order] for column in said)
    turn = np.lexsort((been[1], been[0]))
    fixes = _Fixes(*(column[turn] for column in been))
    return _Batch(now, device, prop, at, value, np.zeros(len(device), dtype=np.bool_), fixes)


async def _told(
    work: Work,
    program: Program,
    tale: _Tale,
    read: int,
    span: tuple[datetime, datetime, datetime],
    zone: ZoneInfo,
) -> dict[str, Any]:
    since, reached, until = span
    listed = tale.ended[:_LISTED]
    living = list(tale.open.items())[: max(_LISTED - len(listed), 0)]
    keys = [program.key(s.subject) for s, *_ in listed] + [program.key(i) for i, _ in living]
    sheets = await sensing.sheets(work.tx, [k for k in keys if isinstance(k, int)])

    def name(key: Any) -> str:
        return sheets[key].code if isinstance(key, int) and key in sheets else str(key)

    def line(signal: Signal, ended: int | None, peak: int) -> dict[str, Any]:
        return {
            "subject": name(program.key(signal.subject)),
            "level": NAMES[peak],
            "raised_at": instant(signal.at),
            "cleared_at": None if ended is None else instant(ended),
            "seconds": None if ended is None else (ended - signal.at) / 1e6,
            "value": signal.value,
        }

    lasting = sorted((ended - s.at) / 1e6 for s, ended, _ in tale.ended)
    days = Counter(
        instant(s.at).astimezone(zone).date().isoformat()
        for s in [*(s for s, *_ in tale.ended), *tale.open.values()]
    )
    return {
        "raised": tale.raised,
        "living": len(tale.open),
        "subjects": len(program.keys),
        "by_day": dict(sorted(days.items())),
        "median_seconds": lasting[len(lasting) // 2] if lasting else None,
        "longest_seconds": lasting[-1] if lasting else None,
        "readings": read,
        "since": since,
        "reached": reached,
        "complete": reached >= until,
        "alarms": [line(s, ended, peak) for s, ended, peak in listed]
        + [line(s, None, tale.peak[i]) for i, s in living],
    }
