"""Variants 路径变体: cases that went through the same activities in the same order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yiwang.base.mining.model.groups import Times, times_of
from yiwang.base.mining.model.log import Longs, ProcessLog


@dataclass(frozen=True, slots=True)
class Variants:
    """Groups of cases, the most frequent first: ``of_case`` numbers them, ``example`` is one case of each."""

    log: ProcessLog
    of_case: Longs
    counts: Longs
    example: Longs

    def __len__(self) -> int:
        return len(self.counts)

    def path(self, number: int) -> tuple[str, ...]:
        """Return the activities of a variant."""
        case = int(self.example[number])
        steps = self.log.activity[self.log.first[case] : self.log.first[case + 1]]
        return tuple(self.log.activities[i] for i in steps.tolist())

    def paths(self) -> list[tuple[str, ...]]:
        """Return the activities of all variants: faster than one by one."""
        lengths = self.log.lengths[self.example]
        ends = np.cumsum(lengths)
        rows = np.arange(int(lengths.sum())) + np.repeat(
            self.log.first[:-1][self.example] - ends + lengths, lengths
        )
        names = np.array(self.log.activities, object)[self.log.activity[rows]].tolist()
        spans = zip((ends - lengths).tolist(), ends.tolist(), strict=True)
        return [tuple(names[begin:end]) for begin, end in spans]

    def times(self, number: int) -> Times:
        """Return how long the cases of a variant took."""
        return times_of(self.log.durations[self.of_case == number])

    def cases(self, number: int) -> list[str]:
        """Return the cases of a variant."""
        return [self.log.cases[i] for i in np.flatnonzero(self.of_case == number).tolist()]


def variants(log: ProcessLog) -> Variants:
    """Return the variants of ``log``; two of the same frequency in the order of their first cases.

    Cases are grouped by a hash of their activities and then compared step by step, so that the groups are
    exact whatever the hash does.
    """
    if not len(log.cases):
        none = np.zeros(0, np.int64)
        return Variants(log, none, none, none)
    for seed in itertools.count():
        mark = _hashes(log, seed)
        _, example, group, counts = np.unique(
            mark, return_index=True, return_inverse=True, return_counts=True
        )
        group = group.ravel()
        if _all_alike(log, example[group]):
            break
    order = np.lexsort((example, -counts))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return Variants(log, rank[group], counts[order], example[order])


def _hashes(log: ProcessLog, seed: int) -> NDArray[np.uint64]:
    """Return a number per case: the sum over its steps of a random number for (activity, position)."""
    random = np.random.default_rng(seed)
    longest = int(log.lengths.max())
    of_activity = random.integers(0, 2**64, len(log.activities), np.uint64)
    of_position = random.integers(0, 2**64, longest, np.uint64) | np.uint64(1)
    position = np.arange(len(log)) - np.repeat(log.first[:-1], log.lengths)
    with np.errstate(over="ignore"):
        mixed = of_activity[log.activity] * of_position[position]
        return np.asarray(np.add.reduceat(mixed, log.first[:-1]), np.uint64)


def _all_alike(log: ProcessLog, like: NDArray[Any]) -> bool:
    """Tell whether each case has the very steps of the case that it is said to be ``like``."""
    lengths = log.lengths
    if (lengths != lengths[like]).any():
        return False
    shift = np.repeat(log.first[:-1][like] - log.first[:-1], lengths)
    return bool((log.activity == log.activity[np.arange(len(log)) + shift]).all())
