"""What is counted of a case, and the difference that a change makes to the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

import msgspec

from yiwang.base.wall.model.cells import BITS, up

#: Zooms for which cells are kept, and how many levels the cells of a tile are finer than the tile.
ZOOMS = range(7, 14)
CELL = 5
ALL_TIME = 0
#: Daily figures are kept for areas down to the street; what lies below is counted within its community.
STREET, COMMUNITY = 3, 4


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """A case as it is counted: codes, days, a place as a key of :mod:`.cells`; no words of people."""

    stage: str
    live: bool
    important: bool
    channel: str
    matter: str | None
    unit: str | None
    path: tuple[str, ...]
    place: int | None
    reports: int
    opened_day: date
    due_at: datetime | None
    closed_day: date | None
    on_time: bool | None
    satisfaction: int | None


class Known(msgspec.Struct, frozen=True):
    """A case that was counted: which version of it, and its face (``None``: it is not shown)."""

    id: UUID
    number: str
    version: int
    face: Face | None


#: Figures of a day, in the order of the columns.
FIGURES = ("opened", "reports", "closed", "on_time", "late", "rated", "stars")
DayKey = tuple[date, str]
CellKey = tuple[int, int, int]


class Difference:
    """Sums of what changes come to: figures by day and key, points by zoom, bucket and cell."""

    def __init__(self) -> None:
        self.days: dict[DayKey, list[int]] = {}
        self.cells: Counter[CellKey] = Counter()

    def change(self, was: Face | None, now: Face | None) -> None:
        """Take ``was`` out of the counts and ``now`` in."""
        for face, sign in ((was, -1), (now, 1)):
            if face is not None:
                self._count_days(face, sign)
        before = None if was is None else (was.place, was.opened_day)
        after = None if now is None else (now.place, now.opened_day)
        if before != after:
            for face, sign in ((was, -1), (now, 1)):
                if face is not None:
                    self._count_cells(face, sign)

    def _count_days(self, face: Face, sign: int) -> None:
        for key in day_keys(face):
            self._add(face.opened_day, key, (sign, sign * face.reports, 0, 0, 0, 0, 0))
            if face.closed_day is not None:
                stars = face.satisfaction or 0
                self._add(
                    face.closed_day,
                    key,
                    (
                        0,
                        0,
                        sign,
                        sign * (face.on_time is True),
                        sign * (face.on_time is False),
                        sign * (stars > 0),
                        sign * stars,
                    ),
                )

    def _add(self, day: date, key: str, figures: tuple[int, ...]) -> None:
        sums = self.days.setdefault((day, key), [0] * len(FIGURES))
        for at, figure in enumerate(figures):
            sums[at] += figure

    def _count_cells(self, face: Face, sign: int) -> None:
        if face.place is None:
            return
        month = bucket(face.opened_day)
        for zoom in ZOOMS:
            cell = up(face.place, zoom + CELL)
            self.cells[zoom, ALL_TIME, cell] += sign
            self.cells[zoom, month, cell] += sign

    def changed_days(self) -> Iterator[tuple[DayKey, list[int]]]:
        """Yield what changed, in the order of the keys, so that writers never wait in a circle."""
        yield from sorted((key, sums) for key, sums in self.days.items() if any(sums))

    def changed_cells(self) -> Iterator[tuple[CellKey, int]]:
        """Yield the cells whose count changes, in order."""
        yield from sorted((key, n) for key, n in self.cells.items() if n)


def day_keys(face: Face) -> list[str]:
    """Return under which keys the days of a case are counted: areas, lead unit, matter."""
    keys = [f"a:{code}" for code in face.path[:STREET]] or ["a:"]
    if face.unit is not None:
        keys.append(f"u:{face.unit}")
    if face.matter is not None:
        keys.append(f"m:{face.matter}")
    return keys


def bucket(day: date) -> int:
    """Return the month of ``day`` as a number, e.g. 202603."""
    return day.year * 100 + day.month


def months(first: date, last: date) -> list[int]:
    """Return the buckets from the month of ``first`` to that of ``last``."""
    found, at = [], date(first.year, first.month, 1)
    while at <= last:
        found.append(bucket(at))
        at = date(at.year + at.month // 12, at.month % 12 + 1, 1)
    return found


assert max(ZOOMS) + CELL < BITS
