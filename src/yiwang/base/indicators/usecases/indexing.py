"""An index over areas: points, parts, dimensions, ranks, and how far the ranks hang on the weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from yiwang.base.indicators.definition import GroupData, IndexData
from yiwang.base.indicators.errors import IndicatorNotFoundError
from yiwang.base.indicators.model import sensitivity, weighing
from yiwang.base.indicators.model.cuts import NONE
from yiwang.base.indicators.model.values import REASONS, Value, value_of
from yiwang.base.indicators.usecases.asking import Asked, Ground, areas_below, sums_of, understood
from yiwang.base.indicators.usecases.freshness import freshness, told
from yiwang.infra.database import Work

#: By how much every weight may be off, of itself, where the steadiness of ranks is told.
SPREAD: Final = 0.2


async def index(work: Work, asked: Asked, *, spread: float = SPREAD, seed: int = 1) -> dict[str, Any]:
    """Return what a composite comes to for each area right below the one asked for, ranked.

    ``{items: [{area, name, rank, value, parts, points, groups, left_out, steady}], weights, turns, …}``:
    ``parts`` add up to ``value``; ``steady`` tells which ranks nine of ten random weights give (each off by
    up to ``spread`` of itself, drawn from ``seed``) and how often the rank moves; ``turns`` the smallest
    change of one weight that puts a neighbour first. Raises ``indicator_not_found`` for what is no composite.
    """
    ground = await understood(work, asked)
    if ground.indicator.data.kind != "composite":
        raise IndicatorNotFoundError(name=asked.code)
    sums = {
        key: found for key, found in (await sums_of(work, ground, areas_below(ground))).items() if key != NONE
    }
    peers = list(sums.values())
    values = {key: value_of(ground.book, ground.indicator, found, peers) for key, found in sums.items()}
    weights = next((v.scored.weights for v in values.values() if v.scored is not None), {})
    whole = {
        key: v.scored.points
        for key, v in values.items()
        if v.value is not None and v.scored is not None and not v.scored.left_out
    }
    steady = sensitivity.steadiness(whole, weights, spread=spread, seed=seed) if whole else {}
    data = ground.indicator.data
    fresh = await freshness(work, ground.book, ground.indicator, ground.cut, ground.tree)
    return {
        "code": data.code, "version": data.version, "period": ground.period.text, "area": ground.cut.area,
        **data.index.model_dump(mode="json", include={"follows", "follows_zh", "follows_en"}),
        "groups": [g.model_dump(mode="json", include={"code", "zh", "en"}) for g in data.index.groups],
        "parts": [_part(ground, part.indicator, weights) | {"group": part.group} for part in data.parts],
        "matrices": _matrices(data.index), "items": _items(ground, values, steady),
        "turns": sensitivity.turns(whole, weights), "spread": spread, "seed": seed, "runs": sensitivity.RUNS,
        "fresh": told(fresh),
    }  # fmt: skip


def _part(ground: Ground, code: str, weights: Mapping[str, float]) -> dict[str, Any]:
    data = ground.book.indicators[code].data
    return {"indicator": code, "zh": data.zh, "en": data.en, "weight": weights.get(code)}


def _items(
    ground: Ground, values: Mapping[str, Value], steady: Mapping[str, sensitivity.Steadiness]
) -> list[dict[str, Any]]:
    order = sorted(values, key=lambda key: (-_points(values[key]), key))
    items = []
    for key in order:
        one, area = values[key], ground.tree.get(key)
        rank = None if one.value is None else 1 + sum(_points(v) > _points(one) for v in values.values())
        made: dict[str, Any] = {
            "area": key, "name": key if area is None else area.name, "rank": rank, "value": one.value,
            "steady": steady.get(key),
        }  # fmt: skip
        if one.scored is not None:
            made |= {
                "parts": one.scored.given, "points": one.scored.points, "groups": one.scored.groups,
                "left_out": list(one.scored.left_out),
            }  # fmt: skip
        if one.reason is not None:
            zh, en = REASONS[one.reason]
            made["reason"] = {"code": one.reason, "zh": zh, "en": en}
        items.append(made)
    return items


def _points(value: Value) -> float:
    """Return what is ranked by: what differs by rounding only is equal; what has no value is last."""
    return -1.0 if value.value is None else round(value.value, 9)


def _matrices(index: IndexData) -> list[dict[str, Any]]:
    """Return the matrices of comparisons with the weights they give, and whether they are consistent."""
    held: list[tuple[str, IndexData | GroupData]] = [("", index), *((g.code, g) for g in index.groups)]
    return [{"of": of, "matrix": by.matrix} | judged(by.matrix) for of, by in held if by.matrix]


def judged(matrix: Any) -> dict[str, Any]:
    """Return ``{weights, greatest, ratio, consistent}`` of a matrix; raises ``indicator_formula``."""
    found = weighing.ahp(matrix)
    return msgspec.structs.asdict(found) | {"consistent": found.consistent}
