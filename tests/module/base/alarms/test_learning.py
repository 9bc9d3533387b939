"""Rules take in what is registered; what is as it was is not made again, and what goes on is remembered."""

from __future__ import annotations

from datetime import timedelta

from tests.support.sensors import TRUCK, register
from tests.support.watch import level_rule, run_rule
from tests.support.world import world

from yiwang.base.alarms.usecases.watching import Watching
from yiwang.base.sensing import api as sensing
from yiwang.kernel.actor import SYSTEM

FAST = {"product": TRUCK.code}


async def learned(watching, database, time):
    time.advance(timedelta(seconds=6))
    async with database.work(SYSTEM) as work:
        await watching.learn(work)
    return dict(watching.engine.programs)


async def enrol(database, code, product):
    async with database.work(SYSTEM) as work:
        draft = sensing.DeviceDraft(code=code, product=product, name=code)
        _, problems = await sensing.save_devices(work, [draft], state="in_service")
    assert not problems


async def test_a_device_makes_only_the_rules_anew_that_look_at_it(database, time):
    await world(database)
    no = await register(database)
    await run_rule(database, level_rule("high"))
    await run_rule(database, level_rule("higher", {"threshold": {"property": "level", "value": 5}}))
    await run_rule(database, level_rule("silent", {"no_data": {"seconds": 60}}, subject=FAST, report=None))
    watching = Watching(0)
    first = await learned(watching, database, time)
    assert first["high"].keys is first["higher"].keys, "rules over the same devices share them"
    await enrol(database, "T2", TRUCK.code)
    second = await learned(watching, database, time)
    assert second["high"] is first["high"]
    assert len(second["silent"].keys) == 2
    first["high"].machine.put(first["high"].slots([no["L2"]])[0], 2)
    await enrol(database, "L0", "water-level")
    third = await learned(watching, database, time)
    assert [third["high"].key(i) for i in range(4)] == sorted(third["high"].keys.tolist())
    assert third["high"].machine.top[third["high"].slots([no["L2"]])[0]].tolist() == [2]
    assert third["high"].machine.top.sum() == 2


async def test_another_calendar_or_area_makes_all_rules_anew(database, time):
    await world(database)
    await register(database)
    await run_rule(database, level_rule("high"))
    watching = Watching(0)
    first = await learned(watching, database, time)
    assert (await learned(watching, database, time))["high"] is first["high"]
    await world(database)  # areas and calendars are stored again
    assert (await learned(watching, database, time))["high"] is not first["high"]
