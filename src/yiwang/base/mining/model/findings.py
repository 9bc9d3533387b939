"""Findings 发现: what is worth a look in a log, each with the cases that show it.

The kinds are those that tools for work orders find: hand-overs, ping-pong 推诿, rework 返工, extra steps,
extreme durations, slow transitions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from yiwang.base.mining.model.graph import Graph
from yiwang.base.mining.model.groups import Times, by_group, times_of
from yiwang.base.mining.model.log import NOBODY, Ints, Longs, ProcessLog

#: How many interquartile ranges above the third quartile an extreme lies (Tukey's outer fence).
FENCE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Handover:
    """Work went from one resource to another, directly."""

    source: str
    target: str
    times: Times


@dataclass(frozen=True, slots=True)
class PingPong:
    """Work went from ``one`` to ``other`` and back to ``one`` with nobody between: ``turns`` times."""

    one: str
    other: str
    turns: int
    cases: Longs
    """The places of the cases, rising."""


@dataclass(frozen=True, slots=True)
class Rework:
    """An activity was done again, ``again`` times in ``cases``; ``spent``: from first to last time."""

    activity: str
    again: int
    cases: Longs
    spent: Times


@dataclass(frozen=True, slots=True)
class ExtraStep:
    """Few cases have the activity; they took ``longer`` seconds more, by the medians."""

    activity: str
    cases: Longs
    longer: float


@dataclass(frozen=True, slots=True)
class Slow:
    """A transition and its share of all the time between steps."""

    source: str
    target: str
    times: Times
    share: float


def handovers(log: ProcessLog) -> list[Handover]:
    """Return who gives work to whom, most frequent first; steps of nobody take no part."""
    width = max(len(log.resources), 1)
    one, other = log.resource[:-1], log.resource[1:]
    turns = log.follows() & (one != other) & (one != NOBODY) & (other != NOBODY)
    key = one[turns].astype(np.int64) * width + other[turns]
    keys, dense = np.unique(key, return_inverse=True)
    found = by_group(dense.ravel(), len(keys), np.diff(log.at)[turns])
    out = []
    for place, times in found.items():
        pair = int(keys[place])
        out.append(Handover(log.resources[pair // width], log.resources[pair % width], times))
    return sorted(out, key=lambda h: (-h.times.n, h.source, h.target))


def ping_pong(log: ProcessLog) -> list[PingPong]:
    """Return pairs between which work went there and back, most turns first.

    Steps of nobody are passed over, and what somebody does in a row counts as one.
    """
    known = log.resource != NOBODY
    who, case = log.resource[known], log.case[known]
    fresh = np.ones(len(who), np.bool_)
    fresh[1:] = (who[1:] != who[:-1]) | (case[1:] != case[:-1])
    who, case = who[fresh], case[fresh]
    back = (who[2:] == who[:-2]) & (case[2:] == case[:-2])
    one, other, where = who[:-2][back].astype(np.int64), who[1:-1][back], case[:-2][back]
    width = max(len(log.resources), 1)
    out = []
    for pair, rows in _groups(one * width + other):
        cases = np.unique(where[rows]).astype(np.int64)
        out.append(PingPong(log.resources[pair // width], log.resources[pair % width], len(rows), cases))
    return sorted(out, key=lambda p: (-p.turns, p.one, p.other))


def _groups(key: Longs) -> list[tuple[int, Longs]]:
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1)) if len(ordered) else np.zeros(0, np.int64)
    parts = np.split(order, starts[1:])
    return [(int(ordered[start]), part) for start, part in zip(starts.tolist(), parts, strict=False)]


def rework(log: ProcessLog) -> list[Rework]:
    """Return the activities that were done more than once in a case, those done again most often first."""
    width = max(len(log.activities), 1)
    key = log.case.astype(np.int64) * width + log.activity
    order = np.argsort(key, kind="stable")
    ordered, at = key[order], log.at[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1)) if len(ordered) else np.zeros(0, np.int64)
    counts = np.diff(np.append(starts, len(ordered)))
    many = counts > 1
    starts, counts = starts[many], counts[many]
    activity, case = ordered[starts] % width, ordered[starts] // width
    spent = at[starts + counts - 1] - at[starts]
    out = []
    for number, rows in _groups(activity):
        again = int((counts[rows] - 1).sum())
        out.append(Rework(log.activities[number], again, case[rows], times_of(spent[rows])))
    return sorted(out, key=lambda r: (-r.again, r.activity))


def extra_steps(log: ProcessLog, *, at_most: float = 0.05) -> list[ExtraStep]:
    """Return the activities that at most this share of all cases has, those that cost most time first."""
    out = []
    durations = log.durations
    for number, cases in _cases_of(log):
        if len(cases) > at_most * len(log.cases):
            continue
        others = np.ones(len(log.cases), np.bool_)
        others[cases] = False
        if not others.any():
            continue
        longer = float(np.median(durations[cases]) - np.median(durations[others])) / 1e6
        out.append(ExtraStep(log.activities[number], cases, longer))
    return sorted(out, key=lambda e: (-e.longer * len(e.cases), e.activity))


def _cases_of(log: ProcessLog) -> list[tuple[int, Longs]]:
    """Return for each activity the cases that have it."""
    width = max(len(log.activities), 1)
    pairs = np.unique(log.activity.astype(np.int64) * max(len(log.cases), 1) + log.case)
    activity: Ints = (pairs // max(len(log.cases), 1)).astype(np.int32)
    case = pairs % max(len(log.cases), 1)
    ends = np.cumsum(np.bincount(activity, minlength=width))
    parts = np.split(case, ends[:-1])
    return [(number, part) for number, part in enumerate(parts) if len(part)]


def extremes(log: ProcessLog, *, fence: float = FENCE) -> Longs:
    """Return the cases that took extremely long, longest first.

    Durations are compared by their logarithm, for they are skewed: extreme is more than ``fence``
    interquartile ranges above the third quartile (Tukey).
    """
    durations = log.durations
    size = np.log1p(durations / 1e6)
    if not len(size):
        return np.zeros(0, np.int64)
    low, high = np.quantile(size, [0.25, 0.75])
    found = np.flatnonzero(size > high + fence * (high - low))
    return found[np.argsort(-durations[found], kind="stable")]


def slow(graph: Graph, *, most: int = 20) -> list[Slow]:
    """Return the transitions that cost most time in all."""
    total = sum(arc.times.total for arc in graph.arcs)
    costly = sorted(graph.arcs, key=lambda arc: (-arc.times.total, arc.source, arc.target))[:most]
    return [
        Slow(arc.source, arc.target, arc.times, arc.times.total / total if total else 0.0) for arc in costly
    ]
