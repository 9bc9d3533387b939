"""A composite index 综合指数: parts brought to 0 to 100 points, weighed, added up, all of it kept."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from yiwang.base.indicators.definition import GroupData, IndexData, IndicatorData, PartData
from yiwang.base.indicators.errors import FormulaError
from yiwang.base.indicators.model.weighing import ahp, entropy

#: Fewer than these are no scale for one of them.
FEWEST: Final = 2
#: Points of a standard deviation: three of them to either side fill the scale.
_DEVIATION: Final = 50 / 3


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """An index over one cut: what is ``given`` adds up to ``value``; ``left_out`` has no value."""

    value: float | None
    given: dict[str, float]
    points: dict[str, float]
    weights: dict[str, float]
    groups: dict[str, float]
    left_out: tuple[str, ...] = ()


def needs_peers(data: IndicatorData) -> bool:
    """Tell whether others must be known to say what one comes to: scales or weights that come from them."""
    methods = {data.index.weights} | {group.weights for group in data.index.groups}
    return "entropy" in methods or any(p.scale == "z" and p.mean is None for p in data.parts)


def points(part: PartData, value: float, peers: Sequence[float]) -> float | None:
    """Return the points from 0 to 100 of a part's value; ``None`` where its peers give no scale."""
    match part.scale:
        case "minmax":
            assert part.worst is not None
            assert part.best is not None
            return _within(100 * (value - part.worst) / (part.best - part.worst))
        case "target":
            assert part.target is not None
            assert part.tolerance is not None
            return _within(100 * (1 - abs(value - part.target) / part.tolerance))
        case "bands":
            return next(b.points for b in part.bands if b.below is None or value < b.below)
        case "z":
            return _z(part, value, peers)


def _z(part: PartData, value: float, peers: Sequence[float]) -> float | None:
    mean, deviation = part.mean, part.deviation
    if mean is None or deviation is None:
        if len(peers) < FEWEST:
            return None
        mean = math.fsum(peers) / len(peers)
        deviation = math.sqrt(math.fsum((x - mean) ** 2 for x in peers) / len(peers))
    if deviation == 0:
        return 50.0
    way = -1 if part.falling else 1
    return _within(50 + way * _DEVIATION * (value - mean) / deviation)


def _within(number: float) -> float:
    return min(100.0, max(0.0, number))


def score(
    data: IndicatorData, values: Mapping[str, float | None], peers: Sequence[Mapping[str, float | None]] = ()
) -> Scored:
    """Return what an index comes to from the values of its parts, and of those of its ``peers``.

    A part without a value makes the whole none (``refuse``), or the others weigh its share as well
    (``renormalise``), as long as they are at least ``least_share`` of the weight.
    """
    held: dict[str, float | None] = {}
    told: dict[str, list[float]] = {}
    for part in data.parts:
        code = part.indicator
        others = [v for one in peers if (v := one.get(code)) is not None]
        held[code] = _points_of(part, values.get(code), others)
        told[code] = [x for v in others if (x := points(part, v, others)) is not None]
    weights = weigh(data, told)
    known = {code: found for code, found in held.items() if found is not None}
    lost = tuple(code for code, found in held.items() if found is None)
    share = sum(weights[code] for code in known)
    enough = not lost or (data.index.missing == "renormalise" and share >= data.index.least_share)
    if not enough or share <= 0:
        return Scored(value=None, given={}, points=known, weights=weights, groups={}, left_out=lost)
    given = {code: found * weights[code] / share for code, found in known.items()}
    groups: dict[str, float] = {}
    for part in data.parts:
        if part.group:
            groups[part.group] = groups.get(part.group, 0.0) + given.get(part.indicator, 0.0)
    return Scored(
        value=math.fsum(given.values()),
        given=given,
        points=known,
        weights=weights,
        groups=groups,
        left_out=lost,
    )


def _points_of(part: PartData, value: float | None, peers: Sequence[float]) -> float | None:
    return None if value is None else points(part, value, peers)


def weigh(data: IndicatorData, told: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return the weight of each part, together 1: the weight of its group times the one within it."""
    groups = data.index.groups
    if not groups:
        return _within_group(data.index, data.parts, told)
    shares = _group_shares(data.index)
    found: dict[str, float] = {}
    for group, share in zip(groups, shares, strict=True):
        parts = [part for part in data.parts if part.group == group.code]
        inside = _within_group(group, parts, told)
        found |= {code: share * weight for code, weight in inside.items()}
    return found


def _group_shares(index: IndexData) -> Sequence[float]:
    if index.weights == "ahp":
        return ahp(index.matrix).weights
    total = sum(group.weight for group in index.groups)
    return [group.weight / total for group in index.groups]


def _within_group(
    by: IndexData | GroupData, parts: Sequence[PartData], told: Mapping[str, Sequence[float]]
) -> dict[str, float]:
    codes = [part.indicator for part in parts]
    if by.weights == "ahp":
        return dict(zip(codes, ahp(by.matrix).weights, strict=True))
    if by.weights == "entropy":
        return dict(zip(codes, entropy([told[code] for code in codes]), strict=True))
    total = sum(part.weight for part in parts)
    return {part.indicator: part.weight / total for part in parts}


def check_index(data: IndicatorData) -> None:
    """Raise :class:`FormulaError` for parts, groups or matrices that do not hold together."""
    for part in data.parts:
        _check_scale(part)
    codes = [part.indicator for part in data.parts]
    if len(set(codes)) != len(codes):
        raise _wrong("parts", next(code for code in codes if codes.count(code) > 1))
    groups = {group.code for group in data.index.groups}
    if len(groups) != len(data.index.groups) or {p.group for p in data.parts} != (groups or {""}):
        raise _wrong("groups", ", ".join(sorted({p.group for p in data.parts} ^ groups)) or "groups")
    if data.index.groups and data.index.weights == "entropy":
        raise _wrong("weights", "entropy")
    _check_matrix(data.index, len(data.index.groups) or len(codes), data.index)
    for group in data.index.groups:
        _check_matrix(group, sum(p.group == group.code for p in data.parts), data.index)


def _check_matrix(by: IndexData | GroupData, order: int, index: IndexData) -> None:
    if (by.weights == "ahp") != bool(by.matrix) or (by.matrix and len(by.matrix) != order):
        raise _wrong("matrix", str(len(by.matrix)))
    if by.matrix and index.strict and not (found := ahp(by.matrix)).consistent:
        raise FormulaError(
            why_zh=f"判断矩阵前后矛盾：一致性比率 {found.ratio:.3f} 大于 0.1",
            why_en=f"the comparisons contradict each other: consistency ratio {found.ratio:.3f} is above 0.1",
        )


_SCALES: Final = {
    "minmax": ({"worst", "best"},),
    "target": ({"target", "tolerance"},),
    "bands": (set[str](),),
    "z": (set[str](), {"mean", "deviation"}),
}


def _check_scale(part: PartData) -> None:
    names = ("worst", "best", "target", "tolerance", "mean", "deviation")
    given = {name for name in names if getattr(part, name) is not None}
    if given not in _SCALES[part.scale] or (part.scale == "bands") != bool(part.bands):
        raise _wrong("scale", part.scale)
    if part.scale == "minmax" and part.worst == part.best:
        raise _wrong("worst", str(part.worst))
    if any(size is not None and size <= 0 for size in (part.tolerance, part.deviation)):
        raise _wrong("tolerance", part.indicator)
    _check_bands(part)


def _check_bands(part: PartData) -> None:
    """Demand limits that rise, the last band open: every value lies in exactly one."""
    limits = [math.inf if band.below is None else band.below for band in part.bands]
    if limits and (limits[-1] != math.inf or limits != sorted(set(limits))):
        raise _wrong("bands", part.indicator)


def _wrong(field: str, what: str) -> FormulaError:
    return FormulaError(why_zh=f"{field} 中的“{what}”不可用", why_en=f"{what!r} cannot stand in {field!r}")
