"""The HTTP door of alarms: rules, lists, acts in bulk, noise; who may do what."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from tests.support.queries import counting
from tests.support.watch import HIGH, level_rule
from tests.support.web import application, client

from yiwang.base.alarms import api, http
from yiwang.base.alarms.usecases.describing import CHOICES, words_of
from yiwang.base.audit import api as audit
from yiwang.kernel.actor import SYSTEM

RULES = "/api/v1/alarm-rules"


@pytest.fixture
async def desk(station):
    app = application(station.database, [http.router])
    async with client(app, "dispatcher+admin~chief") as made:
        yield made


async def store(desk, raw, *, on=True):
    stored = (await desk.put(f"{RULES}/{raw['code']}", json=raw)).json()
    if on:
        answer = await desk.post(f"{RULES}/{raw['code']}/switch", json={"version": stored["version"]})
        assert answer.status_code == 200, answer.text
    return stored["version"]


async def test_a_rule_is_stored_in_versions_and_runs_only_when_it_is_switched_on(station, desk):
    raw = level_rule()
    assert await store(desk, raw, on=False) == 1
    await station.say(("L1", 3.5))
    assert await station.alarms() == []
    changed = level_rule(when={"threshold": {"property": "level", "value": 4}})
    assert await store(desk, changed) == 2
    assert await store(desk, changed) == 2, "an equal one is no new version"
    versions = (await desk.get(f"{RULES}/high-water/versions")).json()["items"]
    assert [v["version"] for v in versions] == [2, 1]
    assert versions[0]["changes"][0]["path"] == "levels"
    await station.say(("L1", 3.6), ("L2", 4.1))
    assert [a.subject for a in await station.alarms()] == ["L2"]
    await desk.post(f"{RULES}/high-water/switch", json={"version": None})
    await station.say(("L3", 9.0))
    assert len(await station.alarms()) == 1
    [one] = (await desk.get(RULES)).json()["items"]
    assert (one["version"], one["running"], one["raised"]) == (2, None, 1)


@pytest.mark.parametrize(
    ("when", "field"),
    [
        ({"treshold": {}}, "levels.0.when"),
        ({"threshold": {"property": "level"}}, "levels.0.when.threshold.value"),
        ({"all": []}, "levels.0.when"),
        ({"threshold": {"property": "nothing", "value": 1}}, "levels.0.when.threshold"),
        ({"fence": {"area": "nowhere"}}, None),
    ],
)
async def test_what_is_wrong_with_a_rule_is_named(desk, when, field):
    answer = (await desk.post(f"{RULES}/check", json=level_rule(when=when))).json()
    assert answer["ok"] is False
    [error] = answer["errors"]
    assert error["code"] == "rule_invalid"
    assert error.get("field") == field


async def test_a_sound_rule_says_how_many_it_watches(desk):
    answer = (await desk.post(f"{RULES}/check", json=level_rule())).json()
    assert answer == {"ok": True, "errors": [], "devices": 3, "subjects": 3}


async def test_a_rule_is_tried_on_history(station, desk):
    for hour, value in enumerate([1.0, 3.5, 3.6, 1.0, 4.0, 1.0]):
        await station.say(("L1", value), after=3600 if hour else 1)
    now = station.time.now()
    body = {
        "rule": level_rule(),
        "since": (now - timedelta(hours=8)).isoformat(),
        "until": (now + timedelta(hours=1)).isoformat(),
    }
    told = (await desk.post(f"{RULES}/rehearse", json=body)).json()
    assert (told["raised"], told["living"], told["readings"], told["complete"]) == (2, 0, 6, True)
    assert [a["seconds"] for a in told["alarms"]] == [7200, 3600]
    assert (told["median_seconds"], told["longest_seconds"]) == (7200, 7200)
    assert await station.alarms() == [], "nothing happened"


async def test_lists_pages_groups_and_acts_in_bulk(station, desk):
    await store(desk, level_rule())
    await station.say(("L1", 3.5), ("L2", 3.6), ("L3", 3.7))
    with counting() as tally:
        page = (await desk.get("/api/v1/alarms", params={"living": True, "limit": 2})).json()
    assert len(tally) <= 3
    rest = (
        await desk.get("/api/v1/alarms", params={"cursor": page["next"], "living": True, "limit": 2})
    ).json()
    found = page["items"] + rest["items"]
    assert sorted(a["subject"] for a in found) == ["L1", "L2", "L3"]
    assert {a["level"] for a in found} == {"yellow"}
    [group] = (await desk.get("/api/v1/alarms/groups", params={"by": ["rule"]})).json()["items"]
    assert (group["labels"], group["count"]) == ({"rule": "high-water"}, 3)
    ids = [a["id"] for a in found]
    stranger = "01890000-0000-7000-8000-000000000000"
    done = (
        await desk.post("/api/v1/alarms/acts", json={"alarms": [*ids, stranger], "action": "confirm"})
    ).json()
    assert [i["ok"] for i in done["items"]] == [True, True, True, False]
    again = (await desk.post("/api/v1/alarms/acts", json={"alarms": ids[:1], "action": "confirm"})).json()
    assert again["items"][0]["error"]["code"] == "alarm_act"
    one = (await desk.get(f"/api/v1/alarms/{ids[0]}")).json()
    assert [line["action"] for line in one["journal"]] == ["raise", "report", "confirm"]
    judged = {"alarms": ids[:2], "action": "verdict", "verdict": "true"}
    await desk.post("/api/v1/alarms/acts", json=judged)
    await desk.post("/api/v1/alarms/acts", json={"alarms": ids[2:], "action": "close", "verdict": "false"})
    [row] = (await desk.get(f"{RULES}/precision")).json()["items"]
    assert (row["said_true"], row["said_false"], round(row["precision"], 3)) == (2, 1, 0.667)


async def test_silences_inhibitions_and_mutes_over_http(station, desk):
    await store(desk, level_rule())
    until = (station.time.now() + timedelta(hours=1)).isoformat()
    body = {
        "matchers": [{"label": "subject", "op": "=~", "value": "L[12]"}],
        "ends_at": until,
        "reason": "检修",
    }
    made = await desk.post("/api/v1/alarm-silences", json=body)
    assert made.status_code == 201
    await station.say(("L1", 3.5), ("L3", 3.5))
    hushed = (await desk.get("/api/v1/alarms", params={"hushed": True})).json()["items"]
    assert [a["subject"] for a in hushed] == ["L1"]
    assert (await desk.delete(f"/api/v1/alarm-silences/{made.json()['id']}")).status_code == 200
    assert (await desk.delete(f"/api/v1/alarm-silences/{made.json()['id']}")).status_code == 404
    bad = {"matchers": [{"label": "subject", "op": "=~", "value": "L[12"}], "ends_at": until, "reason": "x"}
    assert (await desk.post("/api/v1/alarm-silences", json=bad)).status_code == 422
    mute = {
        "code": "night",
        "matchers": [{"label": "level", "value": "blue"}],
        "times": {"hours": [["22:00", "06:00"]]},
    }
    assert (await desk.put("/api/v1/alarm-mutes/night", json=mute)).status_code == 200
    [kept] = (await desk.get("/api/v1/alarm-mutes")).json()["items"]
    assert kept["code"] == "night"
    assert (await desk.delete("/api/v1/alarm-mutes/night")).status_code == 200
    assert (await desk.get("/api/v1/alarm-mutes")).json()["items"] == []


async def test_who_may_do_what(station):
    app = application(station.database, [http.router])
    for token, status in (("auditor", 403), ("handler", 403), ("admin", 200)):
        async with client(app, token) as caller:
            answer = await caller.put(f"{RULES}/high-water", json=level_rule())
            assert answer.status_code == status, token
    async with client(app, "handler") as caller:
        assert (await caller.get("/api/v1/alarms")).status_code == 200
        body = {
            "matchers": [{"label": "rule", "value": "x"}],
            "ends_at": "2030-01-01T00:00:00Z",
            "reason": "x",
        }
        assert (await caller.post("/api/v1/alarm-silences", json=body)).status_code == 403
    async with client(app, "auditor") as caller:
        assert (await caller.get("/api/v1/alarms")).status_code == 403


async def test_an_alarm_outside_the_own_area_is_not_there(station, desk):
    await store(desk, level_rule())
    await station.say(("L1", 3.5))
    [alarm] = await station.alarms()
    assert alarm.path
    app = application(station.database, [http.router])
    async with client(app, "dispatcher#999902") as other:
        assert (await other.get("/api/v1/alarms")).json()["items"] == []
        assert (await other.get(f"/api/v1/alarms/{alarm.id}")).status_code == 404
        done = (
            await other.post("/api/v1/alarms/acts", json={"alarms": [str(alarm.id)], "action": "confirm"})
        ).json()
        assert done["items"][0]["error"]["code"] == "alarm_not_found"


async def test_functions_are_told_with_the_schema_of_their_parameters(desk):
    found = {f["name"]: f for f in (await desk.get("/api/v1/alarm-functions")).json()["items"]}
    assert {"threshold", "hysteresis", "no_data", "fence", "schedule", "count", "period"} <= set(found)
    assert found["fence"]["needs"] == "fix"
    assert (
        HIGH["threshold"].keys()
        <= found["threshold"]["params"]["$defs"]["ThresholdParams"]["properties"].keys()
    )


async def test_conditions_are_described_with_words_for_every_parameter(desk):
    items = (await desk.get("/api/v1/alarm-functions")).json()["items"]
    assert {"threshold", "hysteresis", "schedule", "fence"} <= {one["name"] for one in items}
    for one in items:
        [shape] = [s for s in one["params"]["$defs"].values() if "properties" in s][:1]
        for name, part in shape["properties"].items():
            words_of(one["name"], name)
            assert part["x-label"]["zh"], (one["name"], name)
            assert part["x-label"]["en"], (one["name"], name)
            for value in part.get("enum", ()):
                assert str(value) in CHOICES, (one["name"], name, value)
    [rate] = [one for one in items if one["name"] == "rate"]
    shape = rate["params"]["$defs"]["RateParams"]["properties"]
    assert shape["value"]["x-label"]["zh"] == "变化量", "the function's own word goes before the general one"
    assert shape["per"]["x-widget"] == "duration"


async def test_what_contradicts_itself_is_told_in_words_at_its_place(desk):
    when = {"any": [HIGH, {"range": {"property": "level", "low": 5, "high": 1}}]}
    [error] = (await desk.post(f"{RULES}/check", json=level_rule(when=when))).json()["errors"]
    assert error["field"] == "levels.0.when.any.1.range"
    assert error["message"] == {
        "zh": "规则有误（low 大于 high）",
        "en": "The rule is wrong (low is above high)",
    }


async def test_rules_say_whom_they_watch_or_why_they_rest(desk):
    await store(desk, level_rule())
    await store(desk, level_rule("off"), on=False)
    night = {"all": [HIGH, {"schedule": {"hours": [["20:00", "06:00"]]}}]}
    told = (await desk.post(f"{RULES}/check", json=level_rule(when=night))).json()
    assert (told["devices"], told["subjects"]) == (3, 3), "the clock is no device"
    [one] = (await desk.get(f"{RULES}/watching")).json()["items"]
    assert one == {"rule": "high-water", "version": 1, "devices": 3, "subjects": 3, "resting": None}


async def test_a_rehearsal_tells_how_far_it_is_and_ends_with_the_same_answer(station, desk):
    for hour, value in enumerate([1.0, 3.5, 1.0, 4.0, 1.0]):
        await station.say(("L1", value), after=3600 if hour else 1)
    now = station.time.now()
    body = {
        "rule": level_rule(),
        "since": (now - timedelta(hours=20)).isoformat(),
        "until": (now + timedelta(hours=1)).isoformat(),
    }
    whole = (await desk.post(f"{RULES}/rehearse", json=body)).json()
    answer = await desk.post(f"{RULES}/rehearse/steps", json=body)
    lines = [msgspec.json.decode(line) for line in answer.text.splitlines()]
    assert [next(iter(line)) for line in lines] == ["step"] * 4 + ["done"], "in parts of six hours"
    assert [line["step"]["raised"] for line in lines[:-1]] == sorted(
        line["step"]["raised"] for line in lines[:-1]
    )
    assert lines[-1]["done"] == whole
    assert whole["raised"] == 2
    backwards = body | {"until": body["since"]}
    [line] = (await desk.post(f"{RULES}/rehearse/steps", json=backwards)).text.splitlines()
    assert msgspec.json.decode(line)["error"]["code"] == "invalid_input"


async def test_what_was_done_by_mistake_is_taken_back_and_stays_in_the_journal(station, desk):
    await store(desk, level_rule())
    await station.say(("L1", 3.5))
    [alarm] = await station.alarms()

    async def act(action, **data):
        body = {"alarms": [str(alarm.id)], "action": action, **data}
        [told] = (await desk.post("/api/v1/alarms/acts", json=body)).json()["items"]
        return told

    assert (await act("withdraw", of="confirm"))["error"]["code"] == "alarm_act"
    assert (await act("withdraw", of="close"))["error"]["code"] == "alarm_act"
    for action, data in (
        ("confirm", {}),
        ("assign", {"assignee": "排水所"}),
        ("verdict", {"verdict": "false"}),
    ):
        assert (await act(action, **data))["ok"]
        assert (await act("withdraw", of=action))["ok"]
    one = (await desk.get(f"/api/v1/alarms/{alarm.id}")).json()
    assert (one["confirmed_at"], one["assignee"], one["verdict"]) == (None, None, None)
    assert [line["action"] for line in one["journal"]].count("withdraw") == 3
    [row] = (await desk.get(RULES)).json()["items"]
    assert (row["said_true"], row["said_false"]) == (0, 0)
    async with station.database.reading(SYSTEM) as work:
        assert await api.rebuild(work, alarm.id) == (await station.alarms())[0]


async def test_a_silence_ends_with_a_reason(station, desk):
    matchers = [{"label": "rule", "value": "high-water"}]
    ends = (station.time.now() + timedelta(hours=1)).isoformat()
    body = {"matchers": matchers, "ends_at": ends, "reason": "检修"}
    made = (await desk.post("/api/v1/alarm-silences", json=body)).json()
    assert (
        await desk.delete(f"/api/v1/alarm-silences/{made['id']}", params={"reason": "提前完工"})
    ).is_success
    [one] = (await desk.get("/api/v1/alarm-silences")).json()["items"]
    assert one["reason"] == "检修（chief 提前结束：提前完工）"
    async with station.database.reading(SYSTEM) as work:
        found = await audit.trail(work.tx, audit.TrailFilter(object_kind="alarm_silence"))
    assert [line.action for line in found] == ["alarm_silence.end", "alarm_silence.begin"]


async def test_rules_that_would_miss_a_part_of_a_product_are_named(desk):
    await store(desk, level_rule())
    opened = {"code": "tampered", "zh": "撬动", "en": "Tampered", "subject": {"product": "water-level"}}
    opened["levels"] = [
        {
            "level": "red",
            "when": {"count": {"of": {"occurrence": {"name": "tamper"}}, "times": 2, "seconds": 60}},
        }
    ]
    await store(desk, opened, on=False)
    await store(desk, {**opened, "code": "other", "subject": {"product": "truck"}}, on=False)
    asked = "/api/v1/alarm-rules/naming?product=water-level&property=level&property=door&occurrence=tamper"
    found = (await desk.get(asked)).json()["items"]
    assert [(one["properties"], one["occurrences"], one["running"]) for one in found] == [
        (["level"], [], 1),
        ([], ["tamper"], None),
    ]
    assert (await desk.get("/api/v1/alarm-rules/naming?product=water-level&property=door")).json()[
        "items"
    ] == []
