"""A bulletin that was made: what it is of, its state, who did what with it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

import msgspec

State: TypeAlias = Literal["drafted", "returned", "approved", "published", "withdrawn"]
Step: TypeAlias = Literal["approve", "return", "publish", "withdraw"]

STATES: Final[dict[State, tuple[str, str]]] = {
    "drafted": ("待审", "waits for approval"),
    "returned": ("已退回", "given back"),
    "approved": ("已审定", "approved"),
    "published": ("已发布", "published"),
    "withdrawn": ("已撤回", "withdrawn"),
}
#: From which states a step leads where.
STEPS: Final[dict[Step, tuple[tuple[State, ...], State]]] = {
    "approve": (("drafted",), "approved"),
    "return": (("drafted", "approved"), "returned"),
    "publish": (("approved",), "published"),
    "withdraw": (("published",), "withdrawn"),
}
Key: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Targets(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who is told of a published bulletin: units and roles."""

    units: Annotated[tuple[Key, ...], msgspec.Meta(max_length=200)] = ()
    roles: Annotated[tuple[Key, ...], msgspec.Meta(max_length=20)] = ()


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """What a person changed: the block by its place from 0, its words before and after."""

    block: int
    before: str
    after: str
    by: str
    at: datetime


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A step that somebody took, and why."""

    step: str
    by: str
    at: datetime
    remark: str = ""


class Bulletin(msgspec.Struct, frozen=True, kw_only=True):
    """A bulletin without its document; ``author`` and the like are keys of actors."""

    id: UUID
    template: str
    version: int
    name: str
    name_en: str
    title: str
    period: str
    area: str | None
    unit: str | None
    language: Literal["zh", "en"]
    public: bool
    state: State
    author: str
    at: datetime
    as_of: str
    targets: Targets = Targets()
    edits: tuple[Edit, ...] = ()
    deeds: tuple[Deed, ...] = ()
    published_at: datetime | None = None

    def hands(self) -> frozenset[str]:
        """Return who wrote on it: they do not approve it."""
        return frozenset({self.author, *(edit.by for edit in self.edits)})
