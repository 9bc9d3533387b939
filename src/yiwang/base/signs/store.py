"""SQL of signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from yiwang.base.signs.model.telling import TOPICAL, Seen, Told
from yiwang.infra.database import Row, Tx, Work

MOST_NUMBERS = 200
#: Longer than the period of any sign of a topic.
_PERIOD: Final = timedelta(days=8)


async def told(tx: Tx, seen: Sequence[Seen]) -> Told:
    """Return what was told of the objects and periods of ``seen``, and all topics of those periods.

    Which of them share cases is for :class:`Told` to say: the numbers of a whole city are long lists, and
    comparing them here took most of a second.
    """
    rows = await tx.fetch(
        "SELECT kind, object, period, CASE WHEN kind = ANY($4) THEN numbers ELSE '{}' END AS numbers "
        "FROM signs_sign WHERE (kind, object, period) IN (SELECT * FROM unnest($1::text[], $2::text[], "
        "$3::text[])) OR (kind = ANY($4) AND period = ANY($3) AND at >= $5)",
        [s.kind for s in seen],
        [s.object for s in seen],
        [s.period for s in seen],
        sorted(TOPICAL),
        min((s.at for s in seen), default=datetime.max.replace(tzinfo=UTC)) - _PERIOD,
    )
    found = Told()
    for row in rows:
        found.add(row["kind"], row["object"], row["period"], row["numbers"])
    return found


async def put(work: Work, made: UUID, seen: Seen, entry: bytes) -> bool:
    """Store a sign; tell whether it is new in its period."""
    stored = await work.tx.fetchval(
        "INSERT INTO signs_sign (id, kind, object, period, at, matter, path, size, words, numbers, cases, "
        "entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
        "ON CONFLICT (kind, object, period) DO NOTHING RETURNING 1",
        made,
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
    return stored is not None


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


async def results(tx: Tx, area: str | None) -> dict[str, dict[str, int]]:
    """Return how many signs of each kind are open, and how the others ended, of an area and below."""
    rows = await tx.fetch_planned(
        "SELECT kind, coalesce(result, 'open') AS result, count(*) AS n FROM signs_sign "
        "WHERE $1::text IS NULL OR $1 = ANY(path) OR path = '{}' GROUP BY 1, 2",
        area,
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["kind"], {})[row["result"]] = row["n"]
    return found


async def limits(tx: Tx, *, lock: bool = False) -> Row | None:
    """Return the limits in force, if any were set; with ``lock`` nobody else sets others meanwhile."""
    if lock:
        await tx.execute("LOCK TABLE signs_limits IN SHARE ROW EXCLUSIVE MODE")
    return await tx.fetchrow("SELECT version, limits, entry FROM signs_limits ORDER BY version DESC LIMIT 1")


async def put_limits(work: Work, version: int, body: dict[str, Any], reason: str, entry: bytes) -> None:
    """Store a version of the limits; it is in force from now on."""
    await work.tx.execute(
        "INSERT INTO signs_limits (version, limits, at, by, by_name, reason, entry) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        version,
        body,
        work.now,
        work.actor.key,
        work.actor.name,
        reason,
        entry,
    )


async def versions(tx: Tx, limit: int) -> list[Row]:
    """Return the versions of the limits, newest first, with who set them and why."""
    return await tx.fetch(
        "SELECT version, limits, at, by_name AS who, reason FROM signs_limits ORDER BY version DESC LIMIT $1",
        limit,
    )
