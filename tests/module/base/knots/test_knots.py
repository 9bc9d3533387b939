"""Hard matters: found by criteria, admitted by a person, handled, ended; shown and used for the next case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.support import world as w
from tests.support.matters import CITY
from tests.support.web import application, client

from yiwang.base.cases.http import router as case_routes
from yiwang.base.knots import api, http, jobs
from yiwang.base.knots.model.criteria import COUNTED, Criteria, Reason, reasons, words
from yiwang.base.knots.model.knot import Step, StepBody, stepped

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def fact(**more):
    return dict.fromkeys(COUNTED, 0) | {"due_at": None, "closed_at": None, "resolved": None} | more


def test_each_criterion_holds_from_its_number_on_and_nought_is_off():
    wanted = Criteria(returned=2, dispatches=0, overdue_hours=24)
    assert reasons(fact(returned=1, dispatches=9), wanted, NOW) == ()
    assert reasons(fact(returned=None), wanted, NOW) == ()
    assert reasons(fact(returned=2), wanted, NOW) == (Reason("returned", 2),)
    due = NOW - timedelta(hours=24)
    assert reasons(fact(due_at=due), wanted, NOW) == (Reason("overdue_hours", 24),)
    assert reasons(fact(due_at=due, closed_at=due + timedelta(hours=23)), wanted, NOW) == ()
    assert reasons(fact(resolved=False), wanted, NOW) == (Reason("unresolved", 1),)
    assert words(Reason("returned", 2)).zh == "退回 2 次"
    assert words(Reason("gone", 2)).en == "gone"


def test_a_changed_way_keeps_what_was_done():
    before = (Step(title="会勘", done_at=NOW, result="已会勘"), Step(title="清运"))
    after = stepped(
        before, (StepBody(title="清运", unit="U1"), StepBody(title="会勘"), StepBody(title="巡查"))
    )
    assert [(s.title, s.unit, s.result) for s in after] == [
        ("清运", "U1", ""),
        ("会勘", None, "已会勘"),
        ("巡查", None, ""),
    ]


async def tossed(database):
    """A case that was given back twice."""
    number = (await w.opened(database)).number
    for unit, following in ((w.CLEAN, w.WATER), (w.WATER, w.CLEAN)):
        handler = w.actor("handler", unit)
        await w.do(database, handler, number, "send_back", reason="非职责", basis="三定方案")
        await w.do(database, w.DISPATCHER, number, "judge_return", accepted=True)
        await w.do(database, w.DISPATCHER, number, "dispatch", unit=following)
    return number


@pytest.fixture
async def app(database):
    await w.world(database)
    return application(database, [http.router, case_routes])


def handling(database, **more):
    day = (database.time.now() + timedelta(days=7)).date()
    return {
        "title": "一街道垃圾反复堆积", "lead": w.WATER, "assists": [w.LAMPS], "basis": "联席会议纪要，联系13987654321",
        "steps": [{"title": "现场会勘", "unit": w.WATER}, {"title": "清运", "due": str(day)}],
        "deadline": str(day), "area": w.STREET,
    } | more  # fmt: skip


async def test_a_hard_matter_from_candidate_to_precedent(app, database):
    number = await tossed(database)
    plain = (await w.opened(database)).number
    await jobs.look(database)
    async with client(app, "dispatcher~li") as caller:
        found = (await caller.get("/api/v1/knots/candidates")).json()
        assert [c["number"] for c in found["items"]] == [number]
        assert "退回 2 次" in [r["zh"] for r in found["items"][0]["reasons"]]

        made = await caller.post("/api/v1/knots", json={"cases": [number], "handling": handling(database)})
        assert made.status_code == 201, made.text
        knot = made.json()
        path = f"/api/v1/knots/{knot['id']}"
        assert (knot["state"], knot["matter"]["name"], knot["cases"]) == ("open", "暴露垃圾", [number])
        assert "13987654321" not in knot["basis"]
        assert (await caller.post("/api/v1/knots/candidates/look")).json() == {"new": 0}
        assert (await caller.get("/api/v1/knots/candidates")).json()["items"] == []

        stepped = (await caller.post(f"{path}/steps/0", json={"text": "已会勘"})).json()
        assert (stepped["done"], stepped["steps"][0]["result"]) == (1, "已会勘")
        assert (await caller.post(f"{path}/steps/0", json={"text": "x"})).json()["error"][
            "code"
        ] == "knot_state"
        assert (await caller.post(f"{path}/notes", json={"text": "物业同意"})).json()["notes"][0][
            "text"
        ] == "物业同意"
        assert (await caller.post(f"{path}/cases", json={"cases": [plain]})).json()["cases"] == [
            number,
            plain,
        ]

        fitting = (await caller.get(f"/api/v1/cases/{plain}/knots")).json()["items"]
        assert [(one["title"], one["member"]) for one in fitting] == [("一街道垃圾反复堆积", True)]
        assert "同在一街道" in [r["zh"] for r in fitting[0]["why"]]

        ended = (await caller.post(f"{path}/end", json={"solved": True, "result": "增设垃圾房"})).json()
        assert (ended["state"], ended["result"]) == ("solved", "增设垃圾房")
        assert (await caller.put(path, json=handling(database))).json()["error"]["code"] == "knot_state"
        listed = (await caller.get("/api/v1/knots", params={"q": "垃圾房"})).json()
        assert (len(listed["items"]), listed["states"]) == (1, {"solved": 1})
        [precedent] = (await caller.get(f"/api/v1/cases/{plain}/knots")).json()["items"]
        assert "已解决，可供参照" in [r["zh"] for r in precedent["why"]]


async def test_a_case_is_handled_as_the_hard_matter_says_through_the_flow(app, database):
    first = await tossed(database)
    new = (await w.opened(database)).number
    await w.do(database, w.HANDLER, new, "send_back", reason="非职责", basis="三定方案")
    await w.do(database, w.DISPATCHER, new, "judge_return", accepted=True)
    async with client(app, "dispatcher~li") as caller, client(app, f"handler@{w.CLEAN}") as handler:
        knot = (
            await caller.post("/api/v1/knots", json={"cases": [first], "handling": handling(database)})
        ).json()
        assert (await caller.get(f"/api/v1/cases/{new}/knots")).json()["may_apply"] is True
        refused = await handler.post(f"/api/v1/cases/{new}/knots/{knot['id']}/apply")
        assert refused.status_code == 403
        applied = await caller.post(f"/api/v1/cases/{new}/knots/{knot['id']}/apply")
        assert applied.status_code == 200, applied.text
        assert applied.json()["items"][0]["member"] is True
        case = (await caller.get(f"/api/v1/cases/{new}")).json()
        tasks = [(t["kind"], t["unit"]["code"]) for t in case["tasks"] if t["status"] == "open"]
        assert sorted(tasks) == [("assist", w.LAMPS), ("lead", w.WATER)]
        again = await caller.post(f"/api/v1/cases/{new}/knots/{knot['id']}/apply")
        assert again.status_code in {403, 409}


async def test_what_cannot_be_is_named_and_criteria_are_changed_with_a_reason(app, database):
    number = await tossed(database)
    lamp = (await w.opened(database, matter="matter:01037")).number
    async with client(app, "supervisor~li") as caller, client(app, f"handler@{w.CLEAN}") as handler:
        for numbers, change, code in (
            ([number, lamp], {}, "knot_invalid"),
            ([number], {"lead": "U-NONE"}, "knot_invalid"),
            ([number], {"assists": [w.WATER]}, "knot_invalid"),
            ([number], {"area": "1"}, "knot_invalid"),
            ([number], {"owner": "nobody"}, "knot_invalid"),
            ([number], {"plan": "none"}, "plan_not_found"),
            ([number], {"deadline": "2020-01-01"}, "invalid_input"),
            (["none"], {}, "case_not_found"),
        ):
            body = {"cases": numbers, "handling": handling(database, **change)}
            answer = await caller.post("/api/v1/knots", json=body)
            assert answer.json()["error"]["code"] == code, change
        assert (await handler.get("/api/v1/knots")).json()["items"] == []
        assert (await handler.get("/api/v1/knots/candidates")).status_code == 403
        assert (await caller.post("/api/v1/knots/candidates/look")).json() == {"new": 1}
        dismissed = await caller.post(f"/api/v1/knots/candidates/{number}/dismiss", json={"text": "一次性"})
        assert dismissed.json()["items"] == []
        assert (await caller.post("/api/v1/knots/candidates/look")).json() == {"new": 0}
        wanted = {"returned": 0, "dispatches": 1, "days": 30}
        changed = (
            await caller.put("/api/v1/knots/criteria", json={"criteria": wanted, "reason": "试行"})
        ).json()
        assert (changed["version"], changed["criteria"]["dispatches"]) == (1, 1)
        assert number not in [c["number"] for c in changed["items"]]


async def test_owners_hear_once_of_a_deadline(app, database):
    number = await tossed(database)
    async with client(app, "dispatcher~li") as caller:
        body = {"cases": [number], "handling": handling(database, area=CITY)}
        await caller.post("/api/v1/knots", json=body)
    async with database.work(w.LEADER) as work:
        assert await api.remind(work) == 0
        database.time.advance(timedelta(days=8))
    async with database.work(w.LEADER) as work:
        assert await api.remind(work) == 1
        assert (await api.find(work))["items"][0]["overdue"] is True
