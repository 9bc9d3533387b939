"""What may be tried out on the past: another limit, duty, pace, number of hands, a matter split or merged."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from yiwang.kernel.worktime import TimeUnit

_Code: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class _Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    pass


class LimitChange(_Change, frozen=True, kw_only=True, tag="limit"):
    """The clock ``clock`` has ``amount`` of ``unit``; approved extensions come on top as they did."""

    clock: _Code = "handle"
    amount: Annotated[float, msgspec.Meta(gt=0, le=10_000)]
    unit: TimeUnit
    matter: _Code | None = None
    area: _Code | None = None


class DutyChange(_Change, frozen=True, kw_only=True, tag="duty"):
    """Cases of ``matter`` go to ``target`` instead of ``source``, at once."""

    matter: _Code
    source: _Code
    target: _Code
    area: _Code | None = None


class PaceChange(_Change, frozen=True, kw_only=True, tag="pace"):
    """The stage that ``clock`` measures takes ``share`` of its working time; 0: it falls away."""

    clock: _Code
    share: Annotated[float, msgspec.Meta(ge=0, le=5)]
    matter: _Code | None = None
    area: _Code | None = None


class StaffChange(_Change, frozen=True, kw_only=True, tag="staff"):
    """``unit`` can have ``places`` cases in hand at a time."""

    unit: _Code
    places: Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class _Plain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class PartDuty(_Plain, frozen=True, kw_only=True):
    """In ``area`` a part of a matter is ``unit``'s."""

    area: _Code
    unit: _Code


class PartLimit(_Plain, frozen=True, kw_only=True):
    """How long handling a part may take."""

    amount: Annotated[float, msgspec.Meta(gt=0, le=10_000)]
    unit: TimeUnit


class Part(_Plain, frozen=True, kw_only=True):
    """A finer matter: a case is of it if its text has most of these ``words``.

    What it does not name (``duties``, ``limit``) is as it is for the whole matter.
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    words: Annotated[
        tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=40)], ...],
        msgspec.Meta(min_length=1, max_length=30),
    ]
    duties: Annotated[tuple[PartDuty, ...], msgspec.Meta(max_length=200)] = ()
    limit: PartLimit | None = None


class SplitChange(_Change, frozen=True, kw_only=True, tag="split"):
    """``matter`` gets finer matters below it; cases that fit no part stay with it."""

    matter: _Code
    parts: Annotated[tuple[Part, ...], msgspec.Meta(min_length=1, max_length=8)]


class MergeChange(_Change, frozen=True, kw_only=True, tag="merge"):
    """The parts of ``matter`` are taken back: new cases are of the matter itself."""

    matter: _Code


Change: TypeAlias = LimitChange | DutyChange | PaceChange | StaffChange | SplitChange | MergeChange
