"""The learned matcher: how probably two reports are about one thing, from a few evident signs.

A logistic regression of ten signs, each between 0 and 1 and each with a name that is shown. It serves as a
sum of products, needs no library, and its weights can be read. On the first day they are those of
:data:`DAY_ONE`, set by hand; ``learn`` fits them to the verdicts of the city's own people.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.cases.errors import TooFewVerdictsError

#: Metres at which nearness has fallen to 1/e: about the error of a phone's position in a street; and of a
#: point that somebody set on the map.
NEAR_M: Final = 30.0
SPOT_M: Final = 5.0
#: Hours at which half of the freshness is gone, and at which what two days say has fallen to 1/e.
FRESH_H: Final = 12.0
SOON_H: Final = 48.0
#: So many verdicts of each kind are needed before weights are learnt from them.
FEWEST: Final = 50
_RIDGE: Final = 1.0
_STEPS: Final = 50
_HALVINGS: Final = 30
#: Weights that move by less have settled.
_STILL: Final = 1e-8
_FOLDS: Final = 5

#: Signs that may speak for a repeat, never against one: what people happen to be asked about must not turn
#: "the same matter" into a reason to think otherwise.
_ONE_SIDED: Final = frozenset(
    {"near", "spot", "address", "fresh", "soon", "alone", "matter", "words", "caller"}
)
NAMES: Final = (
    "near",
    "spot",
    "placeless",
    "address",
    "fresh",
    "soon",
    "alone",
    "matter",
    "words",
    "caller",
)


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared of two reports; ``metres`` is ``None`` where one has no position."""

    metres: float | None
    same_address: bool
    hours: float
    same_matter: bool
    words: float
    same_caller: bool

    def vector(self, crowd: int = 1) -> tuple[float, ...]:
        """Return the signs as numbers in the order of :data:`NAMES`.

        ``crowd`` is the number of cases that could be meant at all: among many, each is less likely.
        """
        return (
            0.0 if self.metres is None else math.exp(-self.metres / NEAR_M),
            0.0 if self.metres is None else math.exp(-self.metres / SPOT_M),
            float(self.metres is None),
            float(self.same_address),
            FRESH_H / (FRESH_H + self.hours),
            math.exp(-self.hours / SOON_H),
            1 / crowd,
            float(self.same_matter),
            self.words,
            float(self.same_caller),
        )


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """What each sign counts. ``version`` 0 are those of the first day."""

    version: int
    bias: float
    near: float
    spot: float
    placeless: float
    address: float
    fresh: float
    soon: float
    alone: float
    matter: float
    words: float
    caller: float

    def logit(self, signs: Sequence[float]) -> float:
        """Return the log odds that both are about one thing."""
        return self.bias + sum(w * x for w, x in zip(_row(self), signs, strict=True))

    def probability(self, signs: Sequence[float]) -> float:
        """Return the probability, from 0 to 1, that both are about one thing."""
        return 1 / (1 + math.exp(-self.logit(signs)))


#: Set by hand. The same matter 30 m away on the same day, in other words, is no more than a guess (two lamps
#: of a street): about 0.1. Like words then decide (+4.5): a quarter of the words makes it worth showing to a
#: person. The very spot within the hour is enough without words, a caller who repeats himself is worth half
#: of like words. Without a position only words and address are left: most of the words must be the same.
DAY_ONE: Final = Weights(
    version=0,
    bias=-5.0,
    near=2.0,
    spot=1.5,
    placeless=1.5,
    address=1.0,
    fresh=1.0,
    soon=1.0,
    alone=0.5,
    matter=1.0,
    words=4.5,
    caller=2.0,
)


class Learnt(msgspec.Struct, frozen=True, kw_only=True):
    """Weights fitted to verdicts, and how they compare with those before on the same held-out verdicts.

    ``loss`` and ``before`` are mean log losses over folds; the fresh weights are worth a switch where the
    first is lower.
    """

    weights: Weights
    same: int
    different: int
    loss: float
    before: float

    @property
    def is_better(self) -> bool:
        """Tell whether the fresh weights did better on verdicts they had not seen."""
        return self.loss < self.before


def fit(signs: Sequence[Sequence[float]], same: Sequence[bool], *, version: int = 1) -> Weights:
    """Return the weights of a ridge logistic regression (Newton steps), started from those of the first day.

    The ridge draws towards :data:`DAY_ONE`, not towards zero: few verdicts change little. Signs that can
    only speak for a repeat keep weights from zero on (projected Newton).
    """
    start = np.array([DAY_ONE.bias, *_row(DAY_ONE)])
    x = np.column_stack([np.ones(len(signs)), np.asarray(signs, dtype=float).reshape(-1, len(NAMES))])
    y = np.asarray(same, dtype=float)
    floor = np.array([False, *(name in _ONE_SIDED for name in NAMES)])

    def loss(beta: NDArray[np.float64]) -> float:
        odds = x @ beta
        return float((np.logaddexp(0, odds) - y * odds).sum() + _RIDGE / 2 * ((beta - start) ** 2).sum())

    beta = start.copy()
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (y - p) - _RIDGE * (beta - start)
        curve = (x * (p * (1 - p))[:, None]).T @ x + _RIDGE * np.eye(len(beta))
        step = np.linalg.solve(curve, slope)
        for _ in range(_HALVINGS):
            fresh = np.where(floor, np.maximum(beta + step, 0.0), beta + step)
            if loss(fresh) <= loss(beta):
                break
            step = step / 2
        else:
            break
        moved, beta = float(np.abs(fresh - beta).max()), fresh
        if moved < _STILL:
            break
    bias, *rest = (round(float(b), 4) for b in beta)
    return Weights(version=version, bias=bias, **dict(zip(NAMES, rest, strict=True)))


def _row(weights: Weights) -> list[float]:
    return [getattr(weights, name) for name in NAMES]


def log_loss(weights: Weights, signs: Sequence[Sequence[float]], same: Sequence[bool]) -> float:
    """Return the mean log loss of ``weights`` on judged pairs."""
    p = np.clip([weights.probability(row) for row in signs], 1e-9, 1 - 1e-9)
    y: NDArray[np.bool_] = np.asarray(same, dtype=bool)
    return float(-np.log(np.where(y, p, 1 - p)).mean())


def learn(signs: Sequence[Sequence[float]], same: Sequence[bool], before: Weights) -> Learnt:
    """Return weights fitted to the verdicts and their loss on folds, beside that of the weights ``before``.

    Raises ``too_few_verdicts`` below :data:`FEWEST` of either kind.
    """
    merged = sum(same)
    if min(merged, len(same) - merged) < FEWEST:
        raise TooFewVerdictsError(same=merged, different=len(same) - merged, needed=FEWEST)
    losses, olds = [], []
    for fold in range(_FOLDS):
        held = [at % _FOLDS == fold for at in range(len(same))]
        train = [at for at, out in enumerate(held) if not out]
        test = [at for at, out in enumerate(held) if out]
        fitted = fit([signs[at] for at in train], [same[at] for at in train])
        pairs = [signs[at] for at in test], [same[at] for at in test]
        losses.append(log_loss(fitted, *pairs))
        olds.append(log_loss(before, *pairs))
    return Learnt(
        weights=fit(signs, same, version=before.version + 1),
        same=merged,
        different=len(same) - merged,
        loss=round(float(np.mean(losses)), 4),
        before=round(float(np.mean(olds)), 4),
    )
