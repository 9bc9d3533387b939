"""SQL of the security audit trail: the journal's stream ``audit``, one chain per actor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.audit.model.journal import JournalEntry
from yiwang.base.audit.store.journal import COLUMNS, to_entry
from yiwang.infra.database import Tx

_LIST = f"""
SELECT position, {COLUMNS} FROM audit_journal
WHERE stream = 'audit' AND position < $1
"""
_FORGET = """
UPDATE audit_journal SET actor_name = NULL, actor_salt = NULL WHERE actor = $1 AND actor_name IS NOT NULL
"""


class TrailFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the trail is asked for; ``None`` means any. ``start`` is inclusive, ``end`` is not."""

    actor: str | None = None
    action: str | None = None
    object_kind: str | None = None
    object_id: str | None = None
    success: bool | None = None
    start: datetime | None = None
    end: datetime | None = None


async def lock_chain(tx: Tx, subject: UUID) -> None:
    """Wait for other writers of this chain, until the end of the transaction."""
    await tx.execute("SELECT pg_advisory_xact_lock($1)", int.from_bytes(subject.bytes[:8], signed=True))


async def find(tx: Tx, wanted: TrailFilter, before: int, limit: int) -> list[JournalEntry]:
    """Return records with ``position < before``, newest first; one statement."""
    sql = _LIST
    conditions: Sequence[tuple[str, Any]] = (
        ("actor =", wanted.actor),
        ("action =", wanted.action),
        ("data ->> 'object_kind' =", wanted.object_kind),
        ("data ->> 'object_id' =", wanted.object_id),
        ("(data ->> 'success')::boolean =", wanted.success),
        ("at >=", wanted.start),
        ("at <", wanted.end),
    )
    values: list[Any] = [before]
    for condition, value in conditions:
        if value is not None:
            values.append(value)
            sql += f" AND {condition} ${len(values)}"
    values.append(limit)
    rows = await tx.fetch(f"{sql} ORDER BY position DESC LIMIT ${len(values)}", *values)
    return [to_entry(row) for row in rows]


async def forget_actor(tx: Tx, actor: str) -> int:
    """Erase the name and salt of ``actor`` in every entry; return how many."""
    return await tx.execute(_FORGET, actor)
