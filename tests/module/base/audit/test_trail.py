from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI, Request, Response
from tests.support.journal import chained, sealed, store

from yiwang.base.audit import api
from yiwang.base.audit.http import router
from yiwang.base.audit.model.journal import broken_links
from yiwang.infra import signing, web
from yiwang.infra.database import Database, statement_tally
from yiwang.kernel.actor import PUBLIC, SYSTEM, Actor
from yiwang.kernel.errors import YiwangError

AUDITOR = Actor(name="周审", roles=frozenset({"auditor"}), person=uuid4())
HANDLER = Actor(name="王处", roles=frozenset({"handler"}), person=uuid4(), unit="cg01")


@pytest_asyncio.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(router)
    app.state.database = database
    people = {"auditor": AUDITOR, "handler": HANDLER}

    async def authenticate(_: Database, token: str) -> Actor | None:
        return people.get(token)

    def named(_: Request, error: Exception) -> Response:
        assert isinstance(error, YiwangError)
        return web.json({"error": error.as_dict()}, error.status)

    app.state.authenticate = authenticate
    app.add_exception_handler(YiwangError, named)
    before = signing._Process.keyring
    signing.use_keys(tmp_path / "keys")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened
    signing._Process.keyring = before


async def test_acts_of_one_person_form_one_chain_even_at_once(database: Database) -> None:
    async def act(n: int) -> None:
        async with database.work(HANDLER) as work:
            await api.record(work, "personal.read", "report", uuid4(), {"n": n})

    await asyncio.gather(*[act(n) for n in range(12)])
    async with database.reading(SYSTEM) as work:
        found = await api.trail(work.tx, api.TrailFilter(actor=HANDLER.key))
        chain = await api.history(work.tx, found[0].subject)
    assert len(chain) == 12
    assert broken_links(chain) == []
    assert {entry.data["unit"] for entry in chain} == {"cg01"}


async def test_acts_of_the_public_do_not_queue_behind_each_other(database: Database) -> None:
    for _ in range(40):
        async with database.work(PUBLIC) as work:
            await api.record(work, "session.open", "account", "?", {}, success=False)
    async with database.reading(SYSTEM) as work:
        found = await api.trail(work.tx, api.TrailFilter(success=False))
    assert len(found) == 40
    assert len({entry.subject for entry in found}) > 1


async def test_filters_pages_and_the_look_itself(client: httpx.AsyncClient, database: Database) -> None:
    for n in range(5):
        async with database.work(HANDLER) as work:
            await api.record(work, "account.change", "account", f"a{n}", {"n": n}, success=n != 3)
    await store(database, chained(uuid4(), 3))
    headers = {"authorization": "Bearer auditor"}

    async def get(**params: object) -> dict[str, object]:
        answer = await client.get("/api/v1/audit", params=params, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    first = await get(actor=HANDLER.key, limit=3)
    assert [item["object_id"] for item in first["items"]] == ["a4", "a3", "a2"]
    second = await get(actor=HANDLER.key, limit=3, cursor=first["next"])
    assert [item["object_id"] for item in second["items"]] == ["a1", "a0"]
    assert second["next"] is None
    failed = (await get(success=False))["items"]
    assert [(i["object_id"], i["actor_name"], i["success"]) for i in failed] == [("a3", "王处", False)]
    assert len((await get(object_kind="account", object_id="a1"))["items"]) == 1
    assert (await get(action="account.change", to="2026-03-10T01:00:00Z"))["items"] == []
    looks = (await get(action="trail.read"))["items"]
    assert len(looks) >= 5
    assert {item["actor"] for item in looks} == {AUDITOR.key}


async def test_the_list_takes_the_same_statements_at_any_size(
    client: httpx.AsyncClient, database: Database
) -> None:
    counts = []
    for _ in range(2):
        for _ in range(20):
            async with database.work(HANDLER) as work:
                await api.record(work, "x.y", "k", "1", {})
        statement_tally.set(tally := [])
        await client.get("/api/v1/audit?limit=100", headers={"authorization": "Bearer auditor"})
        statement_tally.set(None)
        counts.append(len(tally))
    assert counts[0] == counts[1] <= 5


async def test_csv_is_whole_and_runs_nothing_in_a_spreadsheet(
    client: httpx.AsyncClient, database: Database
) -> None:
    async with database.work(HANDLER) as work:
        await api.record(work, "x.y", "k", "=HYPERLINK(1)", {"名": "值,\n2"})
    answer = await client.get("/api/v1/audit?format=csv", headers={"authorization": "Bearer auditor"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["object_id"] for row in rows] == ["csv", "'=HYPERLINK(1)"]
    assert rows[1]["detail"] == '{"名":"值,\\n2"}'


@pytest.mark.parametrize(
    ("token", "query", "status", "code"),
    [
        ("", "", 401, "unauthenticated"),
        ("nobody", "", 401, "unauthenticated"),
        ("handler", "", 403, "forbidden"),
        ("auditor", "?cursor=x", 422, "invalid_input"),
        ("auditor", "?cursor=WyJhIl0", 422, "invalid_input"),
    ],
)
async def test_who_may_not_see_it(
    client: httpx.AsyncClient, token: str, query: str, status: int, code: str
) -> None:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    answer = await client.get(f"/api/v1/audit{query}", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


async def test_a_forgotten_name_is_gone_and_everything_verifies(
    client: httpx.AsyncClient, database: Database
) -> None:
    subject = uuid4()
    await store(database, chained(subject, 3, actor=HANDLER))
    async with database.work(HANDLER) as work:
        await api.record(work, "x.y", "k", "1", {})
    await sealed(database, signing.keys(), 4)
    async with database.work(AUDITOR) as work:
        assert await api.forget_actor(work, HANDLER.key, basis="离职满五年") == 4
    await sealed(database, signing.keys(), 1)
    async with database.reading(SYSTEM) as work:
        assert [e.actor_name for e in await api.history(work.tx, subject)] == ["", "", ""]
        verdict = await api.verify(work.tx, signing.keys())
        proof = await api.proof(work.tx, subject, 2)
    assert verdict.ok, verdict.problems
    assert verdict.erased_names == 4
    assert proof is not None


async def test_ledger_doors(client: httpx.AsyncClient, database: Database) -> None:
    assert (await client.get("/api/v1/ledger/checkpoint")).status_code == 404
    subject = uuid4()
    await store(database, chained(subject, 3))
    missing = await client.get("/api/v1/ledger/proof", params={"subject": str(subject), "seq": 2})
    assert missing.json()["error"]["code"] == "not_found"
    await sealed(database, signing.keys(), 3)
    proof = await client.get("/api/v1/ledger/proof", params={"subject": str(subject), "seq": 2})
    assert proof.json()["leaf"] == 1
    checkpoint = (await client.get("/api/v1/ledger/checkpoint")).json()
    assert checkpoint["note"] == proof.json()["checkpoint"]
    keys = (await client.get("/api/v1/ledger/keys")).json()["items"]
    assert [key["line"] for key in keys] == checkpoint["keys"]
    consistency = await client.get("/api/v1/ledger/consistency?from=2&to=3")
    assert len(consistency.json()["path"]) == 1
    assert (await client.get("/api/v1/ledger/consistency?from=3&to=4")).status_code == 422


async def test_an_auditor_lets_the_server_check_itself(client: httpx.AsyncClient, database: Database) -> None:
    await store(database, chained(uuid4(), 3))
    headers = {"authorization": "Bearer auditor"}
    answer = await client.post("/api/v1/ledger/verify", json={}, headers=headers)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["ok"], answer.json()["entries"]) == (True, 3)
    refused = await client.post("/api/v1/ledger/verify", json={}, headers={"authorization": "Bearer handler"})
    assert refused.status_code == 403
