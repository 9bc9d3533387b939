"""One matter becomes finer ones: found in past cases, decided by another, used at intake, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support import world as w
from tests.support.delivery import prepare_all
from tests.support.matters import CITY
from tests.support.web import application, client

from yiwang.base.cases import api as cases
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.insight import http as insight
from yiwang.base.insight.usecases import splitting
from yiwang.base.matters import api as matters
from yiwang.base.proposals import http
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM

MATTER, PART = "matter:06010", "matter:06010.1"
RIVER = ["河道里漂浮垃圾没人打捞", "河面漂浮很多水草和垃圾", "河道水面漂浮物发臭", "小河水面垃圾漂浮"]
HEAP = ["楼下建筑垃圾堆放", "装修垃圾堆放在路边", "路边装修建筑垃圾", "小区门口建筑装修垃圾堆放"]


async def told(database, n, text):
    """Receive a report; return the number of its case."""
    one = ReportInput(
        source="hotline", text=text, lon=w.HERE[0] + n * 0.0004, lat=w.HERE[1], matter="06010",
        reporter=ReporterInput(name="王", phone=f"1381234{n:04d}"),
    )  # fmt: skip
    await cases.intake(database).receive(one, SYSTEM)
    await prepare_all(database)
    async with database.reading(w.LEADER) as work:
        return (await cases.find_states(work, cases.CaseFilter(), 1000))[-1]


@pytest.fixture
async def app(database, tmp_path, monkeypatch):
    """Cases of two kinds in one matter; what floats on the river was given back each time."""
    use_keys(tmp_path / "keys")
    monkeypatch.setattr(splitting, "LEAST", 12)
    monkeypatch.setattr(splitting, "_LEAST_PART", 3)
    monkeypatch.setattr(splitting, "_DUTY_CASES", 3)
    await w.world(database)
    async with database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('cases.prepare', 0)")
    for n in range(16):
        river = n % 2 == 0
        number = (await told(database, n, (RIVER if river else HEAP)[n // 2 % 4] + "电话13987654321")).number
        unit = w.HANDLER
        if river:
            await w.do(database, w.HANDLER, number, "send_back", reason="非职责", basis="三定方案")
            await w.do(database, w.DISPATCHER, number, "judge_return", accepted=True)
            await w.do(database, w.DISPATCHER, number, "dispatch", unit=w.WATER)
            unit = w.actor("handler", w.WATER)
        await w.do(database, unit, number, "sign")
        database.time.advance(timedelta(minutes=20))
        await w.do(database, unit, number, "feedback", result="已清理", public_reply="已清运")
    return application(database, [http.router, insight.router])


def body(database, change):
    day = database.time.now() + timedelta(days=1)
    return {"change": change, "reason": "两类案件分属两家单位", "deadline": str(day.date()),
            "valid_from": str(day.date()), "matter": MATTER}  # fmt: skip


async def test_a_matter_is_split_used_and_merged_back(app, database):
    async with client(app, "dispatcher~li") as owner, client(app, "leader~wang") as leader:
        found = (await owner.get("/api/v1/insight/split", params={"matter": MATTER})).json()
        assert (found["why"], found["cases"], found["existing"]) == (None, 16, [])
        [river] = [p for p in found["parts"] if p["duties"]]
        assert river["duties"] == [{"area": CITY, "unit": w.WATER}]
        assert river["returned"]["cases"] == river["cases"] > 0
        assert all("13987654321" not in s["text"] and s["text"] for s in river["samples"])
        right = found["split"]["right"]
        assert right["after"]["hits"] > right["before"]["hits"]

        named = {k: river[k] for k in ("words", "duties", "limit")} | {"name": "水面漂浮垃圾"}
        change = {"kind": "split", "matter": MATTER, "parts": [named]}
        made = await owner.post("/api/v1/proposals", json=body(database, change))
        assert made.status_code == 201, made.text
        assert made.json()["figures"]["split"][0]["parts"][0]["cases"] == river["cases"]
        path = f"/api/v1/proposals/{made.json()['id']}"
        sent = (await owner.post(f"{path}/send")).json()
        assert (sent["parts"], len(sent["entries"])) == ([PART], 1)
        again = await owner.post("/api/v1/proposals", json=body(database, change))
        assert again.json()["error"]["code"] == "proposal_nothing"
        assert (await told(database, 100, RIVER[0])).matter == MATTER  # a draft takes no case

        old = (await told(database, 101, RIVER[1])).number
        assert (await leader.post(f"{path}/accept", json={})).json()["state"] == "accepted"
        database.time.advance(timedelta(days=1))
        new = await told(database, 102, RIVER[0])
        assert (new.matter, new.lead) == (PART, w.WATER)
        heap = await told(database, 103, "果皮箱满了没人倒")
        assert (heap.matter, heap.lead) == (MATTER, w.CLEAN)
        async with database.reading(w.LEADER) as work:
            assert (await cases.state_of(work, old)).matter == MATTER

        back = (
            await owner.post("/api/v1/proposals", json=body(database, {"kind": "merge", "matter": MATTER}))
        ).json()
        path = f"/api/v1/proposals/{back['id']}"
        await owner.post(f"{path}/send")
        assert (await leader.post(f"{path}/accept", json={})).json()["state"] in {"accepted", "applied"}
        assert (await told(database, 104, RIVER[0])).matter == MATTER
        async with database.reading(w.LEADER) as work:
            assert (await cases.state_of(work, new.number)).matter == PART
            [entry] = await matters.find_responsibilities(work.tx, {"matter": PART}, None, 9)
        assert entry.status == "ended"


async def test_a_refused_split_leaves_nothing_and_a_wrong_one_is_named(app, database):
    split = {"kind": "split", "matter": MATTER, "parts": [{"name": "水面", "words": ["河道"]}]}
    twice = split | {"parts": [{"name": "甲", "words": ["河道"]}, {"name": "乙", "words": ["河道"]}]}
    async with client(app, "dispatcher~li") as owner, client(app, "leader~wang") as leader:
        wrong = [
            (twice, "insight_change_refused"),
            (split | {"parts": [{"name": "路灯异常", "words": ["河道"]}]}, "proposal_nothing"),
            ({"kind": "merge", "matter": MATTER}, "proposal_nothing"),
            (
                split | {"parts": [split["parts"][0] | {"duties": [{"area": CITY, "unit": "U-NONE"}]}]},
                "insight_change_refused",
            ),
            (split | {"parts": []}, "invalid_input"),
        ]
        for change, code in wrong:
            answer = await owner.post("/api/v1/proposals", json=body(database, change))
            assert (answer.status_code, answer.json()["error"]["code"]) == (422, code), change
        made = (await owner.post("/api/v1/proposals", json=body(database, split))).json()
        path = f"/api/v1/proposals/{made['id']}"
        await owner.post(f"{path}/send")
        assert (await leader.post(f"{path}/refuse", json={"remark": "不必"})).json()["state"] == "refused"
        async with database.reading(w.LEADER) as work:
            assert (await matters.matter_versions(work.tx, PART))[0].status == "retired"
        answer = await owner.get("/api/v1/insight/split")
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_input")
