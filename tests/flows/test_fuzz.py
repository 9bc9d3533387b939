"""Every route of the published contract under hostile values: named errors, never a trace, never a 5xx."""

from __future__ import annotations

import itertools
import json
import re
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.support import http
from tests.support import world as w
from tests.support.hostile import INSIDE, hostile_client

from yiwang.entry.api.app import create_app
from yiwang.infra.database import Database
from yiwang.infra.settings import Settings

#: As they stand in an address: percent-encoded already.
VALUES = (
    "%00",
    "a%00b",
    "%FF%FE",
    "%ED%A0%80",  # half a surrogate pair in UTF-8
    "%27%20OR%201%3D1%20--",
    "%22%3B%20DROP%20TABLE%20cases_case%3B--",
    "..%2F..%2F..%2Fetc%2Fpasswd",
    "..%5C..%5Cboot.ini",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%F0%A0%AE%B7%F0%9F%98%80",  # 𠮷😀
    "%E2%80%AE",
    "x" * 3000,
    "-1",
    "0",
    "99999999999999999999999999",
    "1e309",
    "NaN",
    "2026-02-30",
    "0000-00-00T00:00:00Z",
    "9999-12-31T23:59:59.999999%2B14:00",
    "true",
    "%D9%A3",  # an Arabic digit
    "%25",
    "",
    "null",
    "00000000-0000-0000-0000-000000000000",
)

BODIES = (
    b"",
    b"{",
    b"null",
    b"[]",
    b'"x"',
    b"\xff\xfe\x00",
    b"[" * 60_000,
    b'{"a":' * 20_000,
    b"1e400",
    b'{"text":"\\u0000"}',
    b'{"text":"\\ud800"}',
    b'{"__proto__":{"a":1},"constructor":1}',
    "{}".encode("utf-16"),
)
ODD: tuple[Any, ...] = (
    None,
    -1,
    10**30,
    True,
    [],
    {},
    [[[]]],
    "",
    "\x00",
    "x" * 20_000,
    "𠮷😀\u202e",
    "' OR 1=1 --",
    "2026-02-30",
    "NaN",
)

#: The stream does not end; readiness asks for a schema that migrations made.
LEFT_OUT = {"/api/v1/live", "/api/v1/ready"}


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[http.Client]:
    async with hostile_client(database, tmp_path) as made:
        KNOWN["number"] = (await w.opened(database)).number
        yield made


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    spec = create_app(Settings(data=Path("/nonexistent"))).openapi()
    return [
        (method, path, {**operation, "components": spec.get("components", {})})
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
        if path not in LEFT_OUT
    ]


OPERATIONS = operations()


#: What stands in an address where it is not what is tried: a real case, an answer form.
KNOWN = {"form": "json", "number": "1", "code": w.CLEAN, "action": "comment"}


def filled(path: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: KNOWN.get(found[1], "1"), path)


def some(what: str, among: tuple[Any, ...], count: int) -> Iterator[Any]:
    """The same few values for the same place in every run, others for other places."""
    start = zlib.crc32(what.encode()) % len(among)
    return itertools.islice(itertools.cycle(among), start, start + count)


def addresses(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    parameters = operation.get("parameters", [])
    inside = [p["name"] for p in parameters if p["in"] == "path"]
    asked = [p["name"] for p in parameters if p["in"] == "query"]
    plain = filled(path)
    yield plain
    for name in inside:
        for value in filter(None, some(method + path + name, VALUES, 6)):
            yield filled(path.replace(f"{{{name}}}", value))
    for name in asked:
        for value in some(method + path + name, VALUES, 5):
            yield f"{plain}?{name}={value}"
    yield f"{plain}?unknown=%00&{'&'.join(f'{n}={n}' for n in asked)}"


def bodies(operation: dict[str, Any], what: str) -> Iterator[bytes]:
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return
    yield from some(what, BODIES, 7)
    schema = content.get("application/json", {}).get("schema", {})
    reference = schema.get("$ref", "").rsplit("/", 1)[-1]
    schema = operation["components"].get("schemas", {}).get(reference, schema)
    names = list(schema.get("properties", {})) or ["text"]
    for name in names:
        for value in some(what + name, ODD, 3):
            yield json.dumps({name: value}).encode()
    for value in some(what, ODD, 3):
        yield json.dumps(dict.fromkeys(names, value)).encode()


def check(answer: Any, asked: str) -> None:
    assert answer.status_code < 500, f"{asked} → {answer.status_code} {answer.text[:300]}"
    for word in INSIDE:
        assert word not in answer.text, f"{asked} leaks {word!r}: {answer.text[:300]}"
    if answer.status_code < 400 or not answer.content:
        return
    if "/open311/" in asked:
        assert answer.status_code in {400, 401, 403, 404, 405, 409, 413, 415, 422, 429}
        return
    error = answer.json()["error"]
    assert error["code"], asked
    assert error["message"]["zh"], asked
    assert error["message"]["en"], asked


#: So many routes are tried on one city: making it takes longer than trying a route.
TOGETHER = 12
GROUPS = [OPERATIONS[at : at + TOGETHER] for at in range(0, len(OPERATIONS), TOGETHER)]


@pytest.mark.parametrize("group", GROUPS, ids=[f"{m} {p} and on" for ((m, p, _), *_) in GROUPS])
async def test_no_value_breaks_a_route(
    client: http.Client, group: list[tuple[str, str, dict[str, Any]]]
) -> None:
    wrong = []
    for method, path, operation in group:
        try:
            await tried(client, method, path, operation)
        except (AssertionError, KeyError) as error:
            wrong.append(f"{method} {path}: {error}")
    assert not wrong, "\n".join(wrong)


async def tried(client: http.Client, method: str, path: str, operation: dict[str, Any]) -> None:
    for address in addresses(method, path, operation):
        answer = await client.request(method, address)
        check(answer, f"{method} {address[:200]}")
    plain = next(addresses(method, path, operation))
    for body in bodies(operation, method + path):
        for kind in ("application/json", "multipart/form-data; boundary=x"):
            answer = await client.request(method, plain, content=body, headers={"content-type": kind})
            check(answer, f"{method} {plain} with {body[:80]!r} as {kind}")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"error": {"code": "internal", "message": {"zh": "x", "en": "x"}}}),
        (404, {"detail": "Not Found"}),
        (422, {"error": {"code": "x", "message": {"zh": "", "en": "x"}}}),
        (400, {"error": {"code": "x", "message": {"zh": "x", "en": "Traceback (most recent call last)"}}}),
    ],
)
def test_the_check_can_fail(status: int, body: dict[str, Any]) -> None:
    with pytest.raises((AssertionError, KeyError)):
        check(httpx.Response(status, json=body), "GET /x")
