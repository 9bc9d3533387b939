"""The centre and an edge node: who judges, what comes up late, what counts once."""

from __future__ import annotations

import asyncio

import pytest
from tests.support.queries import counting
from tests.support.watch import T0, level_rule, run_rule

from yiwang.base.alarms import api as alarms
from yiwang.base.audit import api as audit
from yiwang.base.sensing import api as sensing
from yiwang.kernel.actor import SYSTEM


async def standing(station, **wanted):
    return [(a.subject, a.stage, a.active) for a in await station.alarms(**wanted)]


async def test_a_node_is_enrolled_once_and_its_secret_is_told_once(edge, desk):
    bundle = await edge.enrol("L1", "L2")
    assert [d["code"] for d in bundle["devices"]] == ["L1", "L2"]
    assert [(r["rule"]["code"], r["version"], len(r["keys"])) for r in bundle["rules"]] == [
        ("high-water", 1, 2)
    ]
    [node] = (await desk.get("/api/v1/edge-nodes")).json()["items"]
    assert (node["stage"], node["judges"], node["current"]) == ("enrolled", False, False)
    assert edge.secret not in str(node)
    again = {"key": "ye_guess", "journal": str(edge.journal)}
    assert (await desk.post("/api/v1/edge/enrol", json=again)).json()["error"]["code"] == "edge_key_refused"


async def test_rules_of_devices_behind_a_node_run_there_and_not_here(edge, station):
    await station.say(("L1", 1.0), ("L3", 1.0))
    bundle = await edge.enrol("L1")
    assert (await edge.beat(bundle["etag"]))["bundle"] is None
    await edge.send(edge.measured("L1", T0 + 2, 3.5), edge.decided("L1", "raised", T0 + 2))
    await station.say(("L3", 3.6), after=6)  # the registry is looked at every five seconds
    found = {a.subject: a for a in await station.alarms()}
    assert set(found) == {"L1", "L3"}
    assert (found["L1"].labels["edge"], found["L1"].rule_version) == ("E1", 1)
    assert "edge" not in found["L3"].labels
    assert found["L1"].raised_at.timestamp() == T0 + 2, "its own time"
    assert len(await station.cases()) == 2, "a late raise opens a case as any does"


async def test_an_entry_counts_once_however_often_it_is_sent(edge, station, stored):
    bundle = await edge.enrol("L1")
    await edge.beat(bundle["etag"])
    entries = [
        edge.measured("L1", T0 + 1, 3.5),
        edge.decided("L1", "raised", T0 + 1),
        edge.measured("L1", T0 + 2, 2.0),
        edge.decided("L1", "cleared", T0 + 2, rank=0, before=2),
    ]
    answers = await asyncio.gather(*(edge.send(*entries) for _ in range(4)))
    assert answers == [{"taken": 4}] * 4
    assert await edge.send(*entries[2:], edge.measured("L1", T0 + 3, 1.0)) == {"taken": 5}
    await edge.settle()
    assert await stored() == [(1, 3.5), (2, 2.0), (3, 1.0)]
    [alarm] = await station.alarms()
    assert (alarm.count, alarm.active, alarm.cleared_at.timestamp()) == (1, False, T0 + 2)
    assert len(await station.cases()) == 1
    async with station.database.reading(SYSTEM) as work:
        lines = [(line.action, line.data.get("edge")) for line in await audit.history(work.tx, alarm.id)]
        assert await alarms.rebuild(work, alarm.id) == alarm
    assert ("clear", "E1") in lines


async def test_who_was_raised_before_stands_on_either_side_after_a_change_of_judge(edge, station):
    await station.say(("L1", 3.5))
    bundle = await edge.enrol("L1")
    assert bundle["rules"][0]["raised"] == {str(station.no["L1"]): 2}
    await edge.beat(bundle["etag"])
    await station.tick(6)
    await edge.send(edge.decided("L1", "raised", T0 + 9))
    assert len(await station.alarms()) == 1, "the same fingerprint is the same alarm"
    gone = await edge.desk.post("/api/v1/edge-nodes/E1/revoke", json={"reason": "拆除"})
    assert gone.status_code == 204
    await edge.post("beat", {"journal": str(edge.journal)}, 401)
    await station.tick(6)
    await station.say(("L1", 1.0))
    assert [a.active for a in await station.alarms()] == [False], "the centre judges again, and clears"


async def test_confirmed_at_the_node_is_confirmed_here_with_its_own_time(edge, station):
    bundle = await edge.enrol("L1")
    await edge.beat(bundle["etag"])
    await edge.send(edge.decided("L1", "raised", T0 + 1), edge.confirmed("L1", "2026-03-10T01:00:05+00:00"))
    [alarm] = await station.alarms()
    assert alarm.confirmed_at.isoformat() == "2026-03-10T01:00:05+00:00"


async def test_what_was_decided_by_an_older_version_says_so(edge, station):
    bundle = await edge.enrol("L1")
    await edge.beat(bundle["etag"])
    await run_rule(station.database, level_rule(when={"threshold": {"property": "level", "value": 4}}))
    newer = (await edge.beat(bundle["etag"]))["bundle"]
    assert [r["version"] for r in newer["rules"]] == [2]
    await edge.send(
        edge.decided("L1", "raised", T0 + 1), edge.decided("L1", "cleared", T0 + 2, rank=0, version=2)
    )
    [alarm] = await station.alarms()
    assert (alarm.rule_version, alarm.active) == (1, False)


async def test_a_stranger_s_device_is_refused_whole(edge, station, stored):
    await edge.enrol("L1")
    answer = await edge.send(edge.measured("L1", T0, 1.0), edge.measured("L2", T0, 1.0), status=403)
    assert answer["error"]["code"] == "edge_not_yours"
    await edge.settle()
    assert await stored() == []


@pytest.mark.parametrize(
    "entry", [[1, 0, "signal", "AAAA"], [1, 0, "readings", "AAAA"], [0, 0, "confirm", ""]]
)
async def test_what_cannot_be_read_is_named(edge, entry):
    await edge.enrol("L1")
    assert (await edge.send(entry, status=422))["error"]["code"] == "invalid_input"


async def test_a_week_later_readings_are_history_and_not_doubtful(edge, station, stored):
    await edge.enrol("L1")
    entry = edge.measured("L1", T0 + 1, 2.5)  # the gauge's limit is a day
    station.pass_time(5 * 86_400)
    await edge.send(entry)
    await edge.settle()
    assert await stored() == [(1, 2.5)]


async def test_a_full_inbox_takes_nothing_of_it(edge, station):
    bundle = await edge.enrol("L1")
    await edge.beat(bundle["etag"])
    inlet = sensing.inlet(station.database)
    inlet.room, room = 0, inlet.room
    try:
        entries = [edge.decided("L1", "raised", T0 + 1), edge.measured("L1", T0 + 1, 3.5)]
        assert (await edge.send(*entries, status=503))["error"]["code"] == "inbox_full"
        assert await station.alarms() == []
    finally:
        inlet.room = room
    assert await edge.send(*entries) == {"taken": 2}
    assert await standing(station) == [("L1", "in_case", True)]


async def test_a_silent_node_is_an_alarm_and_what_is_behind_it_is_not(edge, station):
    await run_rule(
        station.database,
        level_rule("quiet", when={"no_data": {"seconds": 60}}, subject={"devices": ["L1"]}),
    )
    bundle = await edge.enrol("L1")
    assert {r["rule"]["code"] for r in bundle["rules"]} == {"high-water", "quiet"}
    await edge.beat(bundle["etag"], waiting=7, oldest=3)
    await station.tick(6)
    await edge.settle()
    await station.tick(1)
    await station.tick(130)
    assert [(a.rule, a.subject) for a in await station.alarms()] == [("edge-node-silent", "E1")]
    [node] = (await edge.desk.get("/api/v1/edge-nodes")).json()["items"]
    assert (node["away"], node["waiting"], node["judges"]) == (True, 7, True)
    await edge.beat(bundle["etag"])
    await edge.settle()
    assert [a.active for a in await station.alarms()] == [False]


async def test_a_centre_from_an_older_copy_counts_what_it_never_saw(edge, station):
    await edge.enrol("L1")
    await edge.send(edge.measured("L1", T0, 1.0))
    edge.seq = 5
    assert await edge.send(edge.measured("L1", T0 + 1, 1.0)) == {"taken": 6}
    [node] = (await edge.desk.get("/api/v1/edge-nodes")).json()["items"]
    assert node["missed"] == 4


async def test_only_who_may_manages_and_a_beat_costs_few_queries(edge, desk):
    bundle = await edge.enrol("L1", "L2", "L3")
    await edge.beat(bundle["etag"])
    with counting() as few:
        await edge.beat(bundle["etag"])
    assert len(few) <= 20
    desk.headers["authorization"] = "Bearer dispatcher"
    assert (await desk.get("/api/v1/edge-nodes")).status_code == 200
    for path in ("", "/E1/key", "/E1/revoke"):
        assert (await desk.post(f"/api/v1/edge-nodes{path}", json={})).status_code == 403
    assert (await desk.put("/api/v1/edge-nodes/E1/devices", json={"devices": []})).status_code == 403
