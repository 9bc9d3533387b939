"""SQL of the keys of devices."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yiwang.infra.database import Row, Tx


async def insert(
    tx: Tx,
    key: UUID,
    digest: bytes,
    hint: str,
    subject: tuple[str, int],
    label: str,
    by: tuple[str, datetime, datetime | None],
) -> None:
    """Add a key; ``subject``: scope and number, ``by``: who, when, until when it is good."""
    who, at, until = by
    await tx.execute(
        "INSERT INTO sensing_key "
        "(id, digest, hint, label, scope, subject, created_at, created_by, expires_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        key,
        digest,
        hint,
        label,
        *subject,
        at,
        who,
        until,
    )


async def find(tx: Tx, digest: bytes) -> Row | None:
    """Return the key with ``digest`` that was not revoked."""
    return await tx.fetchrow(
        "SELECT id, scope, subject, expires_at FROM sensing_key WHERE digest = $1 AND revoked_at IS NULL",
        digest,
    )


async def of_subject(tx: Tx, scope: str, subject: int) -> list[Row]:
    """Return the keys of a device, gateway or product, without anything secret."""
    return await tx.fetch(
        "SELECT id, hint, label, scope, created_at, created_by, expires_at, revoked_at, used_at "
        "FROM sensing_key WHERE subject = $2 AND (scope = 'product') = ($1 = 'product') ORDER BY created_at",
        scope,
        subject,
    )


async def revoke(tx: Tx, key: UUID, at: datetime) -> Row | None:
    """Revoke a key; return its scope and subject, ``None`` if there is no such key in force."""
    return await tx.fetchrow(
        "UPDATE sensing_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL "
        "RETURNING scope, subject, label",
        key,
        at,
    )


async def note_use(tx: Tx, key: UUID, at: datetime) -> None:
    """Note when a key was last used."""
    await tx.execute("UPDATE sensing_key SET used_at = $2 WHERE id = $1", key, at)
