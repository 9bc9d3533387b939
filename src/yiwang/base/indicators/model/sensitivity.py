"""How far a ranking hangs on its weights: random weights, and the smallest change that turns two around."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

#: Rankings drawn; the share of a rank is known to about one in a hundred.
RUNS: Final = 2000


class Steadiness(msgspec.Struct, frozen=True, kw_only=True):
    """How steady the place of one object is: the ranks nine of ten draws give, how often it moves."""

    rank: int
    low: int
    high: int
    moved: float


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest change of one weight that puts ``lower`` before ``upper``: from what, to what."""

    upper: str
    lower: str
    part: str
    weight: float
    to: float


def steadiness(
    points: Mapping[str, Mapping[str, float]], weights: Mapping[str, float], *, spread: float, seed: int
) -> dict[str, Steadiness]:
    """Return how steady each object's rank is where every weight may be off by up to ``spread`` of itself.

    Weights are drawn evenly between ``1 - spread`` and ``1 + spread`` times theirs and brought to 1 again;
    the same seed gives the same. Equal scores share the better rank.
    """
    names, codes = list(points), list(weights)
    table = np.array([[points[name][code] for code in codes] for name in names], np.float64)
    base = np.array([weights[code] for code in codes], np.float64)
    drawn = np.random.default_rng(seed).uniform(1 - spread, 1 + spread, (RUNS, len(codes))) * base
    drawn /= drawn.sum(axis=1, keepdims=True)
    first = _ranks((table @ base)[:, None])[:, 0]
    ranks = _ranks(table @ drawn.T)
    low, high = np.percentile(ranks, (5, 95), axis=1, method="nearest").astype(int)
    moved = (ranks != first[:, None]).mean(axis=1)
    return {
        name: Steadiness(rank=int(first[i]), low=int(low[i]), high=int(high[i]), moved=float(moved[i]))
        for i, name in enumerate(names)
    }


def _ranks(scores: NDArray[np.float64]) -> NDArray[Any]:
    """Return ranks from 1 of each column of scores; what differs by rounding only is equal."""
    rounded = np.round(scores, 9)
    order = np.sort(-rounded, axis=0)
    found = np.empty(scores.shape, np.int64)
    for run in range(scores.shape[1]):
        found[:, run] = np.searchsorted(order[:, run], -rounded[:, run]) + 1
    return found


def turns(points: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]) -> list[Turn]:
    """Return, per pair of neighbours in the ranking, the one weight whose smallest change turns them around.

    The others keep their proportions. Exact: the difference of two scores is linear in one weight. A pair
    that no single weight turns is not there.
    """
    scores = {name: sum(p * weights[code] for code, p in held.items()) for name, held in points.items()}
    ranking = sorted(points, key=lambda name: (-scores[name], name))
    return [
        turn
        for upper, lower in pairwise(ranking)
        if (turn := _turn(upper, lower, points, weights)) is not None
    ]


def _turn(
    upper: str, lower: str, points: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]
) -> Turn | None:
    apart = {code: points[upper][code] - points[lower][code] for code in weights}
    whole = sum(apart[code] * weight for code, weight in weights.items())
    found: list[Turn] = []
    for code, weight in weights.items():
        if weight >= 1:
            continue
        rest = (whole - apart[code] * weight) / (1 - weight)
        if apart[code] == rest:
            continue
        to = rest / (rest - apart[code])
        if 0 <= to <= 1:
            found.append(Turn(upper=upper, lower=lower, part=code, weight=weight, to=to))
    return min(found, key=_change, default=None)


def _change(turn: Turn) -> float:
    return abs(turn.to - turn.weight)
