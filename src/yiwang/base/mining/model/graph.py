"""The directly-follows graph 直接跟随图: what came after what, how often, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from yiwang.base.mining.model.groups import Times, by_group, times_of
from yiwang.base.mining.model.log import ProcessLog


@dataclass(frozen=True, slots=True)
class Arc:
    """``target`` came directly after ``source``; ``times`` is from the one step to the other."""

    source: str
    target: str
    times: Times


@dataclass(frozen=True, slots=True)
class Graph:
    """How cases went: arcs, most frequent first; how many began and ended with an activity."""

    cases: int
    steps: int
    arcs: tuple[Arc, ...]
    activities: dict[str, int]
    starts: dict[str, int]
    ends: dict[str, int]
    durations: Times | None


def draw(log: ProcessLog) -> Graph:
    """Return the graph of ``log``."""
    width = max(len(log.activities), 1)
    inside = log.follows()
    source, target = log.activity[:-1][inside].astype(np.int64), log.activity[1:][inside]
    gaps = np.diff(log.at)[inside]
    found = by_group(source * width + target, width * width, gaps)
    arcs = [
        Arc(log.activities[key // width], log.activities[key % width], times) for key, times in found.items()
    ]
    arcs.sort(key=lambda arc: (-arc.times.n, arc.source, arc.target))
    return Graph(
        cases=len(log.cases),
        steps=len(log),
        arcs=tuple(arcs),
        activities=_named(log, log.activity),
        starts=_named(log, log.activity[log.first[:-1]]),
        ends=_named(log, log.activity[log.first[1:] - 1]) if len(log) else {},
        durations=times_of(log.durations) if len(log.cases) else None,
    )


def _named(log: ProcessLog, activity: np.ndarray) -> dict[str, int]:
    counts = np.bincount(activity, minlength=len(log.activities)).tolist()
    named = [(log.activities[i], n) for i, n in enumerate(counts) if n]
    return dict(sorted(named, key=lambda pair: (-pair[1], pair[0])))
