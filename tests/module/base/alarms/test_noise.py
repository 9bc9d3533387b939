"""What keeps a shift's screen quiet, on the real road."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support.rounds import LONG
from tests.support.sensors import register, started
from tests.support.watch import HIGH, Station, level_rule, place, run_rule
from tests.support.world import world

from yiwang.base.alarms import api as alarms
from yiwang.base.alarms.errors import SilenceTooLongError
from yiwang.base.alarms.model.noise import Matcher
from yiwang.base.alarms.usecases import rules as rule_cases
from yiwang.base.sensing import api as sensing
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.ids import new_id


def hush(station, *matchers: tuple[str, str], minutes: float = 60, **more) -> alarms.Silence:
    now = station.time.now()
    return alarms.Silence(
        id=new_id(),
        matchers=tuple(Matcher(label=label, value=value) for label, value in matchers),
        starts_at=now,
        ends_at=now + timedelta(minutes=minutes),
        reason="检修",
        author="tester",
        **more,
    )


async def silence(station, wanted):
    async with station.database.work(SYSTEM) as work:
        return await alarms.silence(work, wanted)


async def test_a_silence_keeps_the_alarm_and_makes_no_case_until_it_ends(station):
    await run_rule(station.database, level_rule())
    await silence(station, hush(station, ("subject", "L1"), minutes=10))
    await station.say(("L1", 3.5), ("L2", 3.5))
    one, two = await station.alarms()
    assert one.hushed.startswith("silence:")
    assert (one.case, two.stage) == (None, "in_case")
    await station.tick(601)
    await station.tick(1)
    [one] = await station.alarms(device="L1")
    assert (one.hushed, one.stage) == (None, "in_case"), "it still holds, so now somebody is called"


async def test_a_silence_until_resolved_ends_with_what_it_hushed(station):
    await run_rule(station.database, level_rule())
    await station.say(("L1", 3.5))
    await silence(station, hush(station, ("subject", "L1"), until_resolved=True))
    [one] = await station.alarms()
    assert one.hushed is not None
    await station.say(("L1", 1.0))
    await station.tick(6)
    async with station.database.reading(SYSTEM) as work:
        [row] = await work.tx.fetch("SELECT ends_at FROM alarms_silence")
    assert row["ends_at"] <= station.time.now()


async def test_a_silence_has_a_longest_length(station):
    with pytest.raises(SilenceTooLongError):
        await silence(station, hush(station, ("subject", "L1"), minutes=60 * 24 * 31))


async def test_inhibition_and_mute_times(station):
    await run_rule(station.database, level_rule())
    await run_rule(
        station.database,
        level_rule("low-battery", when={"threshold": {"property": "battery", "op": "<", "value": 20}}),
    )
    async with station.database.work(SYSTEM) as work:
        await rule_cases.save_settings(work, "inhibition", [{
            "code": "water-first",
            "source": [{"label": "rule", "value": "high-water"}],
            "target": [{"label": "rule", "value": "low-battery"}],
            "equal": ["subject"],
        }])  # fmt: skip
        await rule_cases.save_settings(work, "mute", [{
            "code": "friday",
            "matchers": [{"label": "subject", "value": "L3"}],
            "times": {"weekdays": [1, 2, 3, 4, 5, 6, 7]},
        }])  # fmt: skip
    await station.say(("L1", 3.5), ("L3", 3.5))
    station.no |= {"level": station.no["battery"]}
    await station.say(("L1", 5.0), ("L2", 5.0))
    hushed = {(a.rule, a.subject): a.hushed for a in await station.alarms()}
    assert hushed == {
        ("high-water", "L1"): None,
        ("high-water", "L3"): "mute:friday",
        ("low-battery", "L1"): "inhibition:water-first",
        ("low-battery", "L2"): None,
    }


async def test_flapping_keeps_one_alarm_open_until_it_is_quiet(station):
    await run_rule(station.database, level_rule(limits={"flaps": 3, "flap_within": 300}))
    for _ in range(4):
        await station.say(("L1", 3.5), after=10)
        await station.say(("L1", 1.0), after=10)
    [alarm] = await station.alarms()
    assert (alarm.flapping, alarm.cleared_at, alarm.count) == (True, None, 4)
    await station.tick(310)
    [alarm] = await station.alarms()
    assert alarm.stage == "cleared"
    assert len(await station.cases()) == 1


async def test_more_than_so_many_an_hour_are_not_called(station):
    await run_rule(station.database, level_rule(limits={"per_hour": 2}))
    for _ in range(3):
        await station.say(("L1", 3.5))
        await station.say(("L1", 1.0))
        await station.act("close", *await station.alarms(living=True))
    assert [a.hushed for a in await station.alarms()] == [None, None, "limit"]


@pytest.mark.slow
async def test_a_storm_has_one_parent(database, time, tmp_path):
    use_keys(tmp_path / "keys")
    await world(database)
    count = 10_000 if LONG else 2_000
    no = await register(database, count)
    await place(database, count)
    sensing.use_observers([alarms.AlarmObserver])
    try:
        storm = Station(database, time, no, await started(database))
        await run_rule(database, level_rule())
        await storm.say(*((f"L{n}", 3.5) for n in range(1, count + 1)))
        found = await storm.alarms(living=True)
        async with database.reading(SYSTEM) as work:
            total = await work.tx.fetchval("SELECT count(*) FROM alarms_alarm WHERE parent IS NOT NULL")
            [parent] = await work.tx.fetch('SELECT id, "case" FROM alarms_alarm WHERE is_storm')
        assert total == count
        assert len(found) == 1000, "a page"
        assert [c["number"] for c in await storm.cases()] == [parent["case"]]
        await storm.say(*((f"L{n}", 1.0) for n in range(1, count + 1)))
        async with database.reading(SYSTEM) as work:
            left = await work.tx.fetchval("SELECT count(*) FROM alarms_alarm WHERE active")
        assert left == 0, "the parent cleared with its last child"
    finally:
        sensing.use_observers([])


async def test_levels_call_only_from_the_one_that_is_said(station):
    levels = [
        {"level": "blue", "when": HIGH},
        {"level": "red", "when": {"threshold": {"property": "level", "value": 5}}},
    ]
    await run_rule(station.database, level_rule(levels=levels, report={"at": "orange"}))
    await station.say(("L1", 3.5))
    assert await station.cases() == []
    await station.say(("L1", 6.0))
    [alarm] = await station.alarms()
    assert (alarm.level, alarm.stage) == (4, "in_case")
    await station.say(("L1", 3.5))
    [alarm] = await station.alarms()
    assert (alarm.level, alarm.peak, alarm.active) == (1, 4, True)
