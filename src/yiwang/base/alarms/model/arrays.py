"""Columns: kinds of arrays, truth values, and runs of readings.

Instants are microseconds since 1970 UTC in ``int64``. Truth has three values, ordered so that *all* is the
smallest, *any* the largest and *not* the mirror image (Kleene's strong logic).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.int8]
Ints: TypeAlias = NDArray[np.int32]
Longs: TypeAlias = NDArray[np.int64]
Indices: TypeAlias = NDArray[np.intp]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Column: TypeAlias = NDArray[Any]

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2

SECOND: Final = 1_000_000
#: Before every instant, and after every instant.
NEVER: Final = -(2**62)
ALWAYS: Final = 2**62


def truth_of(holds: Bools, known: Bools | None = None) -> Bytes:
    """Return ``holds`` as truth, unknown where it is not ``known``."""
    truth = holds.view(np.int8) * np.int8(TRUE)
    if known is not None:
        truth[~known] = UNKNOWN
    return truth


@dataclass(slots=True)
class Frame:
    """Readings as one condition sees them: in runs, one run per member, each run in order of instants.

    ``slot`` is the member's position in the condition's columns, ``first`` and ``last`` mark the ends of
    runs, ``single`` says that every run has one reading. ``received`` is the settler's time.
    """

    slot: Indices
    at: Longs
    value: Floats
    first: Bools
    last: Bools
    single: bool
    received: int
    lon: Floats | None = None
    lat: Floats | None = None

    @classmethod
    def of(cls, slot: Indices, at: Longs, value: Floats, received: int, **places: Floats | None) -> Frame:
        """Make a frame of columns that are sorted by slot, then instant."""
        first, last, single = runs(slot)
        return cls(slot, at, value, first, last, single, received, **places)

    def __len__(self) -> int:
        return len(self.slot)

    def part(self, chosen: Indices | Bools, *, at: Longs | None = None, value: Floats | None = None) -> Frame:
        """Return the frame of the chosen readings, with other instants or values if they are given."""
        return Frame.of(
            self.slot[chosen],
            self.at[chosen] if at is None else at,
            self.value[chosen] if value is None else value,
            self.received,
            lon=None if self.lon is None else self.lon[chosen],
            lat=None if self.lat is None else self.lat[chosen],
        )

    def before(self, column: Column, held: Column) -> Column:
        """Return for each reading the previous one's entry of ``column``; ``held[slot]`` begins a run."""
        if self.single:
            return held[self.slot]
        out = np.empty_like(column, dtype=held.dtype)
        out[1:] = column[:-1]
        out[self.first] = held[self.slot[self.first]]
        return out

    def newest(self, column: Column, valid: Bools, held: Column) -> Column:
        """Return for each reading the newest valid entry up to and with itself, else ``held[slot]``."""
        if self.single:
            return np.where(valid, column, held[self.slot])
        # a run's first reading stops the search, so that nothing of another member is taken
        source = np.maximum.accumulate(np.where(valid | self.first, np.arange(len(self.slot)), 0))
        return np.where(valid[source], column[source], held[self.slot])

    def keep(self, held: Column, column: Column) -> None:
        """Remember the last entry of each run in ``held``."""
        if self.single:
            held[self.slot] = column
        else:
            held[self.slot[self.last]] = column[self.last]

    def rounds(self) -> Iterator[Indices]:
        """Yield positions such that each round has at most one reading of a member, in order."""
        if self.single:
            if len(self.slot):
                yield np.arange(len(self.slot))
            return
        yield from rounds(self.first)


def put(column: Column, here: Indices, entries: Column) -> None:
    """Write ``entries`` into the last axis where they differ: pages of memory never written to stay free."""
    differ = column[..., here] != entries
    for row in np.ndindex(column.shape[:-1]):
        column[(*row, here[differ[row]])] = entries[(*row, differ[row])]


def runs(slot: Indices) -> tuple[Bools, Bools, bool]:
    """Return where runs of equal slots begin and end, and whether all have length one."""
    count = len(slot)
    first = np.ones(count, dtype=np.bool_)
    if count > 1:
        np.not_equal(slot[1:], slot[:-1], out=first[1:])
    single = bool(first.all())
    if single:
        return first, first, True
    last = np.ones(count, dtype=np.bool_)
    last[:-1] = first[1:]
    return first, last, False


def rounds(first: Bools) -> Iterator[Indices]:
    """Yield the positions of the first readings of all runs, then of the second ones, and so on."""
    begins = np.flatnonzero(first)
    lengths = np.diff(np.append(begins, len(first)))
    order = np.argsort(-lengths, kind="stable")
    begins, lengths = begins[order], lengths[order]
    for turn in range(int(lengths[0]) if len(lengths) else 0):
        left = int(np.searchsorted(-lengths, -turn, side="left"))
        yield begins[:left] + turn
