"""The outbox: messages stored with the change they tell of, delivered at least once.

Readers keep a cursor ``(xact, seq)``. A sequence alone would skip rows of a transaction that took its
number early and committed late; reading only below ``pg_snapshot_xmin`` closes that gap.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from yiwang.kernel.ids import new_id
from yiwang.kernel.messages import Message

if TYPE_CHECKING:
    from yiwang.infra.database import Row, Tx, Work

CHANNEL = "yiwang_wake"
MAX_ATTEMPTS = 8

_INSERT = """
INSERT INTO infra_outbox (id, kind, version, key, actor, at, payload)
SELECT * FROM unnest(
    $1::uuid[], $2::text[], $3::int2[], $4::text[], $5::text[], $6::timestamptz[], $7::jsonb[])
"""
_READ = """
SELECT seq, xact, id, kind, key, actor, at, CASE WHEN kind = ANY($3) THEN payload END AS payload
FROM infra_outbox
WHERE (xact, seq) > ($1, $2) AND xact < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
ORDER BY xact, seq LIMIT $4
"""
HORIZON = """
SELECT coalesce(max(xact), 0) AS xact, coalesce(max(seq), 0) AS seq FROM (
    SELECT xact, seq FROM infra_outbox
    WHERE xact < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
    ORDER BY xact DESC, seq DESC LIMIT 1) AS newest
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A stored message on its way to a subscriber."""

    id: UUID
    seq: int
    xact: int
    kind: str
    key: str
    actor: str
    at: datetime
    payload: Any

    def decode(self) -> Message:
        """Return the typed message."""
        return msgspec.convert(self.payload, Message.registry[self.kind])


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A named reaction to some kinds of messages.

    ``handle`` gets a unit of work and a batch in order; it must be idempotent by message id. Its
    effects and the subscriber's cursor commit together. ``batch`` is the most it gets at once; after a
    round that left nothing waiting it rests for ``rest`` seconds, so that under load, where every commit
    rings, what comes in meanwhile is handled by one transaction instead of ten.
    """

    name: str
    kinds: frozenset[str]
    handle: Callable[[Work, Sequence[Delivery]], Awaitable[None]]
    batch: int = 200
    rest: float = 0.04


async def write(tx: Tx, messages: Sequence[Message], *, senders: Sequence[str], at: datetime) -> None:
    """Store ``messages`` in the current transaction; ``senders`` are the keys of their actors."""
    if not messages:
        return
    await tx.execute(
        _INSERT,
        [new_id() for _ in messages],
        [m.kind for m in messages],
        [m.format for m in messages],
        [m.key for m in messages],
        list(senders),
        [at] * len(messages),
        [msgspec.to_builtins(m) for m in messages],
    )


async def read(tx: Tx, after: tuple[int, int], kinds: frozenset[str], limit: int) -> list[Delivery]:
    """Return up to ``limit`` stored messages after the cursor; those of other kinds have no payload."""
    rows = await tx.fetch(_READ, after[0], after[1], list(kinds), limit)
    return [_delivery(row) for row in rows]


def _delivery(row: Row) -> Delivery:
    return Delivery(
        row["id"], row["seq"], row["xact"], row["kind"], row["key"], row["actor"], row["at"], row["payload"]
    )


def retry_at(attempts: int, now: datetime) -> datetime | None:
    """Return when a failed delivery is tried again: 1 s, 2 s, 4 s … 128 s, then never by itself."""
    return None if attempts >= MAX_ATTEMPTS else now + timedelta(seconds=2 ** (attempts - 1))


class Waker:
    """Tells sleeping readers that something was committed, fifty times a second at most.

    NOTIFY inside every transaction would serialise commits on a lock; this one runs on its own
    connection after the commit and is only a hint: readers also poll.
    """

    def __init__(self, notify: Callable[[], Awaitable[None]], pause: float = 0.02) -> None:
        self._notify = notify
        self._pause = pause
        self._flag = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name="outbox-waker")

    def ring(self) -> None:
        """Ask for a wake-up; many calls become one."""
        self._flag.set()

    async def _run(self) -> None:
        while True:
            await self._flag.wait()
            self._flag.clear()
            with contextlib.suppress(OSError):
                await self._notify()
            await asyncio.sleep(self._pause)

    async def close(self) -> None:
        """Stop the background task."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
