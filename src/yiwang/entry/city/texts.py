"""Reports of a fictional city: where, what, who, by which channel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry.base import BaseGeometry

from yiwang.entry.city.words import common_matters, names

#: Channel and its share; the second group comes with a caller who left name and number.
CHANNELS: dict[str, float] = {
    "hotline": 0.36,
    "grid": 0.30,
    "app": 0.13,
    "web": 0.05,
    "video": 0.05,
    "iot": 0.04,
    "department": 0.03,
    "opinion": 0.02,
    "drone": 0.02,
}
CALLED = frozenset({"hotline", "app", "web"})
_HOUSE = re.compile(r"\d+号.*")
#: Of those who leave name and number: shares that have no matter, that are angry, and that are one person who
#: rings again and again about the commonest matter.
_NO_MATTER, _ANGRY, _AGAIN = 0.07, 0.98, 0.85
_ANGRY_END = "已经反映过几次了，再不解决就去上访。"
_REGULAR = ("钟久安", "19900000107")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing that somebody saw: the content of a report."""

    matter: str | None
    text: str
    address: str
    lon: float | None
    lat: float | None
    channel: str
    name: str | None
    phone: str | None


class Addresses(Protocol):
    """Where things are seen."""

    def pick(self, rng: Generator) -> tuple[float, float, str, str, int]:
        """Return longitude, latitude, district, road and house number of a random address."""


class Author:
    """Writes sightings at random places of the given grids, the same for the same generator."""

    def __init__(
        self, grids: Sequence[tuple[BaseGeometry, str]], rng: Generator, spots: Addresses | None = None
    ) -> None:
        self._spots = spots
        self._words = names()
        self._matters = common_matters()
        shares = np.array([m["w"] for m in self._matters], dtype=float)
        self._shares = shares / shares.sum()
        self._commonest = self._matters[int(np.argmax(shares))]
        self._channels = list(CHANNELS)
        self._odds = np.array(list(CHANNELS.values())) / sum(CHANNELS.values())
        self._grids = grids
        self._rng = rng

    def sighting(self) -> Sighting:
        """Return the next sighting; a few have no matter, no place, or a place outside the city."""
        rng, words = self._rng, self._words
        matter = self._matters[int(rng.choice(len(self._matters), p=self._shares))]
        lon, lat, district, road, house = self._place()
        address = f"{district}{road}{house}号{rng.choice(words['places'])}"
        channel = str(rng.choice(self._channels, p=self._odds))
        said = str(rng.choice(matter["says"]))
        text = str(rng.choice(words["frames"])).format(where=address, what=said)
        luck = rng.random()
        called = channel in CALLED
        name, phone = (self.person(), f"199{rng.integers(0, 10**8):08d}") if called else (None, None)
        if called and luck >= _ANGRY:
            text += _ANGRY_END
        elif called and luck >= _AGAIN and matter is self._commonest:
            name, phone = _REGULAR
        return Sighting(
            matter=None if called and luck < _NO_MATTER else f"matter:{matter['code']}",
            text=text,
            address=address,
            lon=None if 0.07 <= luck < 0.09 else lon + (0.5 if 0.09 <= luck < 0.093 else 0.0),  # noqa: PLR2004
            lat=None if 0.07 <= luck < 0.09 else lat,  # noqa: PLR2004
            channel=channel,
            name=name,
            phone=phone,
        )

    def _place(self) -> tuple[float, float, str, str, int]:
        """Return longitude, latitude, district, road and house number."""
        if self._spots is not None:
            return self._spots.pick(self._rng)
        shape, district = self._grids[int(self._rng.integers(len(self._grids)))]
        road = str(self._rng.choice(self._words["roads"]))
        return *_point_in(shape, self._rng), district, road, int(self._rng.integers(1, 320))

    def somewhere(self) -> tuple[float, float]:
        """Return a point in the city: where an agent finds the caller to be."""
        return _point_in(self._grids[int(self._rng.integers(len(self._grids)))][0], self._rng)

    def some_matter(self) -> str:
        """Return the code of one of the common matters."""
        return str(self._matters[int(self._rng.choice(len(self._matters), p=self._shares))]["code"])

    def person(self) -> str:
        """Return an invented name."""
        words = self._words
        return str(self._rng.choice(list(words["surnames"]))) + str(self._rng.choice(words["given"]))

    def reply(self, address: str) -> str:
        """Return the words of a result at ``address``: road and no house, as replies are published."""
        said = str(self._rng.choice(self._words["replies"]))
        return said.format(where=_HOUSE.sub("", address) or "现场")

    def pick(self, what: str) -> str:
        """Return one of the phrases called ``what`` (returns, rework)."""
        return str(self._rng.choice(self._words[what]))


def _point_in(shape: BaseGeometry, rng: Generator) -> tuple[float, float]:
    west, south, east, north = shape.bounds
    for _ in range(60):
        x, y = rng.uniform(west, east), rng.uniform(south, north)
        if shapely.contains_xy(shape, x, y):
            return round(x, 6), round(y, 6)
    middle: Any = shape.representative_point()
    return round(middle.x, 6), round(middle.y, 6)
