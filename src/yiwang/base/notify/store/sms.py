"""SQL of text messages: the queue, the daily cap, and erasing numbers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from yiwang.infra.database import Row, Tx
from yiwang.kernel.ids import new_id

_INSERT = """
INSERT INTO notify_sms (id, at, kind, params, urgent, number, masked, ref, dedupe, state, next_at)
SELECT id, $1, kind, params, urgent, number, masked, ref, dedupe, 'queued', $1
FROM unnest($2::uuid[], $3::text[], $4::jsonb[], $5::boolean[], $6::text[], $7::text[], $8::uuid[],
    $9::uuid[]) AS fresh (id, kind, params, urgent, number, masked, ref, dedupe)
ON CONFLICT (dedupe) DO NOTHING
"""
_DUE = """
SELECT id, at, kind, params, urgent, number, attempts FROM notify_sms
WHERE state = 'queued' AND next_at <= $1 AND (urgent OR $2)
ORDER BY urgent DESC, next_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
"""
_LEASE = """
UPDATE notify_sms s SET attempts = attempts + 1, next_at = $1, day_key = x.day_key
FROM unnest($2::uuid[], $3::bytea[]) AS x (id, day_key) WHERE s.id = x.id
"""
_SETTLE = """
UPDATE notify_sms s SET state = x.state, error = x.error, next_at = coalesce(x.next_at, s.next_at),
    sent_at = CASE WHEN x.state = 'sent' THEN $1::timestamptz END,
    number = CASE WHEN x.state = 'queued' THEN s.number END,
    day_key = CASE WHEN x.state = 'sent' THEN s.day_key END
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) AS x (id, state, error, next_at)
WHERE s.id = x.id AND s.state = 'queued'
"""
_GIVE_UP = """
UPDATE notify_sms SET state = 'failed', number = NULL, day_key = NULL, error = $2 WHERE id IN (
    SELECT id FROM notify_sms WHERE state = 'queued' AND at < $1 LIMIT $3)
"""

#: A queued message: id, dedupe, kind, params, urgent, number, masked, ref.
Queued = tuple[UUID, str, dict[str, str], bool, str, str, UUID | None]
#: What became of a message: id, state, why, when it is tried again.
Outcome = tuple[UUID, str, str | None, datetime | None]


async def insert(tx: Tx, rows: Sequence[Queued], at: datetime) -> int:
    """Queue ``rows`` in one statement; return how many were not there yet."""
    ordered = sorted(rows, key=lambda row: row[0])
    return await tx.execute(
        _INSERT,
        at,
        [new_id() for _ in ordered],
        [row[1] for row in ordered],
        [row[2] for row in ordered],
        [row[3] for row in ordered],
        [row[4] for row in ordered],
        [row[5] for row in ordered],
        [row[6] for row in ordered],
        [row[0] for row in ordered],
    )


async def due(tx: Tx, now: datetime, limit: int, *, everybody: bool) -> list[Row]:
    """Lock and return queued messages whose time has come; only urgent ones unless ``everybody``."""
    return await tx.fetch(_DUE, now, everybody, limit)


async def salt(tx: Tx, day: date) -> bytes:
    """Return the salt of a local day, made on its first use."""
    await tx.execute(
        "INSERT INTO notify_day (day, salt) VALUES ($1, $2) ON CONFLICT DO NOTHING", day, os.urandom(32)
    )
    found: bytes = await tx.fetchval("SELECT salt FROM notify_day WHERE day = $1", day)
    return found


async def used(tx: Tx, keys: Sequence[bytes], apart: Sequence[UUID]) -> dict[bytes, int]:
    """Return how many messages each number got under its key of the day, those of ``apart`` aside."""
    rows = await tx.fetch(
        "SELECT day_key, count(*) AS n FROM notify_sms "
        "WHERE day_key = ANY($1) AND NOT id = ANY($2) GROUP BY day_key",
        list(keys),
        list(apart),
    )
    return {row["day_key"]: row["n"] for row in rows}


async def lease(tx: Tx, keys: dict[UUID, bytes], until: datetime) -> None:
    """Note an attempt on each message; nobody else takes it before ``until``."""
    await tx.execute(_LEASE, until, list(keys), list(keys.values()))


async def settle(tx: Tx, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Store what became of messages; whoever is not queued any more loses the number."""
    await tx.execute(
        _SETTLE,
        now,
        [o[0] for o in outcomes],
        [o[1] for o in outcomes],
        [o[2] for o in outcomes],
        [o[3] for o in outcomes],
    )


async def forget(tx: Tx, refs: Sequence[UUID]) -> int:
    """Erase the numbers queued under ``refs``; their messages fail. Returns how many there were."""
    return await tx.execute(
        "UPDATE notify_sms SET state = 'failed', number = NULL, day_key = NULL, error = 'erased' "
        "WHERE ref = ANY($1) AND number IS NOT NULL",
        list(refs),
    )


async def give_up(tx: Tx, before: datetime, limit: int) -> int:
    """Fail up to ``limit`` messages queued before ``before`` and erase their numbers."""
    return await tx.execute(_GIVE_UP, before, "expired", limit)


async def forget_days(tx: Tx, today: date) -> None:
    """Delete the salts of earlier days: what was computed with them means nothing any more."""
    await tx.execute("DELETE FROM notify_day WHERE day < $1", today)


async def sweep(tx: Tx, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` messages older than ``before``."""
    return await tx.execute(
        "DELETE FROM notify_sms WHERE id IN "
        "(SELECT id FROM notify_sms WHERE at < $1 AND state <> 'queued' LIMIT $2)",
        before,
        limit,
    )


async def counts(tx: Tx) -> dict[str, int]:
    """Return how many messages are in each state."""
    rows = await tx.fetch("SELECT state, count(*) AS n FROM notify_sms GROUP BY state")
    return {row["state"]: row["n"] for row in rows}
