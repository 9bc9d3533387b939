"""SQL of signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.infra.database import Row, Tx, Work

MOST_NUMBERS = 200


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A sign on its way to the table."""

    id: UUID
    kind: str
    object: str
    period: str
    matter: str | None
    path: tuple[str, ...]
    size: float
    words: dict[str, str]
    numbers: tuple[str, ...]
    cases: int


async def fresh(tx: Tx, seen: Sequence[Seen]) -> list[Seen]:
    """Return those that nobody was told of in their period."""
    rows = await tx.fetch(
        "SELECT kind, object, period FROM signs_sign s JOIN unnest($1::text[], $2::text[], $3::text[]) "
        "AS asked (kind, object, period) USING (kind, object, period)",
        [s.kind for s in seen],
        [s.object for s in seen],
        [s.period for s in seen],
    )
    known = {(row["kind"], row["object"], row["period"]) for row in rows}
    return [s for s in seen if (s.kind, s.object, s.period) not in known]


async def put(work: Work, seen: Seen, entry: bytes) -> None:
    """Store a sign."""
    await work.tx.execute(
        "INSERT INTO signs_sign (id, kind, object, period, at, matter, path, size, words, numbers, cases, "
        "entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        seen.id,
        seen.kind,
        seen.object,
        seen.period,
        work.now,
        seen.matter,
        list(seen.path),
        seen.size,
        seen.words,
        list(seen.numbers[:MOST_NUMBERS]),
        seen.cases,
        entry,
    )


async def find(
    tx: Tx, area: str | None, *, kind: str | None, is_open: bool | None, since: datetime | None, limit: int
) -> list[Row]:
    """Return signs of an area and those below it, newest first."""
    return await tx.fetch_planned(
        "SELECT id, kind, object, period, at, matter, path, size, words, numbers, cases, closed_at, result, "
        "remark FROM signs_sign WHERE ($1::text IS NULL OR $1 = ANY(path) OR path = '{}') "
        "AND ($2::text IS NULL OR kind = $2) AND ($3::bool IS NULL OR (closed_at IS NULL) = $3) "
        "AND ($4::timestamptz IS NULL OR at >= $4) ORDER BY at DESC, size DESC, id LIMIT $5",
        area,
        kind,
        is_open,
        since,
        limit,
    )


async def lock(tx: Tx, sign: UUID) -> Row | None:
    """Return a sign, locked."""
    return await tx.fetchrow("SELECT * FROM signs_sign WHERE id = $1 FOR UPDATE", sign)


async def close(work: Work, sign: UUID, result: str, remark: str, entry: bytes) -> None:
    """Write how a sign ended."""
    await work.tx.execute(
        "UPDATE signs_sign SET closed_at = $2, closed_by = $3, result = $4, remark = $5, entry = $6 "
        "WHERE id = $1",
        sign,
        work.now,
        work.actor.key,
        result,
        remark,
        entry,
    )


async def forget_callers(tx: Tx, numbers: Sequence[str]) -> None:
    """Take the masked numbers of callers out of what was told about these cases."""
    await tx.execute(
        "UPDATE signs_sign SET words = regexp_replace(words::text, '[0-9]*[*]+[0-9]+', '***', 'g')::jsonb "
        "WHERE kind = 'again' AND numbers && $1::text[]",
        list(numbers),
    )


async def results(tx: Tx, area: str | None) -> dict[str, Any]:
    """Return how many signs of each kind are open in an area and below, and how the others ended."""
    rows = await tx.fetch_planned(
        "SELECT kind, coalesce(result, 'open') AS result, count(*) AS n FROM signs_sign "
        "WHERE $1::text IS NULL OR $1 = ANY(path) OR path = '{}' GROUP BY 1, 2",
        area,
    )
    found: dict[str, Any] = {}
    for row in rows:
        found.setdefault(row["kind"], {})[row["result"]] = row["n"]
    return found
