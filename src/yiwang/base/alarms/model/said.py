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
    changed: Bools

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


class Walk:
    """The moments of some subjects that matter, in rounds; those between are only counted.

    A moment is all readings of a subject at one instant. It matters if a condition changed in it, if a time
    to wait (``spans``, in microseconds, from a change or from before) is over with it, and if it is the
    first or last of the subject. Between two such moments nothing can happen: the machine's conditions
    depend on what changed alone.
    """

    def __init__(self, said: Said, first: Bools, counting: Bools) -> None:
        self.said = said
        begins = first.copy()
        begins[1:] |= said.at[1:] != said.at[:-1]
        self._starts = np.flatnonzero(begins)
        self._ends = np.append(self._starts[1:], len(begins))
        self.first = first[self._starts]
        self._last = np.append(self.first[1:], np.True_)
        self.slot, self.at = said.slot[self._starts], said.at[self._starts]
        self.keys: Bools = np.ones(len(self._starts), dtype=np.bool_)
        self._counting = counting

    def narrow(self, spans: Sequence[int], since: Sequence[Longs]) -> None:
        """Leave out what does not matter; ``since``: instants that matter, per first moment of a subject."""
        changed = np.logical_or.reduceat(self.said.changed, self._starts)
        keys = changed | self.first | self._last
        run = np.cumsum(self.first) - 1
        base = int(self.at.min())
        wide = int(self.at.max()) - base + 1
        if wide * (len(self.slot) + 1) >= 1 << 62:
            return  # years in one batch: every moment is looked at
        place = run * wide + (self.at - base)
        wanted = [(run[keys], self.at[keys] + span) for span in spans]
        wanted += [(run[self.first], instants) for instants in since]
        for owner, instants in wanted:
            at = np.searchsorted(place, owner * wide + np.clip(instants - base, 0, wide))
            inside = at < len(place)
            at = at[inside]
            keys[at[run[at] == owner[inside]]] = True
        self.keys = keys

    def rounds(self) -> Iterator[tuple[Indices, Skipped | None]]:
        """Yield the rows of the next moment of every subject that has one, and what is counted after it."""
        chosen = np.flatnonzero(self.keys)
        following = np.append(self._starts, len(self.said.slot))[np.append(chosen[1:], len(self._starts))]
        counted = self._counting[self.said.leaf]
        total = np.append(0, np.cumsum(counted))
        many = total[following] - total[self._ends[chosen]]
        newest = np.maximum.accumulate(np.where(counted, np.arange(len(counted)), 0))
        for turn in rounds(self.first[chosen]):
            skipped = turn[many[turn] > 0]
            rows = newest[following[skipped] - 1]
            after = Skipped(self.said.slot[rows], many[skipped], rows) if len(skipped) else None
            yield self._rows(chosen[turn]), after

    def _rows(self, moment: Indices) -> Indices:
        lengths = self._ends[moment] - self._starts[moment]
        offsets = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows = np.repeat(self._starts[moment], lengths) + offsets
        return rows if bool((np.diff(rows) > 0).all()) else np.sort(rows)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Readings after a moment for which nothing changes: of whom, how many, and the newest one's row."""

    slot: Indices
    many: Longs
    row: Indices


def nobody(slot: Indices, now: int) -> Said:
    """Return rows about subjects for which only time passed."""
    count = len(slot)
    blank = np.full(count, np.nan)
    minus = np.full(count, -1)
    return Said(
        slot, np.full(count, now), minus.astype(np.int16), np.zeros(count, np.int8), minus, blank,
        np.full(count, NEVER), blank, blank, np.zeros(count, np.bool_),
    )  # fmt: skip
