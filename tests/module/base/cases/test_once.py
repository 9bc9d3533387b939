"""What a telephone sends again after a lost answer is done once."""

import asyncio
import io

import pytest
from PIL import Image
from tests.support.web import client
from tests.support.world import HANDLER

from yiwang.base.cases import api
from yiwang.infra.objects import use_objects
from yiwang.kernel.actor import SYSTEM

TEXT = "东里路路灯不亮"


@pytest.fixture
async def handler(desk, app):
    async with client(app, "handler@U-CLEAN") as found:
        yield found


@pytest.fixture
async def citizen(desk, app, tmp_path):
    use_objects(tmp_path / "objects", 10_000_000)
    async with client(app) as found:
        yield found


def picture(colour="red"):
    target = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(target, "JPEG")
    return target.getvalue()


async def count(desk, sql, *args):
    async with desk.database.reading(SYSTEM) as work:
        return await work.tx.fetchval(sql, *args)


async def rubbish(desk):
    return await desk.report("小区门口垃圾堆放好几天了", matter="06010")


def keyed(key):
    return {"Idempotency-Key": key}


async def test_an_act_sent_again_under_its_key_is_done_once(desk, handler):
    number = await rubbish(desk)
    path = f"/api/v1/cases/{number}/actions/comment"
    first = await handler.post(path, json={"text": "到场"}, headers=keyed("k1"))
    again = await handler.post(path, json={"text": "到场"}, headers=keyed("k1"))
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["version"] == first.json()["version"]
    other = await handler.post(path, json={"text": "到场"}, headers=keyed("k2"))
    assert other.json()["version"] == first.json()["version"] + 1
    assert await count(desk, "SELECT count(*) FROM cases_note WHERE kind = 'opinion'") == 2


async def test_a_repeat_is_answered_though_the_case_has_gone_on_and_its_version_is_old(desk, handler):
    number = await rubbish(desk)
    version = (await handler.get(f"/api/v1/cases/{number}")).json()["version"]
    path = f"/api/v1/cases/{number}/actions/sign"
    body = {"version": version}
    assert (await handler.post(path, json=body, headers=keyed("k1"))).status_code == 200
    await desk.act(number, "feedback", {"result": "已清运"}, HANDLER)
    again = await handler.post(path, json=body, headers=keyed("k1"))
    assert (again.status_code, again.json()["stage"]) == (200, "verify")
    fresh = await handler.post(path, json=body, headers=keyed("k2"))
    assert fresh.status_code == 409


async def test_copies_of_an_act_at_the_same_moment_are_one(desk, handler):
    number = await rubbish(desk)
    path = f"/api/v1/cases/{number}/actions/comment"
    answers = await asyncio.gather(
        *(handler.post(path, json={"text": "到场"}, headers=keyed("k1")) for _ in range(8))
    )
    assert {answer.status_code for answer in answers} == {200}
    assert await count(desk, "SELECT count(*) FROM cases_note WHERE kind = 'opinion'") == 1


async def test_a_key_used_for_something_else_is_refused_by_name(desk, handler):
    number = await rubbish(desk)
    path = f"/api/v1/cases/{number}/actions"
    await handler.post(f"{path}/comment", json={"text": "到场"}, headers=keyed("k1"))
    for action, body in (("comment", {"text": "离场"}), ("sign", {})):
        answer = await handler.post(f"{path}/{action}", json=body, headers=keyed("k1"))
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "act_conflict")


async def test_keys_belong_to_their_caller(desk, handler, app):
    number = await rubbish(desk)
    path = f"/api/v1/cases/{number}/actions/comment"
    await handler.post(path, json={"text": "到场"}, headers=keyed("k1"))
    async with client(app, "dispatcher") as dispatcher:
        answer = await dispatcher.post(path, json={"text": "离场"}, headers=keyed("k1"))
    assert answer.status_code == 200
    assert await count(desk, "SELECT count(*) FROM cases_note WHERE kind = 'opinion'") == 2


async def test_a_refused_act_leaves_its_key_free(desk, handler):
    number = await rubbish(desk)
    path = f"/api/v1/cases/{number}/actions"
    early = await handler.post(f"{path}/feedback", json={"result": "已清运"}, headers=keyed("k1"))
    assert early.status_code == 409
    await desk.act(number, "sign", {}, HANDLER)
    done = await handler.post(f"{path}/feedback", json={"result": "已清运"}, headers=keyed("k1"))
    assert done.status_code == 200


async def test_keys_come_back_out_of_the_journal(desk, handler):
    number = await rubbish(desk)
    await handler.post(f"/api/v1/cases/{number}/actions/comment", json={"text": "到场"}, headers=keyed("k1"))
    async with desk.database.reading(SYSTEM) as work:
        state = await api.state_of(work, number)
        assert len(state.keyed) == 1
        assert [d async for d in api.differences(work.tx)] == []


async def test_the_same_file_under_the_same_key_is_one_file(desk, app, tmp_path):
    use_objects(tmp_path / "objects", 10_000_000)

    async def upload(caller, key, content):
        files = {"file": ("a.jpg", content, "image/jpeg")}
        answer = await caller.post("/api/v1/media", files=files, headers=keyed(key))
        assert answer.status_code == 201
        return answer.json()["id"]

    async with client(app, "verifier~a") as one, client(app, "verifier~b") as two:
        first = await upload(one, "k1", picture())
        assert await upload(one, "k1", picture()) == first
        others = [await upload(one, "k1", picture("blue")), await upload(one, "k2", picture())]
        others.append(await upload(two, "k1", picture()))
    assert len({first, *others}) == 4
    assert await count(desk, "SELECT count(*) FROM cases_media") == 4


async def test_a_citizens_report_with_photos_sent_again_is_one_report_with_the_same_receipt(desk, citizen):
    async def send():
        files = [
            ("photos", ("a.jpg", picture(), "image/jpeg")),
            ("photos", ("b.jpg", picture("blue"), "image/jpeg")),
        ]
        return await citizen.post(
            "/api/v1/public/reports", data={"text": TEXT}, files=files, headers=keyed("draft-1")
        )

    first, again = await send(), await send()
    assert (first.status_code, again.status_code) == (201, 200), again.text
    assert first.json()["id"] == again.json()["id"]
    assert first.json()["receipt"]["secret"] == again.json()["receipt"]["secret"]
    assert await count(desk, "SELECT count(*) FROM cases_report") == 1
    assert await count(desk, "SELECT count(*) FROM cases_media WHERE report_id IS NOT NULL") == 2
    assert await count(desk, "SELECT count(*) FROM cases_media") == 2


async def test_the_secret_is_told_again_only_to_who_has_the_key(desk, citizen, app):
    body = {"text": TEXT}
    first = await citizen.post("/api/v1/public/reports", json=body, headers=keyed("draft-1"))
    other = await citizen.post("/api/v1/public/reports", json=body, headers=keyed("draft-2"))
    assert first.json()["receipt"]["secret"] != other.json()["receipt"]["secret"]
    stored = await count(desk, "SELECT external_id FROM cases_report WHERE id = $1", first.json()["id"])
    assert "draft-1" not in stored
    async with client(app, "agent") as agent:
        seen = await agent.post(
            "/api/v1/reports", json=body | {"source": "public", "channel": "web", "external_id": stored}
        )
    assert seen.json()["status"] == "same"
    assert seen.json()["receipt"] is None
