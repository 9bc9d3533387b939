"""Cutting what came in so that each piece goes up in one message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing import api as sensing

#: Readings of a piece: 24 bytes each. Below what goes up at once, and that below what the centre reads.
LARGEST: Final = 20_000
_BYTES: Final = 400_000


def pieces_of(readings: sensing.Readings) -> list[sensing.Readings]:
    """Return ``readings`` in pieces that fit: numbers and positions by count, happenings by size."""
    n, moved, told = len(readings.device), len(readings.fixes.device), readings.occurrences
    if max(n, moved) <= LARGEST and len(told) <= 1:
        return [readings]
    out = [
        sensing.select(readings, _between(n, start), _between(moved, start), [False] * len(told))
        for start in range(0, max(n, moved), LARGEST)
    ]
    none, still = np.zeros(n, np.bool_), np.zeros(moved, np.bool_)
    return out + [sensing.select(readings, none, still, chosen) for chosen in _groups(told)]


def _between(size: int, start: int) -> NDArray[np.bool_]:
    places = np.arange(size)
    return np.asarray((places >= start) & (places < start + LARGEST))


def _groups(told: tuple[sensing.Occurrence, ...]) -> Iterator[list[bool]]:
    """Yield masks of happenings that go together."""
    first = total = 0
    for i, one in enumerate(told):
        size = len(msgspec.json.encode(one.data)) + len(one.name)
        if total and total + size > _BYTES:
            yield [first <= j < i for j in range(len(told))]
            first, total = i, 0
        total += size
    if told:
        yield [j >= first for j in range(len(told))]
