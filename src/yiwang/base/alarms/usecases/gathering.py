"""Rules about places over devices of several partitions: what they need is gathered and judged in one place.

Each partition sends, in the transaction that settles a batch, the readings that such rules look at. Whoever
holds the lease takes them by seconds of arrival, once no partition has anything older to settle: the order is
the one that a single partition would have seen. Turn, alarms and reports commit together; memory is a
checkpoint and a replay of the turns since.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from datetime import UTC, datetime, timedelta
from typing import Final

from yiwang.base.alarms.errors import GatheringSupersededError
from yiwang.base.alarms.model.gathered import join
from yiwang.base.alarms.model.signals import Signal
from yiwang.base.alarms.store import gathering as store
from yiwang.base.alarms.usecases.watching import Watching
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database, Row, Work
from yiwang.infra.lease import Lease, lease
from yiwang.kernel.actor import SYSTEM

log = logging.getLogger(__name__)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
#: A door's transaction may commit so long after the time it wrote down.
_SLACK: Final = timedelta(seconds=1)
#: For a partition that has something to settle and does not get on, the others wait no longer than this.
_PATIENCE: Final = timedelta(seconds=60)
_KEEP_EVERY: Final = timedelta(seconds=30)
_READINGS: Final = 60_000
_REST: Final = 0.5
_IDLE: Final = 5.0
_STAND_BY: Final = 2.0


class Gathering:
    """Judges what partitions sent. After any exception it is of no more use until :meth:`start`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def start(self) -> None:
        """Load what is known, and look again at what was judged since."""
        self._watching = Watching(None)
        self._stuck: dict[int, tuple[int, datetime]] = {}
        async with self._database.work(SYSTEM) as work:
            found = await store.begin(work.tx)
            self._turn, self._kept, self._kept_at = found["turn"], found["kept"], work.now
            await self._watching.learn(work)
            if found["memory"] is not None:
                self._watching.engine.recall(found["memory"])
            rows = await store.since(work.tx, self._kept)
            for _, turn in itertools.groupby(rows, key=lambda row: row["turn"]):
                self._watching.engine.feed(join([row["body"] for row in turn]))
            await self._watching.stand(work)

    @property
    def idle(self) -> bool:
        """Tell whether there is no rule to judge here."""
        return not self._watching.engine.programs

    async def step(self) -> int:
        """Judge what is complete, and let time pass up to there; return how many batches were judged."""
        async with self._database.work(SYSTEM) as work:
            await self._watching.learn(work)
            until = await self._complete(work)
            rows = await store.waiting(work.tx, until, _READINGS)
            signals = await self._judge(work, rows) if rows else []
            await self._watching.renew(work)
            await self._watching.take(work, signals + self._watching.engine.tick(until))
        self._turn += bool(rows)
        return len(rows)

    async def _complete(self, work: Work) -> int:
        """Return the whole second before which nothing more will be sent, in microseconds."""
        until = work.now - _SLACK
        stuck = {}
        for one in (await sensing.inbox_state(work.tx))["partitions"]:
            if one["oldest_at"] is None:
                continue
            settled, since = self._stuck.get(one["no"], (None, work.now))
            stuck[one["no"]] = (one["settled"], since if settled == one["settled"] else work.now)
            if work.now - stuck[one["no"]][1] < _PATIENCE:
                until = min(until, one["oldest_at"])
        self._stuck = stuck
        return (until - _EPOCH) // _SECOND * 1_000_000

    async def _judge(self, work: Work, rows: list[Row]) -> list[Signal]:
        signals = self._watching.engine.feed(join([row["body"] for row in rows]))
        await store.judged(work.tx, rows, self._turn + 1)
        if not await store.move(work.tx, self._turn, self._turn + 1):
            raise GatheringSupersededError
        return signals

    async def keep(self) -> None:
        """Store what is remembered, and let go of what lies behind it."""
        if self._turn == self._kept:
            return
        async with self._database.work(SYSTEM) as work:
            await store.keep(work.tx, self._turn, self._watching.engine.remember())
            self._kept_at = work.now
        self._kept = self._turn

    @property
    def keep_due(self) -> bool:
        """Tell whether a checkpoint should be made."""
        return self._database.time.now() - self._kept_at >= _KEEP_EVERY


async def serve(database: Database) -> None:
    """Judge what partitions send unless another worker does, until cancelled."""
    while True:
        async with lease(database, "alarms.gathering") as held:
            if held is not None:
                await _run(database, held)
        await asyncio.sleep(_STAND_BY)


async def _run(database: Database, held: Lease) -> None:
    while not held.lost:
        try:
            gathering = Gathering(database)
            await gathering.start()
            await _judge_on(gathering, held)
        except Exception:  # memory is thrown away and loaded again; what was sent is still there
            log.exception("judging of rules about places failed and starts again")
            await asyncio.sleep(_STAND_BY)


async def _judge_on(gathering: Gathering, held: Lease) -> None:
    try:
        while not held.lost:
            if not await gathering.step():
                await asyncio.sleep(_IDLE if gathering.idle else _REST)
            if gathering.keep_due:
                await gathering.keep()
    except asyncio.CancelledError:
        with contextlib.suppress(Exception):
            await gathering.keep()
        raise
