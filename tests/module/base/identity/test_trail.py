"""Every important act leaves a record: who, what, when, with which success; and no secret in it."""

import pytest_asyncio
from tests.support import city
from tests.support.http import client

from yiwang.base.identity import api
from yiwang.kernel.actor import SYSTEM


@pytest_asyncio.fixture
async def web(database, tmp_path):
    async with database.work(SYSTEM) as work:
        await city.build(work)
    async with client(database, tmp_path) as made:
        yield await made.act_as("security")


async def acts(database):
    async with database.raw() as connection:
        rows = await connection.fetch(
            "SELECT action, data FROM audit_journal WHERE stream = 'audit' ORDER BY at, position"
        )
    return [(r["action"], r["data"]) for r in rows]


async def test_the_acts_of_account_keeping_are_recorded(web, database):
    await web.put("/api/v1/accounts/wang", json={"roles": ["handler"]})
    await web.put("/api/v1/accounts/wang", json={"roles": ["agent"]})
    link = (await web.post("/api/v1/accounts/wang/link")).json()["link"]
    await web.act_as(None)
    await web.post("/api/v1/session", json={"link": link})
    await web.post("/api/v1/account/password", json={"new": "Kite-flying-42"})
    await web.delete("/api/v1/session")
    await web.post("/api/v1/session", json={"name": "wang", "password": "Wrong-guess-99"})
    await web.post("/api/v1/session", json={"name": "Secret-typed-in-name", "password": "x"})
    await web.act_as("security")
    await web.post("/api/v1/accounts/wang/unlock")
    await web.post("/api/v1/accounts/wang/disable")
    await web.post("/api/v1/accounts/wang/enable")
    found = await acts(database)
    names = [a for a, _ in found]
    for expected in (
        "account.create",
        "account.change",
        "link.create",
        "session.open",
        "password.change",
        "session.close",
        "account.unlock",
        "account.disable",
        "account.enable",
        "token.create",
    ):
        assert expected in names
    failed = [d for a, d in found if a == "session.open" and not d["success"]]
    assert len(failed) == 2
    assert failed[1]["object_id"] == "unknown"
    everything = str(found)
    for secret in (link, "Kite-flying-42", "Wrong-guess-99", "Secret-typed-in-name", "argon2"):
        assert secret not in everything


async def test_looking_at_and_erasing_personal_data_are_recorded_without_them(web, database):
    await web.act_as("admin")
    await web.get("/api/v1/persons/P001")
    assert "personal.read" not in [a for a, _ in await acts(database)]
    await web.get("/api/v1/persons/P001?contact=true")
    await web.get("/api/v1/organisation/export")
    await web.act_as("security")
    await web.delete("/api/v1/persons/P001/data")
    found = await acts(database)
    assert {"personal.read", "personal.export", "personal.erase"} <= {a for a, _ in found}
    assert "欧阳" not in str(found)
    assert "13800001234" not in str(found)


async def test_changes_of_the_organisation_are_recorded_and_what_was_refused_is_not(web, database):
    await web.act_as("admin")
    before = len(await acts(database))
    await web.put("/api/v1/units/N1", json={"name": "新单位"})
    await web.put("/api/v1/units/N1", json={"name": "新单位"})  # no change, no act
    await web.put("/api/v1/units/N2", json={"name": "x", "parent": "NONE"})
    await web.put(f"/api/v1/areas/{city.GRID}", json={"name": "改名"})
    assert [a for a, _ in (await acts(database))[before:]] == ["organisation.change", "areas.change"]
    async with database.work(SYSTEM) as work:
        await api.erase_person(work, "P002")
