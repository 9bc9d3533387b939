import httpx
import pytest
from tests.support.matters import CITY, CLEAN, DISTRICT, LAMPS, responsibility, small_city
from tests.support.queries import counting

from yiwang.base.identity import api as identity
from yiwang.base.matters import api
from yiwang.entry.api.app import create_app
from yiwang.infra.settings import Settings
from yiwang.infra.snapshots import forget_all
from yiwang.infra.tabular import write_csv
from yiwang.kernel.actor import SYSTEM


@pytest.fixture
async def client(database):
    await small_city(database)
    forget_all()
    app = create_app(Settings(), database)
    app.state.database = database
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://city") as opened:
        yield opened


async def signed(database, role, person=None):
    async with database.work(SYSTEM) as work:
        token = await identity.create_token(work, role=role, person=person)
    return {"Authorization": f"Bearer {token}"}


BODY = {
    "matter": "matter:06010",
    "area": CITY,
    "lead_unit": CLEAN,
    "limits": {"handle": {"*": {"amount": 4, "unit": "work_hour"}}},
    "valid_from": "2026-01-01",
    "change_basis": "三定方案",
}


async def test_the_list_is_for_those_who_signed_in(client):
    for path in ("/matters", "/responsibilities", "/matters/unmapped", "/responsibilities/gaps"):
        assert (await client.get(f"/api/v1{path}")).status_code == 401


async def test_matters_are_listed_found_and_shown(client, database):
    auth = await signed(database, "agent")
    every = (await client.get("/api/v1/matters", headers=auth)).json()["items"]
    assert [m["key"] for m in every] == ["matter:01037", "matter:06010", "matter:06028"]
    found = (await client.get("/api/v1/matters", params={"q": "楼下垃圾没人清理"}, headers=auth)).json()[
        "items"
    ]
    assert (found[0]["key"], found[0]["why"]["zh"][:3]) == ("matter:06010", "共有词")
    exact = (await client.get("/api/v1/matters", params={"q": "01037"}, headers=auth)).json()["items"]
    assert exact[0]["score"] == 1.0
    one = (await client.get("/api/v1/matters/matter:06010", headers=auth)).json()
    assert (one["name"], len(one["versions"])) == ("暴露垃圾", 1)
    missing = await client.get("/api/v1/matters/matter:1", headers=auth)
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "matter_not_found")


async def test_a_responsibility_is_drafted_approved_and_answers(client, database):
    admin, leader = await signed(database, "admin"), await signed(database, "leader")
    made = await client.post("/api/v1/responsibilities", json=BODY, headers=admin)
    assert (made.status_code, made.json()["status"]) == (201, "draft")
    path = f"/api/v1/responsibilities/{made.json()['id']}/approve"
    refused = await client.post(path, headers=admin)
    assert refused.json()["error"]["code"] == "self_approval"
    assert (await client.post(path, headers=leader)).json()["status"] == "approved"
    forget_all()
    where = {"matter": "暴露垃圾", "area": DISTRICT}
    answer = (await client.get("/api/v1/responsibilities/resolve", params=where, headers=admin)).json()
    assert answer["entry"]["lead_unit"] == CLEAN
    same = await client.get("/api/v1/responsibilities", params=where | {"resolve": "1"}, headers=admin)
    assert same.json() == answer
    gaps = (await client.get("/api/v1/responsibilities/gaps", headers=admin)).json()
    assert gaps["total"] == 4
    bad = await client.get("/api/v1/responsibilities/resolve", params=where | {"area": "1"}, headers=admin)
    assert bad.status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"matter": "06010"},
        {"limits": {"handle": {"D": {"amount": 4, "unit": "work_hour"}}}},
        {"limits": {"handle": {"*": {"amount": -4, "unit": "work_hour"}}}},
        {"limits": {"handle": {"*": {"amount": 4, "unit": "moon"}}}},
        {"valid_to": "2025-01-01"},
        {"lead_unit": "NOBODY"},
        {"legal_basis": "x" * 3000},
        {"colour": "red"},
    ],
)
async def test_bad_entries_are_refused_by_name(client, database, change):
    auth = await signed(database, "admin")
    answer = await client.post("/api/v1/responsibilities", json=BODY | change, headers=auth)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]["zh"]


async def test_roles_decide_who_may_change(client, database):
    auth = await signed(database, "handler")
    assert (await client.post("/api/v1/responsibilities", json=BODY, headers=auth)).status_code == 403
    mapping = {"source": "x", "code": "1", "matter": "matter:06010"}
    assert (await client.put("/api/v1/matters/mappings", json=mapping, headers=auth)).status_code == 403


async def test_a_sheet_goes_in_and_comes_out(client, database):
    auth = await signed(database, "leader")
    rows = [
        ["事项", "区域", "主责单位", "生效日期", "处置时限"],
        ["暴露垃圾", CITY, CLEAN, "2026-01-01", "4工作时"],
    ]
    sheet = {"file": ("list.csv", write_csv(rows), "text/csv")}
    path, basis = "/api/v1/responsibilities/sheet", {"change_basis": "年度调整"}
    answer = await client.post(path, params=basis, files=sheet, headers=auth)
    assert answer.json()["created"] == 1
    text = (await client.get(path, params={"format": "csv"}, headers=auth)).content.decode("utf-8-sig")
    assert "matter:06010" in text
    rows[1][2] = "NOBODY"
    sheet = {"file": ("list.csv", write_csv(rows), "text/csv")}
    bad = await client.post(path, params=basis, files=sheet, headers=auth)
    assert bad.status_code == 422
    assert bad.json()["error"]["problems"][0]["column"] == "主责单位"


async def test_pages_cost_the_same_whatever_their_size(client, database):
    auth = await signed(database, "admin")
    async with database.work(SYSTEM) as work:
        for unit in (CLEAN, LAMPS):
            await api.draft_responsibility(work, responsibility(unit=unit, scene=unit), change_basis="x")
    sent = []
    for limit in (1, 100):
        with counting() as tally:
            page = await client.get("/api/v1/responsibilities", params={"limit": limit}, headers=auth)
        sent.append(len(tally))
        assert len(page.json()["items"]) == min(limit, 2)
    assert sent[1] <= sent[0] <= 3
    first = (await client.get("/api/v1/responsibilities", params={"limit": 1}, headers=auth)).json()
    rest = (
        await client.get("/api/v1/responsibilities", params={"cursor": first["next"]}, headers=auth)
    ).json()
    assert len(rest["items"]) == 1
    broken = await client.get("/api/v1/responsibilities", params={"cursor": "nonsense"}, headers=auth)
    assert broken.status_code == 422
