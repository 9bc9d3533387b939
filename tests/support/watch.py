"""A city with gauges, rules that run, and a settler that observes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.support.rules import one, rule
from tests.support.sensors import readings, settle

from yiwang.base.alarms import api as alarms
from yiwang.base.alarms.usecases import rules as rule_cases
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

HERE = (120.005, 30.005)
T0 = 1_773_104_400.0  # the manual clock's start
HIGH = {"threshold": {"property": "level", "value": 3}}


def level_rule(code: str = "high-water", when: Any = None, **more: Any) -> dict[str, Any]:
    """A rule on water levels that reports at once."""
    report = {"at": "yellow", "matter": None, "text_zh": "{device} 水位 {value} 米，{level}"}
    more = {"subject": {"product": "water-level"}, "report": report} | more
    return rule(one(when or HIGH, "yellow"), code=code, **more)


async def place(database: Database, count: int) -> None:
    """Say where the gauges are."""
    async with database.work(SYSTEM) as work:
        drafts = [
            sensing.DeviceDraft(
                code=f"L{n}", product="water-level", name=f"水位 {n}", lon=HERE[0], lat=HERE[1]
            )
            for n in range(1, count + 1)
        ]
        _, problems = await sensing.save_devices(work, drafts)
        assert not problems


async def run_rule(database: Database, raw: dict[str, Any]) -> None:
    """Store a rule and switch it on."""
    async with database.work(SYSTEM) as work:
        made, version = await rule_cases.save(work, raw)
        await rule_cases.switch(work, made.code, version)


class Station:
    """Gauges that say something, and a settler that hears it."""

    def __init__(self, database: Database, time: Any, no: dict[str, int], settler: sensing.Settler) -> None:
        self.database, self.time, self.no, self.settler = database, time, no, settler
        self.at = T0

    async def say(self, *values: tuple[str, float], after: float = 1.0) -> None:
        """Let gauges say their level some seconds later, and settle it."""
        self.pass_time(after)
        rows = [(self.no[code], self.no["level"], self.at, value) for code, value in values]
        await sensing.inlet(self.database).append(readings(*rows))
        await settle(self.settler)

    def pass_time(self, seconds: float) -> None:
        """Turn the clock on."""
        self.at += seconds
        self.time.advance(timedelta(seconds=seconds))

    async def tick(self, after: float = 1.0) -> None:
        """Let time pass without readings."""
        self.pass_time(after)
        await self.settler.tick()

    async def alarms(self, **wanted: Any) -> list[alarms.Alarm]:
        """Alarms, oldest first; those of one instant by subject."""
        async with self.database.reading(SYSTEM) as work:
            found = await alarms.find(work, alarms.AlarmFilter(**wanted), limit=1000)
        return sorted(found, key=lambda a: (a.raised_at, a.subject))

    async def act(self, action: str, *found: alarms.Alarm, **data: Any) -> list[Any]:
        """Do something with alarms."""
        async with self.database.work(SYSTEM) as work:
            answers = await alarms.act(work, [a.id for a in found], action, data)
        return list(answers.values())

    async def cases(self) -> list[Any]:
        """Number, stage and address of all cases."""
        async with self.database.reading(SYSTEM) as work:
            return await work.tx.fetch(
                "SELECT number, stage, address, matter FROM cases_case ORDER BY number"
            )
