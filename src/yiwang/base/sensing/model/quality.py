"""What is doubtful 存疑 about a reading: decided on columns, series by series, against what went before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model.book import NEVER, Book, Series
from yiwang.base.sensing.model.readings import Bools, Fixes, Floats, Instants, Ints, Readings

Verdicts = NDArray[np.uint8]
_LONGEST_LON: Final = 180.0
_LONGEST_LAT: Final = 90.0
_SECOND: Final = 1_000_000


class Verdict(IntEnum):
    """What became of a reading. From ``CONFLICT`` on it is kept apart."""

    GOOD = 0
    BEHIND = 1  # good, but older than what its series has already
    DUPLICATE = 2  # the very same was here: counted, not kept
    CONFLICT = 3
    LATE = 4
    FUTURE = 5
    OUT_OF_RANGE = 6
    STUCK = 7
    UNKNOWN_DEVICE = 8
    UNKNOWN_PROPERTY = 9
    NOT_IN_SERVICE = 10
    TOO_FAST = 11
    WRONG_UNIT = 12
    NOT_A_NUMBER = 13


#: What each verdict is called.
REASONS: Final = {
    Verdict.GOOD: ("正常", "good"),
    Verdict.BEHIND: ("补报", "good, behind"),
    Verdict.DUPLICATE: ("重复", "duplicate"),
    Verdict.CONFLICT: ("同一时刻数值不一致", "another value at the same instant"),
    Verdict.LATE: ("过期", "too late"),
    Verdict.FUTURE: ("时间超前", "in the future"),
    Verdict.OUT_OF_RANGE: ("超出量程", "out of range"),
    Verdict.STUCK: ("数值不变", "stuck"),
    Verdict.UNKNOWN_DEVICE: ("未知设备", "unknown device"),
    Verdict.UNKNOWN_PROPERTY: ("未知属性", "unknown property"),
    Verdict.NOT_IN_SERVICE: ("设备未启用", "device not in service"),
    Verdict.TOO_FAST: ("变化过快", "changes too fast"),
    Verdict.WRONG_UNIT: ("单位不符", "wrong unit"),
    Verdict.NOT_A_NUMBER: ("不是数字", "not a number"),
}


@dataclass(slots=True, kw_only=True)
class Sorted:
    """Readings that may be good, by series and instant; ``order`` says where each was in its parcel."""

    order: NDArray[np.int64]
    slot: NDArray[np.int64]
    at: Instants
    value: Floats
    prop: Ints


def judge_alone(book: Book, readings: Readings, now: int) -> Verdicts:
    """Return what can be said of each reading by itself."""
    device, prop = readings.device, readings.prop
    verdicts = np.zeros(len(device), np.uint8)
    wrong_unit = prop < 0
    number = np.abs(prop)
    known = book.known(device)
    who = np.where(known, device, 0)
    inside = (number >= 0) & (number < len(book.prop_product))
    what = np.where(inside, number, 0)
    mine = inside & (number > 0) & (book.prop_product[what] == book.product[who])
    # from the weakest to the strongest: the last one said stays
    verdicts[(readings.value < book.low[what]) | (readings.value > book.high[what])] = Verdict.OUT_OF_RANGE
    verdicts[readings.at > now + book.future[what]] = Verdict.FUTURE
    verdicts[readings.at < now - book.late[what]] = Verdict.LATE
    verdicts[~np.isfinite(readings.value)] = Verdict.NOT_A_NUMBER
    verdicts[wrong_unit] = Verdict.WRONG_UNIT
    verdicts[~mine] = Verdict.UNKNOWN_PROPERTY
    verdicts[~book.serving[who]] = Verdict.NOT_IN_SERVICE
    verdicts[~known] = Verdict.UNKNOWN_DEVICE
    return verdicts


def arrange(series: Series, readings: Readings, verdicts: Verdicts) -> Sorted:
    """Sort what may be good, and mark repetitions within: the first that came counts."""
    order = np.flatnonzero(verdicts == Verdict.GOOD)
    slot = series.slots(readings.device[order], readings.prop[order])
    at, value = readings.at[order], readings.value[order]
    by = np.lexsort((order, at, slot))
    order, slot, at, value = order[by], slot[by], at[by], value[by]
    if len(order) > 1:
        same = np.zeros(len(order), np.bool_)
        same[1:] = (slot[1:] == slot[:-1]) & (at[1:] == at[:-1])
        if same.any():
            head = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
            equal = value == value[head]
            verdicts[order[same & equal]] = Verdict.DUPLICATE
            verdicts[order[same & ~equal]] = Verdict.CONFLICT
            order, slot, at, value = order[~same], slot[~same], at[~same], value[~same]
    return Sorted(order=order, slot=slot, at=at, value=value, prop=readings.prop[order])


def judge_known(series: Series, found: Sorted, verdicts: Verdicts) -> Sorted:
    """Mark what is older than its series, or is its newest once more; return the rest."""
    newest = series.at[found.slot]
    verdicts[found.order[found.at < newest]] = Verdict.BEHIND
    again = found.at == newest
    if again.any():
        equal = found.value == series.value[found.slot]
        verdicts[found.order[again & equal]] = Verdict.DUPLICATE
        verdicts[found.order[again & ~equal]] = Verdict.CONFLICT
    return _part(found, found.at > newest)


def _part(found: Sorted, mask: Bools) -> Sorted:
    return Sorted(
        order=found.order[mask],
        slot=found.slot[mask],
        at=found.at[mask],
        value=found.value[mask],
        prop=found.prop[mask],
    )


def judge_course(book: Book, series: Series, found: Sorted, verdicts: Verdicts) -> Sorted:
    """Mark what changes too fast or has not changed for too long; return what is new and good.

    ``found`` holds only readings newer than their series.
    """
    if not len(found.order):
        return found
    if np.isfinite(book.rate[found.prop]).any():
        found = _slow_enough(book, series, found, verdicts)
    since = _since(series, found)
    stuck = found.at - since > book.stuck[found.prop]
    if stuck.any():
        verdicts[found.order[stuck]] = Verdict.STUCK
        # remember since when, although nothing of it is stored
        found = _part(found, ~stuck)
    return found


def _since(series: Series, found: Sorted) -> Instants:
    """Return for each reading the first instant of an unbroken run of its value."""
    n = len(found.order)
    first = np.ones(n, np.bool_)
    first[1:] = found.slot[1:] != found.slot[:-1]
    turn = first.copy()
    turn[1:] |= found.value[1:] != found.value[:-1]
    start = np.where(turn, found.at, NEVER)
    held = first & (series.value[found.slot] == found.value)
    start[held] = series.since[found.slot[held]]
    run = np.maximum.accumulate(np.where(turn, np.arange(n), 0))
    return np.asarray(start[run], np.int64)


def _slow_enough(book: Book, series: Series, found: Sorted, verdicts: Verdicts) -> Sorted:
    """Leave out leaps; only series that have one are walked step by step."""
    first = np.ones(len(found.order), np.bool_)
    first[1:] = found.slot[1:] != found.slot[:-1]
    before_at, before = np.empty_like(found.at), np.empty_like(found.value)
    before_at[1:], before[1:] = found.at[:-1], found.value[:-1]
    before_at[first], before[first] = series.at[found.slot[first]], series.value[found.slot[first]]
    limit = book.rate[found.prop]
    with np.errstate(invalid="ignore"):
        leap = np.abs(found.value - before) * _SECOND > limit * (found.at - before_at)
    if not leap.any():
        return found
    keep = np.ones(len(found.order), np.bool_)
    for slot in np.unique(found.slot[leap]).tolist():
        at, value = int(series.at[slot]), float(series.value[slot])
        for i in np.flatnonzero(found.slot == slot).tolist():
            now_at, now_value = int(found.at[i]), float(found.value[i])
            if at != NEVER and abs(now_value - value) * _SECOND > limit[i] * (now_at - at):
                keep[i] = False
            else:
                at, value = now_at, now_value
    verdicts[found.order[~keep]] = Verdict.TOO_FAST
    return _part(found, keep)


def learn(series: Series, found: Sorted) -> None:
    """Make the last of each series in ``found`` its newest."""
    if not len(found.order):
        return
    since = _since(series, found)
    last = np.ones(len(found.order), np.bool_)
    last[:-1] = found.slot[1:] != found.slot[:-1]
    slot = found.slot[last]
    series.at[slot], series.value[slot], series.since[slot] = found.at[last], found.value[last], since[last]
    series.dirty[slot] = True


def judge_fixes(book: Book, fixes: Fixes, now: int, late: int, future: int) -> Verdicts:
    """Return the verdict of each position; those of one device in order of time must be given."""
    verdicts = np.zeros(len(fixes.device), np.uint8)
    known = book.known(fixes.device)
    who = np.where(known, fixes.device, 0)
    outside = ~(
        (np.abs(fixes.lon) <= _LONGEST_LON)
        & (np.abs(fixes.lat) <= _LONGEST_LAT)
        & ((fixes.lon != 0) | (fixes.lat != 0))
    )
    verdicts[fixes.at < book.fixed[who]] = Verdict.BEHIND
    verdicts[outside] = Verdict.OUT_OF_RANGE
    verdicts[fixes.at > now + future] = Verdict.FUTURE
    verdicts[fixes.at < now - late] = Verdict.LATE
    verdicts[~book.serving[who]] = Verdict.NOT_IN_SERVICE
    verdicts[~known] = Verdict.UNKNOWN_DEVICE
    return verdicts
