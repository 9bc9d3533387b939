"""The door of dispatching: the model that ranks units, learning it, and the limits of error that hold."""

from __future__ import annotations

from yiwang.base.algorithms import api as algorithms
from yiwang.base.dispatching.model.conformal import calibration_error, evidence, interval, proved, thresholds
from yiwang.base.dispatching.model.examples import Asked, Example
from yiwang.base.dispatching.model.grounds import Ground
from yiwang.base.dispatching.model.ranker import Named, Ranker
from yiwang.base.dispatching.model.training import FEWEST, LIMITS, Trained, judge, measure, train
from yiwang.base.dispatching.usecases.guiding import LIMIT, NOBODY, SUGGEST_ONLY, Advice, Guide, guide
from yiwang.base.dispatching.usecases.storing import pack, read

__all__ = [
    "FEWEST",
    "LIMIT",
    "LIMITS",
    "NOBODY",
    "SUGGEST_ONLY",
    "TASK",
    "Advice",
    "Asked",
    "Example",
    "Ground",
    "Guide",
    "Named",
    "Ranker",
    "Trained",
    "calibration_error",
    "evidence",
    "guide",
    "interval",
    "judge",
    "measure",
    "pack",
    "proved",
    "read",
    "thresholds",
    "train",
]

#: Whose a case is, where the responsibility list leaves a choice.
TASK = algorithms.declare(
    algorithms.Task(
        "dispatch", "智能分拨", "dispatch", read, {"limit": (min(LIMITS), max(LIMITS)), SUGGEST_ONLY: (0, 1)}
    )
)
