"""The outbox: messages stored with the change they tell of, delivered at least once.

Readers keep the number of the last message they saw. A number alone would skip a message whose transaction
took it early and committed late; so each writer marks, by a shared advisory lock that ends with its
transaction, how far the sequence was when it began to write, and nobody reads beyond the lowest mark
(:func:`horizon`). A long transaction that has not come to its messages yet holds nobody up (ADR 0013).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from yiwang.kernel.ids import new_id
from yiwang.kernel.messages import Message

if TYPE_CHECKING:
    from yiwang.infra.database import Row, Tx, Work

CHANNEL = "yiwang_wake"
MAX_ATTEMPTS = 8

#: First key of the locks that are marks ("YIWO"); the second is the mark, cut to 31 bits.
_MARK: Final = 0x5949574F
_LAST: Final = "coalesce(pg_sequence_last_value('infra_outbox_seq_seq'::regclass), 0)"
#: The mark is set before the first number is taken: rows come out of the join with it.
_INSERT: Final = f"""
WITH mark AS MATERIALIZED (
    SELECT pg_advisory_xact_lock_shared({_MARK}, ({_LAST} & 2147483647)::int4))
INSERT INTO infra_outbox (id, kind, version, key, actor, at, payload)
SELECT said.* FROM mark, unnest(
    $1::uuid[], $2::text[], $3::int2[], $4::text[], $5::text[], $6::timestamptz[], $7::jsonb[]) AS said
"""
#: The sequence is read first, then the marks, which lean on it: what is committed between the two is at most
#: not seen yet. A mark set after the sequence was read seems far below it; it concerns only what comes later.
_HORIZON: Final = f"""
WITH last AS MATERIALIZED (SELECT {_LAST} AS seq)
SELECT least(last.seq, (
    SELECT last.seq - max(back) FROM (
        SELECT (last.seq - objid::bigint) & 2147483647 AS back FROM pg_locks
        WHERE locktype = 'advisory' AND classid = {_MARK} AND objsubid = 2
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS mark
    WHERE back < 1073741824)) FROM last
"""
_READ: Final = """
SELECT seq, id, kind, key, actor, at, CASE WHEN kind = ANY($3) THEN payload END AS payload
FROM infra_outbox WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $4
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A stored message on its way to a subscriber."""

    id: UUID
    seq: int
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


async def horizon(tx: Tx) -> int:
    """Return the number up to which no message can come any more.

    It holds for statements that begin after this one.
    """
    found: int = await tx.fetchval(_HORIZON)
    return found


async def read(tx: Tx, after: int, upto: int, kinds: frozenset[str], limit: int) -> list[Delivery]:
    """Return up to ``limit`` messages after ``after`` and not beyond the horizon ``upto``, in order.

    Those of other kinds have no payload.
    """
    return [delivery(row) for row in await tx.fetch(_READ, after, upto, list(kinds), limit)]


def delivery(row: Row) -> Delivery:
    """Return the message of a row."""
    return Delivery(row["id"], row["seq"], row["kind"], row["key"], row["actor"], row["at"], row["payload"])


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
