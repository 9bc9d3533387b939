"""The library, what it proposes for a case, and what happens when a person confirms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support import world as w
from tests.support.matters import LAMPS
from tests.support.web import actor_of, application, client

from yiwang.base.cases import api as cases
from yiwang.base.cases.http import router as case_routes
from yiwang.base.identity import api as identity
from yiwang.base.notify import api as notify
from yiwang.base.plans import http
from yiwang.base.plans.api import PlansSection, apply_section
from yiwang.kernel.actor import SYSTEM

OFFICE = "U-STREET"
PLAN = {
    "code": "rubbish",
    "title": "垃圾成堆处置",
    "when": [[{"name": "matter", "params": {"keys": ["matter:06010"]}}]],
    "steps": [
        {"id": "lead", "title": "主办清运", "how": "dispatch", "who": {"by": "lead"}, "evidence": True,
         "text": "请清运 {place} 的垃圾（{matter}，{value}）"},
        {"id": "street", "title": "属地封控", "how": "whistle", "who": {"by": "area"}, "minutes": 30,
         "text": "请到 {place} 值守"},
        {"id": "lamps", "title": "照明", "how": "assist", "who": {"by": "matter", "code": "matter:01037"},
         "minutes": 90, "from_level": 2},
        {"id": "tell", "title": "提醒网格员", "how": "notify", "who": {"by": "duty", "code": "verifier"},
         "text": "{area} 有垃圾"},
        {"id": "drive", "title": "督办", "how": "supervise", "who": {"by": "lead"}, "minutes": 240,
         "text": "请报告结果"},
    ],
}  # fmt: skip


@pytest.fixture
async def app(database):
    """A world with a street's office, and the plan in force."""
    await w.world(database)
    async with database.work(SYSTEM) as work:
        await identity.save_units(
            work, [identity.UnitDraft(code=OFFICE, name="一街道办事处", kind="street", area=w.STREET)]
        )
    app = application(database, [http.router, case_routes])
    async with client(app, "dispatcher~li") as author, client(app, "leader~wang") as leader:
        drafted = await author.put("/api/v1/plans/rubbish", json=PLAN)
        assert drafted.status_code == 200, drafted.text
        assert (await leader.post("/api/v1/plans/rubbish/approve", json={})).status_code == 200
    return app


async def number_of(database):
    """A case of exposed rubbish that waits for dispatch, with what its place and matter say."""
    number = (await w.opened(database)).number
    state = await w.do(database, w.DISPATCHER, number, "withdraw", reason="重派")
    assert state.stage == "dispatch"
    return number


def steps(*ids, **changes):
    return [{"id": one, **changes.get(one, {})} for one in ids]


async def confirmed(caller, number, some, **more):
    body = {"plan": "rubbish", "version": 1, "level": 1, "steps": some} | more
    return await caller.post(f"/api/v1/cases/{number}/plans", json=body)


async def proposed(caller, number):
    answer = await caller.get(f"/api/v1/cases/{number}/plans")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_plan_is_proposed_with_reasons_and_the_units_of_this_place(app, database):
    number = await number_of(database)
    async with client(app, "dispatcher~li") as caller:
        found = await proposed(caller, number)
    [one] = found["proposed"]
    assert (one["plan"], one["version"], one["level"], found["level"]) == ("rubbish", 1, 1, 1)
    assert [why["zh"] for why in one["reasons"]] == ["事项属“暴露垃圾”"]
    made = {step["id"]: step for step in one["steps"]}
    assert made["lead"]["unit"]["name"] == "环卫所"
    assert made["lead"]["text"] == "请清运 人民路12号 的垃圾（暴露垃圾，（未知））"
    assert made["street"]["unit"]["code"] == OFFICE
    assert made["lamps"]["unit"]["code"] == LAMPS
    assert made["tell"]["role"] == "verifier"
    assert {step["hindered"] for step in one["steps"]} == {None}


async def test_confirming_makes_tasks_supervision_and_notices_at_once_and_says_so_in_the_journal(
    app, database
):
    number = await number_of(database)
    async with client(app, "dispatcher~li") as caller:
        some = steps("lead", "street", "tell", "drive", street={"minutes": 45})
        some += [{"how": "assist", "unit": LAMPS, "minutes": 60, "title": "照明保障", "text": "请架灯"}]
        answer = await confirmed(caller, number, some)
        assert answer.status_code == 201, answer.text
        [run] = answer.json()["runs"]
    page = {one["id"]: one for one in run["steps"]}
    assert [(one["id"], one["state"]) for one in run["steps"]] == [
        ("lead", "open"), ("street", "open"), ("tell", "told"), ("drive", "open"), ("+1", "open"),
    ]  # fmt: skip
    assert page["street"]["changed"] == ["minutes"]
    assert page["lead"]["text"].startswith("主办清运：请清运 人民路12号")
    assert "照片" in page["lead"]["text"]
    assert page["tell"]["text"] == "提醒网格员：一区一街道一社区 有垃圾"
    async with database.reading(w.DISPATCHER) as work:
        state = await cases.state_of(work, number)
        [entry] = [one for one in await cases.journal(work, number) if one["action"] == "plan"]
        assert [one async for one in cases.differences(work.tx)] == []
    assert (state.stage, state.lead) == ("sign", w.CLEAN)
    assert {(t.kind, t.unit) for t in state.live_tasks()} == {
        ("lead", w.CLEAN), ("whistle", OFFICE), ("assist", LAMPS),
    }  # fmt: skip
    whistle = next(c for c in state.clocks.values() if c.kind == "whistle")
    assert whistle.due_at - whistle.started_at == timedelta(minutes=45)
    assert entry["label"]["zh"] == "启用预案"
    said = {name: entry["data"][name] for name in ("plan", "version", "struck", "changed", "added")}
    assert said == {
        "plan": "rubbish",
        "version": 1,
        "struck": [],
        "changed": {"street": ["minutes"]},
        "added": 1,
    }
    assert "网格员" not in str(entry["data"])
    async with database.reading(w.VERIFIER) as work:
        assert [one.kind for one in (await notify.inbox(work))[0]] == ["plans.order"]


async def test_progress_follows_the_tasks_and_missing_evidence_is_shown(app, database):
    number = await number_of(database)
    async with client(app, "dispatcher~li") as caller:
        assert (await confirmed(caller, number, steps("lead", "street"))).status_code == 201
        database.time.advance(timedelta(minutes=31))
        [late] = [one for one in (await proposed(caller, number))["runs"][0]["steps"] if one["overdue"]]
        assert late["id"] == "street"
        await w.do(database, w.HANDLER, number, "sign")
        office = w.actor("handler", OFFICE)
        await w.do(database, office, number, "complete", result="已值守")
        await w.do(database, w.HANDLER, number, "feedback", result="已清运", public_reply="已清运")
        after = {one["id"]: one for one in (await proposed(caller, number))["runs"][0]["steps"]}
    assert (after["street"]["state"], after["street"]["overdue"]) == ("done", True)
    assert (after["lead"]["state"], after["lead"]["unproved"]) == ("done", True)


async def test_a_higher_level_adds_its_steps_only_and_the_same_one_is_refused(app, database):
    number = await number_of(database)
    async with client(app, "dispatcher~li") as caller:
        assert (await confirmed(caller, number, steps("lead", "street"))).status_code == 201
        again = await confirmed(caller, number, steps("street"))
        assert (again.status_code, again.json()["error"]["code"]) == (409, "plan_running")
        [more] = (await proposed(caller, number))["proposed"]
        assert ([one["id"] for one in more["steps"]], more["level"]) == (["lamps"], 2)
        higher = await confirmed(caller, number, steps("lamps"), level=2)
        assert [run["level"] for run in higher.json()["runs"]] == [1, 2]
        assert (await proposed(caller, number))["proposed"] == []


@pytest.mark.parametrize(
    ("some", "code"),
    [
        (steps("lead", "nosuch"), "plan_step"),
        (steps("lead", "lamps"), "plan_step"),
        ([*steps("lead", street={}), {"how": "assist", "text": "无单位"}], "plan_step"),
        (steps("lead", "street", street={"unit": "U-NOBODY"}), "plan_step"),
        (steps("lead", "street", street={"minutes": 0}), "plan_step"),
        (steps("street"), "illegal_move"),
    ],
)
async def test_what_cannot_be_done_undoes_all_of_it(app, database, some, code):
    number = await number_of(database)
    async with client(app, "dispatcher~li") as caller:
        answer = await confirmed(caller, number, some)
        assert answer.json()["error"]["code"] == code, answer.text
        assert (await proposed(caller, number))["runs"] == []
    async with database.reading(w.DISPATCHER) as work:
        assert (await cases.state_of(work, number)).stage == "dispatch"


async def test_only_who_may_act_in_the_flow_confirms_and_only_the_version_looked_at(app, database):
    number = await number_of(database)
    async with client(app, "handler@U1") as handler, client(app, "leader~wang") as leader:
        assert (await confirmed(handler, number, steps("lead"))).status_code == 403
        refused = await confirmed(leader, number, steps("lead"))
        assert refused.json()["error"]["code"] == "role_refused"
    async with client(app, "dispatcher~li") as caller:
        stale = await confirmed(caller, number, steps("lead"), version=2)
        assert (stale.status_code, stale.json()["error"]["code"]) == (409, "plan_overtaken")
        unknown = await confirmed(caller, number, steps("lead"), plan="nosuch")
        assert unknown.json()["error"]["code"] == "plan_not_found"


async def test_nobody_approves_an_own_plan_and_what_is_in_force_stays_until_then(app):
    async with client(app, "supervisor~li") as author, client(app, "leader~wang") as leader:
        draft = PLAN | {"title": "垃圾成堆处置（修订）"}
        assert (await author.put("/api/v1/plans/rubbish", json=draft)).status_code == 200
        own = await author.post("/api/v1/plans/rubbish/approve", json={})
        assert (own.status_code, own.json()["error"]["code"]) == (403, "plan_own")
        listed = (await leader.get("/api/v1/plans")).json()["items"]
        assert [(one["version"], one["state"]) for one in listed] == [(1, "approved"), (2, "drafted")]
        assert (await leader.post("/api/v1/plans/rubbish/refuse", json={})).status_code == 422
        done = (await leader.post("/api/v1/plans/rubbish/approve", json={"remark": "同意"})).json()
        assert [(one["version"], one["state"]) for one in done["versions"]] == [
            (2, "approved"),
            (1, "retired"),
        ]
        again = await leader.post("/api/v1/plans/rubbish/approve", json={})
        assert (again.status_code, again.json()["error"]["code"]) == (409, "plan_state")
        assert (await leader.post("/api/v1/plans/rubbish/retire", json={})).status_code == 200
        assert (await leader.get("/api/v1/plans/export")).json() == {"plans": []}


async def test_an_export_is_taken_as_drafts_all_or_none(app):
    async with client(app, "dispatcher~li") as caller:
        file = (await caller.get("/api/v1/plans/export")).json()
        assert file["plans"][0]["code"] == "rubbish"
        file["plans"].append(file["plans"][0] | {"code": "copy"})
        taken = await caller.post("/api/v1/plans/import", json=file)
        assert taken.json()["drafted"] == [{"code": "rubbish", "version": 2}, {"code": "copy", "version": 1}]
        wrong = file["plans"][0] | {"code": "third", "when": [[{"name": "nosuch"}]]}
        refused = await caller.post("/api/v1/plans/import", json={"plans": [file["plans"][0], wrong]})
        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "plan_invalid")
        nobody = PLAN["steps"][1] | {"who": {"by": "unit", "code": "U-NOBODY"}}
        refused = await caller.put("/api/v1/plans/rubbish", json=PLAN | {"steps": [nobody]})
        assert refused.json()["error"]["code"] == "plan_invalid"


async def test_what_was_taken_for_the_same_matter_counts_and_often_struck_steps_are_told_to_the_owner(
    app, database
):
    async with client(app, "dispatcher~li") as caller:
        for _ in range(5):
            number = await number_of(database)
            answer = await confirmed(caller, number, steps("lead", "street", "tell"))
            assert answer.status_code == 201, answer.text
        await w.do(database, w.LEADER, number, "exclude", reason="演练")
        [one] = (await proposed(caller, await number_of(database)))["proposed"]
        detail = (await caller.get("/api/v1/plans/rubbish")).json()
    async with database.reading(actor_of("dispatcher~li")) as work:
        assert "plans.advice" in [notice.kind for notice in (await notify.inbox(work))[0]]
    assert one["history"] == {"taken": 5, "closed": 0, "on_time": 0}
    assert "启用 5 次" in one["reasons"][-1]["zh"]
    assert [(said["step"], said["kind"], said["n"]) for said in detail["advice"]] == [("drive", "drop", 5)]
    assert detail["runs"] == 5


async def test_an_alarm_that_became_a_case_brings_its_rule_level_and_value(app, database):
    by_alarm = PLAN | {
        "code": "water",
        "when": [[{"name": "alarm", "params": {"rules": ["water-level"], "level": "yellow"}}]],
        "steps": [{"id": "tell", "title": "查看", "how": "notify", "who": {"by": "unit", "code": w.WATER},
                   "text": "{device} {value} 米，{level}"}],
    }  # fmt: skip
    said = {"alarm": "1", "rule": "water-level", "device": "W1", "level": "orange", "value": 4.25}
    report = cases.ReportInput(
        source="sensing", channel="iot", external_id="1", text="水位超限", lon=w.HERE[0], lat=w.HERE[1],
        crs="wgs84", address="清水河水位站", matter="06010", attributes=said,
    )  # fmt: skip
    async with database.work(SYSTEM) as work:
        await apply_section(work, PlansSection(plans=[by_alarm]), "demo")
        [received] = await cases.receive_within(work, [report], prepare_now=True)
    async with client(app, "dispatcher~li") as caller:
        found = await proposed(caller, received.case)
    first = next(one for one in found["proposed"] if one["plan"] == "water")
    assert found["level"] == 3
    assert first["reasons"][0]["zh"] == "由告警规则“water-level”触发，监测值 4.25"
    assert first["steps"][0]["text"] == "清水河水位站 4.25 米，Ⅱ级响应（橙）"


async def test_a_packs_plans_are_in_force_and_what_a_city_retired_stays_retired(app, database):
    section = PlansSection(plans=[PLAN | {"code": "brought", "example": True}])
    async with database.work(SYSTEM) as work:
        await apply_section(work, section, "demo")
    async with client(app, "leader~wang") as leader:
        listed = {one["plan"]["code"]: one for one in (await leader.get("/api/v1/plans")).json()["items"]}
        assert (listed["brought"]["state"], listed["brought"]["author"]) == ("approved", "pack:demo")
        await leader.post("/api/v1/plans/brought/retire", json={})
        async with database.work(SYSTEM) as work:
            await apply_section(work, section, "demo")
        [version] = (await leader.get("/api/v1/plans/brought")).json()["versions"]
        assert version["state"] == "retired"
