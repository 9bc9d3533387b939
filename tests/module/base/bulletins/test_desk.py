"""The report desk: made by one, approved by another, published, read; made by the clock; read by citizens."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pytest
from tests.support import world as w
from tests.support.web import application, client

from yiwang.base.bulletins import api, http
from yiwang.kernel.actor import SYSTEM

TEMPLATE = {
    "code": "mine", "zh": "我的", "en": "mine", "every": "day", "title": "{{city}}{{period}}", "public": True,
    "blocks": [{"kind": "heading", "text": "一"}, {"kind": "text", "text": "上报{{reported_cases}}件"},
               {"kind": "table", "title": "区域", "by": "area", "indicators": ["reported_cases"]}],
}  # fmt: skip


def asking(desk, who):
    return client(application(desk.database, [http.router]), who)


@pytest.fixture
async def made(desk):
    async with asking(desk, "supervisor~maker") as web:
        assert (await web.put("/api/v1/bulletins/templates/mine", json=TEMPLATE)).status_code == 200
        asked = {"template": "mine", "period": "2026-03-01..2026-03-01"}
        assert (await web.post("/api/v1/bulletins", json=asked)).json()["error"]["code"] == "bulletin_period"
        made = await web.post("/api/v1/bulletins", json=asked | {"period": "2026-03-01"})
        assert made.status_code == 201
    return f"/api/v1/bulletins/{made.json()['id']}"


async def test_made_edited_approved_by_another_published_and_read(desk, made):
    maker, chief = "supervisor~maker", "leader~chief"
    public = f"/api/v1/public{made.removeprefix('/api/v1')}"
    async with asking(desk, maker) as web:
        refused = await web.put(f"{made}/blocks/9", json={"text": "x"})
        assert refused.json()["error"]["code"] == "bulletin_block"
        edited = (await web.put(f"{made}/blocks/1", json={"text": "共上报 3 件"})).json()
        block = edited["document"]["blocks"][1]
        assert "人工修改" in block["note"]
        assert edited["bulletin"]["edits"][0]["before"].startswith("上报")
        own = await web.post(f"{made}/steps/approve", json={})
        assert own.json()["error"]["code"] == "bulletin_own"
        early = await web.post(f"{made}/steps/publish", json={})
        assert early.json()["error"]["code"] == "bulletin_state"
    async with asking(desk, chief) as web:
        assert (await web.post(f"{made}/steps/approve", json={})).json()["bulletin"]["state"] == "approved"
        wrong = await web.post(f"{made}/steps/publish", json={"targets": {"units": ["nobody"]}})
        assert wrong.status_code == 422
        assert (await web.get(public)).status_code == 404
        told = {"targets": {"units": [w.WATER], "roles": ["dispatcher"]}}
        assert (await web.post(f"{made}/steps/publish", json=told)).json()["bulletin"]["published_at"]
    async with asking(desk, f"handler@{w.WATER}~reader") as web:
        assert len((await web.get("/api/v1/bulletins")).json()["items"]) == 1
        assert (await web.post(f"{made}/read", json={})).json()["bulletin"]["read"]
    async with asking(desk, "handler@U-OTHER~else") as web:
        assert (await web.get("/api/v1/bulletins")).json()["items"] == []
        assert (await web.get(made)).json()["error"]["code"] == "bulletin_not_found"
    async with asking(desk, chief) as web:
        assert len((await web.get(made)).json()["bulletin"]["receipts"]) == 1
        file = await web.get(f"{made}/file?format=docx")
        assert any("共上报 3 件" in p.text for p in docx.Document(io.BytesIO(file.content)).paragraphs)
        listed = (await web.get("/api/v1/public/bulletins")).json()["items"]
        assert [one["id"] for one in listed] == [made.rpartition("/")[2]]
        page = (await web.get(public)).text
        assert "共上报 3 件" in page
        assert "/api/v1/indicators" not in page
        assert (await web.post(f"{made}/steps/withdraw", json={})).status_code == 422
        assert (await web.post(f"{made}/steps/withdraw", json={"remark": "有误"})).status_code == 200
        assert (await web.get(public)).status_code == 404


async def test_a_figure_that_still_stands_keeps_its_source(desk):
    async with desk.database.work(w.actor("supervisor")) as work:
        template = await api.template(work.tx, "special")
        one = await api.draft(work, template, api.Scope(period="2026"))
    async with desk.database.work(w.actor("supervisor")) as work:
        _, before = await api.detail(work, one.id)
        place, old = next((n, b) for n, b in enumerate(before.blocks) if getattr(b, "runs", None))
        words = "".join(run.text for run in old.runs)
        await api.edit(work, one.id, place, f"据统计，{words}")
        _, after = await api.detail(work, one.id)
    kept = after.blocks[place].runs
    assert [r for r in kept if r.source] == [r for r in old.runs if r.source]
    assert "".join(run.text for run in kept) == f"据统计，{words}"


async def test_a_template_of_a_person_is_tried_and_versioned(desk):
    async with asking(desk, "supervisor~writer") as web:
        tried = await web.post(
            "/api/v1/bulletins/preview", json={"template": TEMPLATE, "period": "2026-03-01"}
        )
        assert tried.json()["document"]["blocks"][0]["text"] == "一"
        wrong = TEMPLATE | {"blocks": [{"kind": "text", "text": "{{nobody}}"}]}
        refused = await web.put("/api/v1/bulletins/templates/mine", json=wrong)
        assert refused.json()["error"]["field"] == "blocks.0"
        for version in (1, 1, 2):
            body = TEMPLATE if version == 1 else TEMPLATE | {"zh": "改名"}
            saved = await web.put("/api/v1/bulletins/templates/mine", json=body)
            assert saved.json().get("version", 1) == version
    async with asking(desk, f"handler@{w.WATER}~reader") as web:
        assert (await web.put("/api/v1/bulletins/templates/mine", json=TEMPLATE)).status_code == 403


async def test_the_clock_makes_each_period_once_and_says_what_failed(desk):
    who = w.actor("supervisor")
    async with desk.database.work(who) as work:
        kept = await api.save_schedule(work, api.Plan(template="daily", clock="08:00"))
        assert kept.next_at > work.now
        bad = await api.save_schedule(work, api.Plan(template="daily", clock="08:00", area="999999"))
    assert await api.make_due(desk.database) == 0
    for _ in range(2):
        async with desk.database.work(SYSTEM) as work:
            await work.tx.execute(
                "UPDATE bulletins_schedule SET next_at = $1", work.now - timedelta(minutes=1)
            )
        await api.make_due(desk.database)
    async with desk.database.reading(who) as work:
        found = await api.archive(work)
        assert [one["template"] for one in found] == ["daily"]
        after = {one["id"]: one for one in await api.schedules(work)}
        assert after[str(bad.id)]["failed"]
        assert after[str(kept.id)]["failed"] == ""
        assert after[str(kept.id)]["next_at"] > work.now.isoformat()
    async with desk.database.work(who) as work:
        await api.drop_schedule(work, kept.id)
