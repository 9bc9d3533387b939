"""From an address as it was read to the places it may mean: ranked, with how sure, how exact, and why.

How sure a candidate is, is a product of shares that are written down here, so that the reason can say them:
how telling its words are, how many places bear the name, whether the areas that were named agree, whether a
slip of the pen was mended. How exact its point is, in metres, is another matter and said apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import msgspec

from yiwang.base.geography.model.address.gazetteer import Gazetteer
from yiwang.base.geography.model.address.houses import distance_m
from yiwang.base.geography.model.address.reading import Mention, Phrase, phrases
from yiwang.base.geography.model.address.targets import Found, of_area, targets
from yiwang.base.geography.model.address.writing import written

_SLIP, _ANOTHER, _DISAGREES, _TORN = 0.85, 0.45, 0.2, 0.6
#: What 对面, 旁边 and a gate add to how far off a point may be, in metres.
_ASIDE_M, _GATE_M = 60.0, 100.0
#: A point this exact tells the grid; a coarser one tells only the area that surely holds it.
_TELLS_GRID_M = 150.0
_MOST_PER_PHRASE, _MOST = 8, 40
_NEAR_KM = 3.0


class AddressCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a stretch of a text may mean.

    ``kind`` is ``address`` (a standard address), ``between`` (interpolated), ``crossing``, ``road``, ``area``
    or the kind of a named place. ``area`` is the deepest area that surely holds it, ``lon``/``lat`` (degrees,
    WGS-84) is at most about ``accuracy_m`` metres off, ``confidence`` (0 to 1) says how surely this place is
    meant. ``start`` and ``end`` are where it stands in the text.
    """

    name: str
    kind: str
    area: str | None
    lon: float | None
    lat: float | None
    accuracy_m: float
    confidence: float
    reason_zh: str
    reason_en: str
    start: int
    end: int
    road: str | None = None
    number: str | None = None
    place: str | None = None
    code: str | None = None


def resolve(book: Gazetteer, text: str, near: tuple[float, float] | None = None) -> list[AddressCandidate]:
    """Return what ``text`` may mean, the surest first; nothing if no known name stands in it. Total, pure.

    ``near`` (longitude, latitude) prefers what is close among places of one name. Texts are read to
    10,000 characters.
    """
    form = written(text)
    found = [
        candidate
        for phrase in phrases(form.text, book)[:_MOST]
        for candidate in _candidates(book, phrase, form.original(phrase.start, phrase.end), near)
    ]
    found.sort(key=lambda c: (-c.confidence, c.start, c.accuracy_m, c.name, c.area or ""))
    return found[:_MOST]


def resolve_many(book: Gazetteer, texts: Iterable[str]) -> list[list[AddressCandidate]]:
    """Return :func:`resolve` of every text."""
    return [resolve(book, text) for text in texts]


def _candidates(
    book: Gazetteer, phrase: Phrase, span: tuple[int, int], near: tuple[float, float] | None
) -> list[AddressCandidate]:
    named, agrees = _areas(book, phrase.areas)
    found = targets(book, phrase, named)
    if not found:
        found = [of_area(book, phrase.areas[-1], code) for code in named[:_MOST_PER_PHRASE]]
        named = ()
    weights = [f.weight * _agreement(book, f, named) * _nearness(f, near) for f in found]
    total = sum(weights) or 1.0
    mentions = (*phrase.areas, *phrase.roads, *phrase.places)
    doubt = math.prod(
        [_SLIP for m in mentions if m.slip] + [_ANOTHER for m in mentions[-1:] if m.another]
    ) * (1.0 if agrees else _TORN)
    candidates = []
    for one, weight in zip(found, weights, strict=True):
        inside = _agreement(book, one, named) > _DISAGREES
        confidence = one.share * doubt * weight / total * (1.0 if inside else 0.5)
        candidates.append(_told(book, phrase, span, one, confidence, len(found), agrees=inside))
    candidates.sort(key=lambda c: -c.confidence)
    return candidates[:_MOST_PER_PHRASE]


def _areas(book: Gazetteer, mentions: Sequence[Mention]) -> tuple[tuple[str, ...], bool]:
    """Return the areas that the names together mean, the deepest ones, and whether the names agree."""
    if not mentions:
        return (), True
    meant = mentions[0].codes
    agrees = True
    for mention in mentions[1:]:
        deeper = tuple(c for c in mention.codes if any(book.tree.contains(u, c) for u in meant))
        upper = tuple(c for c in meant if any(book.tree.contains(u, c) for u in mention.codes))
        agrees = agrees and bool(deeper or upper)
        meant = deeper or upper or mention.codes
    return meant, agrees


def _agreement(book: Gazetteer, found: Found, named: Sequence[str]) -> float:
    """Return 1 where the place lies in an area that was named (or none was), little where it does not."""
    if not named or any(book.tree.contains(code, area) for area in found.areas for code in named):
        return 1.0
    # The place may reach farther than the area that was named, or its area may not be known.
    if any(area is None or book.tree.contains(area, code) for area in found.areas for code in named):
        return 0.5
    return _DISAGREES


def _nearness(found: Found, near: tuple[float, float] | None) -> float:
    if near is None or found.lon is None or found.lat is None:
        return 1.0
    return 1 / (1 + distance_m(*near, found.lon, found.lat) / 1000 / _NEAR_KM) + 0.05


def _told(
    book: Gazetteer,
    phrase: Phrase,
    span: tuple[int, int],
    found: Found,
    confidence: float,
    rivals: int,
    *,
    agrees: bool,
) -> AddressCandidate:
    said = (*phrase.areas, *phrase.roads, *phrase.places)
    last = said[-1]
    accuracy = found.accuracy
    zh, en = [found.zh], [found.en]
    if not agrees:
        named = phrase.areas[-1].word
        zh.append(f"不在所说的{named}")
        en.append(f"not in {named}, which was named")
    if last.side is not None and found.kind not in {"area", "crossing"}:
        accuracy += _GATE_M if last.side.endswith("门") else _ASIDE_M
        zh.append(f"在其“{last.side}”")
        en.append(f"“{last.side}” of it")
    slips = [m for m in said if m.slip]
    zh += [f"“{m.slip}”应为“{m.word}”" for m in slips]
    en += [f"{m.slip} read as {m.word}" for m in slips]
    if rivals > 1:
        zh.append(f"同名 {rivals} 处")
        en.append(f"{rivals} places of this name")
    if last.another:
        zh.append("后文另有名称，可能只是附近")
        en.append("another name goes on, so perhaps only near it")
    area, sound = _sound(book, found, accuracy)
    if not sound:
        confidence *= _DISAGREES
        zh.append("坐标不在所登记的区域内")
        en.append("its point lies outside the area it is listed in")
    return AddressCandidate(
        name=found.name,
        kind=found.kind,
        area=area,
        lon=found.lon,
        lat=found.lat,
        accuracy_m=round(accuracy, 1),
        confidence=round(min(max(confidence, 0.0), 1.0), 4),
        reason_zh="，".join(zh),
        reason_en=", ".join(en),
        start=span[0],
        end=span[1],
        road=phrase.roads[0].word if phrase.roads else None,
        number=next((m.number for m in reversed(said) if m.number is not None), None),
        place=phrase.places[-1].word if phrase.places else None,
        code=found.code,
    )


def _sound(book: Gazetteer, found: Found, accuracy: float) -> tuple[str | None, bool]:
    """Return the deepest area that surely holds the place, and whether its point lies where it is listed."""
    listed = book.common(found.areas) if len(found.areas) > 1 else found.areas[0]
    if found.lon is None or found.lat is None or found.kind == "area" or not book.tree.polygons:
        return listed, True
    lies = book.tree.locate(found.lon, found.lat)
    if listed is None:
        return (lies if accuracy <= _TELLS_GRID_M else book.within(lies, "district")), True
    if not book.tree.contains(listed, lies):
        return book.common((listed, lies)), False
    return (lies if accuracy <= _TELLS_GRID_M else listed), True
