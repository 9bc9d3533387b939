"""Named places 地名: how a list of them is read, and which of them an address means."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from yiwang.base.geography.model.areas import Area, AreaTree
from yiwang.kernel.text import fold

LONGEST: Final = 60
#: Names shorter than this are found only from their beginning.
_PAIR: Final = 2
_HOUSE = re.compile(r"\d+(?:-\d+)?\s*[号號弄]")
_ABOVE = ("district", "street", "community")
_KM = 111.2


class Listed(msgspec.Struct, frozen=True):
    """A line of the list that building a base map leaves."""

    name: str
    kind: str
    lon: float
    lat: float
    rank: int = 3
    aliases: tuple[str, ...] = ()


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place with the area it lies in."""

    name: str
    word: str
    kind: str
    area: str | None
    lon: float
    lat: float
    rank: int = 3
    aliases: tuple[str, ...] = ()


def word_of(name: str) -> str:
    """Return what of a name is searched: folded, without spaces."""
    return fold(name).replace(" ", "")[:LONGEST]


def grams(word: str) -> list[str]:
    """Return the distinct pairs of characters of a word; a word of one character is its own."""
    return list(dict.fromkeys(word[i : i + 2] for i in range(max(1, len(word) - 1))))


def read(text: str) -> list[Listed]:
    """Return the places of a list; raises ``msgspec.MsgspecError`` for a line that is none."""
    return msgspec.json.Decoder(Listed).decode_lines(text)


@dataclass(frozen=True, slots=True)
class Asked:
    """An address taken apart: areas named in front, the words that are left, a house number."""

    words: str
    house: str
    within: tuple[str, ...]

    def stretches(self) -> list[str]:
        """Return all stretches of the words that may be the whole name of a place."""
        text = self.words[:40]
        return list(
            {text[i:j] for i in range(len(text)) for j in range(i + _PAIR, min(len(text), i + 16) + 1)}
        )


def taken_apart(address: str, tree: AreaTree) -> Asked:
    """Return ``address`` taken apart: ``望津区科创路 59 号`` is within 望津区, 科创路, 59号."""
    whole = word_of(address)
    found = _HOUSE.search(whole)
    house = found.group() if found else ""
    rest = whole[: found.start()] if found else whole
    names = sorted(
        ((word_of(a.name), a.code) for a in tree.all() if a.level in {"city", *_ABOVE}),
        key=lambda one: -len(one[0]),
    )
    within: list[str] = []
    while hit := next(((name, code) for name, code in names if name and rest.startswith(name)), None):
        rest = rest[len(hit[0]) :]
        within.append(hit[1])
    return Asked(rest, house, tuple(within))


def area_places(tree: AreaTree, asked: Asked) -> list[Place]:
    """Return the areas that are meant: those named in front if nothing follows, else those that fit."""
    if not asked.words:
        return [_of_area(a) for code in asked.within[-1:] if (a := tree.get(code)) and a.lon is not None]
    return [
        _of_area(a)
        for a in tree.all()
        if a.lon is not None and (asked.words in (word := word_of(a.name)) or word in asked.words)
    ]


def _of_area(area: Area) -> Place:
    assert area.lon is not None
    assert area.lat is not None
    rank = {"city": 1, "district": 1, "street": 2, "community": 3}.get(area.level, 4)
    word = word_of(area.name)
    return Place(
        name=area.name, word=word, kind="area", area=area.code, lon=area.lon, lat=area.lat, rank=rank
    )


def score(place: Place, asked: Asked, path: Iterable[str], near: tuple[float, float] | None) -> float:
    """Return how well ``place`` fits: words first, then the areas named, what is well known, what is near."""
    word, words = place.word, asked.words
    if not words or word == words:
        points = 100.0
    elif word in words:
        points = min(95.0, 60 + 5 * len(word) + 5 * words.startswith(word))
    elif word.startswith(words):
        points = 75 - 0.5 * (len(word) - len(words))
    else:
        points = 50 - 0.5 * (len(word) - len(words))
    points += 20 * bool(set(path) & set(asked.within))
    points += 15 * bool(asked.house and place.kind == "road")
    points -= 2 * place.rank
    if near is not None:
        east = (place.lon - near[0]) * _KM * math.cos(math.radians(near[1]))
        points -= min(10.0, math.hypot(east, (place.lat - near[1]) * _KM))
    return points


def told(place: Place, asked: Asked, tree: AreaTree) -> dict[str, Any]:
    """Return a place as people read it, with the address that would be written for it."""
    path = [a for code in tree.path(place.area or "") if (a := tree.get(code)) and a.level in _ABOVE]
    above = [a for a in path if place.kind != "area" or a.code != place.area]
    house = asked.house if place.kind == "road" else ""
    district = next((a.name for a in above if a.level == "district"), "")
    return {
        "name": place.name,
        "kind": place.kind,
        "area": None if place.area is None else place.area,
        "path": " / ".join(a.name for a in above),
        "address": f"{'' if place.name.startswith(district) else district}{place.name}{house}",
        "lon": place.lon,
        "lat": place.lat,
    }


def distinct(found: Sequence[Place]) -> list[Place]:
    """Return places without those of the same name and kind in the same area."""
    kept: dict[tuple[str, str, str | None], Place] = {}
    for place in found:
        kept.setdefault((place.name, place.kind, place.area), place)
    return list(kept.values())
