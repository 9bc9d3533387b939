"""Rules about places and storms over several partitions: the same alarms, once, whatever is torn down."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime

import pytest
from tests.support.emptying import empty
from tests.support.sensors import readings, register, settle
from tests.support.watch import HIGH, Station, level_rule, place, run_rule
from tests.support.world import world

from yiwang.base.alarms import api as alarms
from yiwang.base.alarms.errors import GatheringSupersededError
from yiwang.base.alarms.usecases.gathering import Gathering
from yiwang.base.sensing import api as sensing
from yiwang.infra.signing import use_keys
from yiwang.infra.snapshots import forget_all
from yiwang.kernel.actor import SYSTEM

GAUGES = 8
EVERYWHERE = {"product": "water-level", "together": "all"}
FAST = {"threshold": {"property": "flow", "value": 1}}
RULES = (
    level_rule("three", {"quorum": {"of": HIGH, "at_least": 3}}, subject=EVERYWHERE),
    level_rule(
        "lasting", levels=[{"level": "red", "when": {"quorum": {"of": HIGH, "at_least": 2}}, "lasting": 5}],
        subject=EVERYWHERE,
    ),
    level_rule("two-kinds", {"all": [{"quorum": {"of": HIGH}}, {"quorum": {"of": FAST, "at_least": 2}}]},
        subject=EVERYWHERE,
    ),
    level_rule("each"),
)  # fmt: skip


class Spread(Station):
    """Gauges whose readings are settled in several partitions, in whatever order."""

    def __init__(self, database, time, no, partitions):
        super().__init__(database, time, no, None)
        self.partitions, self.settlers = partitions, []
        self.at = self.start = time.now().timestamp()

    async def begin(self):
        """Come up, as after kill -9."""
        for settler in self.settlers:
            await settler.close()
        self.settlers = [sensing.Settler(self.database, no) for no in range(self.partitions)]
        for settler in self.settlers:
            await settler.start()
        self.gathering = Gathering(self.database)
        await self.gathering.start()

    async def append(self, *rows):
        """Let gauges say (gauge, property, value) now."""
        said = [(self.no[gauge], self.no[prop], self.at, value) for gauge, prop, value in rows]
        await sensing.inlet(self.database).append(readings(*said))

    async def finish(self):
        """Settle and judge everything."""
        for settler in self.settlers:
            await settle(settler)
        self.pass_time(5)
        for settler in self.settlers:
            await settler.tick()
        while await self.gathering.step():
            pass

    async def outcome(self):
        """What was raised: rule, subject, level, when, and whether and when it cleared."""
        start = datetime.fromtimestamp(self.start, UTC)
        return [
            (a.rule, a.subject, a.level, a.raised_at - start, a.active, a.cleared_at and a.cleared_at - start)
            for a in await self.alarms()
        ]


@pytest.fixture
async def spread(database, time, tmp_path):
    use_keys(tmp_path / "keys")
    sensing.use_observers([alarms.AlarmObserver])

    async def make(partitions, rules):
        async with database.raw() as connection:
            await empty(connection)
        forget_all()
        sensing.inlet(database)._partitions = 0  # a process that runs counts them once
        await world(database)
        no = await register(database, GAUGES)
        await place(database, GAUGES)
        async with database.work(SYSTEM) as work:
            await sensing.ensure_partitions(work, partitions)
        for raw in rules:
            await run_rule(database, raw)
        made = Spread(database, time, no, partitions)
        await made.begin()
        return made

    try:
        yield make
    finally:
        sensing.use_observers([])


def story(seed):
    """Seconds to wait and what is said then."""
    chance = random.Random(seed)
    told = []
    for _ in range(30):
        rows = {
            (f"L{chance.randint(1, GAUGES)}", chance.choice(["level", "level", "flow"])): chance.choice(
                [0.5, 2.0, 3.5, 4.0]
            )
            for _ in range(chance.randint(1, 3))
        }
        told.append((chance.choice([0.3, 1.0, 2.0, 7.0]), [(*who, value) for who, value in rows.items()]))
    return told


async def play(one, seed):
    """Play the story; settlers and judge get on as chance has it, and now and then all are torn down."""
    chance = random.Random(seed * 7 + one.partitions)
    for after, rows in story(seed):
        one.pass_time(after)
        await one.append(*rows)
        if one.partitions == 1:
            await settle(one.settlers[0])
            await one.settlers[0].tick()
            continue
        for settler in one.settlers:
            if chance.random() < 0.6:
                await settle(settler)
            if chance.random() < 0.4:
                await settler.tick()
            if chance.random() < 0.1:
                await settler.keep()
        if chance.random() < 0.5:
            await one.gathering.step()
        if chance.random() < 0.1:
            await one.gathering.keep()
        if chance.random() < 0.1:
            await one.begin()
    await one.finish()
    return await one.outcome()


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_same_readings_give_the_same_alarms(spread, seed):
    found = [await play(await spread(partitions, RULES), seed) for partitions in (1, 2, 4)]
    assert {rule for rule, *_ in found[0]} == {"three", "lasting", "two-kinds", "each"}
    assert found[1] == found[0]
    assert found[2] == found[0]


async def test_what_is_judged_is_let_go_and_never_judged_again(spread):
    one = await spread(2, RULES[:1])
    one.pass_time(1)
    await one.append(*((f"L{n}", "level", 3.5 if n <= 3 else 1.0) for n in range(1, GAUGES + 1)))
    await one.finish()
    [alarm] = await one.alarms()
    assert alarm.subject == "all"
    await one.begin()  # without a checkpoint: it looks at the turn again and raises nothing anew
    await one.finish()
    assert await one.alarms() == [alarm]
    await one.gathering.keep()
    async with one.database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM alarms_gathered") == 0
    await one.begin()
    one.pass_time(1)
    await one.append(("L1", "level", 1.0))
    await one.finish()
    [alarm] = await one.alarms()
    assert not alarm.active, "what the checkpoint held is remembered: two are not three"


async def test_two_judges_do_not_both_judge(spread):
    one = await spread(2, RULES[:1])
    second = Gathering(one.database)
    await second.start()
    one.pass_time(1)
    await one.append(("L1", "level", 3.5), ("L2", "level", 3.5), ("L3", "level", 3.5))
    await one.finish()
    one.pass_time(1)
    await one.append(("L1", "level", 1.0))
    for settler in one.settlers:
        await settle(settler)
    one.pass_time(5)
    with pytest.raises(GatheringSupersededError):
        await second.step()


async def test_a_partition_that_lags_is_waited_for_but_not_for_ever(spread):
    one = await spread(2, RULES[:1])
    gauges = [f"L{n}" for n in range(1, GAUGES + 1)]
    odd, even = ([g for g in gauges if one.no[g] % 2 == rest] for rest in (1, 0))
    one.pass_time(1)
    await one.append((odd[0], "level", 1.0))
    one.pass_time(2)
    await one.append(*((gauge, "level", 3.5) for gauge in even[:3]))
    await settle(one.settlers[0])
    one.pass_time(5)
    assert await one.gathering.step() == 0, "the other partition has something older to say"
    one.pass_time(61)
    assert await one.gathering.step() == 1
    assert [a.rule for a in await one.alarms()] == ["three"]


async def test_a_storm_over_partitions_is_one_storm(spread):
    one = await spread(2, [level_rule("each", limits={"storm": 5})])
    one.pass_time(1)
    await one.append(*((f"L{n}", "level", 3.5) for n in range(1, GAUGES + 1)))
    await asyncio.gather(*(settle(settler) for settler in one.settlers))
    found = await one.alarms()
    [parent] = [a for a in found if a.is_storm]
    children = [a for a in found if a.parent == parent.id]
    assert len(children) == GAUGES // 2, "those of the partition that came second are seen with the first"
