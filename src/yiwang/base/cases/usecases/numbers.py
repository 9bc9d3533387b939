"""Giving case numbers, and proving that none is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from yiwang.base.cases.errors import NumbersExhaustedError
from yiwang.base.cases.model.number import LAST_SERIAL, NumberKey, make
from yiwang.base.cases.store import numbers as store
from yiwang.infra.database import Tx


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A series in which numbers were taken that no case carries (an undone import, a lost row)."""

    area: str
    source: str
    day: date
    taken: int
    carried: int
    missing: list[int]


async def allocate(tx: Tx, keys: Sequence[NumberKey]) -> list[str]:
    """Return one new number per key, in order, within the caller's transaction.

    One statement whatever the number of keys. A rollback gives the serials back, a commit uses them for
    ever: no gaps, no number twice. Callers that allocate late hold the counters for a shorter time.
    Raises ``numbers_exhausted`` (nothing is allocated then) when a series has no serial left.
    """
    if not keys:
        return []
    wanted = Counter(keys)
    if max(wanted.values()) > LAST_SERIAL:
        _exhausted(max(wanted, key=wanted.__getitem__))
    last = await store.take(tx, wanted)
    for key in sorted(wanted):
        if key not in last:
            _exhausted(key)
    following = {key: last[key] - n + 1 for key, n in wanted.items()}
    numbers = []
    for key in keys:
        numbers.append(make(key, following[key]))
        following[key] += 1
    return numbers


def _exhausted(key: NumberKey) -> None:
    raise NumbersExhaustedError(area=key.area, source=key.source, day=key.day.isoformat())


async def gaps(tx: Tx, first: date, last: date, *, limit: int = 1000) -> list[Gap]:
    """Return the series of the days from ``first`` to ``last`` in which numbers are missing.

    Up to ``limit`` missing serials are named per series.
    """
    found = []
    for row in await store.counters(tx, first, last):
        key = NumberKey(row["area"], row["source"], row["day"])
        carried = await store.used(tx, key.prefix)
        if carried != row["last"]:
            missing = await store.missing(tx, key.prefix, row["last"], limit)
            found.append(
                Gap(
                    area=key.area,
                    source=key.source,
                    day=key.day,
                    taken=row["last"],
                    carried=carried,
                    missing=missing,
                )
            )
    return found
