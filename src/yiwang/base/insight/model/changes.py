"""What may be tried out on the past: another limit, another duty, another pace, another number of hands."""

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


Change: TypeAlias = LimitChange | DutyChange | PaceChange | StaffChange
