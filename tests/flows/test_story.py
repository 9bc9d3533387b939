"""One citizen's report, from words to archive, through the public doors only."""

from __future__ import annotations

import pytest
from tests.support import http, world
from tests.support.delivery import prepare_all

from yiwang.base.cases import api as cases
from yiwang.kernel.actor import SYSTEM

TEXT = "人民路12号门口垃圾堆了三天没人清理"


async def act(client: http.Client, number: str, action: str, **body: object) -> dict[str, object]:
    answer = await client.post(f"/api/v1/cases/{number}/actions/{action}", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


@pytest.fixture
async def city(database):
    await world.world(database)
    return database


REPORT = {
    "source": "hotline",
    "external_id": "call-1",
    "text": TEXT,
    "lon": world.HERE[0],
    "lat": world.HERE[1],
    "address": "人民路12号",
    "matter": "matter:06010",
    "reporter": {"name": "王某", "phone": "13800001234"},
}


async def handed_in(client: http.Client) -> tuple[str, str]:
    """Hand the report in, three times over, and return the case's number and the receipt's secret."""
    await client.act_as("agent")
    first = await client.post("/api/v1/reports", json=REPORT)
    again = await client.post("/api/v1/reports", json=REPORT)
    other = await client.post("/api/v1/reports", json=REPORT | {"text": "别的内容"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.json()["id"] == again.json()["id"]
    await prepare_all(client.database)
    number = (await client.get(f"/api/v1/reports/{first.json()['id']}")).json()["case"]
    return number, first.json()["receipt"]["secret"]


async def worked(client: http.Client, number: str) -> None:
    """Let the unit work the case and others verify, call back and close it."""
    await client.act_as("handler", unit=world.LAMPS)
    hidden = await client.get(f"/api/v1/cases/{number}")
    assert (hidden.status_code, hidden.json()["error"]["code"]) == (404, "case_not_found")
    await client.act_as("handler", unit=world.CLEAN)
    await act(client, number, "sign")
    await act(client, number, "contact", result="已联系来电人")
    refused = await client.post(f"/api/v1/cases/{number}/actions/verify_pass", json={})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "illegal_move")
    await act(client, number, "feedback", result="已清运两车", public_reply="垃圾已清运，感谢反映。")
    await client.act_as("verifier")
    await act(client, number, "verify_pass")
    await client.act_as("agent")
    await act(client, number, "call_back", reached=True, resolved=True, satisfaction=5)
    await client.act_as("dispatcher")
    await act(client, number, "close")


async def followed(client: http.Client, number: str, secret: str) -> None:
    """Let the citizen follow and rate, and nobody else."""
    await client.act_as(None)
    place = f"/api/v1/public/cases/{number}"
    public = await client.get(place, params={"receipt": secret})
    assert public.status_code == 200, public.text
    assert "垃圾已清运" in public.text
    assert "已清运两车" not in public.text
    assert "王某" not in public.text
    wrong = await client.get(place, params={"receipt": "Z" * len(secret)})
    assert wrong.status_code in {403, 404}
    rated = await client.post(f"{place}/rating", json={"receipt": secret, "satisfaction": 5})
    assert rated.status_code == 200, rated.text


async def test_from_a_citizens_words_to_the_archive(city, tmp_path):
    async with http.client(city, tmp_path) as client:
        number, secret = await handed_in(client)
        case = (await client.get(f"/api/v1/cases/{number}")).json()
        assert (case["stage"], case["unit"]["code"], case["area"]["code"]) == (
            "sign",
            world.CLEAN,
            world.GRID,
        )
        assert case["reports"][0]["reporter"] == {"name": "王*", "phone": "138****1234"}
        clocks = (await client.get(f"/api/v1/cases/{number}/clocks")).json()["items"]
        handle = next(c for c in clocks if c["kind"] == "handle")
        assert handle["segments"]
        assert "工作时" in handle["sentence"]["zh"]
        await worked(client, number)
        await followed(client, number, secret)
        await client.act_as("assessor")
        case = await act(client, number, "archive")
        assert case["stage"] == "archived"
        journal = (await client.get(f"/api/v1/cases/{number}/journal")).json()["items"]
        assert [line["action"] for line in journal][:3] == ["open", "sign", "contact"]
    async with city.reading(SYSTEM) as work:
        assert [d async for d in cases.differences(work.tx)] == []


async def test_the_vocabulary_names_everything_a_client_needs(city, tmp_path):
    async with http.client(city, tmp_path) as client:
        words = (await client.get("/api/v1/vocabulary")).json()
    assert {"intake", "sign", "archived"} <= {s["id"] for s in words["stages"]}
    assert all(a["schema"] for a in words["actions"])
    assert {"agent", "dispatcher", "handler", "verifier", "auditor"} <= {r["id"] for r in words["roles"]}
    assert {"illegal_move", "case_not_found", "invalid_input"} <= {e["code"] for e in words["errors"]}
