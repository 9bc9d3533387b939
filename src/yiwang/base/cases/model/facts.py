"""Facts: what a journal entry of a case says happened, complete enough to rebuild the case.

A fact carries results, never inputs to be computed again: a deadline is stored as computed, so that
folding an old journal gives the same case after calendars, flows or lists have changed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from yiwang.base.cases.model.state import (
    Clock,
    Consultation,
    Dispatched,
    Extension,
    Place,
    Return,
    Supervision,
    Task,
)


class _Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="fact"):
    pass


class Opened(_Fact, tag="opened", frozen=True, kw_only=True, omit_defaults=True):
    """The case came into being from its first report."""

    id: UUID
    number: str
    flow: str
    flow_version: int
    stage: str
    source: str
    channel: str
    calendar: str
    report: UUID | None
    matter: str | None = None
    urgency: int = 1
    place: Place = msgspec.field(default_factory=Place)
    parent: str | None = None
    contactable: bool = False


class Moved(_Fact, tag="moved", frozen=True, kw_only=True, omit_defaults=True):
    """The case went to another stage."""

    stage: str


class Sided(_Fact, tag="sided", frozen=True, kw_only=True, omit_defaults=True):
    """The case entered a side state, or left it (``None``)."""

    side: str | None


class Attributed(_Fact, tag="attributed", frozen=True, kw_only=True, omit_defaults=True):
    """Plain attributes changed: only names in :data:`ATTRIBUTES` are allowed."""

    values: dict[str, Any]


class Placed(_Fact, tag="placed", frozen=True, kw_only=True, omit_defaults=True):
    """The place became known or was corrected."""

    place: Place


class TaskSet(_Fact, tag="task", frozen=True, kw_only=True, omit_defaults=True):
    """A task was opened or changed; the whole task as it is now."""

    task: Task


class ClockSet(_Fact, tag="clock", frozen=True, kw_only=True, omit_defaults=True):
    """A clock was started, paused, resumed, extended or stopped; the whole clock as it is now."""

    clock: Clock


class ReturnSet(_Fact, tag="return", frozen=True, kw_only=True, omit_defaults=True):
    """A return was asked for or judged."""

    item: Return


class DispatchedBy(_Fact, tag="dispatched_by", frozen=True, kw_only=True, omit_defaults=True):
    """The case was given to a unit: who or what decided it, and what the models said."""

    item: Dispatched


class ExtensionSet(_Fact, tag="extension", frozen=True, kw_only=True, omit_defaults=True):
    """An extension was asked for or decided."""

    item: Extension


class SupervisionSet(_Fact, tag="supervision", frozen=True, kw_only=True, omit_defaults=True):
    """A supervision was opened, answered or closed."""

    item: Supervision


class ConsultationSet(_Fact, tag="consultation", frozen=True, kw_only=True, omit_defaults=True):
    """A consultation was opened, heard an opinion or was ruled."""

    item: Consultation


class ReportJoined(_Fact, tag="report_joined", frozen=True, kw_only=True, omit_defaults=True):
    """A report was added to the case (first report, merge, +1)."""

    report: UUID


class ReportLeft(_Fact, tag="report_left", frozen=True, kw_only=True, omit_defaults=True):
    """A report went back to another case (un-merge)."""

    report: UUID


class Linked(_Fact, tag="linked", frozen=True, kw_only=True, omit_defaults=True):
    """A relation to another case appeared: ``merged`` ``merged_into`` ``child`` ``copy``."""

    relation: str
    other: str


class Unlinked(_Fact, tag="unlinked", frozen=True, kw_only=True, omit_defaults=True):
    """A relation to another case ended."""

    relation: str
    other: str


class Stamped(_Fact, tag="stamped", frozen=True, kw_only=True, omit_defaults=True):
    """A step of the life was reached at ``at`` (first time counts, unless ``again``)."""

    step: str
    at: datetime
    again: bool = False


class Counted(_Fact, tag="counted", frozen=True, kw_only=True, omit_defaults=True):
    """A counter moved by ``by``."""

    counter: str
    by: int = 1


class HandledBy(_Fact, tag="handled_by", frozen=True, kw_only=True, omit_defaults=True):
    """``actor`` did handling work, and so may never verify this case."""

    actor: str


class Keyed(_Fact, tag="keyed", frozen=True, kw_only=True, omit_defaults=True):
    """The act came with an idempotency key: ``mark`` tells a repeat of it (:mod:`.once`)."""

    mark: str


#: Attributes that :class:`Attributed` may set, all plain values of :class:`CaseState`.
ATTRIBUTES = frozenset(
    {
        "matter",
        "urgency",
        "grade",
        "mode",
        "lead",
        "responsibility",
        "result",
        "public_reply",
        "evidence",
        "resolved",
        "satisfaction",
        "excluded",
        "contactable",
        "merged_stage",
    }
)

Fact: TypeAlias = (
    Opened
    | Moved
    | Sided
    | Attributed
    | Placed
    | TaskSet
    | ClockSet
    | ReturnSet
    | DispatchedBy
    | ExtensionSet
    | SupervisionSet
    | ConsultationSet
    | ReportJoined
    | ReportLeft
    | Linked
    | Unlinked
    | Stamped
    | Counted
    | HandledBy
    | Keyed
)
