"""House numbers along roads and buildings of estates: what is known exactly, what lies between."""

from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

import msgspec

_METRES = 111_195.0
#: A known address is where its list says; a list is seldom better than this, in metres.
EXACT_M: Final = 20.0
#: Between two known numbers that lie farther apart, in metres or in numbers, nothing is said.
_FARTHEST_M, _FARTHEST_NO = 1500.0, 200
#: How far a number may be from the only known one, and how far one number is from the next, in metres.
_NEAREST_NO, _STEP_M = 20, 12.0
#: Houses farther than this from the points of a road belong to a namesake, in metres.
_SAME_ROAD_M = 6000.0


class House(msgspec.Struct, frozen=True, kw_only=True):
    """A standard address 标准地址: ``carrier`` is the road or estate, ``number`` with what follows it.

    ``sort`` is ``no`` for a house number (号), ``building`` for a building (幢 栋 号楼 座).
    """

    code: str
    name: str
    carrier: str
    sort: str
    number: str
    lon: float
    lat: float
    area: str | None = None


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Where a number lies: at a ``house``, else between or beside the ``known`` ones."""

    lon: float
    lat: float
    accuracy_m: float
    area: str | None = None
    house: House | None = None
    known: tuple[str, ...] = ()


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the distance of two points of one city in metres."""
    east = (other_lon - lon) * math.cos(math.radians(lat))
    return math.hypot(east, other_lat - lat) * _METRES


class Houses:
    """All standard addresses by carrier, immutable: columns, because a city has very many."""

    def __init__(self, houses: Iterable[House]) -> None:
        self._lon, self._lat = array("d"), array("d")
        self._words: list[tuple[str, str, str, str]] = []  # code, name, sort, number
        self._areas: list[str | None] = []
        rows: dict[str, list[tuple[int, str, int]]] = {}
        same: dict[str | None, str | None] = {}
        for at, house in enumerate(houses):
            self._lon.append(house.lon)
            self._lat.append(house.lat)
            self._words.append((house.code, house.name, sys.intern(house.sort), sys.intern(house.number)))
            self._areas.append(same.setdefault(house.area, house.area))
            rows.setdefault(house.carrier, []).append((leading(house.number) or 0, house.code, at))
        self._rows: dict[str, array[int]] = {}
        for carrier, row in rows.items():
            self._rows[carrier] = array("i", (at for _, _, at in sorted(row)))

    def __len__(self) -> int:
        return len(self._words)

    def carriers(self) -> Iterable[str]:
        """Return the words of all roads and estates."""
        return self._rows.keys()

    def of(self, carrier: str) -> list[House]:
        """Return every standard address of a road or estate, by number."""
        return [self._house(carrier, at) for at in self._rows.get(carrier, ())]

    def _house(self, carrier: str, at: int) -> House:
        code, name, sort, number = self._words[at]
        return House(
            code=code,
            name=name,
            carrier=carrier,
            sort=sort,
            number=number,
            lon=self._lon[at],
            lat=self._lat[at],
            area=self._areas[at],
        )

    def exact(self, carrier: str, sort: str, number: str) -> list[House]:
        """Return the standard addresses with just this number; several where a road's name is not unique."""
        row = self._rows.get(carrier, ())
        return [self._house(carrier, at) for at in row if self._words[at][2:] == (sort, number)]

    def between(self, carrier: str, number: str, near: tuple[float, float] | None) -> Spot | None:
        """Return where a number that is not listed must lie, or ``None`` where that cannot be said.

        ``near`` is a point of the road that is meant: houses of a namesake elsewhere are left out. Numbers
        of the same side (odd, even) go before those of the other.
        """
        wanted = leading(number)
        known = [house for house in self.of(carrier) if house.sort == "no"]
        row = [(n, house) for house in known if (n := leading(house.number)) is not None]
        if wanted is None:
            return None
        if near is not None:
            row = [one for one in row if distance_m(*near, one[1].lon, one[1].lat) <= _SAME_ROAD_M]
        side = [one for one in row if one[0] % 2 == wanted % 2]
        return _amid(side, wanted) or _amid(row, wanted) or _beside(side or row, wanted)


def leading(number: str) -> int | None:
    """Return the number in front of what follows it: 12 of ``12-3``."""
    digits = number.split("-", 1)[0]
    return int(digits) if digits.isdecimal() else None


def _amid(row: list[tuple[int, House]], wanted: int) -> Spot | None:
    at = bisect_left(row, wanted, key=lambda one: one[0])
    if at < len(row) and row[at][0] == wanted:
        house = row[at][1]
        return Spot(
            lon=house.lon, lat=house.lat, accuracy_m=2 * EXACT_M, area=house.area, known=(house.number,)
        )
    if at in {0, len(row)}:
        return None
    (low, first), (high, last) = row[at - 1], row[at]
    apart = distance_m(first.lon, first.lat, last.lon, last.lat)
    if apart > _FARTHEST_M or high - low > _FARTHEST_NO:
        return None
    share = (wanted - low) / (high - low)
    return Spot(
        lon=first.lon + share * (last.lon - first.lon),
        lat=first.lat + share * (last.lat - first.lat),
        accuracy_m=max(2 * EXACT_M, apart / 4),
        area=first.area if first.area == last.area else None,
        known=(first.number, last.number),
    )


def _beside(row: list[tuple[int, House]], wanted: int) -> Spot | None:
    if not row:
        return None
    number, house = min(row, key=lambda one: (abs(one[0] - wanted), one[0]))
    if abs(number - wanted) > _NEAREST_NO:
        return None
    off = max(2 * EXACT_M, abs(number - wanted) * _STEP_M)
    return Spot(lon=house.lon, lat=house.lat, accuracy_m=off, known=(house.number,))
