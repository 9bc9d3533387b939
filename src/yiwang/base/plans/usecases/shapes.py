"""What a person confirms: the steps as they shall be ordered."""

from __future__ import annotations

from typing import Annotated

import msgspec

from yiwang.base.plans.definition import Code, How, Minutes, ResponseLevel, Title

_Words = Annotated[str, msgspec.Meta(max_length=2000)]
_Unit = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step 指令 as a person wants it; what is left out is as the plan says.

    With ``id`` one of the plan's steps, without it an added one, which needs ``how``, ``unit`` and ``text``,
    and a task also ``minutes``.
    """

    id: Code | None = None
    title: Title | None = None
    how: How | None = None
    unit: _Unit | None = None
    minutes: Minutes | None = None
    text: _Words | None = None
    evidence: bool | None = None


class Confirmation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plan put into effect: which version was looked at, at which level, and the steps that are left."""

    plan: Code
    version: int
    level: ResponseLevel
    steps: Annotated[tuple[Order, ...], msgspec.Meta(min_length=1, max_length=60)]
