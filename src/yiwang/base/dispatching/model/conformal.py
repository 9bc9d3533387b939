"""How far a model may act by itself: limits of error that hold, and when they no longer do.

Nothing here knows what is dispatched. A *score* says how sure a model is of its answer, *wrong* whether the
answer turned out to be wrong; acting means: the score is at least a threshold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
#: Never act.
NEVER: Final = math.inf
#: How many thresholds are tried, from the most confident share of cases to all of them.
STEPS: Final = 60
#: Where the tests may begin: shares of cases. Each start gets its part of the risk of being mistaken.
STARTS: Final = (0.0, 0.3, 0.6)
#: By how many times the limit the error may have grown, each with the same weight (:func:`evidence`).
_WORSE: Final = (1.5, 2.0, 3.0, 5.0, 10.0)


def controlled(scores: Floats, wrong: Bools, limit: float) -> float:
    """Return the lowest threshold at which wrong acts stay below ``limit`` of *all* cases, in expectation.

    Conformal risk control (Angelopoulos, Bates, Fisch, Lei, Schuster: *Conformal Risk Control*, ICLR 2024,
    theorem 1) for the loss ``L_i(t) = 1{score_i ≥ t and wrong_i}``, which never grows with ``t``::

        t^ = inf{ t : n/(n+1) · mean_i L_i(t) + 1/(n+1) ≤ limit },   then  E[L_{n+1}(t^)] ≤ limit

    if the cases are exchangeable. :data:`NEVER` where nothing suffices (``n < 1/limit - 1``).
    """
    n = len(scores)
    order = np.argsort(-scores, kind="stable")
    ranked, errors = scores[order], np.cumsum(wrong[order])
    ends = np.append(ranked[1:] != ranked[:-1], True) if n else np.zeros(0, bool)
    kept = ends & ((errors + 1) / (n + 1) <= limit)
    first_bad = np.flatnonzero(ends & ~kept)
    upto = first_bad[0] if len(first_bad) else n
    good = np.flatnonzero(kept[:upto])
    return float(ranked[good[-1]]) if len(good) else NEVER


def thresholds(scores: Floats) -> Floats:
    """Return :data:`STEPS` thresholds from strict to lax, which take even shares of ``scores``.

    The scores must not be those that :func:`proved` looks at: what is tested is chosen before.
    """
    if not len(scores):
        return np.zeros(0)
    return np.quantile(scores, 1 - np.arange(1, STEPS + 1) / STEPS, method="inverted_cdf")


def proved(grid: Floats, scores: Floats, wrong: Bools, limit: float, risk: float = 0.1) -> float:
    """Return the lowest threshold of ``grid`` at which the share of wrong *among the acts* is proved.

    Learn then Test (Angelopoulos, Bates, Candès, Jordan, Lei: *Learn then Test*, Annals of Applied
    Statistics 2025, section 3): thresholds are tested one after the other from strict to lax, the null
    hypothesis of each being ``P(wrong | score ≥ t) > limit``, and the first that is not rejected ends the
    sequence. With ``m`` acts of which ``k`` are wrong the exact p-value is ``P(Binomial(m, limit) ≤ k)``. Of
    several starts each has its part of ``risk`` (Bonferroni over sequences). So::

        P( P(wrong | score ≥ t^) ≤ limit ) ≥ 1 - risk

    over the draw of the calibration cases, if later ones are exchangeable with them. :data:`NEVER` if none is
    proved, which is so for fewer than ``log(risk / 3) / log(1 - limit)`` acts.
    """
    found = NEVER
    part = risk / len(STARTS)
    fewest = math.log(part) / math.log1p(-limit)
    least = fewest / max(len(scores), 1)
    for start in STARTS:
        first = math.ceil(max(least * 1.05, start) * len(grid))
        for threshold in grid[max(first - 1, 0) :]:
            acts = scores >= threshold
            if binomial(int(wrong[acts].sum()), int(acts.sum()), limit) > part:
                break
            found = min(found, float(threshold))
    return found


def binomial(k: int, n: int, p: float) -> float:
    """Return ``P(Binomial(n, p) ≤ k)``, exactly."""
    if k >= n:
        return 1.0
    if not 0 < p < 1:
        return 1.0 if p <= 0 else 0.0
    ways = np.arange(k + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log((n - ways[:-1]) / (ways[:-1] + 1)))])
    return float(min(1.0, np.exp(logs + ways * math.log(p) + (n - ways) * math.log1p(-p)).sum()))


def interval(k: int, n: int, risk: float = 0.05) -> tuple[float, float]:
    """Return the exact two-sided interval of Clopper and Pearson (1934) for a share of ``k`` in ``n``."""
    if n == 0:
        return 0.0, 1.0
    low = 0.0 if k == 0 else _solve(lambda p: 1 - binomial(k - 1, n, p) < risk / 2)
    high = 1.0 if k == n else _solve(lambda p: binomial(k, n, p) > risk / 2)
    return low, high


def _solve(below: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return low


def evidence(wrong: int, acts: int, limit: float) -> float:
    """Return how strongly ``wrong`` of ``acts`` speak against an error of at most ``limit``.

    An e-value: the mean, over errors ``q = f · limit``, of the likelihood ratios
    ``(q/limit)^wrong · ((1-q)/(1-limit))^(acts-wrong)``. While the error is at most ``limit`` each is a
    supermartingale, so by Ville's inequality the value ever reaches 20 with a probability of at most 1/20,
    however often one looks (Shafer: *Testing by betting*, JRSS A 2021).
    """
    ratios = []
    for factor in _WORSE:
        q = min(factor * limit, 0.99)
        if q > limit:
            log = wrong * math.log(q / limit) + (acts - wrong) * math.log((1 - q) / (1 - limit))
            ratios.append(math.exp(min(log, 700.0)))
    return sum(ratios) / len(_WORSE)


def calibration_error(chances: Floats, right: Bools, bins: int = 10) -> float:
    """Return the mean distance between stated chance and share that was right, over bins of equal size."""
    if not len(chances):
        return 0.0
    parts: Sequence[NDArray[np.int64]] = np.array_split(np.argsort(chances, kind="stable"), bins)
    sizes = [len(part) * abs(float(chances[part].mean() - right[part].mean())) for part in parts if len(part)]
    return sum(sizes) / len(chances)


def monotone(scores: Floats, right: Bools, most: int = 64) -> tuple[Floats, Floats]:
    """Return knots (score, chance) by which a score becomes a chance that came true.

    Isotonic regression by pooling adjacent violators (Ayer, Brunk, Ewing, Reid, Silverman 1955) over at most
    ``most`` groups of equal size; between knots one interpolates. Each group has half a success and
    half a failure more than were seen, so that no chance is ever 0 or 1.
    """
    if not len(scores):
        return np.array([0.0, 1.0]), np.array([0.0, 1.0])
    parts = np.array_split(np.argsort(scores, kind="stable"), min(most, max(1, len(scores) // 25)))
    blocks: list[tuple[float, float, float]] = []  # sum of scores, of rights, number
    for part in parts:
        block = (float(scores[part].sum()), float(right[part].sum()), float(len(part)))
        while blocks and blocks[-1][1] * block[2] >= block[1] * blocks[-1][2]:
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    knots = np.array([[total / n, (good + 0.5) / (n + 1)] for total, good, n in blocks])
    return knots[:, 0], np.maximum.accumulate(knots[:, 1])
