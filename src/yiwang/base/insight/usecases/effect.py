"""Effect 效能: how well dispatching and handling went, in figures that name their cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median

from yiwang.base.cases.api import CaseState
from yiwang.base.insight.usecases.use import EARLY, NEAR, Use

#: The clock that on-time handling is judged by.
FINAL = "handle"


@dataclass(slots=True)
class ModeRow:
    """Dispatches of one mode; right are those that no return was accepted for."""

    dispatches: int = 0
    accepted_returns: int = 0
    waits: list[float] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float | None:
        """Return the share of dispatches that nobody gave back rightly."""
        return None if not self.dispatches else max(0.0, 1 - self.accepted_returns / self.dispatches)

    @property
    def mean_seconds(self) -> float | None:
        """Return the mean time from filing to the first dispatch."""
        return fmean(self.waits) if self.waits else None


@dataclass(slots=True)
class Effect:
    """Figures of a period; see :func:`effect`."""

    cases: int = 0
    closed: int = 0
    on_time: int = 0
    early: int = 0
    near: int = 0
    overdue: list[str] = field(default_factory=list)
    modes: dict[str, ModeRow] = field(default_factory=lambda: defaultdict(ModeRow))
    liable: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    dispatcher_liable: list[str] = field(default_factory=list)


def effect(states: Iterable[CaseState], found: Iterable[Use]) -> Effect:
    """Return the figures of ``states`` and their uses; on time is judged by the clock of handling alone."""
    out = Effect()
    for use in found:
        if use.kind == FINAL and not use.missed:
            out.early += use.share <= EARLY
            out.near += use.share >= NEAR
    for state in states:
        out.cases += 1
        out.closed += "closed" in state.times
        judged = [c.status for c in state.clocks.values() if c.kind == FINAL]
        if "missed" in judged:
            out.overdue.append(state.number)
        elif "met" in judged:
            out.on_time += 1
        _dispatched(state, out)
    return out


def _dispatched(state: CaseState, out: Effect) -> None:
    times = state.counts.get("dispatched", 0)
    if times:
        row = out.modes[state.mode]
        row.dispatches += times
        opened = [task.opened_at for task in state.tasks.values() if task.kind == "lead"]
        if "filed" in state.times and opened:
            row.waits.append((min(opened) - state.times["filed"]).total_seconds())
        accepted = sum(item.status == "accepted" for item in state.returns.values())
        row.accepted_returns += accepted
        if accepted:
            row.returned.append(state.number)
    for item in state.returns.values():
        if item.liable == "unit":
            out.liable[item.unit].append(state.number)
        elif item.liable == "dispatcher":
            out.dispatcher_liable.append(state.number)


@dataclass(slots=True)
class MatterRow:
    """One matter: cases that were returned, overdue, of several units, done again; its limit in use."""

    matter: str
    cases: int = 0
    closed: int = 0
    returned: list[str] = field(default_factory=list)
    overdue: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    redone: list[str] = field(default_factory=list)
    spent: float | None = None
    """Median of the time that handling took, in the unit of ``limit``."""
    limit: float | None = None
    limit_unit: str | None = None


def matter_rows(states: Iterable[CaseState], found: Sequence[Use]) -> list[MatterRow]:
    """Return a row per matter, the most frequent first."""
    rows: dict[str, MatterRow] = {}
    for state in states:
        if state.matter is None:
            continue
        row = rows.setdefault(state.matter, MatterRow(state.matter))
        row.cases += 1
        row.closed += "closed" in state.times
        if state.returns:
            row.returned.append(state.number)
        if any(c.kind == FINAL and c.status == "missed" for c in state.clocks.values()):
            row.overdue.append(state.number)
        if len({task.unit for task in state.tasks.values() if task.kind in {"lead", "assist"}}) > 1:
            row.several.append(state.number)
        if state.counts.get("redone", 0) + state.counts.get("reworked", 0):
            row.redone.append(state.number)
    held: dict[str, list[Use]] = defaultdict(list)
    for use in found:
        if use.kind == FINAL and use.matter is not None:
            held[use.matter].append(use)
    for key, some in held.items():
        limit = Counter(use.limit for use in some).most_common(1)[0][0]
        same = [use.spent for use in some if use.limit.unit == limit.unit]
        rows[key].spent, rows[key].limit = median(same), limit.amount
        rows[key].limit_unit = limit.unit.value
    return sorted(rows.values(), key=lambda r: (-r.cases, r.matter))
