"""Rules at work over some devices: learning them, believing the tables, writing what they say."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np

from yiwang.base.alarms.model.engine import Engine
from yiwang.base.alarms.model.gathered import Wanted
from yiwang.base.alarms.model.program import Program
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.model.signals import Renewal, Signal
from yiwang.base.alarms.store import alarms as store
from yiwang.base.alarms.store.rules import RUNNING
from yiwang.base.alarms.usecases import raising
from yiwang.base.alarms.usecases.compiling import City, Roster, compile_rule, surroundings
from yiwang.base.alarms.usecases.raising import fingerprint, instant
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Work
from yiwang.kernel.errors import YiwangError

log = logging.getLogger(__name__)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: Devices are registered in floods; rules take them in at most this often.
_REGISTRY_EVERY: Final = timedelta(seconds=5)
_RENEW_EVERY: Final = timedelta(seconds=2)
#: An alarm that was closed although its condition goes on comes back after this time, as a new one.
_RETURN_AFTER: Final = timedelta(minutes=10)


class Watching:
    """The rules that are switched on, over the devices of a partition; for rules about places: of all.

    ``partition`` is ``None`` where what such rules need is gathered (:mod:`.gathering`). With one partition
    there is nothing to gather, and it judges all rules.
    """

    def __init__(self, partition: int | None) -> None:
        self.partition = partition
        self.engine = Engine()
        self.running: Any = None
        #: Rules about places whose devices lie in several partitions: what they need of this one.
        self.wanted: Wanted | None = None
        self._revision, self._partitions = -1, 0
        self._city: City | None = None
        self._looked = self._renewed = _EPOCH
        self._resting: dict[str, str] = {}
        self._apart: dict[str, Program] = {}
        self._grown: list[str] = []

    async def learn(self, work: Work) -> None:
        """Take in rules that changed, and now and then devices."""
        running = await RUNNING.get(work.tx)
        fresh = running is not self.running
        if not fresh and timedelta() <= work.now - self._looked < _REGISTRY_EVERY:
            return
        self._looked = work.now
        revision = await sensing.registry_revision(work.tx)
        partitions = await sensing.partition_count(work.tx)
        city = await surroundings(work.tx)
        known = city.is_as(self._city)
        moved = not known or (revision, partitions) != (self._revision, self._partitions)
        if not fresh and not moved:
            return
        before = {} if self.running is None else self.running.rules
        mine = () if self.partition is None else (self.partition, partitions)
        roster = Roster(work.tx, *mine, elsewhere=False)
        for code in before:
            if code not in running.rules:
                self._forget(code)
        for code, (version, rule) in running.rules.items():
            if moved or before.get(code) != (version, rule):
                try:
                    await self._put(work, rule, city, roster, partitions, known=known)
                except YiwangError as error:
                    # what it was switched on with is gone (a product, an area): it rests, the others go on
                    if self._resting.get(code) != str(error):
                        log.info("rule %s rests: %s", code, error)
                    self._resting[code] = str(error)
                    self._forget(code)
        self.wanted = Wanted(self._apart.values()) if self._apart else None
        self.running, self._revision, self._partitions, self._city = running, revision, partitions, city
        if self._grown:
            # who comes from elsewhere (another gateway judged it, it was under repair) may stand raised
            await self._believe(work, self._grown)
            self._grown = []

    async def _put(
        self, work: Work, rule: Rule, city: City, roster: Roster, partitions: int, *, known: bool
    ) -> None:
        """Judge ``rule`` here, or note what it needs of this partition to be judged where all meet.

        ``known``: the city is as it was, so a program over the same devices need not be made again.
        """
        together = partitions > 1 and rule.subject.together != "device"
        if self.partition is None and not together:
            self._forget(rule.code)
            return
        old = self.engine.programs.get(rule.code)
        program = await compile_rule(work.tx, rule, city, roster, old if known else None)
        if old is not None and len(np.setdiff1d(program.keys, old.keys)):
            self._grown.append(rule.code)
        self._resting.pop(rule.code, None)
        if together and self.partition is not None:
            self._forget(rule.code)
            self._apart[rule.code] = program
        else:
            self._apart.pop(rule.code, None)
            self.engine.put(program)

    def _forget(self, code: str) -> None:
        self.engine.drop(code)
        self._apart.pop(code, None)

    async def stand(self, work: Work) -> None:
        """Believe the tables about what is raised."""
        await self._believe(work, list(self.engine.programs))

    async def _believe(self, work: Work, codes: list[str]) -> None:
        programs = self.engine.programs
        raised: dict[str, dict[Any, int]] = {code: {} for code in codes if code in programs}
        for row in await store.standing(work.tx, list(raised)):
            program = programs[row["rule"]]
            together = program.plan.rule.subject.together
            key = row["device"] if together == "device" else row["subject"]
            raised[row["rule"]][key] = row["level"]
        for code, ranks in raised.items():
            self.engine.stand(code, ranks)

    async def take(self, work: Work, signals: list[Signal]) -> None:
        """Write what signals mean, in the caller's transaction."""
        if signals:
            keyed = [(s, self.engine.programs[s.rule].key(s.subject)) for s in signals]
            await raising.take(work, keyed, self.running.rules)

    async def renew(self, work: Work) -> None:
        """Write how often raised alarms were seen again: absolute counts, so that a repeat adds nothing.

        Every two seconds at most.
        """
        if timedelta() <= work.now - self._renewed < _RENEW_EVERY:
            return
        self._renewed = work.now
        seen = self.engine.renewals()
        if not seen:
            return
        subjects = await self._names(work, seen)
        items, kept = [], []
        for renewal in seen:
            program: Program = self.engine.programs[renewal.rule]
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
            rank = int(self.engine.programs[renewal.rule].machine.top[renewal.subject])
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
        await self.take(work, signals)

    async def _names(self, work: Work, seen: list[Renewal]) -> dict[tuple[str, int], str]:
        keys = {(r.rule, r.subject): self.engine.programs[r.rule].key(r.subject) for r in seen}
        sheets = await sensing.sheets(work.tx, [k for k in keys.values() if isinstance(k, int)])
        return {
            place: (sheets[key].code if isinstance(key, int) else str(key))
            for place, key in keys.items()
            if not isinstance(key, int) or key in sheets
        }
