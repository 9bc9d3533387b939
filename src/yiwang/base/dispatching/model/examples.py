"""What a dispatch is learnt from: columns of numbers, one row per case, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
#: Levels of a path that are told apart: city, district, street, community, grid.
DEPTH: Final = 5
#: Nothing known here.
NONE: Final = -1
_BUCKET_HOURS: Final = 6
_SATURDAY: Final = 5


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a case before it is dispatched.

    ``weekday`` from 0 (Monday) and ``hour`` are local. ``allowed``: the only units that the responsibility
    list leaves (scenes), empty where it leaves all.
    """

    matter: str | None
    klass: str | None
    path: tuple[str, ...]
    channel: str
    weekday: int
    hour: int
    words: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


class Example(msgspec.Struct, frozen=True):
    """A case and the unit that finally handled it; ``choice``: the responsibility list left a choice.

    ``day``: when it was closed, in days since 1970 UTC. ``listed``: what the list alone would have said.
    """

    asked: Asked
    unit: str
    day: float
    choice: bool = True
    listed: str | None = None


class Codes:
    """Texts as small numbers, in the order of their first appearance."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.names = list(known)
        self._places = {name: i for i, name in enumerate(self.names)}

    def __len__(self) -> int:
        return len(self.names)

    def add(self, name: str | None) -> int:
        """Return the number of ``name``, a new one if it has none."""
        if name is None:
            return NONE
        found = self._places.setdefault(name, len(self.names))
        if found == len(self.names):
            self.names.append(name)
        return found

    def get(self, name: str | None) -> int:
        """Return the number of ``name``, :data:`NONE` if it has none."""
        return NONE if name is None else self._places.get(name, NONE)


@dataclass(slots=True)
class Words:
    """The words of many cases one after the other: those of case ``i`` from ``starts[i]`` on."""

    starts: Ints
    ids: Ints

    def part(self, rows: slice) -> Words:
        """Return the words of some cases in a row."""
        first, last = self.starts[rows.start], self.starts[rows.stop]
        return Words(self.starts[rows.start : rows.stop + 1] - first, self.ids[first:last])


@dataclass(slots=True)
class Vocabulary:
    """The numbers of everything that a model tells apart."""

    units: Codes = field(default_factory=Codes)
    matters: Codes = field(default_factory=Codes)
    classes: Codes = field(default_factory=Codes)
    areas: Codes = field(default_factory=Codes)
    channels: Codes = field(default_factory=Codes)
    words: Codes = field(default_factory=Codes)


@dataclass(slots=True)
class Table:
    """What is known of many cases, as numbers of a vocabulary."""

    matter: Ints
    klass: Ints
    area: Ints
    channel: Ints
    bucket: Ints
    words: Words

    def __len__(self) -> int:
        return len(self.matter)

    def part(self, rows: slice) -> Table:
        """Return some rows in a row."""
        return Table(
            self.matter[rows], self.klass[rows], self.area[rows], self.channel[rows], self.bucket[rows],
            self.words.part(rows),
        )  # fmt: skip


def bucket_of(weekday: int, hour: int) -> int:
    """Return the quarter of the day, workdays and weekends apart: 0 … 7."""
    return hour // _BUCKET_HOURS + (4 if weekday >= _SATURDAY else 0)


def table(asked: Sequence[Asked], known: Vocabulary, *, grow: bool = False) -> Table:
    """Return ``asked`` as numbers; with ``grow`` what is new gets a number, else it is unknown."""

    def code(codes: Codes, name: str | None) -> int:
        return codes.add(name) if grow else codes.get(name)

    area = np.full((len(asked), DEPTH), NONE, np.int64)
    words: list[int] = []
    starts = np.zeros(len(asked) + 1, np.int64)
    for i, one in enumerate(asked):
        path = one.path[:DEPTH]
        area[i, : len(path)] = [code(known.areas, name) for name in path]
        words += (w for word in one.words if (w := code(known.words, word)) != NONE)
        starts[i + 1] = len(words)
    return Table(
        matter=np.array([code(known.matters, one.matter) for one in asked], np.int64),
        klass=np.array([code(known.classes, one.klass) for one in asked], np.int64),
        area=area,
        channel=np.array([code(known.channels, one.channel) for one in asked], np.int64),
        bucket=np.array([bucket_of(one.weekday, one.hour) for one in asked], np.int64),
        words=Words(starts, np.array(words, np.int64)),
    )
