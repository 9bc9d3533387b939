"""Where a report without a point is: what its address, or else its words, say, and how sure that is."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import msgspec

from yiwang.base.cases.model.rules import PlaceRule
from yiwang.base.cases.model.state import Place
from yiwang.base.cases.usecases.reference import GRADE
from yiwang.base.geography import api as geography

log = logging.getLogger(__name__)

_MOST_TOLD = 5
#: Another place that is said in the same words counts from this share of the confidence on.
_RIVAL = 0.6
_FAILED = {"zh": "地址解析出错，位置需人工确定", "en": "resolving the address failed; a person must place it"}


class Located(msgspec.Struct, frozen=True):
    """A place, and what a person should know about how it was found."""

    place: Place
    notes: list[dict[str, Any]]


def from_words(
    places: Sequence[Place], texts: Sequence[str], rule: PlaceRule, book: geography.Gazetteer
) -> list[Located]:
    """Return for each place without point and area what its address, or else the report's text, says.

    A sure and exact one gets point and area, a sure but coarse one its area; of the rest the candidates
    are told. What goes wrong here is noted and holds up no report.
    """
    found = []
    for place, text in zip(places, texts, strict=True):
        if place.lon is not None or place.path:
            found.append(Located(place, []))
            continue
        try:
            found.append(_one(place, text, rule, book))
        except Exception:  # a report is never held up by a guess about it
            log.exception("an address could not be resolved")
            found.append(Located(place, [_FAILED]))
    return found


def _one(place: Place, text: str, rule: PlaceRule, book: geography.Gazetteer) -> Located:
    candidates = geography.resolve(book, place.address) if place.address else []
    if not candidates or candidates[0].confidence < rule.sure_at:
        candidates = sorted([*candidates, *geography.resolve(book, text)], key=lambda one: -one.confidence)
    if not candidates:
        return Located(place, [])
    best = candidates[0]
    told = {"places": [geography.shown(one, book.tree) for one in candidates[:_MOST_TOLD]]}
    area = _agreed(candidates, book)
    if best.confidence < rule.sure_at or area is None:
        names = "；".join(f"{one.name}（{one.confidence:.0%}）" for one in candidates[:_MOST_TOLD])
        note = {"zh": f"可能的位置：{names}，请核对", "en": f"possible places: {names}; please check"}
        return Located(place, [note | told])
    exact = best.lon is not None and best.accuracy_m <= rule.within_m and area == best.area
    settled = msgspec.structs.replace(
        place,
        lon=best.lon if exact else None,
        lat=best.lat if exact else None,
        path=book.tree.path(area),
        grade=book.tree.grade(area) or GRADE,
    )
    off = f"{best.accuracy_m:.0f}"
    note = {
        "zh": f"位置按文字推定：{best.name}，{best.reason_zh}，把握 {best.confidence:.0%}"
        + (f"，误差约 {off} 米" if exact else "，只定到区域"),
        "en": f"placed by its words: {best.name}, {best.reason_en}, {best.confidence:.0%} sure"
        + (f", about {off} m off at most" if exact else ", the area only"),
    }
    return Located(settled, [note | told])


def _agreed(candidates: Sequence[geography.AddressCandidate], book: geography.Gazetteer) -> str | None:
    """Return the area of the best candidate, or the deepest one that also holds what else was said."""
    best = candidates[0]
    area = best.area
    for one in candidates[1:]:
        elsewhere = (one.start, one.end) != (best.start, best.end)
        if elsewhere and one.confidence >= _RIVAL * best.confidence and area is not None:
            if one.area is None:
                return None
            if not book.tree.contains(one.area, area):
                area = book.common((area, one.area))
    known = book.tree.get(area) if area is not None else None
    return None if known is None or known.level == "city" else area
