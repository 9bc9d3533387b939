"""Matters, responsibilities and the answers given about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from yiwang.kernel.worktime import Limit, Words

#: Limits per clock and area grade; ``"*"`` stands for every grade. A clock may be a stage of another:
#: ``handle.stop`` for 停工 within ``handle``.
Limits = Mapping[str, Mapping[str, Limit]]


class Kind(StrEnum):
    """What is numbered: city assets and what happens share the same digits in GB/T 47678.5."""

    MATTER = "matter"
    COMPONENT = "component"


class Status(StrEnum):
    """The life of a catalogue entry."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Stand(StrEnum):
    """The life of a responsibility entry."""

    DRAFT = "draft"
    APPROVED = "approved"
    ENDED = "ended"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of who reports a matter; ``answers`` are (key, name) of lists.

    ``kind``: string, number, datetime, text, singlevaluelist, multivaluelist.
    """

    code: str
    label: str
    kind: str = "string"
    required: bool = False
    hint: str = ""
    answers: tuple[tuple[str, str], ...] = ()


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the catalogue 事项: a class (大类), a leaf, or a finer child (子类).

    ``key`` is ``kind:code``. ``scope_area`` is ``None`` for the city's common entries; otherwise the
    entry exists in that area only. ``urgency`` is 1 一般, 2 紧急 or 3 特急.
    """

    key: str
    kind: str
    code: str
    name: str
    class_code: str
    class_name: str
    parent: str | None = None
    leaf: bool = True
    scope_area: str | None = None
    urgency: int = 1
    dispatch_mode: str = "smart"
    filing_standard: str = ""
    closing_standard: str = ""
    evidence_required: bool = False
    limits: dict[str, dict[str, Limit]] = {}
    synonyms: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    status: str = Status.PUBLISHED
    version: int = 1
    source: str = ""


class Responsibility(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the 权责清单: who answers for a matter in an area, from when to when.

    ``valid_to`` is the first day on which it no longer holds. ``scene`` tells entries apart that share
    matter and area on purpose (市管道路, 背街小巷); between scenes a person decides. Versions of one
    line never change: a case keeps the ``id`` it was dispatched by.
    """

    id: UUID
    matter: str
    area: str
    lead_unit: str
    assist_units: tuple[str, ...] = ()
    scene: str = ""
    limits: dict[str, dict[str, Limit]] = {}
    duty_type: str = ""
    legal_basis: str = ""
    filing_standard: str = ""
    closing_standard: str = ""
    evidence_required: bool | None = None
    valid_from: date
    valid_to: date | None = None
    version: int = 1
    status: str = Stand.APPROVED
    change_basis: str = ""
    applicant: str = ""
    approver: str | None = None
    applied_at: datetime | None = None
    approved_at: datetime | None = None
    source: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the entry is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Candidate(msgspec.Struct, frozen=True):
    """A unit that may be right, how sure the list is (0 to 1), and why."""

    unit: str
    score: float
    reason: Words
    responsibility: UUID | None = None


class Resolution(msgspec.Struct, frozen=True):
    """Who is responsible: the one ``entry``, or nobody for certain and ranked ``candidates``."""

    entry: Responsibility | None
    candidates: tuple[Candidate, ...]


class Suggestion(msgspec.Struct, frozen=True):
    """A matter that a text may be about."""

    matter: Matter
    score: float
    why: Words


class Unmapped(msgspec.Struct, frozen=True):
    """A foreign code that no mapping knows, and how often it came."""

    source: str
    code: str
    name: str
    count: int
    first_seen: datetime
    last_seen: datetime


class Gap(msgspec.Struct, frozen=True):
    """A published leaf for which nobody is responsible in a district."""

    matter: str
    name: str
    area: str
    reason: Words


def limit_for(limits: Limits, clock: str, grade: str | None) -> Limit | None:
    """Return the limit of ``clock`` for an area of ``grade``, falling back on the one for all grades."""
    by_grade = limits.get(clock)
    if not by_grade:
        return None
    found = by_grade.get(grade) if grade is not None else None
    return found if found is not None else by_grade.get("*")
