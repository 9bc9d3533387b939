"""Learning to dispatch from closed cases, in the order of time, with a part that only judges.

The first 70 % are counted; on the next 10 % the chains and the words are weighed; on the next 10 % the
thresholds are proved; the last 10 % judge, and nothing is chosen by them. The model that was proved is the
model that serves: it is not counted anew on the later parts, or the proof would be another model's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.dispatching.errors import TooFewExamplesError
from yiwang.base.dispatching.model import conformal
from yiwang.base.dispatching.model.counts import Counts, keys
from yiwang.base.dispatching.model.examples import Example, Floats, Ints, Table, Vocabulary, table
from yiwang.base.dispatching.model.grounds import Grounds
from yiwang.base.dispatching.model.ranker import FEATURES, Ranker, softmax
from yiwang.base.dispatching.model.wording import learn_words

#: Ends of the parts: counted, weighed, proved; the rest judges.
PARTS: Final = (0.7, 0.8, 0.9)
#: Limits of error for which a threshold is proved.
LIMITS: Final = (0.005, 0.01, 0.02, 0.03, 0.05, 0.1)
FEWEST: Final = 200
#: After so many days a case counts half.
HALF_LIFE: Final = 180.0
#: Cases that weights are found on, and how far weights are held to where they begin.
_WEIGHED: Final = 4_000
_HOLD: Final = 1.0
_BEGIN: Final = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.3])
_ROUNDS: Final = 12
#: Weights that move by less are worth no other round.
_STILL: Final = 1e-6


@dataclass(slots=True)
class Judged:
    """What a model says of cases whose end is known."""

    scores: Floats
    chances: Floats
    right: NDArray[np.bool_]


@dataclass(slots=True)
class Trained:
    """A model, and what it did on the last part of the history."""

    ranker: Ranker
    metrics: dict[str, Any]
    later: Sequence[Example]


def train(examples: Sequence[Example]) -> Trained:
    """Return a model of ``examples``, which are in the order of time; raises ``dispatch_too_few``."""
    if len(examples) < FEWEST:
        raise TooFewExamplesError(n=len(examples), fewest=FEWEST)
    counted, weighed, proved = (int(len(examples) * part) for part in PARTS)
    known = Vocabulary()
    first = table([e.asked for e in examples[:counted]], known, grow=True)
    unit = np.array([known.units.add(e.unit) for e in examples[:counted]], np.int64)
    day = np.array([e.day for e in examples[:counted]])
    ranker = counted_on(first, unit, day, known)
    weigh(ranker, [e for e in examples[counted:weighed] if e.choice])
    chosen = judge(ranker, _choices(examples[counted:weighed]))
    ranker.knots = conformal.monotone(chosen.scores, chosen.right)
    grid = conformal.thresholds(chosen.scores)
    judging = judge(ranker, _choices(examples[weighed:proved]))
    ranker.thresholds = {
        limit: conformal.proved(grid, judging.scores, ~judging.right, limit) for limit in LIMITS
    }
    later = examples[proved:]
    _ground(ranker, examples)
    return Trained(
        ranker, measure(ranker, later) | {"examples": len(examples), "proved_on": len(judging.right)}, later
    )


def _choices(examples: Sequence[Example]) -> list[Example]:
    return [e for e in examples if e.choice]


def counted_on(cases: Table, unit: Ints, day: Floats, known: Vocabulary) -> Ranker:
    """Return a model that has counted ``cases`` and weighs by what weights begin with."""
    units = len(known.units)
    weight = np.exp2((day - day.max()) / HALF_LIFE)
    prior = np.bincount(unit, weight, units) + 0.5
    wording = learn_words(cases.words, unit, known.words, units)
    known.words = wording.words
    return Ranker(
        known=known,
        prior=(prior / prior.sum()).astype(np.float32),
        chains={
            name: [Counts.of(context, unit, weight, units) for context in contexts]
            for name, contexts in keys(cases).items()
        },
        wording=wording,
        weights=_BEGIN.astype(np.float32),
        grounds=Grounds.count(cases, unit, day, units),
        knots=conformal.monotone(np.zeros(0), np.zeros(0, bool)),
    )


def weigh(ranker: Ranker, examples: Sequence[Example]) -> None:
    """Find how much each chain and the words count: conditional logit, by Newton's method.

    Maximises ``Σ log P(unit_i | case_i) - hold/2 · |w - w_0|²`` with ``P = softmax(features · w)`` (McFadden:
    *Conditional logit analysis of qualitative choice behavior*, 1974), which is concave.
    """
    chosen = [e for e in examples if ranker.known.units.get(e.unit) >= 0][-_WEIGHED:]
    if not chosen:
        return
    said = ranker.features(table([e.asked for e in chosen], ranker.known)).astype(np.float64)
    unit = np.array([ranker.known.units.get(e.unit) for e in chosen])
    weights = _BEGIN.copy()
    for _ in range(_ROUNDS):
        chance = softmax(said @ weights)
        mean = np.einsum("iu,iuf->if", chance, said)
        slope = (said[np.arange(len(unit)), unit] - mean).sum(0) - _HOLD * (weights - _BEGIN)
        bend = np.einsum("iu,iuf,iug->fg", chance, said, said, optimize=True) - mean.T @ mean
        step = np.linalg.solve(bend + _HOLD * np.eye(FEATURES), slope)
        weights += step * min(1.0, 1.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < _STILL:
            break
    ranker.weights = weights.astype(np.float32)


def judge(ranker: Ranker, examples: Sequence[Example]) -> Judged:
    """Return how sure the model is of its first unit, and whether it is the right one."""
    named = []
    for first in range(0, len(examples), 10_000):
        named += ranker.rank([e.asked for e in examples[first : first + 10_000]])
    return Judged(
        np.array([one[0].score if one else 0.0 for one in named]),
        np.array([one[0].chance if one else 0.0 for one in named]),
        np.array([bool(one) and one[0].unit == e.unit for one, e in zip(named, examples, strict=True)], bool),
    )


def measure(ranker: Ranker, examples: Sequence[Example], limit: float = 0.02) -> dict[str, Any]:
    """Return what the model did on cases that it has not seen: rates with numbers, never without.

    ``first_right`` of all; ``automatic``: share that it would have sent by itself under ``limit`` among
    those where the responsibility list leaves a choice, ``error`` the share of these that was wrong, with its
    interval; ``list_right``: what the list alone would have said, where it said one unit.
    """
    judged = judge(ranker, examples)
    choice = np.array([e.choice for e in examples], bool)
    acts = choice & (judged.scores >= ranker.threshold(limit))
    wrong, sent = int((acts & ~judged.right).sum()), int(acts.sum())
    listed = [e for e in examples if e.listed is not None]
    return {
        "cases": len(examples),
        "choices": int(choice.sum()),
        "first_right": _share(judged.right),
        "limit": limit,
        "automatic": _share(acts[choice]),
        "sent": sent,
        "wrong": wrong,
        "error": round(wrong / sent, 5) if sent else None,
        "error_interval": [round(x, 5) for x in conformal.interval(wrong, sent)] if sent else None,
        "calibration_error": round(conformal.calibration_error(judged.chances, judged.right), 5),
        "listed": len(listed),
        "list_right": _share(np.array([e.listed == e.unit for e in listed], bool)),
    }


def _share(those: NDArray[np.bool_]) -> float | None:
    return round(float(those.mean()), 5) if len(those) else None


def _ground(ranker: Ranker, examples: Sequence[Example]) -> None:
    """Count the reasons up to the end of the history: they explain, and decide nothing."""
    until = max(e.day for e in examples)
    recent = [e for e in examples if e.day > until - 2 * HALF_LIFE and ranker.known.units.get(e.unit) >= 0]
    unit = np.array([ranker.known.units.get(e.unit) for e in recent], np.int64)
    cases = table([e.asked for e in recent], ranker.known)
    ranker.grounds = Grounds.count(cases, unit, np.array([e.day for e in recent]), len(ranker.known.units))
