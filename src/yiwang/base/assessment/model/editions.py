"""A frozen result of a period: what it was counted from, and how it may be opened again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

import msgspec

from yiwang.base.assessment.definition import SchemeData
from yiwang.base.assessment.model.scoring import Input, Scored

State: TypeAlias = Literal["frozen", "asked", "reopened"]


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """All that a result says and depends on, as it was sealed: no names, they may be erased."""

    scheme: dict[str, Any]
    period: str
    timezone: str
    as_of: datetime | None
    dimension: str
    members: dict[str, list[str]] | None
    inputs: dict[str, dict[str, Input]]
    rows: list[Scored]

    @property
    def data(self) -> SchemeData:
        """Return the scheme by which it was scored."""
        return SchemeData.model_validate(self.scheme)


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One freezing of a period. ``result`` and ``basis`` are digests; the journal holds them too."""

    id: UUID
    scheme: str
    version: int
    period: str
    number: int
    state: State
    first: date
    last: date
    frozen_at: datetime
    frozen_by: str
    result: str
    basis: str
    cases: int
    steps: int = 1
    asked_at: datetime | None = None
    asked_by: str | None = None
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: str | None = None
    remark: str = ""


def payload_text(payload: Payload) -> str:
    """Return the one text of a payload: equal content is equal text."""
    return msgspec.json.encode(payload, order="deterministic").decode()


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def basis_digest(versions: Mapping[UUID, int] | Iterable[tuple[UUID, int]]) -> str:
    """Return the digest of the cases and versions that a result was counted from."""
    pairs = sorted(dict(versions).items())
    return digest_of("\n".join(f"{case} {version}" for case, version in pairs))
