"""A version of a plan in the library, and what may be done with it in which state."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, TypeAlias

import msgspec

from yiwang.base.plans.definition import Plan

State: TypeAlias = Literal["drafted", "approved", "refused", "retired"]
STATES: Final[dict[State, tuple[str, str]]] = {
    "drafted": ("待审批", "waits for approval"),
    "approved": ("在用", "in force"),
    "refused": ("已退回", "refused"),
    "retired": ("已停用", "retired"),
}
Step: TypeAlias = Literal["approve", "refuse", "retire"]
#: From which state a step leads, and where.
STEPS: Final[dict[Step, tuple[State, State]]] = {
    "approve": ("drafted", "approved"),
    "refuse": ("drafted", "refused"),
    "retire": ("approved", "retired"),
}


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a plan; ``author`` is the key of an actor, or ``pack:`` and the id of a pack."""

    plan: Plan
    version: int
    state: State
    author: str
    at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    remark: str = ""
