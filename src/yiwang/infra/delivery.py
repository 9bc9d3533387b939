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
from datetime import datetime
from typing import NamedTuple

import asyncpg

from yiwang.infra import outbox, parked
from yiwang.infra.bell import wait
from yiwang.infra.database import Database, Tx
from yiwang.infra.lookout import Lookout
from yiwang.infra.metrics import DELIVERED, FAILED
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError

log = logging.getLogger(__name__)

_PAGE = 2000  # rows looked at per step; those of other kinds cost next to nothing
_BACK_OFF = 5.0
_LONGER = 0.5  # a subscriber that handled many messages rests longer, but not longer than this
_UNASKED = 5.0  # a subscriber looks by itself so often, and moves its cursor on over what others heard

_ENSURE = "INSERT INTO infra_subscription (name, seq) VALUES ($1, 0) ON CONFLICT DO NOTHING"
_CLAIM = "SELECT seq FROM infra_subscription WHERE name = $1 AND NOT paused FOR UPDATE SKIP LOCKED"
_HOLD = "SELECT seq FROM infra_subscription WHERE name = $1 FOR UPDATE"
_MOVE = "UPDATE infra_subscription SET seq = $2 WHERE name = $1"
_READ = """
WITH page AS MATERIALIZED (
    SELECT seq, id, kind, key, actor, at, CASE WHEN kind = ANY($3) THEN payload END AS payload
    FROM infra_outbox WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $4)
(SELECT page.*, 0 AS looked FROM page WHERE kind = ANY($3) ORDER BY seq LIMIT $5)
UNION ALL
(SELECT page.*, (SELECT count(*) FROM page) FROM page ORDER BY seq DESC LIMIT 1)
"""
_WAITING = """
SELECT at FROM infra_outbox
WHERE seq > coalesce((SELECT seq FROM infra_subscription WHERE name = $1), 0) AND kind = ANY($2)
ORDER BY seq LIMIT 1
"""


class HandlerError(Exception):
    """A subscriber's handler raised; ``batch`` is what it was given."""

    def __init__(self, batch: Sequence[Delivery], cause: Exception) -> None:
        self.batch = batch
        self.cause = cause
        super().__init__(f"{type(cause).__name__}: {cause}")


class Step(NamedTuple):
    """What one step did: messages handled, and whether more may be waiting."""

    handled: int
    more: bool


async def _read(
    tx: Tx, after: int, upto: int, subscriber: Subscriber, limit: int
) -> tuple[list[Delivery], int | None, bool]:
    """Return the next wanted messages, where the cursor goes, and whether more may be waiting."""
    rows = await tx.fetch(_READ, after, upto, list(subscriber.kinds), _PAGE, limit)
    if not rows:
        return [], None, False
    *wanted, last = rows
    batch = [outbox.delivery(row) for row in wanted]
    if len(batch) == limit:
        return batch, batch[-1].seq, True
    return batch, last["seq"], last["looked"] == _PAGE


async def subscribe(database: Database, subscribers: Sequence[Subscriber]) -> None:
    """Give each of ``subscribers`` that is new a cursor at the very first message."""
    async with database.work(SYSTEM) as work:
        for subscriber in subscribers:
            await work.tx.execute(_ENSURE, subscriber.name)


async def deliver(
    database: Database, subscriber: Subscriber, limit: int | None = None, upto: int | None = None
) -> Step:
    """Hand the next messages to ``subscriber`` and move its cursor, in one transaction.

    ``upto`` is a horizon that was asked for before, now if none is given. Does nothing while another worker
    serves the subscriber. Raises :class:`HandlerError`, after the roll-back, when the handler does.
    """
    limit = limit or subscriber.batch
    async with database.work(SYSTEM) as work:
        cursor = await work.tx.fetchval(_CLAIM, subscriber.name)
        if cursor is None:
            return Step(0, more=False)
        if upto is None:
            upto = await outbox.horizon(work.tx)
        batch, position, more = await _read(work.tx, cursor, upto, subscriber, limit)
        if position is None:
            return Step(0, more=False)
        if batch:
            try:
                await subscriber.handle(work, batch)
            except Exception as error:  # any failure of a handler is set aside with its reason
                raise HandlerError(batch, error) from error
        else:
            await work.tx.execute("SET LOCAL synchronous_commit = off")  # losing this move loses nothing
        await work.tx.execute(_MOVE, subscriber.name, position)
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
        cursor = await work.tx.fetchval(_HOLD, subscriber.name)
        if cursor is None or cursor >= message.seq:
            return
        await parked.keep(work, subscriber.name, message, str(error))
        await work.tx.execute(_MOVE, subscriber.name, message.seq)


class Courier:
    """Serves all subscribers of this process until it is stopped.

    One lookout asks what has come and wakes those whom it concerns: asking costs the same for one subscriber
    and for fifty. Each also looks by itself every few seconds.
    """

    def __init__(self, database: Database, subscribers: Sequence[Subscriber]) -> None:
        self._database = database
        self._subscribers = subscribers
        self._lookout = Lookout(database)

    async def run(self) -> None:
        """Deliver until cancelled; subscribers run beside each other."""
        await subscribe(self._database, self._subscribers)
        async with asyncio.TaskGroup() as group:
            for subscriber in self._subscribers:
                flag = self._lookout.hook(subscriber)
                group.create_task(self._serve(subscriber, flag), name=f"deliver-{subscriber.name}")
            group.create_task(self._lookout.run(), name="outbox-lookout")

    async def _serve(self, subscriber: Subscriber, called: asyncio.Event) -> None:
        while True:
            begun = time.monotonic()
            try:
                handled, more = await self._step(subscriber)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, YiwangError) as error:
                log.warning("delivery to %s pauses: %s", subscriber.name, error)
                await asyncio.sleep(_BACK_OFF)
                continue
            if more and not called.is_set():
                continue
            if more:  # and still more comes in: half of the time is for the doors that acknowledge it
                called.clear()
                await asyncio.sleep(time.monotonic() - begun)
                continue
            # one transaction for many messages costs less than many small ones; a few wait no longer for it
            await asyncio.sleep(max(subscriber.rest, min(subscriber.rest * (1 + handled / 10), _LONGER)))
            await wait(called, _UNASKED)

    async def _step(self, subscriber: Subscriber) -> Step:
        """Do one round."""
        try:
            step = await deliver(self._database, subscriber, upto=self._lookout.horizon)
        except HandlerError as error:
            await deliver_singly(self._database, subscriber, len(error.batch))
            return Step(len(error.batch), more=True)
        return step if step.more else Step(step.handled, await self._retry(subscriber))

    async def _retry(self, subscriber: Subscriber) -> bool:
        """Try one message again that is due; tell whether there was one."""
        if subscriber.name not in self._lookout.due:
            return False
        if await parked.retry_due(self._database, subscriber):
            return True
        self._lookout.due.discard(subscriber.name)
        return False
