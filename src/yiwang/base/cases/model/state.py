"""The state of a case 案件 as its journal tells it.

Everything here can be rebuilt by folding the journal (:mod:`.evolve`). Free text and personal data
are not here: the state names notes and reports by id, their words live in erasable tables.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from yiwang.kernel.worktime import Limit, Pause


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where: WGS-84 degrees, address, and the area codes from city down to the deepest known one."""

    lon: float | None = None
    lat: float | None = None
    address: str = ""
    path: tuple[str, ...] = ()
    grade: str = "B"

    @property
    def area(self) -> str | None:
        """Return the deepest area code, ``None`` when the place is unknown (未落格)."""
        return self.path[-1] if self.path else None


#: Kinds of tasks 任务.
TASK_KINDS = ("lead", "assist", "countersign", "whistle", "check", "verify", "callback")


class Task(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One unit's piece of work 任务. ``kind``: lead assist countersign whistle check verify callback.

    ``status``: ``open`` (waits for signing) → ``signed`` → ``done``; or ``returned`` ``withdrawn``
    ``cancelled``. ``required`` tasks must end before the case can close.
    """

    id: UUID
    kind: str
    unit: str
    status: str
    opened_at: datetime
    person: str | None = None
    required: bool = True
    signed_at: datetime | None = None
    signed_by: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    note: UUID | None = None
    demand: UUID | None = None
    media: tuple[UUID, ...] = ()
    parent: UUID | None = None

    @property
    def is_live(self) -> bool:
        """Tell whether somebody still has to act on it."""
        return self.status in {"open", "signed"}


class Clock(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One deadline 时限. ``limit`` already includes approved extensions.

    ``status``: ``running`` ``paused`` ``met`` ``missed`` ``cancelled``. ``due_at`` and ``warn_at`` are
    unknown while paused. ``fired`` names the reminders already given (``warn``, ``due``).
    """

    id: str
    kind: str
    status: str
    started_at: datetime
    limit: Limit
    calendar: str
    task: UUID | None = None
    unit: str | None = None
    due_at: datetime | None = None
    warn_at: datetime | None = None
    stopped_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    fired: tuple[str, ...] = ()
    basis: str = ""

    @property
    def is_live(self) -> bool:
        """Tell whether time can still run on it."""
        return self.status in {"running", "paused"}

    @property
    def fires_at(self) -> datetime | None:
        """Return when it next has something to say (warning, then expiry), ``None`` if never."""
        if self.status != "running" or "due" in self.fired:
            return None
        return self.due_at if "warn" in self.fired else self.warn_at


class Return(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A return 退回 of a task: why, on what basis, and how it was judged (有责/无责)."""

    id: UUID
    task: UUID
    unit: str
    at: datetime
    by: str
    reason: str
    basis: str
    proposed_unit: str | None = None
    note: UUID | None = None
    status: str = "asked"  # asked, accepted, refused
    liable: str | None = None  # dispatcher, unit, none
    judged_by: str | None = None
    judged_at: datetime | None = None


class Extension(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An extension 延期 asked for a clock before it expires, and its decision."""

    id: UUID
    clock: str
    by: str
    unit: str
    at: datetime
    amount: Limit
    reason: str
    note: UUID | None = None
    status: str = "asked"  # asked, approved, refused
    decided_by: str | None = None
    decided_at: datetime | None = None


class Supervision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A supervision 督办: system, written, joint, special or listed (挂牌)."""

    id: UUID
    kind: str
    unit: str
    at: datetime
    by: str
    due_at: datetime | None = None
    demand: UUID | None = None
    answer: UUID | None = None
    status: str = "open"  # open, answered, closed
    answered_at: datetime | None = None
    closed_at: datetime | None = None


class Opinion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One member's word in a consultation."""

    unit: str
    by: str
    at: datetime
    stance: str  # agree, disagree, abstain
    note: UUID | None = None


class Consultation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A consultation 会商 with a binding ruling (裁决)."""

    id: UUID
    at: datetime
    by: str
    members: tuple[str, ...]
    question: UUID | None = None
    opinions: tuple[Opinion, ...] = ()
    status: str = "open"  # open, ruled
    lead: str | None = None
    assists: tuple[str, ...] = ()
    ruled_at: datetime | None = None
    ruled_by: str | None = None
    ruling: UUID | None = None


class Dispatched(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the case came to a unit: ``by`` rule, model or person, in the matter's ``mode``.

    ``named`` and ``score``: what the published model said then, whoever decided; ``shadow…``: what the model
    in shadow said. Versions are kept by id: a later one never changes what this case was dispatched by.
    """

    at: datetime
    unit: str
    by: str
    mode: str
    model: UUID | None = None
    named: str | None = None
    score: float | None = None
    shadow: UUID | None = None
    shadow_unit: str | None = None
    shadow_score: float | None = None


class CaseState(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Everything the journal of one case adds up to."""

    id: UUID
    number: str
    flow: str
    flow_version: int
    stage: str
    opened_at: datetime
    source: str
    channel: str
    calendar: str
    side: str | None = None
    matter: str | None = None
    urgency: int = 1
    grade: str = "normal"
    mode: str = "manual"
    place: Place = msgspec.field(default_factory=Place)
    reports: list[UUID] = msgspec.field(default_factory=list)
    lead: str | None = None
    responsibility: UUID | None = None
    tasks: dict[UUID, Task] = msgspec.field(default_factory=dict)
    clocks: dict[str, Clock] = msgspec.field(default_factory=dict)
    dispatches: list[Dispatched] = msgspec.field(default_factory=list)
    returns: dict[UUID, Return] = msgspec.field(default_factory=dict)
    extensions: dict[UUID, Extension] = msgspec.field(default_factory=dict)
    supervisions: dict[UUID, Supervision] = msgspec.field(default_factory=dict)
    consultations: dict[UUID, Consultation] = msgspec.field(default_factory=dict)
    times: dict[str, datetime] = msgspec.field(default_factory=dict)
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    handlers: list[str] = msgspec.field(default_factory=list)
    merged_into: str | None = None
    merged: list[str] = msgspec.field(default_factory=list)
    merged_stage: str | None = None
    parent: str | None = None
    children: list[str] = msgspec.field(default_factory=list)
    copies: list[str] = msgspec.field(default_factory=list)
    result: UUID | None = None
    public_reply: UUID | None = None
    evidence: int = 0
    resolved: bool | None = None
    satisfaction: int | None = None
    excluded: bool = False
    contactable: bool = False
    keyed: list[str] = msgspec.field(default_factory=list)
    version: int = 0
    head: bytes = b""

    def live_tasks(self, *kinds: str) -> list[Task]:
        """Return the tasks that still wait for somebody, optionally of some kinds, oldest first."""
        return [t for t in self.tasks.values() if t.is_live and (not kinds or t.kind in kinds)]

    def lead_task(self) -> Task | None:
        """Return the live task of the lead unit (主办), if any."""
        found = self.live_tasks("lead")
        return found[-1] if found else None

    def clock(self, kind: str, task: UUID | None = None) -> Clock | None:
        """Return the live clock of ``kind`` (of ``task`` if given), if any."""
        for clock in self.clocks.values():
            if clock.kind == kind and clock.is_live and (task is None or clock.task == task):
                return clock
        return None

    @property
    def is_over(self) -> bool:
        """Tell whether the case has left the loop: closed or ended on a side road."""
        return self.stage in OVER

    @property
    def nearest_clock(self) -> Clock | None:
        """Return the live clock that falls due first; a paused one only if nothing else lives."""
        live = [c for c in self.clocks.values() if c.is_live and c.kind != "total"]
        running = [c for c in live if c.due_at is not None]
        if running:
            return min(running, key=lambda c: c.due_at or c.started_at)
        return live[0] if live else None

    @property
    def fires_at(self) -> datetime | None:
        """Return when one of the clocks next has something to say, ``None`` if none ever will."""
        return min((at for c in self.clocks.values() if (at := c.fires_at) is not None), default=None)


#: Stages in which no clock runs and no task is live.
OVER = frozenset({"closed", "rated", "archived", "rejected", "not_filed", "void", "merged"})
