"""Readings that matter to a rule's machine, in order, and how many devices of a place say what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yiwang.base.alarms.model.arrays import (
    FALSE,
    NEVER,
    TRUE,
    UNKNOWN,
    Bools,
    Bytes,
    Floats,
    Indices,
    Ints,
    Longs,
    rounds,
)


@dataclass(slots=True)
class Said:
    """Readings that matter to the machine: by subject, then instant."""

    slot: Indices
    at: Longs
    leaf: NDArray[np.int16]
    truth: Bytes
    member: Indices
    value: Floats
    stale: Longs
    lon: Floats
    lat: Floats

    def take(self, chosen: Any) -> Said:
        """Return some of the rows."""
        return Said(*(getattr(self, name)[chosen] for name in self.__slots__))

    @classmethod
    def join(cls, parts: Sequence[Said]) -> Said:
        """Return the rows of several conditions in order."""
        if len(parts) == 1:
            return parts[0]
        columns = [np.concatenate([getattr(p, name) for p in parts]) for name in cls.__slots__]
        joined = cls(*columns)
        return joined.take(np.lexsort((joined.leaf, joined.at, joined.slot)))


class Tally:
    """How many members of each place meet a condition, and of how many it is not known."""

    def __init__(self, subject: Indices, size: int) -> None:
        self.member_truth: Bytes = np.full(len(subject), UNKNOWN, dtype=np.int8)
        self.holds: Ints = np.zeros(size, dtype=np.int32)
        self.unknown: Ints = np.bincount(subject, minlength=size).astype(np.int32)

    def rebuild(self, subject: Indices, truth: Bytes) -> None:
        """Count anew from what each member says."""
        size = len(self.holds)
        self.member_truth = truth.copy()
        self.holds = np.bincount(subject[truth == TRUE], minlength=size).astype(np.int32)
        self.unknown = np.bincount(subject[truth == UNKNOWN], minlength=size).astype(np.int32)

    def move(self, slot: Indices, member: Indices, truth: Bytes) -> None:
        """Take the truth of some members, each once; a place may have several of them."""
        before = self.member_truth[member]
        np.add.at(self.holds, slot, (truth == TRUE).astype(np.int32) - (before == TRUE))
        np.add.at(self.unknown, slot, (truth == UNKNOWN).astype(np.int32) - (before == UNKNOWN))
        self.member_truth[member] = truth

    def truth(self, slot: Indices, at_least: int) -> Bytes:
        """Return whether enough members meet it; unknown while those not known could decide."""
        enough = self.holds[slot] >= at_least
        could = self.holds[slot] + self.unknown[slot] >= at_least
        return np.where(enough, TRUE, np.where(could, UNKNOWN, FALSE)).astype(np.int8)


def moments(said: Said, first: Bools) -> Iterator[Indices]:
    """Yield the rows of the first moment of every subject, then of the second, and so on."""
    begins = first.copy()
    begins[1:] |= said.at[1:] != said.at[:-1]
    if begins.all():
        yield from rounds(first)
        return
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(begins))
    for chosen in rounds(first[starts]):
        lengths = ends[chosen] - starts[chosen]
        offsets = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows = np.repeat(starts[chosen], lengths) + offsets
        yield rows if bool((np.diff(said.slot[rows]) >= 0).all()) else np.sort(rows)


def nobody(slot: Indices, now: int) -> Said:
    """Return rows about subjects for which only time passed."""
    count = len(slot)
    blank = np.full(count, np.nan)
    minus = np.full(count, -1)
    return Said(
        slot, np.full(count, now), minus.astype(np.int16), np.zeros(count, np.int8), minus, blank,
        np.full(count, NEVER), blank, blank,
    )  # fmt: skip
