"""The hard matter 疑难事项 (a knot): what it is about, how it is handled, what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, Literal, TypeAlias, get_args
from uuid import UUID

import msgspec

from yiwang.base.knots.model.criteria import Reason

State: TypeAlias = Literal["open", "solved", "dropped"]
STATES: Final[tuple[State, ...]] = get_args(State)
_Line: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
_Text: TypeAlias = Annotated[str, msgspec.Meta(max_length=2000)]
_Code: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class StepBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of the way of handling: what, by which unit, until when."""

    title: _Line
    unit: _Code | None = None
    due: date | None = None


class Handling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a hard matter is handled.

    ``lead`` is the lead unit, ``assists`` are asked to join within ``assist_hours``; ``basis`` is the
    mechanism (document, agreement); ``plan`` a plan of the library; ``owner`` the staff number of who answers
    for it.
    """

    title: _Line
    lead: _Code
    assists: Annotated[tuple[_Code, ...], msgspec.Meta(max_length=20)] = ()
    assist_hours: Annotated[int, msgspec.Meta(ge=1, le=2000)] = 48
    basis: _Text = ""
    plan: _Code | None = None
    steps: Annotated[tuple[StepBody, ...], msgspec.Meta(max_length=50)] = ()
    owner: _Code | None = None
    deadline: date
    area: _Code | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step and whether it is done."""

    title: str
    unit: str | None = None
    due: date | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    result: str = ""


class Note(msgspec.Struct, frozen=True):
    """What somebody wrote about the progress."""

    at: datetime
    by: str
    text: str


class Knot(msgspec.Struct, frozen=True, kw_only=True):
    """A hard matter. ``owner`` and ``by`` are keys of actors; ``reasons`` are those of its first cases."""

    id: UUID
    state: State
    matter: str
    area: str | None
    title: str
    lead: str
    assists: tuple[str, ...]
    assist_hours: int
    basis: str
    plan: str | None
    steps: tuple[Step, ...]
    owner: str
    deadline: date
    cases: tuple[str, ...]
    reasons: tuple[Reason, ...]
    at: datetime
    by: str
    notes: tuple[Note, ...] = ()
    result: str = ""
    ended_at: datetime | None = None
    ended_by: str | None = None


def stepped(before: tuple[Step, ...], wanted: tuple[StepBody, ...]) -> tuple[Step, ...]:
    """Return the steps as they shall be; one that keeps its title keeps that it was done."""
    known = {step.title: step for step in before}
    return tuple(
        msgspec.structs.replace(known.get(one.title, Step(title=one.title)), unit=one.unit, due=one.due)
        for one in wanted
    )
