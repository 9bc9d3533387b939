"""Delivery: the worker's side of the outbox.

Each subscriber has a cursor. A batch is handled in one transaction with the move of the cursor, so that
a crash in between delivers it again and never drops it. When a batch fails, its messages are tried one
by one; the failing one is set aside (:mod:`yiwang.infra.parked`) so that it does not hold up the others.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from yiwang.infra import parked
from yiwang.infra.bell import Bell, wait
from yiwang.infra.database import Database, Row, Tx
from yiwang.infra.metrics import DELIVERED, FAILED
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError

log = logging.getLogger(__name__)

_PAGE = 2000  # rows looked at per step; those of other kinds cost next to nothing
_SHORT, _LONG, _BACK_OFF = 0.02, 0.5, 5.0
_RETRY_EVERY = 1.0  # what was set aside is looked for so often

_ENSURE = "INSERT INTO infra_subscription (name, xact, seq) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING"
_CLAIM = "SELECT xact, seq FROM infra_subscription WHERE name = $1 AND NOT paused FOR UPDATE SKIP LOCKED"
_HOLD = "SELECT xact, seq FROM infra_subscription WHERE name = $1 FOR UPDATE"
_MOVE = "UPDATE infra_subscription SET xact = $2, seq = $3 WHERE name = $1"
_READ = """
WITH page AS MATERIALIZED (
    SELECT seq, xact, id, kind, key, actor, at, CASE WHEN kind = ANY($3) THEN payload END AS payload
    FROM infra_outbox
    WHERE (xact, seq) > ($1, $2) AND xact < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
    ORDER BY xact, seq LIMIT $4)
(SELECT page.*, 0 AS looked FROM page WHERE kind = ANY($3) ORDER BY xact, seq LIMIT $5)
UNION ALL
(SELECT page.*, (SELECT count(*) FROM page) FROM page ORDER BY xact DESC, seq DESC LIMIT 1)
"""
_WAITING = """
SELECT o.at FROM infra_outbox o
WHERE (o.xact, o.seq) > (coalesce((SELECT xact FROM infra_subscription WHERE name = $1), 0),
                         coalesce((SELECT seq FROM infra_subscription WHERE name = $1), 0))
  AND o.kind = ANY($2)
ORDER BY o.xact, o.seq LIMIT 1
"""


class HandlerError(Exception):
    """A subscriber's handler raised; ``batch`` is what it was given."""

    def __init__(self, batch: Sequence[Delivery], cause: Exception) -> None:
        self.batch = batch
        self.cause = cause
        super().__init__(f"{type(cause).__name__}: {cause}")


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did: messages handled, and whether more may be waiting."""

    handled: int
    more: bool


async def _read(
    tx: Tx, after: Row, subscriber: Subscriber, limit: int
) -> tuple[list[Delivery], tuple[int, int] | None, bool]:
    """Return the next wanted messages, where the cursor goes, and whether more may be waiting."""
    rows = await tx.fetch(_READ, after["xact"], after["seq"], list(subscriber.kinds), _PAGE, limit)
    if not rows:
        return [], None, False
    *wanted, last = rows
    batch = [
        Delivery(r["id"], r["seq"], r["xact"], r["kind"], r["key"], r["actor"], r["at"], r["payload"])
        for r in wanted
    ]
    if len(batch) == limit:
        return batch, (batch[-1].xact, batch[-1].seq), True
    return batch, (last["xact"], last["seq"]), last["looked"] == _PAGE


async def subscribe(database: Database, subscribers: Sequence[Subscriber]) -> None:
    """Give each of ``subscribers`` that is new a cursor at the very first message."""
    async with database.work(SYSTEM) as work:
        for subscriber in subscribers:
            await work.tx.execute(_ENSURE, subscriber.name)


async def deliver(database: Database, subscriber: Subscriber, limit: int | None = None) -> Step:
    """Hand the next messages to ``subscriber`` and move its cursor, in one transaction.

    Does nothing while another worker serves the subscriber. Raises :class:`HandlerError`, after the
    roll-back, when the handler does.
    """
    limit = limit or subscriber.batch
    async with database.work(SYSTEM) as work:
        cursor = await work.tx.fetchrow(_CLAIM, subscriber.name)
        if cursor is None:
            return Step(0, more=False)
        batch, position, more = await _read(work.tx, cursor, subscriber, limit)
        if position is None:
            return Step(0, more=False)
        if batch:
            try:
                await subscriber.handle(work, batch)
            except Exception as error:  # any failure of a handler is set aside with its reason
                raise HandlerError(batch, error) from error
        else:
            await work.tx.execute("SET LOCAL synchronous_commit = off")  # losing this move loses nothing
        await work.tx.execute(_MOVE, subscriber.name, *position)
    DELIVERED.labels(subscriber.name).inc(len(batch))
    return Step(len(batch), more)


async def waiting_since(tx: Tx, subscriber: str, kinds: Sequence[str]) -> datetime | None:
    """Return since when the oldest message waits for ``subscriber``, ``None`` if none does."""
    found: datetime | None = await tx.fetchval(_WAITING, subscriber, list(kinds))
    return found


async def deliver_singly(database: Database, subscriber: Subscriber, count: int) -> None:
    """Hand over up to ``count`` messages one by one, setting aside those that fail."""
    for _ in range(count):
        try:
            step = await deliver(database, subscriber, limit=1)
        except HandlerError as error:
            await _set_aside(database, subscriber, error)
        else:
            if step.handled == 0:
                return


async def _set_aside(database: Database, subscriber: Subscriber, error: HandlerError) -> None:
    """Keep the failed message for later and move on, unless another worker was quicker."""
    [message] = error.batch
    FAILED.labels(subscriber.name).inc()
    log.error(
        "subscriber %s failed on message %s (%s): %s",
        subscriber.name,
        message.id,
        message.kind,
        error,
        exc_info=None if isinstance(error.cause, YiwangError) else error.cause,
    )
    async with database.work(SYSTEM) as work:
        cursor = await work.tx.fetchrow(_HOLD, subscriber.name)
        if cursor is None or (cursor["xact"], cursor["seq"]) >= (message.xact, message.seq):
            return
        await parked.keep(work, subscriber.name, message, str(error))
        await work.tx.execute(_MOVE, subscriber.name, message.xact, message.seq)


class Courier:
    """Serves all subscribers of this process until it is stopped."""

    def __init__(self, database: Database, subscribers: Sequence[Subscriber]) -> None:
        self._database = database
        self._subscribers = subscribers
        self._bell = Bell(database)
        self._retry_at = dict.fromkeys((s.name for s in subscribers), 0.0)

    async def run(self) -> None:
        """Deliver until cancelled; subscribers run beside each other."""
        await subscribe(self._database, self._subscribers)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._bell.run(), name="outbox-bell")
            for subscriber in self._subscribers:
                group.create_task(self._serve(subscriber), name=f"deliver-{subscriber.name}")

    async def _serve(self, subscriber: Subscriber) -> None:
        rung = self._bell.hook()
        pause = _SHORT
        while True:
            try:
                busy = await self._step(subscriber)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, YiwangError) as error:
                log.warning("delivery to %s pauses: %s", subscriber.name, error)
                await asyncio.sleep(_BACK_OFF)
                continue
            if busy:
                pause = _SHORT
                continue
            await asyncio.sleep(subscriber.rest)
            # after a ring the message may not be readable yet: older transactions are still running
            pause = _SHORT if await wait(rung, pause) else min(pause * 2, _LONG)

    async def _step(self, subscriber: Subscriber) -> bool:
        """Do one round; tell whether there may be more to do at once."""
        try:
            step = await deliver(self._database, subscriber)
        except HandlerError as error:
            await deliver_singly(self._database, subscriber, len(error.batch))
            return True
        return step.more or await self._retry(subscriber)

    async def _retry(self, subscriber: Subscriber) -> bool:
        """Try one message again that was set aside, if it is time to look; tell whether there was one."""
        now = time.monotonic()
        if now < self._retry_at[subscriber.name]:
            return False
        if await parked.retry_due(self._database, subscriber):
            return True
        self._retry_at[subscriber.name] = now + _RETRY_EVERY
        return False
