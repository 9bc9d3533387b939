"""How alike two reports are: place, time, matter and words, each from 0 to 1."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.model.rules import DuplicateRule
from yiwang.base.cases.model.words import words_of
from yiwang.kernel.geometry import distance_m

_PLACE, _TIME, _MATTER, _WORDS = 0.35, 0.15, 0.2, 0.3
#: Where only one of the two has a matter, that much of the matter's share is given.
_MATTER_UNKNOWN = 0.5


class Sighting(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What is compared: an open case, or a report that is to become one.

    ``case`` is its id; ``title`` what it says, in short.
    """

    case: UUID | None
    number: str | None
    matter: str | None
    lon: float | None
    lat: float | None
    address: str
    at: datetime
    title: str
    phones: frozenset[bytes] = frozenset()
    path: tuple[str, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words of the title; cut only when asked for: most neighbours differ in their matter."""
        return frozenset(words_of(self.title))


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """A score from 0 to 1, what it is made of, and whether it is the same caller about the same thing."""

    score: float
    same_caller: bool
    distance_m: float | None
    words: float
    reasons: dict[str, str]


def overlap(one: Collection[str], other: Collection[str]) -> float:
    """Return the Dice coefficient of two sets of words: 0 nothing shared, 1 equal."""
    if not one or not other:
        return 0.0
    return 2 * len(set(one) & set(other)) / (len(one) + len(other))


def compare(fresh: Sighting, known: Sighting, rule: DuplicateRule) -> Likeness | None:
    """Return how likely ``fresh`` is about the same thing as ``known``; ``None`` if it cannot be.

    Different matters, a larger distance than the rule's and a longer time exclude each other. Without
    both positions only the same caller at the same address is compared at all. Symmetric but for time:
    ``fresh`` is the later one.
    """
    if fresh.matter and known.matter and fresh.matter != known.matter:
        return None
    age = abs(fresh.at - known.at)
    if age > timedelta(days=rule.days):
        return None
    same_phone = bool(fresh.phones & known.phones)
    distance = _distance(fresh, known)
    if distance is None:
        if not same_phone or not fresh.address or fresh.address != known.address:
            return None
        place = 1.0
    elif distance > rule.radius_m:
        return None
    else:
        place = 1 - distance / rule.radius_m
    time = 1 - age / timedelta(days=rule.days)
    matter = 1.0 if fresh.matter and fresh.matter == known.matter else _MATTER_UNKNOWN
    words = overlap(fresh.words, known.words)
    score = _PLACE * place + _TIME * time + _MATTER * matter + _WORDS * words
    near = distance is None or distance <= rule.same_place_m
    same_caller = same_phone and near and words >= rule.join_likeness
    return Likeness(
        score=round(min(score, 1.0), 4),
        same_caller=same_caller,
        distance_m=None if distance is None else round(distance, 1),
        words=round(words, 3),
        reasons=_reasons(distance, age, matter, words, same_phone=same_phone),
    )


def _distance(one: Sighting, other: Sighting) -> float | None:
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    return distance_m(one.lon, one.lat, other.lon, other.lat)


def _reasons(
    distance: float | None, age: timedelta, matter: float, words: float, *, same_phone: bool
) -> dict[str, str]:
    hours = age.total_seconds() / 3600
    zh = ["同一地址" if distance is None else f"相距{distance:.0f}米", f"相隔{hours:.1f}小时"]
    en = ["same address" if distance is None else f"{distance:.0f} m apart", f"{hours:.1f} h apart"]
    if matter == 1.0:
        zh.append("事项相同")
        en.append("same matter")
    zh.append(f"文字相似{words:.0%}")
    en.append(f"{words:.0%} of the words alike")
    if same_phone:
        zh.append("同一来电号码")
        en.append("same caller")
    return {"zh": "，".join(zh), "en": ", ".join(en)}


def rank(
    fresh: Sighting, known: Collection[Sighting], rule: DuplicateRule, *, limit: int = 5
) -> list[tuple[Sighting, Likeness]]:
    """Return the likeliest duplicates from the rule's threshold on, same callers first."""
    found: list[tuple[Sighting, Likeness]] = []
    for other in known:
        likeness = compare(fresh, other, rule)
        if likeness is not None and (likeness.same_caller or likeness.score >= rule.suggest_at):
            found.append((other, likeness))
    return sorted(found, key=_order)[:limit]


def _order(item: tuple[Sighting, Likeness]) -> tuple[Any, ...]:
    sighting, likeness = item
    return (not likeness.same_caller, -likeness.score, sighting.at, sighting.number or "")
