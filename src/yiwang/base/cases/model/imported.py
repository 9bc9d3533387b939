"""What a row of history says happened, as facts of a case with their own times.

The journal of an imported case is as honest as the source: each step the source dates is an entry at
that time, marked as imported; what it does not date is told with the opening. Nothing is invented.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.history import HistoryRow
from yiwang.base.cases.model.state import Clock, Place, Task
from yiwang.kernel.ids import new_id
from yiwang.kernel.worktime import Limit, TimeUnit

#: The step a column of history stamps, and the stage a case was in after it.
ROAD = {
    "accepted_at": ("accepted", "filing"),
    "filed_at": ("filed", "dispatch"),
    "dispatched_at": ("dispatched", "sign"),
    "signed_at": ("signed", "handle"),
    "contacted_at": ("contacted", None),
    "feedback_at": ("feedback", "verify"),
    "verified_at": ("verified", "closing"),
    "called_back_at": ("called_back", "closing"),
}
OPENED = "import_opened"
CLOSED = "import_closed"
PREFIX = "import_"
BASIS = "import"
_MOST_HOURS = 50_000


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What was found out about a row before it becomes a case: codes instead of words."""

    number: str
    report: UUID
    place: Place
    channel: str
    flow: str
    flow_version: int
    initial: str
    final_clock: str | None
    calendar: str
    matter: str | None = None
    unit: str | None = None
    result: UUID | None = None


class Step(msgspec.Struct, frozen=True):
    """One future journal entry: when, what it is called, from where to where, and its facts."""

    at: datetime
    action: str
    origin: str | None
    target: str
    facts: list[f.Fact]


def steps(source: str, row: HistoryRow, known: Known, now: datetime) -> list[Step]:
    """Return the entries of one imported case in the order of their times.

    ``now`` decides which reminders of a still open case are long past and must not be given again.
    """
    assert row.reported_at is not None
    return _Teller(source, row, known, row.reported_at, now).tell()


class _Teller:
    """Walks through one row; keeps the stage, the task and the clock as they stand."""

    def __init__(self, source: str, row: HistoryRow, known: Known, opened: datetime, now: datetime) -> None:
        self.source, self.row, self.known, self.opened, self.now = source, row, known, opened, now
        self.stage = known.initial
        self.task: Task | None = None
        self.clock: Clock | None = None

    def tell(self) -> list[Step]:
        """Return all entries."""
        row = self.row
        told = [self._open()]
        dated = sorted((at, i, name) for i, (name, at) in enumerate(row.steps.items()))
        told += [self._reach(name, at) for at, _, name in dated]
        if row.closed_at is not None:
            told.append(self._close(row.closed_at))
        return told

    def _open(self) -> Step:
        row, known = self.row, self.known
        facts: list[f.Fact] = [
            f.Opened(
                id=new_id(),
                number=known.number,
                flow=known.flow,
                flow_version=known.flow_version,
                stage=known.initial,
                source=self.source,
                channel=known.channel,
                calendar=known.calendar,
                report=known.report,
                matter=known.matter,
                urgency=row.urgency,
                place=known.place,
                contactable=bool(row.reporter_phone),
            )
        ]
        if row.due_at is not None and known.final_clock is not None:
            facts.append(self._set_clock(self._running(known.final_clock, row.due_at)))
        counts = (("returned", row.returned), ("redone", row.redone), ("extended", row.extended))
        facts += [f.Counted(counter=name, by=n) for name, n in counts if n]
        if known.unit is not None and "dispatched_at" not in row.steps:
            facts += self._assign(known.unit, self.opened)
        stage = self.stage
        if row.closed_at is None and not row.steps:
            stage = "sign" if known.unit is not None else "dispatch"
        if stage != self.stage:
            self.stage = stage
            facts.append(f.Moved(stage=stage))
        return Step(self.opened, OPENED, None, self.stage, facts)

    def _reach(self, name: str, at: datetime) -> Step:
        step, stage = ROAD[name]
        origin = self.stage
        facts: list[f.Fact] = [f.Stamped(step=step, at=at)]
        unit = self.known.unit
        if name == "dispatched_at" and unit is not None:
            facts += self._assign(unit, at)
        if self.task is not None and name == "signed_at" and self.task.signed_at is None:
            facts.append(self._set_task(status="signed", signed_at=at))
        if self.task is not None and name == "feedback_at":
            facts.append(self._set_task(status="done", done_at=at, signed_at=self.task.signed_at or at))
        if stage in {"sign", "handle"} and self.task is None:
            stage = "dispatch"  # nobody is known whose it could be
        if stage is not None and stage != origin:
            self.stage = stage
            facts.append(f.Moved(stage=stage))
        return Step(at, PREFIX + step, origin, self.stage, facts)

    def _close(self, at: datetime) -> Step:
        row, origin = self.row, self.stage
        facts: list[f.Fact] = []
        if self.task is not None and self.task.is_live:
            facts.append(self._set_task(status="done", done_at=at))
        if self.clock is not None:
            due = self.clock.due_at
            status = (
                "cancelled" if row.outcome != "closed" else "met" if due is None or at <= due else "missed"
            )
            facts.append(self._set_clock(msgspec.structs.replace(self.clock, status=status, stopped_at=at)))
        values = {
            "resolved": row.resolved,
            "satisfaction": row.satisfaction,
            "result": str(self.known.result) if self.known.result is not None else None,
        }
        kept = {name: value for name, value in values.items() if value is not None}
        if kept:
            facts.append(f.Attributed(values=kept))
        self.stage = row.outcome
        facts += [f.Moved(stage=row.outcome), f.Stamped(step="closed", at=at)]
        return Step(at, CLOSED, origin, row.outcome, facts)

    def _running(self, kind: str, due: datetime) -> Clock:
        hours = (due - self.opened).total_seconds() / 3600
        limit = Limit(round(hours, 6), TimeUnit.NATURAL_HOUR)
        if hours > _MOST_HOURS:
            limit = Limit(round(hours / 24, 6), TimeUnit.NATURAL_DAY)
        fired = ("warn", "due") if due <= self.now else ()
        return Clock(
            id=f"{kind}-1",
            kind=kind,
            status="running",
            started_at=self.opened,
            limit=limit,
            calendar=self.known.calendar,
            unit=self.known.unit,
            due_at=due,
            warn_at=self.opened + (due - self.opened) * 0.8,
            fired=fired if self.row.closed_at is None else (),
            basis=BASIS,
        )

    def _set_clock(self, clock: Clock) -> f.ClockSet:
        self.clock = clock
        return f.ClockSet(clock=clock)

    def _assign(self, unit: str, at: datetime) -> list[f.Fact]:
        self.task = Task(id=new_id(), kind="lead", unit=unit, status="open", opened_at=at)
        return [f.Attributed(values={"lead": unit}), f.TaskSet(task=self.task)]

    def _set_task(self, **changes: object) -> f.TaskSet:
        assert self.task is not None
        self.task = msgspec.structs.replace(self.task, **changes)
        return f.TaskSet(task=self.task)
