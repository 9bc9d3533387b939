"""What a move sees and how it speaks: the context of one act on one case.

A move is a plain function without I/O. It reads ``ctx.state``, and says what happened with
``ctx.emit``; each fact is folded into the state at once, so that what follows sees it. Words typed by
people go through ``ctx.note``, which keeps them out of the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.errors import NoSuchTaskError, NotYourTaskError, UnknownUnitError
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.evolve import evolve
from yiwang.base.cases.model.state import OVER, CaseState, Place, Task
from yiwang.base.cases.usecases import clocks
from yiwang.base.dispatching import api as dispatching
from yiwang.base.identity import api as identity
from yiwang.base.matters import api as matters
from yiwang.base.workflow import api as workflow
from yiwang.kernel.actor import Actor
from yiwang.kernel.ids import new_id
from yiwang.kernel.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """Words a person wrote, on their way to the erasable note table."""

    id: UUID
    kind: str
    text: str
    public: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a case that is to become a case of its own (拆分)."""

    text: str
    matter: str | None


@dataclass(frozen=True)
class Reference:
    """The reference data that deciding needs, as of now; loaded once per act or batch."""

    flows: workflow.Flows
    calendars: dict[str, WorkCalendar]
    catalogue: matters.Catalogue
    directory: identity.Directory
    place_at: Callable[[float, float], Place]
    guide: dispatching.Guide = dispatching.NOBODY


@dataclass
class Ctx:
    """One act on one case: state, actor, time, reference data, and what came of it."""

    state: CaseState
    actor: Actor
    now: datetime
    flow: workflow.FlowVersion
    reference: Reference
    action: workflow.Action | None = None
    facts: list[f.Fact] = field(default_factory=list)
    notes: list[NoteDraft] = field(default_factory=list)
    others: dict[str, Ctx] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    media: list[UUID] = field(default_factory=list)
    #: What :meth:`resolution` found, with the matter and the place it was asked for.
    #: Search words of the case; ``None`` while nobody has looked: then a model may suggest, but not act.
    words: tuple[str, ...] | None = None
    _advised: tuple[dispatching.Asked, dispatching.Advice | None] | None = None
    _resolved: tuple[tuple[str, tuple[str, ...]], matters.Resolution] | None = None

    def emit(self, *facts: f.Fact) -> None:
        """Record ``facts`` and fold them into the state."""
        self.facts.extend(facts)
        evolve(self.state, facts, self.now)

    def note(self, text: str, kind: str, *, public: bool = False) -> UUID | None:
        """Keep ``text`` as a note of ``kind`` and return its id, or ``None`` for empty text."""
        if not text.strip():
            return None
        draft = NoteDraft(new_id(), kind, text.strip(), public)
        self.notes.append(draft)
        return draft.id

    def go(self, wanted: str, *, cancel: bool = False) -> None:
        """Move the case to ``wanted`` (or past it, if skipped); clocks follow.

        ``cancel``: what ran until now ends without a judgement (an accepted return, a void).
        """
        target = self.flow.target(wanted, self)
        origin = self.state.stage
        if target == origin:
            return
        self.emit(f.Moved(stage=target))
        clocks.follow(self, origin, target, cancel=cancel)
        if target in OVER:
            self.end_tasks("cancelled")

    def turn(self, side: str | None) -> None:
        """Enter a side state, or leave the present one; clocks pause and resume accordingly."""
        before = self.state.side
        if side == before:
            return
        self.emit(f.Sided(side=side))
        clocks.sidestep(self, before, side)

    def end_tasks(self, status: str, *kinds: str) -> None:
        """End all live tasks (of ``kinds``) with ``status`` and cancel their own clocks."""
        for task in self.state.live_tasks(*kinds):
            self.set_task(task, status=status, done_at=self.now)
            clocks.stop_task(self, task.id, cancel=True)

    def open_task(self, kind: str, unit: str, **extra: Any) -> Task:
        """Open a task of ``kind`` for ``unit``; raises :class:`UnknownUnitError`."""
        self.known_unit(unit)
        task = Task(id=new_id(), kind=kind, unit=unit, status="open", opened_at=self.now, **extra)
        self.emit(f.TaskSet(task=task))
        return task

    def set_task(self, task: Task, **changes: Any) -> Task:
        """Change ``task`` and return it as it is now."""
        changed = msgspec.structs.replace(task, **changes)
        self.emit(f.TaskSet(task=changed))
        return changed

    def known_unit(self, unit: str, where: str = "unit") -> str:
        """Return ``unit`` if the directory knows it; raises :class:`UnknownUnitError`."""
        if self.reference.directory.unit(unit) is None:
            raise UnknownUnitError(field=where, unit=unit)
        return unit

    def may_work_for(self, unit: str) -> bool:
        """Tell whether the actor belongs to ``unit`` or a unit above it, or is bound to none."""
        if self.actor.is_system or self.actor.unit is None:
            return True
        return unit in self.reference.directory.subtree(self.actor.unit)

    def my_task(self, *kinds: str, task: UUID | None = None) -> Task:
        """Return the live task the actor acts on.

        With ``task`` exactly that one, else the newest of ``kinds`` that the actor may work on. Raises
        :class:`NoSuchTaskError` or :class:`NotYourTaskError`.
        """
        live = self.state.live_tasks(*kinds)
        if task is not None:
            live = [t for t in live if t.id == task]
        if not live:
            raise NoSuchTaskError(kinds="/".join(kinds) or str(task))
        mine = [t for t in live if self.may_work_for(t.unit)]
        if not mine:
            raise NotYourTaskError(unit=live[-1].unit)
        return mine[-1]

    @property
    def calendar(self) -> WorkCalendar:
        """Return the work calendar of the case."""
        return self.reference.calendars[self.state.calendar]

    @cached_property
    def matter(self) -> matters.Matter | None:
        """Return the case's matter, if it is known."""
        return self.reference.catalogue.leaf(self.state.matter) if self.state.matter else None

    def resolution(self) -> matters.Resolution | None:
        """Return whose the case is by the responsibility list, ``None`` while matter or place lack."""
        if self.state.matter is None or not self.state.place.path:
            return None
        asked = (self.state.matter, self.state.place.path)
        if self._resolved is None or self._resolved[0] != asked:
            local = self.now.astimezone(self.calendar.zone).date()
            self._resolved = asked, self.reference.catalogue.resolve(*asked, local)
        return self._resolved[1]

    def asked(self) -> dispatching.Asked:
        """Return what a model may know of the case."""
        state, resolution, matter = self.state, self.resolution(), self.matter
        opened = state.opened_at.astimezone(self.calendar.zone)
        scenes: tuple[str, ...] = ()
        if resolution is not None and resolution.entry is None:
            scenes = tuple(c.unit for c in resolution.candidates if c.responsibility is not None)
        return dispatching.Asked(
            matter=state.matter,
            klass=matter.class_code if matter is not None else None,
            path=state.place.path,
            channel=state.channel,
            weekday=opened.weekday(),
            hour=opened.hour,
            words=self.words or (),
            allowed=scenes,
        )

    def advice(self) -> dispatching.Advice | None:
        """Return what the models say of the case as it is known now, ``None`` where they say nothing."""
        if not self.reference.guide.speaks:
            return None
        asked = self.asked()
        if self._advised is None or self._advised[0] != asked:
            self.advised(asked, self.reference.guide.advise([asked])[0])
        assert self._advised is not None
        return self._advised[1]

    def advised(self, asked: dispatching.Asked, advice: dispatching.Advice | None) -> None:
        """Keep what the models said, for many cases were asked about at once."""
        self._advised = asked, advice

    def responsibility(self) -> matters.Responsibility | None:
        """Return the entry the case was dispatched by, else the one that applies now.

        A dispatched case keeps its version of the list, whatever is changed later.
        """
        if self.state.responsibility is not None:
            return self.reference.catalogue.responsibility(self.state.responsibility)
        resolution = self.resolution()
        return resolution.entry if resolution is not None else None

    def forget_matter(self) -> None:
        """Drop what was cached of the matter after it changed."""
        self.__dict__.pop("matter", None)
