"""What the most telling part of an address may mean: a number, a crossing, a place, a road, an area."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from yiwang.base.geography.model.address.gazetteer import Gazetteer
from yiwang.base.geography.model.address.houses import EXACT_M, House, distance_m
from yiwang.base.geography.model.address.names import word_of
from yiwang.base.geography.model.address.reading import Mention, Phrase

#: Share of certainty by what was found; the length of a name counts where a name is all there is.
_ADDRESS, _BETWEEN, _CROSSING, _ROAD, _AREA, _SHORT_AREA = 0.98, 0.92, 0.93, 0.93, 0.95, 0.6
_BY_LENGTH: Final = {2: 0.55, 3: 0.82, 4: 0.92}
_LONG_NAME = 0.96
#: Of two places of one name the better known is meant more often: weight by rank 1 … 4.
_WEIGHTS: Final = (1.0, 1.0, 0.8, 0.6, 0.5)
#: How far the point of a named place may be off, in metres, by rank.
_PLACE_M: Final = (300.0, 300.0, 120.0, 80.0, 60.0)
_LEAST_ROAD_M, _CROSSED_M, _CROSSING_M = 300.0, 600.0, 40.0
_MOST_POINTS = 60


class Found(NamedTuple):
    """A place before it is weighed against the others of its phrase."""

    name: str
    kind: str
    areas: tuple[str | None, ...]
    lon: float | None
    lat: float | None
    accuracy: float
    share: float
    zh: str
    en: str
    weight: float = 1.0
    code: str | None = None


def targets(book: Gazetteer, phrase: Phrase, named: Sequence[str]) -> list[Found]:
    """Return what the most telling part of an address may mean: a crossing, a number, a place, a road."""
    if phrase.crossed and len(phrase.roads) > 1:
        found = _crossings(book, phrase.roads[0], phrase.roads[1])
        if found:
            return found
    for mention in reversed((*phrase.roads, *phrase.places)):
        if mention.number is not None and (found := _numbered(book, mention, named)):
            return found
    if phrase.places:
        return _named(book, phrase.places[-1]) if phrase.places[-1].entries else []
    return _along(book, phrase.roads[-1], named) if phrase.roads else []


def _numbered(book: Gazetteer, mention: Mention, named: Sequence[str]) -> list[Found]:
    assert mention.number is not None
    carriers = dict.fromkeys([mention.word, *(word_of(book.names.name[entry]) for entry in mention.entries)])
    houses = [h for word in carriers for h in book.houses.exact(word, mention.sort, mention.number)]
    if houses:
        return [_house(one) for one in houses]
    if mention.sort != "no" or not mention.is_road:
        return []
    found = []
    for road in _along(book, mention, named):
        assert road.lon is not None
        assert road.lat is not None
        spots = (book.houses.between(word, mention.number, (road.lon, road.lat)) for word in carriers)
        spot = next((one for one in spots if one is not None), None)
        name = f"{road.name}{mention.number}号"
        if spot is None:
            zh = f"{road.zh}；门牌{mention.number}号不在标准地址中，只知道道路"
            en = f"{road.en}; no. {mention.number} is not listed"
            found.append(road._replace(name=name, zh=zh, en=en))
            continue
        numbers = "、".join(f"{one}号" for one in spot.known)
        found.append(
            road._replace(
                name=name,
                kind="between",
                lon=spot.lon,
                lat=spot.lat,
                areas=(spot.area,) if spot.area is not None else road.areas,
                accuracy=spot.accuracy_m,
                share=_BETWEEN * road.share / _ROAD,
                zh=f"门牌不在标准地址中，按{numbers}推算",
                en=f"the number is not listed; placed by {', '.join(spot.known)}",
            )
        )
    return found


def _house(house: House) -> Found:
    return Found(
        name=house.name,
        kind="address",
        areas=(house.area,),
        lon=house.lon,
        lat=house.lat,
        accuracy=EXACT_M,
        share=_ADDRESS,
        zh=f"标准地址 {house.code}",
        en=f"standard address {house.code}",
        code=house.code,
    )


def _crossings(book: Gazetteer, one: Mention, other: Mention) -> list[Found]:
    names = book.names
    called = [dict.fromkeys([m.word, *(word_of(names.name[e]) for e in m.entries)]) for m in (one, other)]
    words = [f"{a}与{b}路口" for a in called[0] for b in called[1]]
    words += [f"{b}与{a}路口" for a in called[0] for b in called[1]]
    zh, en = f"{one.word}与{other.word}的路口", f"crossing of {one.word} and {other.word}"
    listed = [entry for word in words for entry in names.of(word)]
    if listed:
        return [
            Found(
                name=names.name[entry],
                kind="crossing",
                areas=(names.area(entry),),
                lon=names.lon[entry],
                lat=names.lat[entry],
                accuracy=_CROSSING_M,
                share=_CROSSING,
                zh=zh,
                en=en,
            )
            for entry in listed
        ]
    pairs = [
        (distance_m(names.lon[a], names.lat[a], names.lon[b], names.lat[b]), a, b)
        for a in one.entries[:_MOST_POINTS]
        for b in other.entries[:_MOST_POINTS]
    ]
    apart, a, b = min(pairs, default=(math.inf, 0, 0))
    if apart > 2 * _CROSSED_M:
        return []
    return [
        Found(
            name=words[0],
            kind="crossing",
            areas=(names.area(a), names.area(b)),
            lon=(names.lon[a] + names.lon[b]) / 2,
            lat=(names.lat[a] + names.lat[b]) / 2,
            accuracy=max(apart, _CROSSED_M),
            share=_CROSSING,
            zh=f"{zh}，取两路最近处",
            en=f"{en}, where they come closest",
        )
    ]


def _named(book: Gazetteer, mention: Mention) -> list[Found]:
    names = book.names
    share = _BY_LENGTH.get(len(mention.word), _LONG_NAME)
    found = []
    for entry in mention.entries:
        rank = names.rank[entry]
        name = names.name[entry]
        also = _also(name, mention)
        found.append(
            Found(
                name=name,
                kind=names.kind(entry),
                areas=(names.area(entry),),
                lon=names.lon[entry],
                lat=names.lat[entry],
                accuracy=_PLACE_M[min(max(rank, 0), 4)],
                share=share,
                weight=_WEIGHTS[min(max(rank, 0), 4)],
                zh=f"地名{name}{also[0]}",
                en=f"the place {name}{also[1]}",
            )
        )
    return found


def _also(name: str, mention: Mention) -> tuple[str, str]:
    """Return what is said where a place was called by another of its names."""
    return (
        ("", "") if mention.word == word_of(name) else (f"（又名{mention.word}）", f" (also {mention.word})")
    )


def _along(book: Gazetteer, mention: Mention, named: Sequence[str]) -> list[Found]:
    """Return the roads of a name: its points of one district are one road."""
    names = book.names
    roads: dict[str | None, list[int]] = {}
    for entry in mention.entries:
        roads.setdefault(book.within(names.area(entry), "district"), []).append(entry)
    found = []
    for entries in roads.values():
        inside = [e for e in entries if any(book.tree.contains(code, names.area(e)) for code in named)]
        points = inside or entries
        middle = points[len(points) // 2]
        lon, lat = names.lon[middle], names.lat[middle]
        reach = max(distance_m(lon, lat, names.lon[e], names.lat[e]) for e in points)
        name = names.name[middle]
        also = _also(name, mention)
        found.append(
            Found(
                name=name,
                kind="road",
                areas=tuple(dict.fromkeys(names.area(e) for e in points)),
                lon=lon,
                lat=lat,
                accuracy=max(reach, _LEAST_ROAD_M),
                share=min(_ROAD, _BY_LENGTH.get(len(mention.word), _LONG_NAME) + 0.08),
                weight=_WEIGHTS[min(max(names.rank[middle], 0), 4)],
                zh=f"道路{name}{also[0]}",
                en=f"the road {name}{also[1]}",
            )
        )
    return found


def of_area(book: Gazetteer, mention: Mention, code: str) -> Found:
    """Return an area that was named."""
    area = book.tree.get(code)
    assert area is not None
    size = math.sqrt((area.area_m2 or 0.0) / math.pi) or 10_000.0
    share = _SHORT_AREA if mention.weak else _AREA
    return Found(
        name=area.name,
        kind="area",
        areas=(code,),
        lon=area.lon,
        lat=area.lat,
        accuracy=size,
        share=share,
        zh=f"区域{area.name}",
        en=f"the area {area.name}",
    )
