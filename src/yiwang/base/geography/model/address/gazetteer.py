"""The gazetteer 地名库 of a city: its areas, its named places, its standard addresses, ready to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Final

from yiwang.base.geography.model.address.houses import House, Houses
from yiwang.base.geography.model.address.names import Name, Names, word_of
from yiwang.base.geography.model.areas import Area, AreaTree

#: What may be left out of the name of an area: 望津区 is called 望津, 城东社区居民委员会 is 城东社区.
_ENDINGS: Final = {
    "city": ("市",),
    "district": ("新区", "区", "县", "市"),
    "street": ("街道办事处", "街道", "地区", "镇", "乡"),
    "community": (
        *("社区居民委员会", "居民委员会", "村民委员会", "社区居委会", "居委会", "村委会"),
        *("社区", "村"),
    ),
}
_ROAD_ENDINGS: Final = (*"路街巷弄道线桥", "胡同", "大道", "大街")


class Gazetteer:
    """Everything by which a city's addresses are resolved; immutable.

    ``names`` are places and carriers of standard addresses, ``areas`` the names of the areas above grids.
    """

    def __init__(self, tree: AreaTree, names: Iterable[Name] = (), houses: Iterable[House] = ()) -> None:
        self.houses = Houses(houses)
        listed = list(names)
        self.names = Names([*listed, *_carriers(self.houses, listed)])
        self.move(tree)

    def move(self, tree: AreaTree) -> None:
        """Put the names into another tree of areas: for :meth:`on`, and while it is built."""
        self.tree = tree
        self._moved: Gazetteer | None = None
        self.areas = Names(_area_name(tree, area) for area in tree.all() if area.level in _ENDINGS)
        self.full = frozenset(word_of(area.name) for area in tree.all() if area.level in _ENDINGS)

    def on(self, tree: AreaTree) -> Gazetteer:
        """Return the same names with the areas of another tree; built once."""
        moved = self._moved
        if moved is None or moved.tree is not tree:
            moved = copy(self)
            moved.move(tree)
            self._moved = moved
        return moved

    def codes(self, word: str) -> tuple[str, ...]:
        """Return the codes of the areas that ``word`` may mean."""
        return tuple(code for entry in self.areas.of(word) if (code := self.areas.area(entry)) is not None)

    def common(self, codes: Sequence[str | None]) -> str | None:
        """Return the deepest area that holds all ``codes``; ``None`` if there is none, or one is unknown."""
        paths = [self.tree.path(code or "") for code in codes]
        shared: str | None = None
        for step in zip(*paths, strict=False):
            if len(set(step)) > 1:
                break
            shared = step[0]
        return shared

    def within(self, code: str | None, level: str) -> str | None:
        """Return the area of ``level`` on the path of ``code``."""
        return next(
            (c for c in self.tree.path(code or "") if (a := self.tree.get(c)) and a.level == level), None
        )


def _area_name(tree: AreaTree, area: Area) -> Name:
    word = word_of(area.name)
    parent = tree.get(area.parent or "")
    if parent is not None and parent.level != "city" and word.startswith(word_of(parent.name)):
        word = word[len(word_of(parent.name)) :]
    short = next((word[: -len(end)] for end in _ENDINGS[area.level] if word.endswith(end)), word)
    aliases = {one for one in (word, short, *_without_committee(word)) if len(one) > 1}
    return Name(
        name=area.name, kind=area.level, lon=0.0, lat=0.0, area=area.code, aliases=tuple(sorted(aliases))
    )


def _without_committee(word: str) -> tuple[str, ...]:
    for end in ("居民委员会", "村民委员会", "居委会", "村委会"):
        if word.endswith(end):
            rest = word[: -len(end)]
            return (rest, rest + ("村" if end.startswith("村") else "社区")) if rest else ()
    return ()


def is_road(word: str) -> bool:
    """Tell whether a name is one of a road by how it ends."""
    return word.endswith(_ROAD_ENDINGS)


def _carriers(houses: Houses, listed: Sequence[Name]) -> list[Name]:
    """Return the roads and estates that only the standard addresses know, at the middle one of them."""
    known = {word_of(word) for one in listed for word in (one.name, *one.aliases)}
    found = []
    for carrier in houses.carriers():
        if carrier in known:
            continue
        row = houses.of(carrier)
        middle = row[len(row) // 2]
        areas = {house.area for house in row}
        kind = "road" if is_road(carrier) or middle.sort == "no" else "estate"
        found += [
            Name(name=carrier, kind=kind, lon=one.lon, lat=one.lat, area=area)
            for area in sorted(areas, key=str)
            if (one := next(house for house in row if house.area == area))
        ]
    return found
