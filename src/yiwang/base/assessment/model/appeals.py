"""An appeal 申诉: which cases are to be left out of whose score, why, who decided, and what it changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

import msgspec

State: TypeAlias = Literal["filed", "accepted", "refused", "withdrawn"]
STATES: Final[tuple[State, ...]] = get_args(State)
Grounds: TypeAlias = Literal[
    "force_majeure", "unreasonable", "not_duty", "repeated", "uncooperative", "system", "other"
]

#: Why a case may be left out (剔除原因).
GROUNDS: Final[dict[Grounds, tuple[str, str]]] = {
    "force_majeure": ("不可抗力", "force majeure"),
    "unreasonable": ("不合理诉求", "unreasonable demand"),
    "not_duty": ("非本单位职责", "not the duty of this unit"),
    "repeated": ("重复诉求", "the same demand again"),
    "uncooperative": ("诉求人不配合", "the reporter did not cooperate"),
    "system": ("系统或数据差错", "fault of the system or its data"),
    "other": ("其他", "other"),
}


class Standing(msgspec.Struct, frozen=True):
    """Where the object stood: score (decimal text), rank, and of how many."""

    score: str | None
    rank: int | None
    ranked: int


class Appeal(msgspec.Struct, frozen=True, kw_only=True):
    """``object`` is the unit or area whose score is contested; ``deadline``: by when it should be decided."""

    id: UUID
    scheme: str
    period: str
    object: str
    cases: tuple[str, ...]
    grounds: Grounds
    reason: str
    evidence: str
    state: State
    filed_at: datetime
    filed_by: str
    deadline: date
    steps: int = 1
    decided_at: datetime | None = None
    decided_by: str | None = None
    remark: str = ""
    before: Standing | None = None
    after: Standing | None = None
