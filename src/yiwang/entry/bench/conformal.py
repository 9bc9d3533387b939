"""``bench decide --task conformal``: does the limit of error hold, over 200 random splits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from yiwang.base.dispatching.api import Example, judge, proved, thresholds, train
from yiwang.entry.bench.deciding import Asked
from yiwang.entry.bench.histories import histories

SPLITS: Final = 200
RISK: Final = 0.1
LIMITS: Final = (0.01, 0.02, 0.05, 0.1)
#: Cases that are split; more would measure the machine, not the limit.
_MOST: Final = 20_000


def run(asked: Asked) -> dict[str, Any]:
    """Train on the older half of each history; split the newer half at random, again and again.

    Each time thresholds are proved on one half of it and the error among automatic dispatches is counted on
    the other. What was promised: in at most 10 % of the draws is the true error above the limit; the counted
    one scatters about the true one (``noise``: two standard deviations at the limit, mean over the splits).
    """
    found = histories((asked.test,) if asked.test is not None else ())
    return {name: splits(examples) for name, examples in found.items()}


def splits(examples: Sequence[Example], times: int = SPLITS) -> dict[str, Any]:
    """Return per limit how the error among automatic dispatches came out over ``times`` random splits."""
    half = len(examples) // 2
    ranker = train(examples[:half]).ranker
    judged = judge(ranker, examples[half:][-_MOST:])
    grid = thresholds(judge(ranker, examples[half - half // 10 : half]).scores)
    rng = np.random.default_rng(11)
    orders = [rng.permutation(len(judged.scores)) for _ in range(times)]
    found: dict[str, Any] = {
        "judged": len(judged.scores), "first_right": round(float(judged.right.mean()), 5)
    }  # fmt: skip
    for limit in LIMITS:
        errors, shares, above, noises = [], [], 0, []
        for order in orders:
            one, other = np.array_split(order, 2)
            threshold = proved(grid, judged.scores[one], ~judged.right[one], limit, RISK)
            acts = other[judged.scores[other] >= threshold]
            shares.append(len(acts) / len(other))
            if not len(acts):
                continue
            error = float((~judged.right[acts]).mean())
            noise = 2 * (limit * (1 - limit) / len(acts)) ** 0.5
            errors.append(error)
            noises.append(noise)
            above += error > limit + noise
        found[f"{limit:g}"] = {
            "splits_that_act": len(errors),
            "automatic": round(float(np.mean(shares)), 4),
            "mean_error": round(float(np.mean(errors)), 5) if errors else None,
            "largest_error": round(max(errors), 5) if errors else None,
            "noise": round(float(np.mean(noises)), 5) if noises else None,
            "splits_above_limit_and_noise": above,
        }
    return found
