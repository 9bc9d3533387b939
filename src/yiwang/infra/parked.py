"""Messages that a subscriber failed on: tried again with growing pauses, then left to an operator."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.infra.database import Database, Row, Tx, Work
from yiwang.infra.metrics import DELIVERED, FAILED
from yiwang.infra.outbox import Delivery, Subscriber, delivery, retry_at
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import NotFoundError

_LONGEST_REASON = 2000

_KEEP = """
INSERT INTO infra_parked
    (subscriber, id, kind, key, actor, at, seq, payload, attempts, error, next_attempt_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10) ON CONFLICT DO NOTHING
"""
_DUE = """
SELECT * FROM infra_parked WHERE subscriber = $1 AND next_attempt_at <= $2
ORDER BY next_attempt_at, seq LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_DUE_NAMES = "SELECT DISTINCT subscriber FROM infra_parked WHERE next_attempt_at <= $1"
_AGAIN = """
UPDATE infra_parked SET attempts = attempts + 1, error = $3, next_attempt_at = $4
WHERE subscriber = $1 AND id = $2
"""
_LIST = """
SELECT subscriber, id, kind, key, at, seq, attempts, error, next_attempt_at FROM infra_parked
WHERE ($1::text IS NULL OR subscriber = $1) ORDER BY next_attempt_at NULLS FIRST, seq LIMIT $2
"""
_REPLAY = """
UPDATE infra_parked SET attempts = 0, next_attempt_at = $3 WHERE subscriber = $1 AND id = $2
"""
_REPLAY_ALL = """
UPDATE infra_parked SET attempts = 0, next_attempt_at = $2
WHERE next_attempt_at IS NULL AND ($1::text IS NULL OR subscriber = $1)
"""


class ParkedMessage(msgspec.Struct, frozen=True):
    """A message set aside; ``next_attempt_at`` is ``None`` when only an operator can replay it."""

    subscriber: str
    id: UUID
    kind: str
    key: str
    at: datetime
    attempts: int
    error: str
    next_attempt_at: datetime | None


async def keep(work: Work, subscriber: str, message: Delivery, reason: str) -> None:
    """Set ``message`` aside for a first retry."""
    await work.tx.execute(
        _KEEP,
        subscriber,
        message.id,
        message.kind,
        message.key,
        message.actor,
        message.at,
        message.seq,
        message.payload,
        _storable(reason),
        retry_at(1, work.now),
    )


def _storable(reason: str) -> str:
    return reason.replace("\x00", "")[:_LONGEST_REASON]


async def retry_due(database: Database, subscriber: Subscriber) -> bool:
    """Try the oldest message that is due again; tell whether there was one."""
    row: Row | None = None
    try:
        async with database.work(SYSTEM) as work:
            row = await work.tx.fetchrow(_DUE, subscriber.name, work.now)
            if row is None:
                return False
            message = delivery(row)
            await subscriber.handle(work, [message])
            await work.tx.execute(
                "DELETE FROM infra_parked WHERE subscriber = $1 AND id = $2", subscriber.name, row["id"]
            )
    except Exception as error:  # the reason is kept with the message, where operators see it
        if row is None:
            raise
        FAILED.labels(subscriber.name).inc()
        async with database.work(SYSTEM) as work:
            await work.tx.execute(
                _AGAIN,
                subscriber.name,
                row["id"],
                _storable(f"{type(error).__name__}: {error}"),
                retry_at(row["attempts"] + 1, work.now),
            )
        return True
    DELIVERED.labels(subscriber.name).inc()
    return True


async def due_names(tx: Tx, now: datetime) -> set[str]:
    """Return the subscribers that have a message to be tried again."""
    return {row["subscriber"] for row in await tx.fetch(_DUE_NAMES, now)}


async def waiting(tx: Tx, *, subscriber: str | None = None, limit: int = 200) -> list[ParkedMessage]:
    """Return messages set aside, those that only an operator can replay first. Payloads stay inside."""
    rows = await tx.fetch(_LIST, subscriber, limit)
    return [
        ParkedMessage(
            r["subscriber"], r["id"], r["kind"], r["key"], r["at"], r["attempts"], r["error"],
            r["next_attempt_at"],
        )
        for r in rows
    ]  # fmt: skip


async def replay(work: Work, subscriber: str, message: UUID) -> None:
    """Make a message due at once, with a fresh count of attempts; raise ``not_found`` if there is none."""
    if not await work.tx.execute(_REPLAY, subscriber, message, work.now):
        raise NotFoundError(what_zh="待处理消息", what_en="parked message", key=str(message))


async def replay_all(work: Work, subscriber: str | None = None) -> int:
    """Make all messages that wait for an operator due at once; return how many."""
    return await work.tx.execute(_REPLAY_ALL, subscriber, work.now)


async def backlog(tx: Tx) -> list[dict[str, Any]]:
    """Return per subscriber how many outbox rows lie ahead of its cursor and how many are set aside."""
    rows = await tx.fetch("""
        SELECT s.name, s.paused,
            (SELECT count(*) FROM (SELECT 1 FROM infra_outbox o
                WHERE o.seq > s.seq LIMIT 100000) AS ahead) AS behind,
            (SELECT count(*) FROM infra_parked p WHERE p.subscriber = s.name) AS parked
        FROM infra_subscription s ORDER BY s.name""")
    return [dict(row) for row in rows]
