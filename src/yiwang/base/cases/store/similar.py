"""SQL of past cases like one: of the same matter, ended, with what was written about the result."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yiwang.base.cases.store.wanted import Wanted, Where, matching
from yiwang.infra.database import Row, Tx


async def ended(tx: Tx, w: Wanted, but: UUID, limit: int) -> list[Row]:
    """Return the newest ended cases of a filter without the case ``but``."""
    where = Where()
    matching(w, where)
    where.add("c.closed_at IS NOT NULL AND c.id <> {0}", but)
    return await tx.fetch_planned(
        "SELECT c.id, c.number, c.title, c.unit, c.lon, c.lat, c.opened_at, c.closed_at, c.on_time, "
        f"c.satisfaction FROM cases_case c WHERE {where.take()} "
        f"ORDER BY c.closed_at DESC, c.id DESC LIMIT {int(limit)}",
        *where.values,
    )


async def results(tx: Tx, cases: Sequence[UUID]) -> dict[UUID, str]:
    """Return the last result that was written in each of ``cases``; erased ones are left out."""
    rows = await tx.fetch(
        "SELECT DISTINCT ON (case_id) case_id, text FROM cases_note "
        "WHERE case_id = ANY($1) AND kind = 'result' AND text IS NOT NULL ORDER BY case_id, at DESC, id DESC",
        list(cases),
    )
    return {row["case_id"]: row["text"] for row in rows}
