"""SQL of appeals."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from yiwang.base.assessment.model.appeals import Appeal
from yiwang.infra.database import Tx


async def put(tx: Tx, appeal: Appeal, entry: bytes) -> None:
    """Store an appeal as it is now."""
    await tx.execute(
        "INSERT INTO assessment_appeal (id, scheme, period, object, state, at, cases, body, entry) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "ON CONFLICT (id) DO UPDATE SET state = $5, body = $8, entry = $9",
        appeal.id, appeal.scheme, appeal.period, appeal.object, appeal.state, appeal.filed_at,
        list(appeal.cases), msgspec.to_builtins(appeal), entry,
    )  # fmt: skip


async def lock(tx: Tx, appeal: UUID) -> tuple[Appeal, bytes] | None:
    """Return an appeal and the head of its journal, locked."""
    row = await tx.fetchrow("SELECT body, entry FROM assessment_appeal WHERE id = $1 FOR UPDATE", appeal)
    return None if row is None else (msgspec.convert(row["body"], Appeal), row["entry"])


async def get(tx: Tx, appeal: UUID) -> Appeal | None:
    """Return an appeal."""
    row = await tx.fetchrow("SELECT body FROM assessment_appeal WHERE id = $1", appeal)
    return None if row is None else msgspec.convert(row["body"], Appeal)


async def newest(tx: Tx, scheme: str | None, period: str | None, limit: int) -> list[Appeal]:
    """Return appeals, newest first."""
    rows = await tx.fetch(
        "SELECT body FROM assessment_appeal WHERE ($1::text IS NULL OR scheme = $1) "
        "AND ($2::text IS NULL OR period = $2) ORDER BY at DESC, id DESC LIMIT $3",
        scheme,
        period,
        limit,
    )
    return [msgspec.convert(row["body"], Appeal) for row in rows]


async def waiting(tx: Tx, scheme: str, period: str) -> int:
    """Return how many appeals of a period wait for a decision."""
    found: int = await tx.fetchval(
        "SELECT count(*) FROM assessment_appeal WHERE state = 'filed' AND scheme = $1 AND period = $2",
        scheme,
        period,
    )
    return found


async def contested(tx: Tx, scheme: str, period: str, cases: Sequence[str]) -> list[str]:
    """Return those of ``cases`` that an undecided appeal of the period names already."""
    rows = await tx.fetch(
        "SELECT DISTINCT number FROM assessment_appeal CROSS JOIN LATERAL unnest(cases) AS number "
        "WHERE state = 'filed' AND scheme = $1 AND period = $2 AND number = ANY ($3) ORDER BY 1",
        scheme,
        period,
        list(cases),
    )
    return [row["number"] for row in rows]
