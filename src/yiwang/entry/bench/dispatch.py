"""``bench decide --task dispatch``: how often the first unit is right, and how much may go by itself."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from yiwang.base.dispatching.api import Example, pack, train
from yiwang.entry.bench.deciding import Asked
from yiwang.entry.bench.histories import histories

_TIMED = 20_000


def run(asked: Asked) -> dict[str, Any]:
    """Train on the first nine tenths of each history (in time) and judge the last tenth.

    With files: train on --train, whose last fifth weighs and proves, and judge --test.
    """
    if asked.test is not None:
        trained, judged = histories(asked.train), histories((asked.test,))
        return {name: _against(trained[name], judged[name]) for name in trained}
    return {name: _judge(examples) for name, examples in histories().items()}


def _judge(examples: Sequence[Example]) -> dict[str, Any]:
    started = time.perf_counter()
    made = train(examples)
    seconds = time.perf_counter() - started
    timed = [e.asked for e in examples[-_TIMED:]]
    started = time.perf_counter()
    made.ranker.rank(timed)
    each = (time.perf_counter() - started) / len(timed)
    usual = Counter(e.unit for e in examples[: -len(made.later)]).most_common(1)[0][0]
    return made.metrics | {
        "units": len(made.ranker.known.units),
        "most_frequent_unit_right": round(sum(e.unit == usual for e in made.later) / len(made.later), 5),
        "weights": [round(float(w), 3) for w in made.ranker.weights],
        "train_seconds": round(seconds, 2),
        "ms_per_case_in_batch": round(each * 1000, 4),
        "artefact_bytes": len(pack(made.ranker)),
    }


def _against(trained: Sequence[Example], judged: Sequence[Example]) -> dict[str, Any]:
    from yiwang.base.dispatching.api import measure  # noqa: PLC0415 - only with files

    return measure(train(trained).ranker, judged)
