"""The observer of the settler: readings in, alarms and reports out, in the settler's own transaction."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from yiwang.base.alarms.model.engine import Engine
from yiwang.base.alarms.model.program import Program
from yiwang.base.alarms.model.signals import Renewal, Signal
from yiwang.base.alarms.store import alarms as store
from yiwang.base.alarms.store.rules import RUNNING
from yiwang.base.alarms.usecases import raising, tending
from yiwang.base.alarms.usecases.compiling import compile_rule, surroundings
from yiwang.base.alarms.usecases.raising import fingerprint, instant
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database, Work
from yiwang.kernel.errors import YiwangError

log = logging.getLogger(__name__)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: Devices are registered in floods; rules take them in at most this often.
_REGISTRY_EVERY: Final = timedelta(seconds=5)
_TEND_EVERY: Final = timedelta(seconds=5)
_RENEW_EVERY: Final = timedelta(seconds=2)
#: An alarm that was closed although its condition goes on comes back after this time, as a new one.
_RETURN_AFTER: Final = timedelta(minutes=10)


class AlarmObserver:
    """Evaluates the rules that are switched on over one partition."""

    def __init__(self, database: Database, partition: int) -> None:
        self._database, self._partition = database, partition
        self._engine = Engine()
        self._running: Any = None
        self._revision = -1
        self._looked = self._tended = self._renewed = _EPOCH
        self._replayed = False
        self._resting: dict[str, str] = {}

    async def restore(self, work: Work, checkpoint: bytes | None) -> None:
        """Load the rules and what they remember; what is raised is read from the tables."""
        await self._learn(work)
        if checkpoint is not None:
            self._engine.recall(checkpoint)
        await self._stand(work)
        self._replayed = True

    async def observe(self, work: Work, batch: sensing.Batch) -> None:
        """Let the rules see ``batch``; write alarms and reports unless it is a replay."""
        if batch.replay:
            self._engine.feed(batch)
            self._replayed = True
            return
        await self._learn(work)
        if self._replayed:
            await self._stand(work)
            self._replayed = False
        await self._take(work, self._engine.feed(batch))

    async def tick(self, work: Work) -> None:
        """Let time pass: timers of rules, alarms seen again, silences that ended."""
        await self._learn(work)
        if self._replayed:
            await self._stand(work)
            self._replayed = False
        now = (work.now - _EPOCH) // timedelta(microseconds=1)
        await self._take(work, self._engine.tick(now))
        if work.now - self._renewed >= _RENEW_EVERY:
            await self._renew(work)
            self._renewed = work.now
        if self._partition == 0 and work.now - self._tended >= _TEND_EVERY:
            await tending.tend(work, self._running.rules)
            self._tended = work.now

    def remember(self) -> bytes:
        """Return what the rules remember."""
        return self._engine.remember()

    async def _learn(self, work: Work) -> None:
        """Take in rules that changed, and now and then devices."""
        running = await RUNNING.get(work.tx)
        fresh = running is not self._running
        if not fresh and work.now - self._looked < _REGISTRY_EVERY:
            return
        self._looked = work.now
        revision = await sensing.registry_revision(work.tx)
        if not fresh and revision == self._revision:
            return
        before = {} if self._running is None else self._running.rules
        moved = revision != self._revision
        partitions = await sensing.partition_count(work.tx)
        city = await surroundings(work.tx)
        for code in before:
            if code not in running.rules:
                self._engine.drop(code)
        for code, (version, rule) in running.rules.items():
            if moved or before.get(code) != (version, rule):
                try:
                    program = await compile_rule(work.tx, rule, city, self._partition, partitions)
                except YiwangError as error:
                    # what it was switched on with is gone (a product, an area): it rests, the others go on
                    if self._resting.get(code) != str(error):
                        log.info("rule %s rests: %s", code, error)
                    self._resting[code] = str(error)
                    self._engine.drop(code)
                    continue
                self._resting.pop(code, None)
                self._engine.put(program)
        self._running, self._revision = running, revision

    async def _stand(self, work: Work) -> None:
        """Believe the tables about what is raised."""
        programs = self._engine.programs
        raised: dict[str, dict[Any, int]] = {code: {} for code in programs}
        for row in await store.standing(work.tx, list(programs)):
            program = programs[row["rule"]]
            together = program.plan.rule.subject.together
            key = row["device"] if together == "device" else row["subject"]
            raised[row["rule"]][key] = row["level"]
        for code, ranks in raised.items():
            self._engine.stand(code, ranks)

    async def _take(self, work: Work, signals: list[Signal]) -> None:
        if signals:
            keyed = [(s, self._engine.programs[s.rule].keys[s.subject]) for s in signals]
            await raising.take(work, keyed, self._running.rules)

    async def _renew(self, work: Work) -> None:
        """Write how often raised alarms were seen again: absolute counts, so that a repeat adds nothing."""
        seen = self._engine.renewals()
        if not seen:
            return
        subjects = await self._names(work, seen)
        items, kept = [], []
        for renewal in seen:
            program: Program = self._engine.programs[renewal.rule]
            name = subjects.get((renewal.rule, renewal.subject))
            if name is not None:
                mark = fingerprint(program.plan.rule, name)
                items.append((mark, renewal.count, instant(renewal.at), renewal.value))
                kept.append(renewal)
        if items:
            await store.renew(work.tx, sorted(items, key=lambda item: item[0]))
            await self._return(work, dict(zip([i[0] for i in items], kept, strict=True)))

    async def _return(self, work: Work, seen: dict[str, Renewal]) -> None:
        """Raise anew what somebody closed while it went on, unless it was judged false."""
        again = await store.closed_meanwhile(work.tx, list(seen), work.now - _RETURN_AFTER)
        signals = []
        for mark in sorted(again):
            renewal = seen[mark]
            rank = int(self._engine.programs[renewal.rule].machine.top[renewal.subject])
            signals.append(
                Signal(
                    rule=renewal.rule,
                    subject=renewal.subject,
                    kind="raised",
                    rank=rank,
                    before=0,
                    at=renewal.at,
                    value=renewal.value,
                )
            )
        await self._take(work, signals)

    async def _names(self, work: Work, seen: list[Renewal]) -> dict[tuple[str, int], str]:
        keys = {(r.rule, r.subject): self._engine.programs[r.rule].keys[r.subject] for r in seen}
        sheets = await sensing.sheets(work.tx, [k for k in keys.values() if isinstance(k, int)])
        return {
            place: (sheets[key].code if isinstance(key, int) else str(key))
            for place, key in keys.items()
            if not isinstance(key, int) or key in sheets
        }
