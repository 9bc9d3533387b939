"""SQL of attached files: what they are and where they belong; their bytes lie in the object store."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yiwang.infra.database import Row, Tx


async def files(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Row]:
    """Return the files ``ids`` by id; no statement for none."""
    if not ids:
        return {}
    rows = await tx.fetch(
        "SELECT id, role, type, name, size, sha256 FROM cases_media WHERE id = ANY($1)", list(ids)
    )
    return {row["id"]: row for row in rows}


async def forget(tx: Tx, report: UUID) -> list[bytes]:
    """Delete the file rows of a report and return the digests that no other row needs any more."""
    rows = await tx.fetch("DELETE FROM cases_media WHERE report_id = $1 RETURNING sha256", report)
    gone = {row["sha256"] for row in rows}
    kept = await tx.fetch("SELECT DISTINCT sha256 FROM cases_media WHERE sha256 = ANY($1)", list(gone))
    return sorted(gone - {row["sha256"] for row in kept})
