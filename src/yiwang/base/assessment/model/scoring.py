"""From figures to points, scores, ranks and boards: pure, in decimal numbers, the same on every machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import Any, Final

import msgspec

from yiwang.base.assessment.definition import AdjustMap, BandsMap, BoardData, LinearMap, PartData, SchemeData

HUNDRED: Final = Decimal(100)
ZERO: Final = Decimal(0)
#: Points are kept to so many places; a score is rounded once, at the end.
_KEPT: Final = Decimal("0.000001")

#: Why a part gives nothing, beside the reasons of indicators.
REASONS: Final[dict[str, tuple[str, str]]] = {
    "too_few": ("分母过小，不计分", "too few cases to be scored"),
    "part_absent": ("有未能计算的考核项", "a part could not be computed"),
    "all_absent": ("各考核项都没有数据", "no part has data"),
}


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """What an indicator says of an object: all that a part needs, as it was given."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    missing: int = 0
    version: int = 1
    reason: str | None = None


class PartScore(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a score. ``gives``: what it adds to the score; ``share``: its weight of those that count."""

    code: str
    indicator: str
    input: Input
    points: str | None
    weight: float
    share: str
    gives: str
    reason: str | None = None


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """An object with its score; numbers are decimal texts, exact. ``tied``: how many share the rank."""

    key: str
    score: str | None
    rank: int | None
    tied: int
    board: str | None
    parts: tuple[PartScore, ...]
    reason: str | None = None


def points(part: PartData, value: float) -> Decimal:
    """Return the points of a value: 0 to 100, or for 加减分 what is added, within its cap."""
    exact = Decimal(repr(value))
    match part.mapping:
        case LinearMap(worst=worst, best=best):
            low, high = Decimal(repr(worst)), Decimal(repr(best))
            found = min(HUNDRED, max(ZERO, (exact - low) / (high - low) * HUNDRED))
        case BandsMap(better=better, bands=bands):
            sign = 1 if better == "high" else -1
            reached = [b.points for b in bands if exact * sign >= Decimal(repr(b.at)) * sign]
            found = Decimal(repr(max(reached))) if reached else ZERO
        case AdjustMap(each=each, cap=cap):
            most = Decimal(repr(cap))
            found = min(most, max(-most, exact * Decimal(repr(each))))
    return found.quantize(_KEPT, ROUND_HALF_UP)


def score(scheme: SchemeData, inputs: Mapping[str, Mapping[str, Input]]) -> list[Scored]:
    """Return all objects with score, rank and board: the best first, without a score last, then by key.

    ``inputs`` by object and code of the part. Equal scores share a rank: 1 2 2 4.
    """
    rows = [_object(scheme, key, found) for key, found in inputs.items()]
    rows.sort(key=lambda row: (row.score is None, -Decimal(row.score or 0), row.key))
    shared = Counter(row.score for row in rows if row.score is not None)
    first: dict[str, int] = {}
    for place, row in enumerate(rows, 1):
        if row.score is not None:
            first.setdefault(row.score, place)
    ranked = sum(shared.values())
    return [
        row
        if row.score is None
        else msgspec.structs.replace(
            row,
            rank=first[row.score],
            tied=shared[row.score],
            board=_board(scheme.boards, Decimal(row.score), first[row.score], ranked),
        )
        for row in rows
    ]


def _object(scheme: SchemeData, key: str, found: Mapping[str, Input]) -> Scored:
    parts = [(part, *_points(part, found[part.code])) for part in scheme.parts]
    weights = sum((_weight(part) for part, got, _ in parts if got is not None), ZERO)
    total = ZERO
    made: list[PartScore] = []
    for part, got, reason in parts:
        adjusts = isinstance(part.mapping, AdjustMap)
        share = ZERO if adjusts or got is None or not weights else _weight(part) / weights
        gives = ZERO if got is None else got if adjusts else got * share
        total += gives
        made.append(
            PartScore(
                code=part.code,
                indicator=part.indicator,
                input=found[part.code],
                points=None if got is None else _text(got),
                weight=part.weight,
                share=_text(share.quantize(_KEPT, ROUND_HALF_UP)),
                gives=_text(gives.quantize(_KEPT, ROUND_HALF_UP)),
                reason=reason,
            )
        )
    why = _why_not(parts, weights)
    if why is not None:
        return Scored(key=key, score=None, rank=None, tied=0, board=None, parts=tuple(made), reason=why)
    exact = max(ZERO, total).quantize(Decimal(1).scaleb(-scheme.digits), ROUND_HALF_UP)
    return Scored(key=key, score=str(exact), rank=None, tied=0, board=None, parts=tuple(made))


def _points(part: PartData, found: Input) -> tuple[Decimal | None, str | None]:
    if found.value is None:
        return None, found.reason or "no_data"
    if part.least and (found.denominator or 0) < part.least:
        return None, "too_few"
    return points(part, found.value), None


def _why_not(parts: Sequence[tuple[PartData, Decimal | None, Any]], weights: Decimal) -> str | None:
    """Return why there is no score; parts that add and deduct cannot make one alone."""
    if any(got is None and part.absent == "null" for part, got, _ in parts):
        return "part_absent"
    return "all_absent" if not weights and any(part.weight for part, _, _ in parts) else None


def _weight(part: PartData) -> Decimal:
    return Decimal(repr(part.weight))


def _text(number: Decimal) -> str:
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _board(boards: Sequence[BoardData], found: Decimal, rank: int, ranked: int) -> str | None:
    """Return the colour of the first board that takes the object; those of one rank stand together.

    A share is rounded up. A rank is the first place of a tie: nobody is listed at the bottom for one that
    reaches higher.
    """
    for board in boards:
        top = board.top is None or rank <= ceil(ranked * board.top)
        bottom = board.bottom is None or rank > ranked - ceil(ranked * board.bottom)
        high = board.at_least is None or found >= Decimal(repr(board.at_least))
        low = board.below is None or found < Decimal(repr(board.below))
        if top and bottom and high and low:
            return board.colour
    return None
