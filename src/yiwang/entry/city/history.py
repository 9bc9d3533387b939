"""The past of a fictional city: what was reported in the days before today, as a file of the pack.

A row says how many days before today and at what local time; so the same file is a past of any day. It is
lived through by the demo, or read by whoever wants reports with places and words.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.random import Generator

from yiwang.entry.city.frame import Floats, Frame
from yiwang.entry.city.streets import Way
from yiwang.entry.city.texts import Author, Sighting

COLUMNS = ("day", "time", "matter", "text", "address", "lon", "lat", "channel", "name", "phone")
#: Share of reports by local hour.
_HOURS = np.array(
    [1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 13, 10, 7, 8, 11, 12, 11, 9, 8, 8, 7, 5, 3, 2], dtype=float
)
_STEP = 45.0  # metres between house numbers
_HOUSE = 12.0  # metres from the middle of the road


@dataclass(frozen=True, slots=True)
class Past:
    """One report of the past: ``day`` days before today, at ``second`` of the local day."""

    day: int
    second: int
    seen: Sighting


class Spots:
    """Addresses along the roads: more of them where the city is dense."""

    def __init__(self, found: Sequence[Way], districts: Sequence[tuple[str, Any]], frame: Frame) -> None:
        self._frame = frame
        self._districts = districts
        for _, shape in districts:
            shapely.prepare(shape)
        kept = [w for w in found if not w.bridge and w.kind in ("local", "tertiary", "secondary")]
        self._names = [w.name for w in kept]
        self._lines = [w.line for w in kept]
        lengths = np.array([w.line.length * (0.5 if w.kind == "secondary" else 1) for w in kept])
        self._ends: Floats = np.cumsum(lengths)

    def pick(self, rng: Generator) -> tuple[float, float, str, str, int]:
        """Return longitude, latitude, district, road and house number of a random address."""
        while True:
            which = int(np.searchsorted(self._ends, rng.uniform(0, self._ends[-1])))
            line = self._lines[which]
            along = rng.uniform(0, line.length)
            spot = shapely.line_interpolate_point(line, along)
            side = 1 if rng.random() < 0.5 else -1  # noqa: PLR2004
            turn = rng.uniform(0, np.pi)
            x, y = spot.x + side * _HOUSE * np.cos(turn), spot.y + side * _HOUSE * np.sin(turn)
            place = self._frame.degrees(shapely.Point(x, y))
            for name, shape in self._districts:
                if shapely.contains(shape, place):
                    house = 2 * int(along / _STEP) + (1 if side > 0 else 2)
                    return round(place.x, 6), round(place.y, 6), name, self._names[which], house


def write(path: Path, author: Author, rng: Generator, *, days: int, count: int) -> None:
    """Write ``count`` reports of the last ``days`` days and of today."""
    odds = _HOURS / _HOURS.sum()
    when = []
    for _ in range(count):
        second = int(rng.choice(24, p=odds)) * 3600 + int(rng.integers(3600))
        when.append((int(rng.integers(0, days + 1)), second))
    when.sort(key=lambda one: (-one[0], one[1]))
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, extrasaction="raise", lineterminator="\n")
    table.writeheader()
    for day, second in when:
        clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        seen = {key: "" if value is None else value for key, value in asdict(author.sighting()).items()}
        table.writerow({"day": day, "time": clock} | seen)
    path.write_text(out.getvalue(), "utf-8")


def read(path: Path) -> Iterator[Past]:
    """Yield the reports of a file that :func:`write` wrote, the oldest first."""
    with path.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            hour, minute, second = (int(part) for part in row["time"].split(":"))
            seen = Sighting(
                matter=row["matter"] or None,
                text=row["text"],
                address=row["address"],
                lon=float(row["lon"]) if row["lon"] else None,
                lat=float(row["lat"]) if row["lat"] else None,
                channel=row["channel"],
                name=row["name"] or None,
                phone=row["phone"] or None,
            )
            yield Past(int(row["day"]), hour * 3600 + minute * 60 + second, seen)
