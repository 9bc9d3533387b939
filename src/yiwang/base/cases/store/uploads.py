"""SQL of files as they come in, and of where one belongs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yiwang.infra.database import Row, Tx
from yiwang.infra.objects import StoredObject

_INSERT = """
INSERT INTO cases_media (id, role, sha256, type, name, size, at, author)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING
"""
_GET = """
SELECT m.id, m.type, m.size, m.sha256, m.author, m.report_id, coalesce(c.number, rc.number) AS number
FROM cases_media m LEFT JOIN cases_case c ON c.id = m.case_id
LEFT JOIN cases_report r ON r.id = m.report_id LEFT JOIN cases_case rc ON rc.id = r.case_id
WHERE m.id = $1
"""


async def insert(
    tx: Tx, file: UUID, stored: StoredObject, *, name: str, role: str, at: datetime, author: str
) -> None:
    """Note a stored file; one that is known already stays as it is."""
    digest = bytes.fromhex(stored.digest)
    await tx.execute(_INSERT, file, role, digest, stored.media_type, name, stored.size, at, author)


async def get(tx: Tx, file: UUID) -> Row | None:
    """Return a file with its author and what it belongs to."""
    return await tx.fetchrow(_GET, file)
