"""Raising and clearing: for every level of a rule and every subject, a small machine in columns.

``idle → pending → active → clearing → idle``. A level is pending while its condition holds but not yet long
enough, clearing while the opposite does. Between readings what was last said holds, so that a pending level
becomes active by itself; clearing needs a reading that still says so, because missing data clear nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.alarms.model.arrays import ALWAYS, NEVER, TRUE, Bools, Bytes, Indices, Ints, Longs, put
from yiwang.base.alarms.model.tree import Plan, evaluator

IDLE: Final = 0
PENDING: Final = 1
ACTIVE: Final = 2
CLEARING: Final = 3
#: Nothing to wait for. Zero, like every first entry here: memory that nobody wrote to is none.
_NONE: Final = 0


class Machine:
    """All levels of one rule for all its subjects."""

    def __init__(self, plan: Plan, size: int) -> None:
        self.plan = plan
        self.size = size
        count = len(plan.levels)
        self.state: Bytes = np.zeros((count, size), dtype=np.int8)
        self.since: Longs = np.zeros((count, size), dtype=np.int64)
        self.due: Longs = np.zeros((count, size), dtype=np.int64)
        self._soonest = NEVER  # nothing is due before; unknown at first
        self.top: Bytes = np.zeros(size, dtype=np.int8)
        self.count: Ints = np.zeros(size, dtype=np.int32)
        self.latest: Longs = np.zeros(size, dtype=np.int64)
        self.value: NDArray[np.float64] = np.zeros(size)
        self.fresh: Bools = np.zeros(size, dtype=np.bool_)  # counted since somebody asked
        self._raises = [evaluator(level.raises) for level in plan.levels]
        self._clears = [None if level.clears is None else evaluator(level.clears) for level in plan.levels]
        self._ranks = np.array([level.rank for level in plan.levels], dtype=np.int8)
        self._timed = [i for i, level in enumerate(plan.levels) if level.lasting]
        self._slow = [i for i, level in enumerate(plan.levels) if level.lasting or level.clear_lasting]
        stale = plan.rule.stale_after
        self._stale = ALWAYS if stale is None else int(stale * 1_000_000)

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return everything remembered, by name; the last axis is the subject."""
        names = ("state", "since", "due", "top", "count", "latest", "value")
        return {name: getattr(self, name) for name in names}

    def take(self, columns: Mapping[str, NDArray[Any]], here: Indices, there: Indices) -> None:
        """Take what :meth:`columns` of an equal machine returned: subjects ``there`` are ``here``."""
        for name, column in self.columns().items():
            put(column, here, columns[name][..., there])
        self._soonest = NEVER

    def waiting(self, slot: Indices) -> Bools:
        """Return which of these subjects are pending or clearing: each of their readings matters."""
        out = np.zeros(len(slot), dtype=np.bool_)
        for level in self._slow:
            out |= (self.state[level, slot] & 1).view(np.bool_)
        return out

    @property
    def spans(self) -> list[int]:
        """Return the times to wait for, in microseconds."""
        return sorted({t for level in self.plan.levels for t in (level.lasting, level.clear_lasting) if t})

    def ends(self, slot: Indices) -> list[Longs]:
        """Return when the waits of these subjects are over, per level; before everything if none waits."""
        out = []
        for level in self._slow:
            plan, state = self.plan.levels[level], self.state[level, slot]
            span = np.where(state == PENDING, plan.lasting, plan.clear_lasting)
            out.append(np.where(state & 1, self.since[level, slot] + span, 0))
        return out

    @property
    def is_slow(self) -> bool:
        """Tell whether any level has a time to wait for."""
        return bool(self._slow)

    def holds(self, held: Bytes, slot: Indices) -> Bools:
        """Return whether the condition of a level that is active holds; ``held`` is of these subjects."""
        out = np.zeros(len(slot), dtype=np.bool_)
        for level, raises in enumerate(self._raises):
            out |= (self.state[level, slot] >= ACTIVE) & (raises(held) == TRUE)
        return out

    def wait(self, slot: Indices, until: Longs) -> tuple[Bools, Longs]:
        """Let time pass up to ``until``; return which subjects' alarm changed, and when."""
        instant = until.copy()
        for level in self._timed:
            span = self.plan.levels[level].lasting
            since = self.since[level, slot]
            over = (self.state[level, slot] == PENDING) & (until >= since + span)
            if over.any():
                self.state[level, slot[over]] = ACTIVE
                self.due[level, slot[over]] = _NONE
                instant[over] = np.minimum(instant[over], since[over] + span)
        return self._settle(slot), instant

    def say(self, held: Bytes, slot: Indices, at: Longs, received: int) -> Bools:
        """Take what the conditions now say; return which subjects' alarm changed."""
        for level in range(len(self.plan.levels)):
            self._say_level(level, held, slot, at, received)
        return self._settle(slot)

    def _say_level(self, level: int, held: Bytes, slot: Indices, at: Longs, received: int) -> None:
        plan, state, since = self.plan.levels[level], self.state[level, slot], self.since[level, slot]
        raises = self._raises[level](held)
        clears_of = self._clears[level]
        clears = np.int8(TRUE) - raises if clears_of is None else clears_of(held)
        holds, clear = raises == TRUE, clears == TRUE
        if plan.clears is not None:
            clear &= ~holds  # while the raise condition holds, nothing is over
        began = np.where((state == PENDING) & holds, since, at)
        enough = holds & (at - began >= plan.lasting)
        up = np.where(enough, ACTIVE, np.where(holds, PENDING, IDLE))
        ending = np.where(state == CLEARING, since, at)
        over = clear & (at - ending >= plan.clear_lasting)
        down = np.where(over, IDLE, np.where(clear, CLEARING, ACTIVE))
        was_up = state >= ACTIVE
        new = np.where(was_up, down, up).astype(np.int8)
        self.state[level, slot] = new
        if level in self._slow:
            self.since[level, slot] = np.where(was_up, ending, began)
            left = np.maximum(began + plan.lasting - at, 0)
            soon = (new == PENDING) & (left <= self._stale)
            self.due[level, slot] = np.where(soon, received + left, _NONE)
            if soon.any():
                self._soonest = min(self._soonest, int(received + left[soon].min()))

    def _settle(self, slot: Indices) -> Bools:
        """Bring the alarm's rank up to date; return where it changed."""
        active = self.state[:, slot] >= ACTIVE
        rank = (active * self._ranks[:, None]).max(axis=0)
        changed: Bools = rank != self.top[slot]
        self.top[slot] = rank
        return changed

    def overdue(self, now: int) -> Indices:
        """Return the subjects for which a time to wait is over on the settler's clock."""
        if now < self._soonest:
            return np.empty(0, dtype=np.intp)
        found, self._soonest = [], ALWAYS
        for level in self._timed:
            waiting = np.flatnonzero(self.due[level])
            due = self.due[level, waiting]
            over = due <= now
            found.append(waiting[over])
            self._soonest = min(self._soonest, int(due[~over].min(initial=ALWAYS)))
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.intp)

    def expire(self, slot: Indices, now: int) -> tuple[Bools, Longs]:
        """Make active what is overdue; return which subjects' alarm changed, and since when."""
        instant = np.full(len(slot), now, dtype=np.int64)
        for level in self._timed:
            due = self.due[level, slot]
            over = (due != _NONE) & (due <= now)
            chosen = slot[over]
            self.due[level, chosen] = _NONE
            chosen = chosen[self.state[level, chosen] == PENDING]
            self.state[level, chosen] = ACTIVE
            ended = self.since[level, slot] + self.plan.levels[level].lasting
            instant = np.where(over, np.minimum(instant, ended), instant)
        return self._settle(slot), instant

    def count_again(self, slot: Indices, at: Longs, value: NDArray[np.float64]) -> None:
        """Count readings of raised subjects; a subject may occur more than once, in order of instants."""
        np.add.at(self.count, slot, 1)
        np.maximum.at(self.latest, slot, at)
        self.value[slot] = value
        self.fresh[slot] = True

    def count_more(self, slot: Indices, many: Longs, at: Longs, value: NDArray[np.float64]) -> None:
        """Count so many more readings of raised subjects, each subject once; the newest is given."""
        self.count[slot] += many.astype(np.int32)
        self.latest[slot] = np.maximum(self.latest[slot], at)
        self.value[slot] = value
        self.fresh[slot] = True

    def begin_count(self, slot: Indices, at: Longs, value: NDArray[np.float64]) -> None:
        """Begin to count at one for subjects that were just raised."""
        self.count[slot], self.latest[slot], self.value[slot] = 1, at, value
        self.fresh[slot] = False

    def put(self, slot: Indices, rank: int) -> None:
        """Make subjects stand at ``rank`` because the tables say so."""
        for level, plan in enumerate(self.plan.levels):
            present = self.state[level, slot]
            up = np.where(present >= ACTIVE, present, ACTIVE) if plan.rank <= rank else IDLE
            self.state[level, slot] = up
            self.due[level, slot] = _NONE
        self._settle(slot)
