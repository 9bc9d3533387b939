"""Reasons in numbers: how often a unit handled the same matter at the same place, and when.

The numbers open their cases: a ground says which matter, area and days it counted, by the day of closing, so
that the list of closed cases with these filters is what was counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
import numpy as np

from yiwang.base.dispatching.model.counts import Counts
from yiwang.base.dispatching.model.examples import DEPTH, NONE, Asked, Floats, Ints, Table, Vocabulary

#: Days that are counted, and the fewest cases worth a word.
DAYS: Final = 90.0
FEWEST: Final = 5
_SHIFT: Final = 1 << 24
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """``n`` of ``of`` cases of the matter in the area, closed in the time, were the unit's."""

    matter: str
    area: str
    level: int
    n: int
    of: int
    since: datetime
    until: datetime


@dataclass(slots=True)
class Grounds:
    """Counts of the last :data:`DAYS` days per matter and area, days since 1970."""

    counts: Counts
    since: float
    until: float

    @classmethod
    def count(cls, table: Table, unit: Ints, day: Floats, units: int) -> Grounds:
        """Count the cases of the last days before the newest one's end."""
        until = float(day.max()) + 1e-6 if len(day) else 0.0
        since = until - DAYS
        recent = np.flatnonzero(day >= since)
        context = np.concatenate(
            [_context(table.matter[recent], table.area[recent, k]) for k in range(DEPTH)]
        )
        many = np.tile(unit[recent], DEPTH)
        return cls(Counts.of(context, many, np.ones(len(many)), units), since, until)

    def of(self, asked: Asked, unit: str, known: Vocabulary) -> Ground | None:
        """Return the ground at the most special area with enough cases, ``None`` if there is none."""
        matter, place = known.matters.get(asked.matter), known.units.get(unit)
        if asked.matter is None or NONE in (matter, place):
            return None
        for level in reversed(range(min(len(asked.path), DEPTH))):
            area = known.areas.get(asked.path[level])
            context = _context(np.array([matter]), np.array([area]))
            row, first, length = self.counts.rows(context)
            if not len(row) or context[0] == NONE:
                continue
            inside = slice(int(first[0]), int(first[0] + length[0]))
            total = round(float(self.counts.weights[inside].sum()))
            if total < FEWEST:
                continue
            own = self.counts.weights[inside][self.counts.units[inside] == place].sum()
            return Ground(
                matter=asked.matter, area=asked.path[level], level=level, n=round(float(own)), of=total,
                since=_at(self.since), until=_at(self.until),
            )  # fmt: skip
        return None


def _context(matter: Ints, area: Ints) -> Ints:
    return np.where((matter == NONE) | (area == NONE), NONE, matter * _SHIFT + area)


def _at(day: float) -> datetime:
    return _EPOCH + timedelta(days=day)
