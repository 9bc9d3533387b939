"""Settling one batch: from parcels to observations, in the transaction that moves the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model import quality
from yiwang.base.sensing.model.book import Book, Series
from yiwang.base.sensing.model.parcel import select
from yiwang.base.sensing.model.product import FUTURE_S, LATE_S
from yiwang.base.sensing.model.quality import Sorted, Verdict, Verdicts
from yiwang.base.sensing.model.readings import NO_FIXES, Batch, Fixes, Ints, Occurrence, Readings
from yiwang.base.sensing.store import settling as store
from yiwang.infra.database import Tx

_SECOND: Final = 1_000_000
_KEPT: Final = (Verdict.GOOD, Verdict.BEHIND)

Places = dict[int, tuple[int, float, float, float, float]]


@dataclass(slots=True)
class Memory:
    """What a settler remembers of its partition between batches."""

    book: Book
    series: Series
    places: Places = field(default_factory=dict)


def judge(memory: Memory, readings: Readings, now: int) -> tuple[Verdicts, Sorted]:
    """Return one verdict per reading, as far as memory alone can say, and what is new and good."""
    book, series = memory.book, memory.series
    verdicts = quality.judge_alone(book, readings, now)
    found = quality.arrange(series, readings, verdicts)
    new = quality.judge_course(book, series, quality.judge_known(series, found, verdicts), verdicts)
    return verdicts, new


async def settle(tx: Tx, memory: Memory, readings: Readings, now: int, *, careful: bool) -> Verdicts:
    """Judge and store ``readings``; return one verdict per reading, fix and occurrence, in this order.

    ``careful``: nothing is taken to be new because its series has nothing newer.
    """
    series = memory.series
    verdicts, new = judge(memory, readings, now)
    behind = np.flatnonzero(verdicts == Verdict.BEHIND)
    if careful:
        await _store_behind(tx, readings, np.concatenate([new.order, behind]), verdicts)
    else:
        if len(behind):
            await _store_behind(tx, readings, behind, verdicts)
        if len(new.order):
            order = new.order
            await store.copy_new(tx, readings.device[order], readings.prop[order], new.at, new.value)
    quality.learn(series, _good(new, verdicts))
    fixes = await _settle_fixes(tx, memory, readings.fixes, now)
    told = await _settle_occurrences(tx, memory, readings, now)
    await _keep_doubtful(tx, readings, verdicts, fixes, now)
    return np.concatenate([verdicts, fixes, told])


def _good(found: Sorted, verdicts: Verdicts) -> Sorted:
    mask = verdicts[found.order] == Verdict.GOOD
    if mask.all():
        return found
    return Sorted(
        order=found.order[mask],
        slot=found.slot[mask],
        at=found.at[mask],
        value=found.value[mask],
        prop=found.prop[mask],
    )


async def _store_behind(tx: Tx, readings: Readings, order: NDArray[np.int64], verdicts: Verdicts) -> None:
    """Store what may be here already, and say of what was here whether it is the same."""
    if not len(order):
        return
    device, prop = readings.device[order], readings.prop[order]
    at, value = readings.at[order], readings.value[order]
    _, taken = await store.insert_behind(tx, device, prop, at, value)
    if not taken:
        return
    keys = zip(device.tolist(), prop.tolist(), at.tolist(), strict=True)
    for index, key, told in zip(order.tolist(), keys, value.tolist(), strict=True):
        if key in taken:
            verdicts[index] = Verdict.DUPLICATE if taken[key] == told else Verdict.CONFLICT


def judge_moves(memory: Memory, fixes: Fixes, now: int) -> Verdicts:
    """Return the verdict of each position."""
    return quality.judge_fixes(memory.book, fixes, now, int(LATE_S * _SECOND), int(FUTURE_S * _SECOND))


async def _settle_fixes(tx: Tx, memory: Memory, fixes: Fixes, now: int) -> Verdicts:
    if not len(fixes.device):
        return np.zeros(0, np.uint8)
    verdicts = judge_moves(memory, fixes, now)
    order = np.flatnonzero(verdicts <= Verdict.BEHIND)
    new = await store.insert_fixes(tx, fixes_at(fixes, order)) if len(order) else set()
    for index in order.tolist():
        key = (int(fixes.device[index]), int(fixes.at[index]))
        if key in new:
            new.discard(key)
        else:
            verdicts[index] = Verdict.DUPLICATE
    learn_places(memory, fixes_at(fixes, np.flatnonzero(verdicts == Verdict.GOOD)))
    return verdicts


def fixes_at(fixes: Fixes, order: NDArray[np.int64]) -> Fixes:
    """Return the positions at ``order``."""
    return Fixes(
        device=fixes.device[order],
        at=fixes.at[order],
        lon=fixes.lon[order],
        lat=fixes.lat[order],
        speed=fixes.speed[order],
        heading=fixes.heading[order],
    )


def learn_places(memory: Memory, fixes: Fixes) -> None:
    """Remember where devices are now."""
    fixed = memory.book.fixed
    columns = (fixes.device, fixes.at, fixes.lon, fixes.lat, fixes.speed, fixes.heading)
    for device, at, lon, lat, speed, heading in zip(*(c.tolist() for c in columns), strict=True):
        if at > fixed[device]:
            fixed[device] = at
            memory.places[device] = (at, lon, lat, speed, heading)


def judge_happened(book: Book, told: Sequence[Occurrence], now: int) -> Verdicts:
    """Return the verdict of each thing that was said to have happened."""
    verdicts = np.zeros(len(told), np.uint8)
    if not told:
        return verdicts
    device = np.array([o.device for o in told], np.int32)
    at = np.array([o.at for o in told], np.int64)
    known = book.known(device)
    verdicts[at > now + FUTURE_S * _SECOND] = Verdict.FUTURE
    verdicts[at < now - LATE_S * _SECOND] = Verdict.LATE
    verdicts[~book.serving[np.where(known, device, 0)]] = Verdict.NOT_IN_SERVICE
    verdicts[~known] = Verdict.UNKNOWN_DEVICE
    return verdicts


async def _settle_occurrences(tx: Tx, memory: Memory, readings: Readings, now: int) -> Verdicts:
    told = readings.occurrences
    verdicts = judge_happened(memory.book, told, now)
    good = [o for o, verdict in zip(told, verdicts.tolist(), strict=True) if verdict == Verdict.GOOD]
    new = await store.insert_occurrences(tx, good) if good else set()
    for index, one in enumerate(told):
        key = (one.device, one.name, one.at)
        if key in new:
            new.discard(key)
        elif verdicts[index] == Verdict.GOOD:
            verdicts[index] = Verdict.DUPLICATE
    return verdicts


async def _keep_doubtful(tx: Tx, readings: Readings, verdicts: Verdicts, fixes: Verdicts, now: int) -> None:
    bad = verdicts >= Verdict.CONFLICT
    moved = fixes >= Verdict.CONFLICT
    if not bad.any() and not moved.any():
        return
    nothing = np.zeros(int(moved.sum()), np.int32)
    columns = (
        np.concatenate([readings.device[bad], readings.fixes.device[moved]]),
        np.concatenate([np.maximum(readings.prop[bad], 0), nothing]),
        np.concatenate([readings.at[bad], readings.fixes.at[moved]]),
        np.concatenate([readings.value[bad], nothing.astype(np.float64)]),
        np.concatenate([verdicts[bad], fixes[moved]]),
    )
    await store.keep_doubtful(tx, columns, now)


def again(memory: Memory, readings: Readings, verdicts: Verdicts) -> None:
    """Bring the memory to where it was after these readings had been settled with ``verdicts``."""
    n, moved = len(readings.device), len(readings.fixes.device)
    found = quality.arrange(memory.series, readings, verdicts[:n].copy())
    quality.learn(memory.series, found)
    if moved:
        good = np.flatnonzero(verdicts[n : n + moved] == Verdict.GOOD)
        learn_places(memory, fixes_at(readings.fixes, good))


def make_batch(
    readings: Readings, verdicts: Verdicts, *, partition: int, seq: int, received: int, replay: bool
) -> Batch:
    """Return what observers see: what is in order, by series and instant."""
    n, moved = len(readings.device), len(readings.fixes.device)
    kept = np.isin(verdicts, _KEPT)
    part = select(readings, kept[:n], kept[n : n + moved], kept[n + moved :].tolist())
    by = np.lexsort((part.at, part.prop, part.device))
    late = verdicts[:n][kept[:n]] == Verdict.BEHIND
    fixes = part.fixes
    if len(fixes.device):
        fixes = fixes_at(fixes, np.lexsort((fixes.at, fixes.device)))
    return Batch(
        partition=partition,
        seq=seq,
        received=received,
        device=part.device[by],
        prop=part.prop[by],
        at=part.at[by],
        value=part.value[by],
        late=late[by],
        fixes=fixes if len(fixes.device) else NO_FIXES,
        occurrences=part.occurrences,
        replay=replay,
    )


def hear(book: Book, readings: Readings, received: int) -> Ints:
    """Note that devices were heard; return those in service that were not online."""
    told = np.array([o.device for o in readings.occurrences], np.int32)
    heard = np.unique(np.concatenate([readings.device, readings.fixes.device, told]))
    heard = heard[book.known(heard)]
    heard = heard[book.serving[heard]]
    book.heard[heard] = np.maximum(book.heard[heard], received)
    back = heard[~book.online[heard]]
    book.online[back] = True
    return np.asarray(back, np.int32)


def restored(memory: Memory, columns: list[NDArray[Any]]) -> None:
    """Take in the latest values as they are stored: device, property, instant, value, since."""
    device, prop, at, value, since = columns
    known = memory.book.known(device.astype(np.int32))
    known &= memory.book.prop_product[prop.astype(np.int32)] > 0
    device, prop = device[known].astype(np.int32), prop[known].astype(np.int32)
    slot = memory.series.slots(device, prop)
    memory.series.at[slot], memory.series.value[slot] = at[known], value[known]
    memory.series.since[slot] = since[known]


def place_times(book: Book, device: Ints, at: NDArray[np.int64]) -> None:
    """Take in when each moving device was last seen."""
    known = book.known(device)
    book.fixed[device[known]] = np.maximum(book.fixed[device[known]], at[known])
