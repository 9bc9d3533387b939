"""SQL of bulletins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.bulletins.model.issue import Bulletin
from yiwang.base.bulletins.model.timetable import Schedule
from yiwang.infra.database import Row, Tx
from yiwang.infra.documents import Document


async def templates(tx: Tx) -> list[Row]:
    """Return every template that was added to those shipped, all versions."""
    return await tx.fetch("SELECT body, author, at FROM bulletins_template ORDER BY code, version")


async def lock(tx: Tx) -> None:
    """Let one transaction at a time change templates: versions are numbered in a row."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('yiwang.bulletins', 0))")


async def add_template(
    tx: Tx, code: str, version: int, body: dict[str, Any], author: str, at: datetime
) -> None:
    """Store a version of a template."""
    await tx.execute(
        "INSERT INTO bulletins_template (code, version, body, author, at) VALUES ($1, $2, $3, $4, $5)",
        code,
        version,
        body,
        author,
        at,
    )


async def add(tx: Tx, one: Bulletin, document: Document, occasion: str | None = None) -> bool:
    """Store a new bulletin; tell whether it is new, which one of the same occasion is not."""
    found = await tx.fetchval(
        "INSERT INTO bulletins_bulletin (id, state, public, at, published_at, occasion, body, document) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (occasion) DO NOTHING RETURNING id",
        one.id,
        one.state,
        one.public,
        one.at,
        one.published_at,
        occasion,
        msgspec.to_builtins(one),
        msgspec.to_builtins(document),
    )
    return found is not None


async def put(tx: Tx, one: Bulletin, document: Document | None = None) -> None:
    """Store a bulletin as it is now; ``document``: also what it says."""
    await tx.execute(
        "UPDATE bulletins_bulletin SET state = $2, published_at = $3, body = $4, "
        "document = coalesce($5, document) WHERE id = $1",
        one.id,
        one.state,
        one.published_at,
        msgspec.to_builtins(one),
        None if document is None else msgspec.to_builtins(document),
    )


async def get(tx: Tx, key: UUID, *, lock: bool = False) -> tuple[Bulletin, Document] | None:
    """Return a bulletin and what it says; ``lock``: nobody else changes it before the commit."""
    row = await tx.fetchrow(
        "SELECT body, document FROM bulletins_bulletin WHERE id = $1" + (" FOR UPDATE" if lock else ""), key
    )
    if row is None:
        return None
    return msgspec.convert(row["body"], Bulletin), msgspec.convert(row["document"], Document)


async def newest(tx: Tx, before: tuple[datetime, UUID], limit: int) -> list[Bulletin]:
    """Return bulletins made before a place in the archive, the newest first."""
    rows = await tx.fetch(
        "SELECT body FROM bulletins_bulletin WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3",
        *before,
        limit,
    )
    return [msgspec.convert(row["body"], Bulletin) for row in rows]


async def published(tx: Tx, limit: int) -> list[Bulletin]:
    """Return what citizens may read, the newest first."""
    rows = await tx.fetch(
        "SELECT body FROM bulletins_bulletin WHERE state = 'published' AND public "
        "ORDER BY published_at DESC LIMIT $1",
        limit,
    )
    return [msgspec.convert(row["body"], Bulletin) for row in rows]


async def read(tx: Tx, key: UUID, reader: str, unit: str | None, at: datetime) -> None:
    """Note that ``reader`` has read a bulletin; the first time counts."""
    await tx.execute(
        "INSERT INTO bulletins_receipt (bulletin, reader, unit, at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT DO NOTHING",
        key,
        reader,
        unit,
        at,
    )


async def receipts(tx: Tx, key: UUID) -> list[Row]:
    """Return who has read a bulletin, and when."""
    return await tx.fetch(
        "SELECT reader, unit, at FROM bulletins_receipt WHERE bulletin = $1 ORDER BY at, reader LIMIT 2000",
        key,
    )


async def schedules(tx: Tx) -> list[Schedule]:
    """Return all schedules."""
    rows = await tx.fetch("SELECT body FROM bulletins_schedule ORDER BY id")
    return [msgspec.convert(row["body"], Schedule) for row in rows]


async def put_schedule(tx: Tx, one: Schedule) -> None:
    """Store a schedule as it is now."""
    await tx.execute(
        "INSERT INTO bulletins_schedule (id, next_at, body) VALUES ($1, $2, $3) "
        "ON CONFLICT (id) DO UPDATE SET next_at = $2, body = $3",
        one.id,
        one.next_at,
        msgspec.to_builtins(one),
    )


async def drop_schedule(tx: Tx, key: UUID) -> bool:
    """Remove a schedule; tell whether it was there."""
    return await tx.execute("DELETE FROM bulletins_schedule WHERE id = $1", key) == 1


async def due(tx: Tx, now: datetime) -> Sequence[UUID]:
    """Return the schedules that are due."""
    rows = await tx.fetch("SELECT id FROM bulletins_schedule WHERE next_at <= $1 ORDER BY next_at", now)
    return [row["id"] for row in rows]


async def take_due(tx: Tx, key: UUID, now: datetime) -> Schedule | None:
    """Return a schedule that is due, kept from others until the commit."""
    row = await tx.fetchrow(
        "SELECT body FROM bulletins_schedule WHERE id = $1 AND next_at <= $2 FOR UPDATE SKIP LOCKED", key, now
    )
    return None if row is None else msgspec.convert(row["body"], Schedule)
