"""Statistics of durations by group, in one sort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.mining.model.log import SECOND, Floats, Longs

_HIGH: Final = 0.95


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in seconds, over ``n`` times; ``deviation`` is the sample's (n - 1).

    The 95th percentile is interpolated linearly between neighbours, as the median of an even number is.
    """

    n: int
    mean: float
    median: float
    p95: float
    least: float
    most: float
    total: float
    deviation: float


def times_of(durations: Longs) -> Times:
    """Return the statistics of ``durations`` in microseconds; at least one."""
    return by_group(np.zeros(len(durations), np.uint16), 1, durations)[0]


def by_group(key: NDArray[Any], groups: int, durations: Longs) -> dict[int, Times]:
    """Return the statistics of ``durations`` for each value of ``key`` (0 to ``groups`` - 1) that occurs."""
    if not len(key):
        return {}
    small: NDArray[Any] = key.astype(np.uint16) if groups <= np.iinfo(np.uint16).max else key
    ordered = durations[np.argsort(small, kind="stable")]  # a radix sort where keys are small
    counts = np.bincount(key, minlength=groups)
    present = np.flatnonzero(counts)
    n = counts[present]
    last = np.cumsum(n) - 1
    first = last - n + 1
    for begin, end in zip(first.tolist(), (last + 1).tolist(), strict=True):
        ordered[begin:end].sort()
    total = np.add.reduceat(ordered, first)
    mean = total / n
    off = ordered - np.repeat(mean, n)
    spread = np.add.reduceat(off * off, first)
    columns = (
        n,
        mean / SECOND,
        (ordered[first + (n - 1) // 2] + ordered[first + n // 2]) / 2 / SECOND,
        _quantile(ordered, first, n, _HIGH) / SECOND,
        ordered[first] / SECOND,
        ordered[last] / SECOND,
        total / SECOND,
        np.sqrt(spread / np.maximum(n - 1, 1)) / SECOND,
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return {group: Times(*row) for group, row in zip(present.tolist(), rows, strict=True)}


def _quantile(ordered: Longs, first: Longs, n: Longs, share: float) -> Floats:
    place = (n - 1) * share
    low = place.astype(np.int64)
    below = ordered[first + low]
    above = ordered[first + np.minimum(low + 1, n - 1)]
    return np.asarray(below + (above - below) * (place - low), np.float64)
