"""Observations of the past from files: idempotent, with every refused row and why.

What is younger than its property's late limit goes through the inbox like everything else, so that latest
values and rules see it. What is older is history: stored at once, if it is sound and not there yet.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec
import numpy as np

from yiwang.base.sensing.errors import InboxFullError, TelemetryFormError
from yiwang.base.sensing.model.quality import REASONS, Verdict
from yiwang.base.sensing.model.readings import Readings
from yiwang.base.sensing.model.telemetry import instant
from yiwang.base.sensing.store import partitions, settling
from yiwang.base.sensing.usecases.inlet import inlet
from yiwang.base.sensing.usecases.resolving import Prop, directory
from yiwang.base.sensing.usecases.settler import micros
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_DAY: Final = 86_400_000_000
_OLDEST: Final = -2_208_988_800_000_000  # 1900
_PAUSE: Final = 0.5


class PastRow(NamedTuple):
    """A row of a file: its number, and its cells as they stand there."""

    number: int
    device: str
    property: str
    at: str
    value: str
    unit: str = ""


class PastReject(msgspec.Struct, frozen=True):
    """A row that was not taken, and why."""

    row: PastRow
    zh: str
    en: str


class PastTaken(msgspec.Struct, kw_only=True):
    """What became of some rows."""

    stored: int = 0
    sent: int = 0
    known: int = 0
    rejects: list[PastReject] = []


_Reading = tuple[PastRow, int, int, int, float]


async def take_past(database: Database, rows: Sequence[PastRow]) -> PastTaken:
    """Store the observations of ``rows``; return what became of them, and the refused ones.

    Taking the same rows again changes nothing. Waits while the inbox is full.
    """
    taken = PastTaken(rejects=[])
    names = directory(database)
    refs = await names.refs([row.device for row in rows if "\0" not in row.device])
    now = micros(database.time.now())
    past: list[_Reading] = []
    recent: list[_Reading] = []
    for row in rows:
        ref = refs.get(row.device)
        if ref is None:
            _refuse(taken, row, *REASONS[Verdict.UNKNOWN_DEVICE])
            continue
        prop = names.props(ref.product).get(row.property)
        if prop is None:
            _refuse(taken, row, *REASONS[Verdict.UNKNOWN_PROPERTY])
            continue
        _read(taken, row, (ref.no, prop, now), past, recent)
    await _send(database, recent)
    taken.sent = len(recent)
    await _store(database, past, taken)
    return taken


def _refuse(taken: PastTaken, row: PastRow, zh: str, en: str) -> None:
    taken.rejects.append(PastReject(row, zh, en))


def _read(
    taken: PastTaken,
    row: PastRow,
    of: tuple[int, Prop, int],
    past: list[_Reading],
    recent: list[_Reading],
) -> None:
    device, prop, now = of
    try:
        text = row.at.strip()
        at = instant(int(text) if text.lstrip("-").isdigit() else text, row.number)
    except (TelemetryFormError, ValueError, OverflowError):  # "--5" and "²" look like digits
        _refuse(
            taken,
            row,
            "时间应为毫秒数或带时区的 ISO 8601",
            "times are milliseconds or ISO 8601 with an offset",
        )
        return
    way = prop.way_from(row.unit.strip() or None)
    number = _number(prop, row.value.strip())
    if way is None:
        _refuse(taken, row, *REASONS[Verdict.WRONG_UNIT])
        return
    if number is None or not math.isfinite(number):
        _refuse(taken, row, *REASONS[Verdict.NOT_A_NUMBER])
        return
    value = number * way[0] + way[1]
    low, high = prop.spec.low, prop.spec.high
    if (low is not None and value < low) or (high is not None and value > high):
        _refuse(taken, row, *REASONS[Verdict.OUT_OF_RANGE])
    elif at > now + prop.spec.future_s * 1e6 or at < _OLDEST:
        _refuse(taken, row, *REASONS[Verdict.FUTURE if at > now else Verdict.LATE])
    else:
        young = at >= now - prop.spec.late_s * 1e6
        (recent if young else past).append((row, device, prop.no, at, value))


def _number(prop: Prop, text: str) -> float | None:
    if text.lower() in {"true", "false"}:
        return prop.number(text.lower() == "true")
    try:
        return float(text)
    except ValueError:
        return prop.number(text)


async def _send(database: Database, recent: Sequence[_Reading]) -> None:
    if not recent:
        return
    _, device, prop, at, value = zip(*recent, strict=True)
    readings = Readings(
        device=np.array(device, np.int32),
        prop=np.array(prop, np.int32),
        at=np.array(at, np.int64),
        value=np.array(value, np.float64),
    )
    while True:
        try:
            await inlet(database).append(readings)
        except InboxFullError:
            await asyncio.sleep(_PAUSE)
        else:
            return


async def _store(database: Database, past: Sequence[_Reading], taken: PastTaken) -> None:
    """Store history; the first of two values of one instant counts, in the file as in the database."""
    if not past:
        return
    first: dict[tuple[int, int, int], _Reading] = {}
    for one in past:
        key = one[1:4]
        if key not in first:
            first[key] = one
        else:
            _again(taken, one, first[key][4])
    days = {partitions.day_of(key[2] // _DAY) for key in first}
    async with database.work(SYSTEM) as work:
        await partitions.ensure(work.tx, partitions.OBSERVATION, days)
    device, prop, at = zip(*first, strict=True)
    async with database.work(SYSTEM) as work:
        new, there = await settling.insert_behind(
            work.tx,
            np.array(device, np.int32),
            np.array(prop, np.int32),
            np.array(at, np.int64),
            np.array([one[4] for one in first.values()], np.float64),
        )
    taken.stored = len(new)
    for key, value in there.items():
        _again(taken, first[key], value)


def _again(taken: PastTaken, one: _Reading, value: float) -> None:
    if one[4] == value:
        taken.known += 1
    else:
        _refuse(taken, one[0], *REASONS[Verdict.CONFLICT])
