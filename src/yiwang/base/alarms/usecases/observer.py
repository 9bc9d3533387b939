"""The observer of the settler: readings in, alarms and reports out, in the settler's own transaction."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from yiwang.base.alarms.store import gathering as store
from yiwang.base.alarms.usecases import tending
from yiwang.base.alarms.usecases.watching import Watching
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database, Work

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TEND_EVERY: Final = timedelta(seconds=5)


class AlarmObserver:
    """Evaluates the rules that are switched on over one partition.

    With several partitions, what rules about places need of this one is sent on in the same transaction.
    """

    def __init__(self, database: Database, partition: int) -> None:
        self._database, self._partition = database, partition
        self._watching = Watching(partition)
        self._tended = _EPOCH
        self._replayed = False

    async def restore(self, work: Work, checkpoint: bytes | None) -> None:
        """Load the rules and what they remember; what is raised is read from the tables."""
        await self._watching.learn(work)
        if checkpoint is not None:
            self._watching.engine.recall(checkpoint)
        await self._watching.stand(work)
        self._replayed = True

    async def observe(self, work: Work, batch: sensing.Batch) -> None:
        """Let the rules see ``batch``; write alarms and reports unless it is a replay."""
        watching = self._watching
        if batch.replay:
            watching.engine.feed(batch)
            self._replayed = True
            return
        await self._look(work)
        await watching.take(work, watching.engine.feed(batch))
        found = None if watching.wanted is None else watching.wanted.of(batch)
        if found is not None:
            await store.send(work.tx, self._partition, batch.seq, batch.received, *found)

    async def tick(self, work: Work) -> None:
        """Let time pass: timers of rules, alarms seen again, silences that ended."""
        watching = self._watching
        await self._look(work)
        now = (work.now - _EPOCH) // timedelta(microseconds=1)
        # what comes back may be raised by it: that lock is taken before those of clearing
        await watching.renew(work)
        await watching.take(work, watching.engine.tick(now))
        if self._partition == 0 and not timedelta() <= work.now - self._tended < _TEND_EVERY:
            await tending.tend(work, watching.running.rules)
            self._tended = work.now

    def remember(self) -> bytes:
        """Return what the rules remember."""
        return self._watching.engine.remember()

    async def _look(self, work: Work) -> None:
        """Take in rules that changed, and after a replay believe the tables."""
        await self._watching.learn(work)
        if self._replayed:
            await self._watching.stand(work)
            self._replayed = False
