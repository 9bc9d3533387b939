"""Units as queues: cases come, wait for a free place, are worked on, and go to the next unit.

A discrete-event simulation in working time: first come, first served, ``places`` cases in hand at a time.
It is run twice, once as things were and once changed, on the same cases with the same pieces of work; only
the *difference* of waiting is used. What the queue does not explain of a real waiting time stays as it was,
and without a change the difference is nothing.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """``work`` at ``unit``, coming ``gap`` after the job before it (the first: since the beginning)."""

    unit: str
    gap: float
    work: float


@dataclass(frozen=True, slots=True)
class Ran:
    """How a simulation went: waiting of each job of each case, and what stood before each unit at most."""

    waits: list[list[float]]
    longest: dict[str, int]
    busy: dict[str, float]


def peak(spans: Sequence[tuple[float, float]]) -> int:
    """Return how many of ``spans`` overlapped at most; one that ends makes room for one that begins."""
    agenda = sorted([(begin, 1) for begin, _ in spans] + [(end, -1) for _, end in spans])
    most = held = 0
    for _, by in agenda:
        held += by
        most = max(most, held)
    return most


def run(cases: Sequence[Sequence[Job]], places: Mapping[str, int]) -> Ran:
    """Let ``cases`` pass through units that have ``places`` each; a unit without any has one."""
    free = dict(places)
    lines: dict[str, deque[tuple[int, int, float]]] = {}
    out = Ran([[0.0] * len(jobs) for jobs in cases], {}, {})
    agenda: list[tuple[float, int, int, bool]] = []  # when, case, job, whether it ends

    def begin(case: int, job: int, now: float, since: float) -> None:
        one = cases[case][job]
        free[one.unit] -= 1
        out.waits[case][job] = now - since
        out.busy[one.unit] = out.busy.get(one.unit, 0.0) + one.work
        heapq.heappush(agenda, (now + one.work, case, job, True))

    for case, jobs in enumerate(cases):
        if jobs:
            agenda.append((jobs[0].gap, case, 0, False))
    heapq.heapify(agenda)
    while agenda:
        now, case, job, ends = heapq.heappop(agenda)
        unit = cases[case][job].unit
        free.setdefault(unit, 1)
        line = lines.setdefault(unit, deque())
        if ends:
            free[unit] += 1
            if job + 1 < len(cases[case]):
                later = now + cases[case][job + 1].gap
                heapq.heappush(agenda, (later, case, job + 1, False))
        else:
            line.append((case, job, now))
        while line and free[unit] > 0:
            first, which, since = line.popleft()
            begin(first, which, now, since)
        out.longest[unit] = max(out.longest.get(unit, 0), len(line))
    return out
