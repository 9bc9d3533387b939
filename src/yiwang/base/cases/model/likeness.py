"""How alike two reports are: place, time, matter and words, and how probably they are about one thing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.model.matcher import DAY_ONE, Signs, Weights
from yiwang.base.cases.model.rules import DuplicateRule
from yiwang.base.cases.model.sketch import TELLING, shared, size_of
from yiwang.base.cases.model.words import words_of
from yiwang.kernel.geometry import distance_m

#: Where neither place nor caller says anything, the words must be that much alike to be compared at all.
_WORDS_ALONE = 0.25


class Sighting(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What is compared: an open case, or a report that is to become one.

    ``case`` is its id; ``title`` what it says, in short; ``sketch`` what its whole text says, if known.
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
    sketch: bytes | None = None

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words of the title; cut only when asked for: most neighbours differ in their matter."""
        return frozenset(words_of(self.title))


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """A probability from 0 to 1, what it is made of, and whether it is the same caller about the same thing.

    ``signs`` are the matcher's, kept so that it can learn from a verdict what it saw.
    """

    score: float
    same_caller: bool
    distance_m: float | None
    words: float
    reasons: dict[str, str]
    signs: tuple[float, ...] = ()


def overlap(one: Collection[str], other: Collection[str]) -> float:
    """Return the Dice coefficient of two sets of words: 0 nothing shared, 1 equal."""
    if not one or not other:
        return 0.0
    return 2 * len(set(one) & set(other)) / (len(one) + len(other))


def words_alike(one: Sighting, other: Sighting) -> float:
    """Return how much of the words is shared: of the whole texts where both are known and long, else titles.

    Of long texts the mean of the Dice coefficient and of the share of the shorter found in the longer: who
    repeats a complaint often repeats a part of it.
    """
    titles = overlap(one.words, other.words)
    if (
        one.sketch is None
        or other.sketch is None
        or min(size_of(one.sketch), size_of(other.sketch)) < TELLING
    ):
        return titles
    jaccard, within = shared(one.sketch, other.sketch)
    return max(titles, (2 * jaccard / (1 + jaccard) + within) / 2)


def compare(
    fresh: Sighting, known: Sighting, rule: DuplicateRule, weights: Weights = DAY_ONE
) -> Likeness | None:
    """Return how probably ``fresh`` is about the same thing as ``known`` alone; ``None`` if it cannot be.

    Different matters, a larger distance than the rule's and a longer time exclude each other. Without
    both positions only the same caller at the same address is compared, or long texts that share a good
    part of their words. Symmetric but for time: ``fresh`` is the later one.
    """
    signs = _signs(fresh, known, rule)
    return None if signs is None else _likeness(signs, rule, weights, 1)


def weigh(
    fresh: Sighting, known: Collection[Sighting], rule: DuplicateRule, weights: Weights = DAY_ONE
) -> list[tuple[Sighting, Likeness]]:
    """Return all of ``known`` that ``fresh`` could be about, each weighed against the others."""
    pairs = [(other, signs) for other in known if (signs := _signs(fresh, other, rule)) is not None]
    return [(other, _likeness(signs, rule, weights, len(pairs))) for other, signs in pairs]


def _signs(fresh: Sighting, known: Sighting, rule: DuplicateRule) -> Signs | None:
    if fresh.matter and known.matter and fresh.matter != known.matter:
        return None
    age = abs(fresh.at - known.at)
    if age > timedelta(days=rule.days):
        return None
    distance = _distance(fresh, known)
    if distance is not None and distance > rule.radius_m:
        return None
    same_caller = bool(fresh.phones & known.phones)
    same_address = bool(fresh.address) and fresh.address == known.address
    words = words_alike(fresh, known)
    if distance is None and not (same_caller and same_address) and not _known_by_words(fresh, known, words):
        return None
    return Signs(
        metres=distance,
        same_address=same_address,
        hours=age.total_seconds() / 3600,
        same_matter=bool(fresh.matter) and fresh.matter == known.matter,
        words=words,
        same_caller=same_caller,
    )


def _likeness(signs: Signs, rule: DuplicateRule, weights: Weights, crowd: int) -> Likeness:
    metres = signs.metres
    near = signs.same_address if metres is None else metres <= rule.same_place_m
    vector = signs.vector(crowd)
    return Likeness(
        score=round(weights.probability(vector), 4),
        same_caller=signs.same_caller and near and signs.words >= rule.join_likeness,
        distance_m=None if metres is None else round(metres, 1),
        words=round(signs.words, 3),
        reasons=_reasons(signs),
        signs=tuple(round(sign, 4) for sign in vector),
    )


def _known_by_words(one: Sighting, other: Sighting, words: float) -> bool:
    return (
        one.sketch is not None
        and other.sketch is not None
        and min(size_of(one.sketch), size_of(other.sketch)) >= TELLING
        and words >= _WORDS_ALONE
    )


def _distance(one: Sighting, other: Sighting) -> float | None:
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    return distance_m(one.lon, one.lat, other.lon, other.lat)


def _reasons(signs: Signs) -> dict[str, str]:
    zh, en = [], []
    if signs.metres is not None:
        zh.append(f"相距{signs.metres:.0f}米")
        en.append(f"{signs.metres:.0f} m apart")
    if signs.same_address:
        zh.append("同一地址")
        en.append("same address")
    elif signs.metres is None:
        zh.append("没有位置可比")
        en.append("no place to compare")
    zh.append(f"相隔{signs.hours:.1f}小时")
    en.append(f"{signs.hours:.1f} h apart")
    if signs.same_matter:
        zh.append("事项相同")
        en.append("same matter")
    zh.append(f"文字相似{signs.words:.0%}")
    en.append(f"{signs.words:.0%} of the words alike")
    if signs.same_caller:
        zh.append("同一来电号码")
        en.append("same caller")
    return {"zh": "，".join(zh), "en": ", ".join(en)}


def rank(
    fresh: Sighting,
    known: Collection[Sighting],
    rule: DuplicateRule,
    weights: Weights = DAY_ONE,
    *,
    limit: int = 5,
) -> list[tuple[Sighting, Likeness]]:
    """Return the likeliest duplicates from the rule's threshold on, same callers first."""
    found = [
        (other, like)
        for other, like in weigh(fresh, known, rule, weights)
        if like.same_caller or like.score >= rule.suggest_at
    ]
    return sorted(found, key=_order)[:limit]


def _order(item: tuple[Sighting, Likeness]) -> tuple[Any, ...]:
    sighting, likeness = item
    return (not likeness.same_caller, -likeness.score, sighting.at, sighting.number or "")
