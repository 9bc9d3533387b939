"""The lookout: one look per process at what is new in the outbox, for all who wait for messages."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Final

import asyncpg

from yiwang.infra import outbox, parked
from yiwang.infra.bell import Bell, wait
from yiwang.infra.database import Database
from yiwang.infra.outbox import Subscriber
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError

log = logging.getLogger(__name__)

#: Pauses between looks: after a ring; when nothing rings (a ring may be lost); when the database is away.
_REST: Final = 0.01
_SHORT, _LONG = 0.02, 0.5
_BACK_OFF: Final = 1.0
#: What was set aside is looked for so often.
_RETRY_EVERY: Final = 1.0
_KINDS: Final = "SELECT DISTINCT kind FROM infra_outbox WHERE seq > $1 AND seq <= $2"


class Lookout:
    """Raises the flags of the subscribers for whom something has come, or is due again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._bell = Bell(database)
        self._hooks: list[tuple[Subscriber, asyncio.Event]] = []
        #: Up to here messages may be read; ``None`` before the first look.
        self.horizon: int | None = None
        #: Who has messages that are to be tried again.
        self.due: set[str] = set()
        self._retry_at = 0.0

    def hook(self, subscriber: Subscriber) -> asyncio.Event:
        """Return the flag of ``subscriber``, which clears it."""
        flag = asyncio.Event()
        self._hooks.append((subscriber, flag))
        return flag

    async def run(self) -> None:
        """Look until cancelled: at each ring, and by itself every half second."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._bell.run(), name="outbox-bell")
            group.create_task(self._watch(), name="outbox-watch")

    async def _watch(self) -> None:
        rung = self._bell.hook()
        pause = _SHORT
        while True:
            try:
                found = await self._look()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, YiwangError) as error:
                log.warning("the outbox cannot be looked at: %s", error)
                await asyncio.sleep(_BACK_OFF)
                continue
            await asyncio.sleep(_REST)
            # a message may not be readable yet when it rings: another writer has not ended
            pause = _SHORT if await wait(rung, pause) or found else min(pause * 2, _LONG)

    async def _look(self) -> bool:
        """Take in what is new and call whom it concerns; tell whether there was anything."""
        before = self.horizon
        async with self._database.reading(SYSTEM) as work:
            horizon = await outbox.horizon(work.tx)
            fresh = before is not None and horizon > before
            kinds = await work.tx.fetch(_KINDS, before, horizon) if fresh else []
            if time.monotonic() >= self._retry_at:
                self.due |= await parked.due_names(work.tx, work.now)
                self._retry_at = time.monotonic() + _RETRY_EVERY
        self.horizon = horizon
        come = {row["kind"] for row in kinds}
        for subscriber, flag in self._hooks:
            if before is None or not come.isdisjoint(subscriber.kinds) or subscriber.name in self.due:
                flag.set()
        return fresh
