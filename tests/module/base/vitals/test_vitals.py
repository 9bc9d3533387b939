"""From a rule that was rehearsed to an alert with its case, and the stage a person declares."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.module.base.indicators.conftest import Asker
from tests.support import world as w
from tests.support.messages import announced
from tests.support.web import application, client

from yiwang.base.indicators import http as indicator_routes
from yiwang.base.vitals import api, http, jobs

RULE = {
    "code": "many_reports", "indicator": "reported_cases", "zh": "上报突增", "en": "Many reports", "side": "above",
    "limits": {"kind": "static", "levels": {"yellow": 2, "red": 4}, "clear": 1},
    "dispatch": {"at": "red", "matter": "01037"}, "advice_zh": "核查原因", "advice_en": "Look why",
}  # fmt: skip


@pytest.fixture
async def city(database):
    await w.world(database)
    return Asker(database)


def asking(city, who):
    return client(application(city.database, [http.router, indicator_routes.router]), who)


async def days(city, *counts):
    """Let so many cases be reported on each day, and let the last day be over."""
    for count in counts:
        for _ in range(count):
            await w.opened(city.database)
        city.database.time.advance(timedelta(days=1))
    await city.keep()


async def told(city, kind):
    return [one.payload for one in await announced(city.database, frozenset({kind}))]


async def look(city):
    await jobs.watch(city.database)
    await jobs.look(city.database)


async def alerts(city, **wanted):
    async with asking(city, "leader") as web:
        return (await web.get("/api/v1/vitals/alerts", params=wanted)).json()["items"]


async def test_a_rule_watches_only_after_it_was_tried_and_raises_one_alert_with_one_case(city):
    await days(city, 1, 3)
    async with asking(city, "leader") as web:
        base = "/api/v1/vitals/rules/many_reports"
        assert (await web.put(base, json=RULE)).json() == {"version": 1}
        assert (await web.put(base, json=RULE)).json() == {"version": 1}
        early = await web.post(f"{base}/switch", json={"version": 1, "on": True})
        assert early.json()["error"]["code"] == "vital_rule_not_rehearsed"
        tried = (await web.post(f"{base}/rehearse")).json()
        assert (tried["alerts"], tried["colours"]["yellow"]) == (1, 1)
        assert (await web.post(f"{base}/switch", json={"version": 1, "on": True})).status_code == 204
    await look(city)
    await look(city)
    (raised,) = await alerts(city)
    assert (raised["colour"], raised["value"], raised["case_number"]) == ("yellow", 3, None)
    await days(city, 6)
    await look(city)
    await look(city)
    (grown,) = await alerts(city, open=True)
    assert (grown["colour"], grown["id"]) == ("red", raised["id"])
    assert grown["case_number"] is not None
    assert [step["what"] for step in grown["history"]] == ["raised", "grown", "dispatched"]
    await days(city, 1, 0, 0)
    await look(city)
    (ended,) = await alerts(city)
    assert ended["result"] == "recovered"
    kinds = await told(city, "vitals.alert")
    assert [message["action"] for message in kinds] == ["raised", "grown", "recovered"]


async def test_what_a_person_closed_is_not_raised_again_until_it_was_well(city):
    await days(city, 1, 3)
    async with asking(city, "leader") as web:
        base = "/api/v1/vitals/rules/many_reports"
        await web.put(base, json=RULE)
        await web.post(f"{base}/rehearse")
        await web.post(f"{base}/switch", json={"version": 1, "on": True})
        await look(city)
        (raised,) = await alerts(city)
        path = f"/api/v1/vitals/alerts/{raised['id']}/close"
        assert (await web.post(path, json={"result": "false", "remark": "测试"})).status_code == 204
        again = await web.post(path, json={"result": "false"})
        assert again.json()["error"]["code"] == "vital_alert_closed"
    await days(city, 3)
    await look(city)
    assert len(await alerts(city)) == 1
    await days(city, 0, 3)
    await look(city)
    assert len(await alerts(city)) == 2


async def test_the_machine_proposes_a_stage_and_a_person_declares_it(city):
    await look(city)
    async with asking(city, "leader") as web:
        found = (await web.get("/api/v1/city-stage")).json()
        assert (found["stage"], found["proposed"]["stage"], found["seq"]) == (1, 1, 0)
        assert (
            await web.post("/api/v1/city-stage", json={"stage": 3, "reason": "暴雨", "seq": 0})
        ).json() == {"seq": 1}
        late = await web.post("/api/v1/city-stage", json={"stage": 1, "reason": "误", "seq": 0})
        assert late.json()["error"]["code"] == "city_stage_changed"
        none = await web.post("/api/v1/city-stage", json={"stage": 8, "reason": "无", "seq": 1})
        assert none.status_code == 422
        now = (await web.get("/api/v1/city-stage")).json()
        assert (now["stage"], now["reason"], now["name"]["zh"]) == (3, "暴雨", "三级 警戒")
        (declared,) = (await web.get("/api/v1/city-stage/history")).json()["items"]
        assert (declared["stage"], declared["proposed"]) == (3, 1)
        stages = await told(city, "vitals.stage")
        assert [(one["stage"], one["declared"]) for one in stages] == [(3, True)]
        scale = (await web.get("/api/v1/city-stage/scale")).json()
        body = {"scale": scale["scale"], "reason": "试行", "version": 0}
        assert (await web.put("/api/v1/city-stage/scale", json=body)).json() == {"version": 1}
        assert (await web.put("/api/v1/city-stage/scale", json=body)).status_code == 409
        city.database.time.advance(timedelta(hours=1))
        assert (await web.get("/api/v1/city-stage")).json()["proposed"] is None, (
            "an old proposal says nothing of now"
        )


async def test_a_forecast_without_a_past_says_so(city):
    await days(city, 1, 2)
    async with asking(city, "leader") as web:
        found = (await web.get("/api/v1/vitals/outlook/reported_cases")).json()
        assert found["points"] == []
        assert "短" in found["why"]["zh"]


async def test_rules_and_stages_are_for_those_who_steer_the_whole_city(city):
    async with asking(city, "agent") as web:
        assert (await web.get("/api/v1/vitals/alerts")).status_code == 403
        assert (await web.get("/api/v1/city-stage")).status_code == 200
    async with asking(city, "dispatcher") as web:
        assert (await web.put("/api/v1/vitals/rules/many_reports", json=RULE)).status_code == 403
    async with asking(city, f"leader#{w.DISTRICT}") as web:
        declared = await web.post("/api/v1/city-stage", json={"stage": 2, "reason": "否", "seq": 0})
        assert declared.status_code == 403
    assert api.RESULTS == ("handled", "false", "known")
