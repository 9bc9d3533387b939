"""Shapes of the security audit trail: the question and the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from yiwang.base.audit.api import JournalEntry, TrailFilter
from yiwang.infra.web import Cursor
from yiwang.kernel.errors import InvalidInputError

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class TrailQuery(BaseModel):
    """Query of ``GET /api/v1/audit``; all filters are joined by and."""

    model_config = ConfigDict(extra="forbid")

    actor: str | None = Field(None, max_length=200, description="key of who acted, e.g. person:UUID")
    action: str | None = Field(None, max_length=100)
    object_kind: str | None = Field(None, max_length=100)
    object_id: str | None = Field(None, max_length=200)
    success: bool | None = None
    start: AwareDatetime | None = Field(None, alias="from", description="inclusive")
    end: AwareDatetime | None = Field(None, alias="to", description="exclusive")
    limit: int = Field(100, ge=1, le=500)
    cursor: str | None = Field(None, max_length=200)
    form: str = Field("json", alias="format", pattern="^(json|csv)$")

    def wanted(self) -> TrailFilter:
        """Return the filter of the query."""
        return TrailFilter(
            actor=self.actor,
            action=self.action,
            object_kind=self.object_kind,
            object_id=self.object_id,
            success=self.success,
            start=self.start,
            end=self.end,
        )

    def before(self) -> int | None:
        """Return the position below which the page starts; raises ``invalid_input``."""
        if self.cursor is None:
            return None
        value = Cursor.decode(self.cursor, 1)[0]
        if type(value) is not int or not 0 < value < 2**63:
            raise InvalidInputError(field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor")
        return value


class VerifyBody(BaseModel):
    """What a check of the ledger is told; ``head`` is a checkpoint kept elsewhere, as a signed note."""

    model_config = ConfigDict(extra="forbid")

    head: str | None = Field(None, max_length=4000)


class TrailItem(msgspec.Struct, frozen=True, kw_only=True):
    """One act on record; ``actor_name`` is empty once it has been erased."""

    position: int
    at: datetime
    actor: str
    actor_name: str
    roles: list[str]
    unit: str | None
    action: str
    object_kind: str
    object_id: str
    success: bool
    detail: Any
    hash: str

    def cells(self) -> list[str]:
        """Return the values as text for CSV; what a spreadsheet would run as a formula is quoted."""
        built = msgspec.to_builtins(self)
        texts = [v if isinstance(v, str) else msgspec.json.encode(v).decode() for v in built.values()]
        return [f"'{text}" if text.startswith(_FORMULA) else text for text in texts]


def trail_item(entry: JournalEntry) -> TrailItem:
    """Return the wire form of one record."""
    data = entry.data
    return TrailItem(
        position=entry.position,
        at=entry.at,
        actor=entry.actor,
        actor_name=entry.actor_name,
        roles=data["roles"],
        unit=data["unit"],
        action=entry.action,
        object_kind=data["object_kind"],
        object_id=data["object_id"],
        success=data["success"],
        detail=data["detail"],
        hash=entry.hash.hex(),
    )
