"""The edge of the HTTP side: named errors, limits, headers, health, pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import ClassVar

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI, Request
from pydantic import BaseModel, ConfigDict, Field

from yiwang.entry.api import create_app
from yiwang.infra import migrate
from yiwang.infra.database import Database, Work
from yiwang.infra.delivery import deliver_singly
from yiwang.infra.disk import DiskGuard
from yiwang.infra.errors import DiskFullError
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import TooManyRequestsError
from yiwang.kernel.messages import Message

ADMIN = Actor("admin", frozenset({"admin"}))
HANDLER = Actor("handler", frozenset({"handler"}), area="110101")


class Seen(Message, frozen=True, kw_only=True):
    kind: ClassVar[str] = "test.seen"
    area: str

    @property
    def key(self) -> str:
        return self.area


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=5)


async def authenticate(_: Database, secret: str) -> Actor | None:
    return {"a": ADMIN, "h": HANDLER}.get(secret)


def build(database: Database, web: Path) -> FastAPI:
    settings = Settings(data=web, debug_timing=True, max_body_mb=1, disk_reserve_mb=0)
    app = create_app(settings, database, web=web)
    app.state.authenticate = authenticate
    mine = [
        ("/api/v1/test/fail", fail, ["GET"]),
        ("/api/v1/test/busy", busy, ["GET"]),
        ("/api/v1/test/body", body, ["POST"]),
        ("/api/v1/test/raw", raw, ["POST"]),
        ("/api/v1/test/store", store, ["POST"]),
        ("/api/v1/test/count", count, ["GET"]),
    ]
    for path, endpoint, methods in mine:
        app.add_api_route(path, endpoint, methods=methods)
    app.router.routes.insert(0, app.router.routes.pop())
    catch_all = next(r for r in app.router.routes if getattr(r, "path", "") == "/{address:path}")
    app.router.routes.remove(catch_all)
    app.router.routes.append(catch_all)
    return app


async def fail() -> None:
    raise RuntimeError("the secret reason")


async def busy() -> None:
    raise TooManyRequestsError(seconds=7)


async def body(given: Body) -> dict[str, str]:
    return {"name": given.name}


async def raw(request: Request) -> dict[str, int]:
    return {"size": len(await request.body())}


async def store(request: Request) -> None:
    async with request.app.state.database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_revision (name, revision) VALUES ($1, 1)", "a\x00b")


async def count(request: Request) -> None:
    async with request.app.state.database.reading(SYSTEM) as work:
        await work.tx.fetchval("SELECT 1")
        await work.tx.fetchval("SELECT 2")


@pytest_asyncio.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    web = tmp_path / "web"
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<p>shell</p>")
    (web / "lists.html").write_text("<p>shell of lists</p>")
    (web / "assets" / "app-1a2b.js").write_text("let a = 1;" * 1000)
    (tmp_path / "secret.txt").write_text("no")
    transport = httpx.ASGITransport(build(database, web))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


async def test_health_says_ok(client: httpx.AsyncClient) -> None:
    found = await client.get("/api/v1/health")
    assert (found.status_code, found.json()["status"]) == (200, "ok")


async def test_readiness_needs_the_schema_of_this_program(
    client: httpx.AsyncClient, database: Database
) -> None:
    found = await client.get("/api/v1/ready")
    assert (found.status_code, found.json()["error"]["code"]) == (503, "unavailable")
    async with database.work(SYSTEM) as work:
        await work.tx.execute("CREATE TABLE alembic_version (version_num text)")
        await work.tx.execute("INSERT INTO alembic_version VALUES ($1)", migrate.head())
    try:
        assert (await client.get("/api/v1/ready")).status_code == 200
    finally:
        async with database.work(SYSTEM) as work:
            await work.tx.execute("DROP TABLE alembic_version")


@pytest.mark.parametrize(
    ("method", "path", "kwargs", "status", "code", "field"),
    [
        ("GET", "/api/v1/none", {}, 404, "not_found", None),
        ("GET", "/assets/none.js", {}, 404, "not_found", None),
        ("DELETE", "/api/v1/health", {}, 405, "method_not_allowed", None),
        ("GET", "/api/v1/test/fail", {}, 500, "internal", None),
        ("GET", "/api/v1/test/busy", {}, 429, "too_many_requests", None),
        ("POST", "/api/v1/test/body", {"content": b"{"}, 400, "malformed_body", None),
        ("POST", "/api/v1/test/body", {"content": b"\xff\xfe{}"}, 400, "malformed_body", None),
        ("POST", "/api/v1/test/body", {"content": b"[" * 100_000}, 400, "malformed_body", None),
        ("POST", "/api/v1/test/body", {"json": {"name": "too long"}}, 422, "invalid_input", "name"),
        ("POST", "/api/v1/test/body", {"json": {"name": "a", "b": 1}}, 422, "invalid_input", "b"),
        ("POST", "/api/v1/test/store", {}, 422, "invalid_input", None),
        ("GET", "/api/v1/admin/parked", {}, 401, "unauthenticated", None),
        ("GET", "/api/v1/live?after=x", {"headers": {"authorization": "Bearer a"}}, 422, "invalid_input", "after"),
    ],
)  # fmt: skip
async def test_failures_have_names(
    client: httpx.AsyncClient, method: str, path: str, kwargs: dict, status: int, code: str, field: str | None
) -> None:
    if "content" in kwargs:
        kwargs = {**kwargs, "headers": {"content-type": "application/json"}}
    found = await client.request(method, path, **kwargs)
    assert found.status_code == status, found.text
    error = found.json()["error"]
    assert (error["code"], error.get("field")) == (code, field)
    assert error["message"]["zh"]
    assert error["message"]["en"]
    assert "secret reason" not in found.text
    assert "Traceback" not in found.text


async def test_limits_come_with_a_time_to_wait(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/test/busy")).headers["retry-after"] == "7"


async def test_a_body_over_its_limit_is_refused_announced_or_not(client: httpx.AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 50_000

    for content in (b"x" * 1_100_000, pieces()):
        found = await client.post("/api/v1/test/raw", content=content)
        assert (found.status_code, found.json()["error"]["code"]) == (413, "payload_too_large")
    assert (await client.post("/api/v1/test/raw", content=b"x" * 1_000_000)).json() == {"size": 1_000_000}


async def test_every_answer_carries_the_security_headers(client: httpx.AsyncClient) -> None:
    for path in ("/", "/api/v1/health", "/api/v1/none", "/api/v1/test/fail"):
        headers = (await client.get(path)).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-request-id"]


async def test_a_request_id_is_kept_unless_it_is_strange(client: httpx.AsyncClient) -> None:
    kept = await client.get("/api/v1/health", headers={"x-request-id": "abc-1"})
    assert kept.headers["x-request-id"] == "abc-1"
    strange = await client.get("/api/v1/health", headers={"x-request-id": "a b<script>"})
    assert "<" not in strange.headers["x-request-id"]


async def test_statements_are_counted_on_request(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/test/count")).headers["server-timing"] == 'sql;desc="2"'


@pytest.mark.parametrize("path", ["/", "/desk", "/screen", "/m", "/follow/110101", "/enter/x"])
async def test_pages_get_the_shell(client: httpx.AsyncClient, path: str) -> None:
    found = await client.get(path)
    assert found.text == "<p>shell</p>"
    assert found.headers["cache-control"] == "no-cache"
    again = await client.get(path, headers={"if-none-match": found.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/lists", "/lists/", "/lists/cases/1"])
async def test_a_screen_with_a_page_of_its_own_gets_it(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).text == "<p>shell of lists</p>"


async def test_assets_are_cached_for_good_and_compressed(client: httpx.AsyncClient) -> None:
    found = await client.get("/assets/app-1a2b.js")
    assert "immutable" in found.headers["cache-control"]
    assert found.headers["content-encoding"] == "gzip"
    assert found.headers["content-type"].startswith("text/javascript")
    assert "accept-encoding" in found.headers["vary"].lower()
    known = {"if-none-match": found.headers["etag"]}
    assert (await client.get("/assets/app-1a2b.js", headers=known)).status_code == 304
    plain = await client.get("/assets/app-1a2b.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == found.text
    assert plain.headers["etag"] != found.headers["etag"]


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/%2e%2e%2f%2e%2e%2fsecret.txt"]
)
async def test_no_way_leads_out_of_the_pages(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).text != "no"


async def test_metrics_tell_the_backlog(client: httpx.AsyncClient, database: Database) -> None:
    async with database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('slow', 0)")
        work.announce(Seen(area="1"))
    text = (await client.get("/metrics")).text
    assert 'yiwang_outbox_behind{subscriber="slow"} 1' in text


async def test_only_an_admin_sees_and_replays_parked_messages(
    client: httpx.AsyncClient, database: Database
) -> None:
    async def handle(work: Work, batch: Sequence[Delivery]) -> None:
        raise ValueError("no")

    async with database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('bad', 0)")
        work.announce(Seen(area="1"))
    await deliver_singly(database, Subscriber("bad", frozenset({Seen.kind}), handle), 1)
    handler = {"authorization": "Bearer h"}
    admin = {"authorization": "Bearer a"}
    assert (await client.get("/api/v1/admin/parked", headers=handler)).status_code == 403
    [item] = (await client.get("/api/v1/admin/parked", headers=admin)).json()["items"]
    assert item["error"] == "ValueError: no"
    path = f"/api/v1/admin/parked/bad/{item['id']}/replay"
    assert (await client.post(path, headers=handler)).status_code == 403
    assert (await client.post(path, headers=admin)).json()["status"] == "due"
    assert (await client.post(path.replace("bad", "none"), headers=admin)).status_code == 404


def test_the_disk_guard_refuses_below_the_reserve_and_forgives_above(tmp_path: Path) -> None:
    free = 100
    guard = DiskGuard([tmp_path], 200, free=lambda _: free, max_age=0)
    with pytest.raises(DiskFullError, match="100 MB free"):
        guard.check()
    free = 300
    guard.check()


async def test_a_full_disk_stops_writing_but_not_reading(database: Database, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, disk_reserve_mb=10_000_000)
    app = create_app(settings, database, web=tmp_path)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        found = await client.post("/api/v1/reports", json={"source": "x", "text": "y"})
        assert (found.status_code, found.json()["error"]["code"]) == (507, "disk_full")
        assert (await client.get("/api/v1/health")).status_code == 200
    async with database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM infra_outbox") == 0
