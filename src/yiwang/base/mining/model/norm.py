"""Conformance with a norm 规范: every case walked through what a flow allows, each different path once.

The walk keeps all the states a case may be in. A step that none of them allows is a deviation, and the case
goes on from where the step belongs, so that one wrong step is one deviation and not a dozen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np

from yiwang.base.mining.model.log import Longs, ProcessLog
from yiwang.base.mining.model.variants import variants

State: TypeAlias = str
States: TypeAlias = frozenset[State]
Kind = Literal["skipped", "early", "late", "unknown"]
#: More missing steps than this between two steps explain nothing.
_FARTHEST: Final = 6


@dataclass(frozen=True)
class Norm:
    """What is allowed: ``steps`` says for an activity from which states it may be done, and where it leads.

    ``rank`` is the place of a state on the main road: going on means not falling back in rank. ``silent``
    steps happen by themselves and may be missing in a log. ``seen`` are no steps but observations: what the
    log knows of the state after a step.
    """

    initial: States
    steps: Mapping[str, Mapping[State, States]]
    rank: Mapping[State, int]
    silent: frozenset[str] = frozenset()
    seen: Mapping[str, States] = field(default_factory=dict)

    def after(self, states: States, activity: str) -> States:
        """Return where ``activity`` leads from those of ``states`` that allow it; empty: from none."""
        if activity in self.seen:
            return states & self.seen[activity]
        by_state = self.steps.get(activity, {})
        return frozenset().union(*(by_state[s] for s in states if s in by_state))

    def closed(self, states: States) -> States:
        """Return ``states`` and what silent steps make of them."""
        if not self.silent:
            return states
        found, grown = states, frozenset[State]()
        while grown != found:
            grown = found
            found = grown.union(*(self.after(grown, name) for name in self.silent))
        return found

    def belongs(self, activity: str) -> States:
        """Return the states in which ``activity`` may be done."""
        return self.seen.get(activity) or frozenset(self.steps.get(activity, ()))


@dataclass(frozen=True, slots=True)
class Deviation:
    """A step against the norm: what it was, after which step, and in how many cases.

    ``skipped``: ``missing`` steps were passed over and never came. ``early``: they came later (wrong order).
    ``late``: the flow has no place for the step any more (extra). ``unknown``: the flow knows no such step.
    """

    kind: Kind
    step: str
    before: str
    missing: tuple[str, ...]
    cases: Longs
    """The places of the cases, rising."""


@dataclass(frozen=True, slots=True)
class Conformance:
    """``fitting``: which cases have no deviation at all; ``deviations``: the most frequent first."""

    fitting: np.ndarray[tuple[int], np.dtype[np.bool_]]
    deviations: tuple[Deviation, ...]

    @property
    def fitness(self) -> float | None:
        """Return the share of cases without any deviation."""
        return float(self.fitting.mean()) if len(self.fitting) else None


_Found: TypeAlias = tuple[Kind, str, str, tuple[str, ...]]


def conform(log: ProcessLog, norm: Norm) -> Conformance:
    """Walk the cases of ``log`` through ``norm``; see :class:`Deviation` for what counts as one.

    An open case is judged by the steps that it has: that it is not at an end is no deviation.
    """
    paths = variants(log)
    walker = _Walker(norm)
    places: dict[_Found, list[int]] = {}
    for number, path in enumerate(paths.paths()):
        for found in set(walker.walk(path)):
            places.setdefault(found, []).append(number)
    order = np.argsort(paths.of_case, kind="stable")
    bounds = np.searchsorted(paths.of_case[order], np.arange(len(paths) + 1))
    fitting = np.ones(len(log.cases), np.bool_)
    out = []
    for (kind, step, before, missing), numbers in places.items():
        cases = np.sort(np.concatenate([order[bounds[n] : bounds[n + 1]] for n in numbers]))
        fitting[cases] = False
        out.append(Deviation(kind, step, before, missing, cases.astype(np.int64)))
    out.sort(key=lambda d: (-len(d.cases), d.kind, d.step, d.before))
    return Conformance(fitting, tuple(out))


class _Walker:
    """Walks paths; what a set of states makes of a step is found once."""

    def __init__(self, norm: Norm) -> None:
        self.norm = norm
        self._known: dict[tuple[States, str], States] = {}
        self._roads: dict[tuple[States, str], tuple[str, ...] | None] = {}

    def walk(self, path: Sequence[str]) -> Iterable[_Found]:
        """Yield the deviations of one path."""
        states = self.norm.closed(self.norm.initial)
        before, lost = "", False
        for place, activity in enumerate(path):
            observed = activity in self.norm.seen
            reached = self._after(states, activity)
            if not reached:
                if not (observed and lost):
                    yield self._deviation(states, activity, before, path[place + 1 :])
                reached = self._found_again(states, activity)
                lost = not observed
            else:
                lost = False
            states = reached
            if not observed:
                before = activity

    def _after(self, states: States, activity: str) -> States:
        key = (states, activity)
        if key not in self._known:
            self._known[key] = self.norm.closed(self.norm.after(states, activity))
        return self._known[key]

    def _found_again(self, states: States, activity: str) -> States:
        """Return where the case is after a step that it should not have taken: where the step leads."""
        belongs = self.norm.belongs(activity)
        return self._after(belongs, activity) if belongs else states

    def _deviation(self, states: States, activity: str, before: str, later: Sequence[str]) -> _Found:
        named = before if activity in self.norm.seen else activity
        if not self.norm.belongs(activity):
            return "unknown", named, before, ()
        key = (states, activity)
        if key not in self._roads:
            self._roads[key] = self._road(states, self.norm.belongs(activity))
        missing = self._roads[key]
        if missing is None:
            return "late", named, before, ()
        return "early" if missing and set(missing) <= set(later) else "skipped", named, before, missing

    def _road(self, states: States, wanted: States) -> tuple[str, ...] | None:
        """Return the fewest steps forward from ``states`` to ``wanted``; ``None`` if there is no way."""
        rank = self.norm.rank
        waiting: deque[tuple[State, tuple[str, ...]]] = deque((s, ()) for s in sorted(states))
        met = set(states)
        while waiting:
            state, road = waiting.popleft()
            if state in wanted and road:
                return road
            if len(road) == _FARTHEST:
                continue
            for name, by_state in self.norm.steps.items():
                for target in sorted(by_state.get(state, ())):
                    if target not in met and rank[target] >= rank[state]:
                        met.add(target)
                        waiting.append((target, road if name in self.norm.silent else (*road, name)))
        return None
