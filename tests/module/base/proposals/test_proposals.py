"""A proposed change: figures of its own, decided by somebody else, in force, and its effect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support import world as w
from tests.support.matters import CITY
from tests.support.web import application, client

from yiwang.base.matters import api as matters
from yiwang.base.notify import api as notify
from yiwang.base.proposals import http
from yiwang.base.proposals.usecases import applying
from yiwang.base.workflow import api as workflow

MATTER = "matter:06010"
LIMIT = {"kind": "limit", "clock": "handle", "amount": 2, "unit": "work_hour", "matter": MATTER}


async def handle(database, hours):
    number = (await w.opened(database)).number
    await w.do(database, w.HANDLER, number, "sign")
    database.time.advance(timedelta(hours=hours))
    await w.do(database, w.HANDLER, number, "feedback", result="已清理", public_reply="已清运")
    return number


@pytest.fixture
async def app(database):
    """One case that took an hour of the four allowed, one that took three."""
    await w.world(database)
    await handle(database, 1)
    await handle(database, 3)
    return application(database, [http.router])


def days(database, n):
    return str((database.time.now() + timedelta(days=n)).date())


def body(database, change, **more):
    return {"change": change, "reason": "多数一小时内办结", "deadline": days(database, 7),
            "valid_from": days(database, 1)} | more  # fmt: skip


async def standing(database):
    async with database.reading(w.LEADER) as work:
        found = await matters.find_responsibilities(work.tx, {"matter": MATTER}, None, 10)
    return [(e.version, e.status, e.limits["handle"]["A"].amount, e.lead_unit) for e in found]


async def test_a_shorter_limit_from_draft_to_measured_effect(app, database):
    async with client(app, "dispatcher~li") as owner, client(app, "leader~wang") as leader:
        made = await owner.post("/api/v1/proposals", json=body(database, LIMIT))
        assert made.status_code == 201, made.text
        drafted = made.json()
        path = f"/api/v1/proposals/{drafted['id']}"
        assert (drafted["state"], drafted["own"], drafted["effect"]) == ("drafted", True, None)
        late = drafted["figures"]["late"]
        assert (late["before"]["missed"], late["after"]["missed"]) == (0, 1)
        assert drafted["names"]["matter"] == "暴露垃圾"

        sent = (await owner.post(f"{path}/send")).json()
        assert (sent["state"], len(sent["entries"])) == ("sent", 1)
        assert sorted(await standing(database)) == [(1, "approved", 4, w.CLEAN), (2, "draft", 2, w.CLEAN)]
        async with database.reading(w.LEADER) as work:
            assert [n.kind for n in (await notify.inbox(work))[0]] == ["proposals.sent"]

        accepted = (await leader.post(f"{path}/accept", json={"remark": "同意"})).json()
        assert (accepted["state"], accepted["remark"], accepted["own"]) == ("accepted", "同意", False)
        assert (2, "approved", 2, w.CLEAN) in await standing(database)

        database.time.advance(timedelta(days=1))
        slow = await handle(database, 3)
        applied = (await owner.get(path)).json()
        assert applied["state"] == "applied"
        effect = applied["effect"]
        assert (effect["before"]["missed"], effect["before"]["n"]) == (0, 2)
        assert (effect["after"]["numbers"], effect["after"]["n"]) == ([slow], 1)
        assert effect["expected"]["missed"] == 1
        listed = (await leader.get("/api/v1/proposals")).json()
        assert listed["states"] == {"applied": 1}


@pytest.mark.parametrize("step", ["accept", "withdraw"])
async def test_each_draft_is_decided_in_a_list_of_many_pages(app, database, monkeypatch, step):
    monkeypatch.setattr(applying, "_PAGE", 1)
    async with client(app, "dispatcher~li") as owner, client(app, "leader~wang") as leader:
        change = LIMIT | {"matter": MATTER}
        made = (await owner.post("/api/v1/proposals", json=body(database, change))).json()
        path = f"/api/v1/proposals/{made['id']}"
        assert len((await owner.post(f"{path}/send")).json()["entries"]) == 1
        who = leader if step == "accept" else owner
        assert (await who.post(f"{path}/{step}", json={})).status_code == 200
    stands = {version: status for version, status, *_ in await standing(database)}
    assert stands[2] == ("approved" if step == "accept" else "ended")


async def test_nobody_decides_on_an_own_proposal_nor_acts_for_its_owner(app, database):
    async with client(app, "leader~li") as owner, client(app, "leader+supervisor~wang") as other:
        made = (await owner.post("/api/v1/proposals", json=body(database, LIMIT))).json()
        path = f"/api/v1/proposals/{made['id']}"
        for who, step, given, status, code in (
            (other, "send", None, 403, "proposal_own"),
            (other, "accept", {}, 409, "proposal_state"),
            (owner, "send", None, 200, None),
            (owner, "send", None, 409, "proposal_state"),
            (owner, "accept", {}, 403, "proposal_own"),
            (other, "refuse", {}, 422, "invalid_input"),
            (other, "refuse", {"remark": "样本太少"}, 200, None),
            (owner, "withdraw", None, 409, "proposal_state"),
        ):
            answer = await who.post(f"{path}/{step}", json=given)
            assert (answer.status_code, answer.json().get("error", {}).get("code")) == (status, code), step
        assert [row for row in await standing(database) if row[1] == "draft"] == []
    async with client(app, "dispatcher~zhao") as caller:
        assert (await caller.post(f"{path}/accept", json={})).status_code == 403
    async with client(app, "handler@U1") as caller:
        assert (await caller.get("/api/v1/proposals")).status_code == 403


async def test_a_duty_a_limit_of_the_flow_and_hands(app, database):
    duty = {"kind": "duty", "matter": MATTER, "source": w.CLEAN, "target": w.WATER}
    clock = {"kind": "limit", "clock": "handle", "amount": 12, "unit": "urgent_hour"}
    staff = {"kind": "staff", "unit": w.CLEAN, "places": 3}
    async with client(app, "supervisor~li") as owner, client(app, "leader~wang") as leader:

        async def accepted(change):
            made = (await owner.post("/api/v1/proposals", json=body(database, change))).json()
            path = f"/api/v1/proposals/{made['id']}"
            await owner.post(f"{path}/send")
            done = await leader.post(f"{path}/accept", json={})
            assert done.status_code == 200, done.text
            return path, done.json()

        await accepted(duty)
        assert (2, "approved", 4, w.WATER) in await standing(database)
        _, flow = await accepted(clock)
        assert (flow["state"], flow["version"]) == ("applied", 3)
        async with database.reading(w.LEADER) as work:
            [handling] = [
                c for c in (await workflow.flows(work.tx)).current("standard").clocks if c.kind == "handle"
            ]
        amounts = {grade: limit.amount for grade, limit in handling.limits.items()}
        assert amounts == {
            "1": 5,
            "2": 12,
            "3": 4,
        }  # the urgent limit is shortened, the most urgent is not eased
        path, hands = await accepted(staff)
        assert (hands["state"], hands["by_people"]) == ("accepted", True)
        done = (await owner.post(f"{path}/applied", json={"remark": "已增派两人"})).json()
        assert (done["state"], done["remark"]) == ("applied", "已增派两人")


async def test_what_changes_nothing_or_means_nothing_is_refused(app, database):
    wrong = [
        (LIMIT | {"amount": 4}, {}, "proposal_nothing"),
        ({"kind": "duty", "matter": MATTER, "source": w.WATER, "target": w.CLEAN}, {}, "proposal_nothing"),
        ({"kind": "limit", "amount": 1, "unit": "work_day", "area": CITY}, {}, "proposal_nothing"),
        ({"kind": "staff", "unit": "U-NONE", "places": 2}, {}, "insight_change_refused"),
        (LIMIT, {"deadline": days(database, -1)}, "invalid_input"),
    ]
    async with client(app, "dispatcher~li") as owner:
        for change, more, code in wrong:
            answer = await owner.post("/api/v1/proposals", json=body(database, change, **more))
            assert (answer.status_code, answer.json()["error"]["code"]) == (422, code), change
        nowhere = "/api/v1/proposals/00000000-0000-7000-8000-000000000000"
        assert (await owner.get(nowhere)).json()["error"]["code"] == "proposal_not_found"


async def test_a_draft_that_was_ended_meanwhile_is_not_accepted(app, database):
    async with client(app, "dispatcher~li") as owner, client(app, "leader~wang") as leader:
        made = (await owner.post("/api/v1/proposals", json=body(database, LIMIT))).json()
        path = f"/api/v1/proposals/{made['id']}"
        sent = (await owner.post(f"{path}/send")).json()
        async with database.work(w.LEADER) as work:
            [entry] = await matters.find_responsibilities(work.tx, {"status": "draft"}, None, 9)
            assert str(entry.id) == sent["entries"][0]
            await matters.end_responsibility(work, entry.id, database.time.now().date())
        overtaken = await leader.post(f"{path}/accept", json={})
        assert overtaken.json()["error"]["code"] == "proposal_overtaken"
        assert (await leader.get(path)).json()["state"] == "sent"
