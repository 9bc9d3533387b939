"""One rule at work: its conditions fed with readings, its machine moved by what they say.

Conditions judge whole columns at once. Only subjects for which something changed, or which wait for a time
to pass, go through the machine reading by reading; for all others nothing can happen, and they are most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import numpy as np

from yiwang.base.alarms.model.arrays import (
    NEVER,
    UNKNOWN,
    Bools,
    Bytes,
    Frame,
    Indices,
    Ints,
    Longs,
    rounds,
    runs,
)
from yiwang.base.alarms.model.functions import Leaf, Surroundings, functions
from yiwang.base.alarms.model.functions.times import Schedule
from yiwang.base.alarms.model.machine import Machine
from yiwang.base.alarms.model.said import Said, Tally, Walk, nobody
from yiwang.base.alarms.model.signals import Renewal, Signal
from yiwang.base.alarms.model.tree import LeafPlan, Plan

_NO_INDEX: Final = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Members:
    """Who a condition looks at: device numbers, rising, and the subject that each belongs to.

    ``subject`` is ``None`` when member and subject are the same thing. ``props``: the numbers of the property
    looked at, one per product that has it; none if it is no property.
    """

    device: Ints
    subject: Indices | None
    props: tuple[int, ...] = ()


class Program:
    """A rule's conditions and machine over its subjects.

    ``keys``: device numbers, rising, or codes of places.
    """

    def __init__(
        self, plan: Plan, keys: Ints | list[str], members: Sequence[Members], around: Surroundings
    ) -> None:
        self.plan, self.keys, self.members = plan, keys, list(members)
        self.code = plan.rule.code
        self.machine = Machine(plan, len(self.keys))
        self.leaves = [
            _make(leaf, len(m.device), around) for leaf, m in zip(plan.leaves, members, strict=True)
        ]
        self.held: Bytes = np.full((len(self.leaves), len(self.keys)), UNKNOWN, dtype=np.int8)
        self.tallies = [None if m.subject is None else Tally(m.subject, len(self.keys)) for m in self.members]
        self._clocks = [i for i, leaf in enumerate(self.leaves) if isinstance(leaf, Schedule)]
        stale = plan.rule.stale_after
        self._stale = None if stale is None else int(stale * 1_000_000)
        self.seen = [np.full(len(m.device), NEVER, dtype=np.int64) for m in members] if stale else []
        quiet = plan.rule.quiet_clears_after
        self._quiet = None if quiet is None else int(quiet * 1_000_000)
        self.heard: Longs = np.full(len(self.keys) if quiet is not None else 0, NEVER, dtype=np.int64)
        self._mark = np.zeros(len(self.keys), dtype=np.bool_)
        self._counting = np.ones(len(self.leaves), dtype=np.bool_)

    def key(self, slot: int) -> int | str:
        """Return what a subject is called."""
        found = self.keys[slot]
        return found if isinstance(found, str) else int(found)

    def slots(self, keys: Ints | Sequence[str]) -> tuple[Indices, Indices]:
        """Return which subjects are among ``keys``, and the position of each in ``keys``."""
        if isinstance(self.keys, list):
            place = {key: i for i, key in enumerate(keys)}
            pairs = [(i, place[key]) for i, key in enumerate(self.keys) if key in place]
            here, there = zip(*pairs, strict=True) if pairs else ((), ())
            return np.array(here, dtype=np.intp), np.array(there, dtype=np.intp)
        wanted = np.asarray(keys, dtype=np.int32)
        _, mine, theirs = np.intersect1d(self.keys, wanted, assume_unique=True, return_indices=True)
        return mine, theirs

    def looks_at(self, keys: Ints | list[str], members: Sequence[Members]) -> bool:
        """Tell whether subjects and members are these."""
        return np.array_equal(self.keys, keys) and all(
            mine.props == other.props
            and np.array_equal(mine.device, other.device)
            and _equal(mine.subject, other.subject)
            for mine, other in zip(self.members, members, strict=True)
        )

    def begin(self, now: int, unheard: int = 0) -> None:
        """Say when watching begins, and for how long before nobody listened."""
        for leaf in self.leaves:
            leaf.begin(now, unheard)

    def feed(self, frames: Sequence[Frame | None], received: int) -> list[Signal]:
        """Take the readings of each condition; return what changed."""
        judged = [None if f is None or not len(f) else self._judge(i, f) for i, f in enumerate(frames)]
        touched = [(i, j) for i, j in enumerate(judged) if j is not None]
        raised = self.machine.top.any()
        marked = _NO_INDEX
        slow = self.machine.is_slow
        for i, (frame, _, changed, _) in touched:
            waits = self.machine.waiting(self._subject(i, frame.slot)) if slow else changed
            if (matters := changed | waits).any():
                marked = np.concatenate([marked, self._subject(i, frame.slot[matters])])
        if not raised and not len(marked):
            return []
        self._mark[marked] = True
        said = [self._gather(i, *j) for i, j in touched] if len(marked) else []
        self._counting = self._first_of_frames(touched)
        if raised:
            for i, (frame, *_) in touched:
                if self._counting[i]:
                    self._count_steady(i, frame, received)
        self._mark[marked] = False
        out: list[Signal] = []
        if said:
            joined = Said.join(said)
            first, _, single = runs(joined.slot)
            if single:
                self._step(joined, received, out)
            else:
                self._walk(joined, first, received, out)
        return out

    def _walk(self, said: Said, first: Bools, received: int, out: list[Signal]) -> None:
        """Take several readings of each of some subjects."""
        walk = Walk(said, first, self._counting)
        if not self._clocks:  # with a clock every reading may meet another time of day
            walk.narrow(self.machine.spans, self.machine.ends(walk.slot[walk.first]))
        for rows, skipped in walk.rounds():
            self._step(said.take(rows), received, out)
            if skipped is None:
                continue
            slot = skipped.slot
            again = (self.machine.top[slot] > 0) & self.machine.holds(self.held[:, slot], slot)
            if again.any():
                row = skipped.row[again]
                self.machine.count_more(slot[again], skipped.many[again], said.at[row], said.value[row])
                self._hear(slot[again], received)

    def _first_of_frames(self, touched: Sequence[tuple[int, Any]]) -> Bools:
        """Return which conditions count readings: of those that see the same ones, the first."""
        out = np.zeros(len(self.leaves), dtype=np.bool_)
        known: set[int] = set()
        for i, (frame, *_) in touched:
            out[i] = id(frame) not in known
            known.add(id(frame))
        return out

    def _judge(self, number: int, frame: Frame) -> tuple[Frame, Bytes, Bools, Longs | None]:
        leaf = self.leaves[number]
        truth = leaf.feed(frame)
        changed: Bools = truth != frame.before(truth, leaf.truth)
        stale: Longs | None = None
        if changed.any():
            frame.keep(leaf.truth, truth)
        if self._stale is not None:
            until = frame.before(frame.at, self.seen[number]) + self._stale
            gap = (frame.at > until) & (until > 0)
            frame.keep(self.seen[number], frame.at)
            stale = np.where(gap, until, NEVER)
            changed = changed | gap
        for clock in self._clocks:
            now = self.leaves[clock].feed(frame)
            changed = changed | (now != self.held[clock][self._subject(number, frame.slot)])
        return frame, truth, changed, stale

    def _subject(self, leaf: int, member: Indices) -> Indices:
        subject = self.members[leaf].subject
        return member if subject is None else subject[member]

    def _gather(self, leaf: int, frame: Frame, truth: Bytes, changed: Bools, stale: Longs | None) -> Said:
        slot = self._subject(leaf, frame.slot)
        chosen = np.flatnonzero(self._mark[slot])
        blank = np.full(len(chosen), np.nan)
        said = Said(
            slot=slot[chosen],
            at=frame.at[chosen],
            leaf=np.full(len(chosen), leaf, dtype=np.int16),
            truth=truth[chosen],
            member=frame.slot[chosen],
            value=frame.value[chosen],
            stale=np.full(len(chosen), NEVER) if stale is None else stale[chosen],
            lon=blank if frame.lon is None else frame.lon[chosen],
            lat=blank if frame.lat is None else frame.lat[chosen],
            changed=changed[chosen],
        )
        if self.members[leaf].subject is None:
            return said
        return said.take(np.lexsort((said.at, said.slot)))

    def _step(self, said: Said, received: int, out: list[Signal]) -> None:
        """Take one moment of each of some subjects: the readings of all conditions at one instant."""
        machine = self.machine
        one = said.take(runs(said.slot)[0]) if len(self.leaves) > 1 or self.tallies[0] is not None else said
        slot = one.slot
        if machine.is_slow:
            gap = said.stale != NEVER
            before = machine.top[slot]
            changed, instant = machine.wait(slot, np.where(one.stale != NEVER, one.stale, one.at))
            self._tell(one, changed, before, instant, out)
            if gap.any():
                self._forget(said.take(gap), received, out)
        before = machine.top[slot]
        self._hold(said)
        for clock in self._clocks:
            frame = Frame.of(slot, one.at, one.value, received)
            self.held[clock, slot] = self.leaves[clock].feed(frame)
        held = self.held[:, slot]
        changed = machine.say(held, slot, one.at, received)
        self._tell(one, changed, before, one.at, out)
        again = (before > 0) & (machine.top[slot] > 0) & machine.holds(held, slot)
        if again.any():
            self._mark[slot] = again
            chosen = self._mark[said.slot] & self._counting[said.leaf]
            self._mark[slot] = False
            machine.count_again(said.slot[chosen], said.at[chosen], said.value[chosen])
            self._hear(slot[again], received)

    def _forget(self, said: Said, received: int, out: list[Signal]) -> None:
        """Let what was said before a gap become unknown at its end."""
        forgotten = said.take(slice(None))
        forgotten.truth = np.full(len(said.slot), UNKNOWN, dtype=np.int8)
        self._hold(forgotten)
        one = said.take(runs(said.slot)[0])
        before = self.machine.top[one.slot]
        changed = self.machine.say(self.held[:, one.slot], one.slot, one.stale, received)
        self._tell(one, changed, before, one.stale, out)

    def _hold(self, said: Said) -> None:
        """Remember what conditions say of the subjects; for places, by how many of their devices do."""
        if len(self.leaves) == 1 and self.tallies[0] is None:
            self.held[0, said.slot] = said.truth
            return
        for number in np.unique(said.leaf):
            mine = said.leaf == number
            slot, tally = said.slot[mine], self.tallies[number]
            if tally is None:
                self.held[number, slot] = said.truth[mine]
            else:
                tally.move(slot, said.member[mine], said.truth[mine])
                self.held[number, slot] = tally.truth(slot, self.plan.leaves[number].at_least)

    def _count_steady(self, leaf: int, frame: Frame, received: int) -> None:
        """Count readings of raised subjects for which nothing changed."""
        slot = self._subject(leaf, frame.slot)
        chosen = np.flatnonzero((self.machine.top[slot] > 0) & ~self._mark[slot])
        if not len(chosen):
            return
        raised = slot[chosen]
        again = self.machine.holds(self.held[:, raised], raised)
        chosen, raised = chosen[again], raised[again]
        self.machine.count_again(raised, frame.at[chosen], frame.value[chosen])
        self._hear(raised, received)

    def _hear(self, slot: Indices, received: int) -> None:
        if self._quiet is not None:
            self.heard[slot] = received

    def _tell(self, said: Said, changed: Bools, before: Bytes, at: Longs, out: list[Signal]) -> None:
        if not changed.any():
            return
        chosen = np.flatnonzero(changed)
        now = self.machine.top[said.slot]
        fresh = chosen[(before[chosen] == 0)]
        self.machine.begin_count(said.slot[fresh], at[fresh], said.value[fresh])
        if self._quiet is not None:
            self.heard[said.slot[fresh]] = np.maximum(at[fresh], self.heard[said.slot[fresh]])
        for i in chosen.tolist():
            member, leaf = int(said.member[i]), int(said.leaf[i])
            device = self.members[leaf].device[member] if leaf >= 0 and member >= 0 else -1
            out.append(
                Signal(
                    rule=self.code,
                    subject=int(said.slot[i]),
                    kind=_kind(int(before[i]), int(now[i])),
                    rank=int(now[i]),
                    before=int(before[i]),
                    at=int(at[i]),
                    device=int(device),
                    value=_number(said.value[i]),
                    lon=_number(said.lon[i]),
                    lat=_number(said.lat[i]),
                )
            )

    def tick(self, now: int) -> list[Signal]:
        """Let time pass on the settler's clock; return what changed by it."""
        out: list[Signal] = []
        for number, leaf in enumerate(self.leaves):
            found = leaf.tick(now)
            if found is not None:
                self._pass_time(number, *found, now, out)
        slot = self.machine.overdue(now)
        if len(slot):
            before = self.machine.top[slot]
            changed, instant = self.machine.expire(slot, now)
            self._tell(nobody(slot, now), changed, before, instant, out)
        if self._quiet is not None:
            self._clear_quiet(now, out)
        return out

    def _pass_time(self, number: int, member: Indices, truth: Bytes, now: int, out: list[Signal]) -> None:
        leaf = self.leaves[number]
        leaf.truth[member] = truth
        slot = self._subject(number, member)
        said = nobody(slot, now)
        said.leaf[:], said.truth, said.member = number, truth, member
        order = np.argsort(slot, kind="stable")
        said = said.take(order)
        for chosen in rounds(runs(said.slot)[0]):
            part = said.take(chosen)
            before = self.machine.top[part.slot]
            self._hold(part)
            changed = self.machine.say(self.held[:, part.slot], part.slot, part.at, now)
            self._tell(part, changed, before, part.at, out)

    def _clear_quiet(self, now: int, out: list[Signal]) -> None:
        assert self._quiet is not None
        slot = np.flatnonzero((self.machine.top > 0) & (self.heard + self._quiet <= now) & (self.heard > 0))
        if len(slot):
            before = self.machine.top[slot]
            self.machine.put(slot, 0)
            changed = before > 0
            mine: list[Signal] = []
            self._tell(nobody(slot, now), changed, before, np.full(len(slot), now), mine)
            out.extend(msgspec.structs.replace(signal, quiet=True) for signal in mine)

    def renewals(self) -> list[Renewal]:
        """Return raised subjects that were seen again since the last call."""
        machine = self.machine
        found = np.flatnonzero(machine.fresh)
        machine.fresh[found] = False
        return [
            Renewal(
                rule=self.code,
                subject=int(i),
                count=int(machine.count[i]),
                at=int(machine.latest[i]),
                value=_number(machine.value[i]),
            )
            for i in found.tolist()
            if machine.top[i] > 0
        ]


def _equal(one: Indices | None, other: Indices | None) -> bool:
    return one is other or (one is not None and other is not None and np.array_equal(one, other))


def _make(leaf: LeafPlan, size: int, around: Surroundings) -> Leaf:
    return functions.get(leaf.name).call(leaf.params, size, around)


def _kind(before: int, now: int) -> Any:
    return "raised" if before == 0 else "cleared" if now == 0 else "level"


def _number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)
