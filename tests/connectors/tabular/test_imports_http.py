"""Imports over HTTP: hand in, watch, fetch what was refused, take back; and who may."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.support import http
from tests.support import world as w

from yiwang.connectors.tabular import http as imports
from yiwang.infra.database import Database

MAPPING = b"""
source: town
fields: {external_id: id, reported_at: at, text: text, unit: unit}
"""
CONTENT = (
    "id,at,text,unit\n1,2025-08-01,路灯𠮷不亮,环卫所\n2,never,x,\n3,2025-08-01,<b>y</b>,nobody\n".encode()
)


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[http.Client]:
    await w.world(database)
    async with http.client(database, tmp_path) as made:
        yield await made.act_as("admin")
        await imports.stop()


def parts(**changes: Any) -> dict[str, Any]:
    files = {
        "file": ("cases.csv", CONTENT, "text/csv"),
        "mapping": ("map.yaml", MAPPING, "application/yaml"),
    }
    data = {"kind": "cases"}
    for name, value in changes.items():
        if name == "kind":
            data["kind"] = value
        elif value is None:
            files.pop(name)
        else:
            files[name] = (files[name][0], value, files[name][2])
    return {"files": files, "data": data}


async def ended(client: http.Client, import_id: str) -> dict[str, Any]:
    for _ in range(2_000):
        found: dict[str, Any] = (await client.get(f"/api/v1/imports/{import_id}")).json()
        if found["state"] != "running":
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("the import does not end")


async def test_a_file_handed_in_is_imported_and_taken_back(client: http.Client, tmp_path: Path) -> None:
    answer = await client.post("/api/v1/imports", **parts())
    assert answer.status_code == 202, answer.text
    found = await ended(client, answer.json()["id"])
    assert found["state"] == "finished"
    assert (found["read"], found["accepted"], found["rejected"]) == (3, 1, 2)
    rejects = await client.get(f"/api/v1/imports/{found['id']}/rejects")
    assert rejects.status_code == 200
    assert "there is no unit 'nobody'" in rejects.text
    listed = (await client.get("/api/v1/imports")).json()["items"]
    assert [i["id"] for i in listed] == [found["id"]]
    undone = await client.post(f"/api/v1/imports/{found['id']}/undo")
    assert undone.json()["state"] == "undone"
    assert (await client.post(f"/api/v1/imports/{found['id']}/undo")).json()["error"][
        "code"
    ] == "import_undone"
    assert list((tmp_path / "imports").iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"kind": "lies"}, 422, "invalid_input", "kind"),
        ({"file": None}, 422, "invalid_input", "file"),
        ({"mapping": None}, 422, "invalid_input", "mapping"),
        ({"mapping": b"source: ["}, 422, "mapping_invalid", "mapping"),
        (
            {"mapping": b"source: s\nfields: {text: words, reported_at: at}"},
            422,
            "mapping_invalid",
            "fields.text.column",
        ),
        ({"file": b""}, 422, "file_refused", "file"),
        ({"file": b"PK\x03\x04broken"}, 422, "file_refused", "file"),
    ],
)
async def test_what_is_wrong_is_said_before_anything_is_stored(
    client: http.Client, tmp_path: Path, changes: dict[str, Any], status: int, code: str, field: str
) -> None:
    answer = await client.post("/api/v1/imports", **parts(**changes))
    assert answer.status_code == status
    error = answer.json()["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"]["zh"]
    assert (await client.get("/api/v1/imports")).json() == {"items": []}
    assert not (tmp_path / "imports").exists() or list((tmp_path / "imports").iterdir()) == []


async def test_a_file_that_breaks_off_leaves_a_named_failure_and_can_be_repaired(client: http.Client) -> None:
    import gzip

    # enough Chinese lines that the encoding is known long before the end is reached
    lines = b"".join(
        b"%d,2025-08-01,%s %d,\n" % (i, ("路灯坏了" * 20).encode(), i * 7919) for i in range(9, 12_000)
    )
    cut = gzip.compress(CONTENT + lines)[:-9]
    answer = await client.post("/api/v1/imports", **parts(file=cut))
    found = await ended(client, answer.json()["id"])
    assert found["state"] == "failed"
    assert found["failure"]["code"] == "file_refused"
    again = await client.post("/api/v1/imports", **parts(file=gzip.compress(CONTENT)))
    assert (await ended(client, again.json()["id"]))["state"] == "finished"


@pytest.mark.parametrize("role", ["agent", "handler", "auditor", "leader", None])
async def test_only_dispatcher_and_admin_import(client: http.Client, role: str | None) -> None:
    await client.act_as(role)
    for answer in (
        await client.post("/api/v1/imports", **parts()),
        await client.get("/api/v1/imports"),
        await client.get("/api/v1/imports/01900000-0000-7000-8000-000000000000"),
        await client.get("/api/v1/imports/01900000-0000-7000-8000-000000000000/rejects"),
        await client.post("/api/v1/imports/01900000-0000-7000-8000-000000000000/undo"),
    ):
        assert answer.status_code == (401 if role is None else 403)


async def test_a_server_that_stops_leaves_a_run_that_goes_on(client: http.Client) -> None:
    lines = b"".join(b"%d,2025-08-01,%d,\n" % (i, i) for i in range(9, 1_500))
    await client.post("/api/v1/imports", **parts(file=CONTENT + lines))
    await imports.stop()
    [stopped] = (await client.get("/api/v1/imports")).json()["items"]
    assert stopped["state"] == "unfinished"
    assert stopped["read"] < 1494
    answer = await client.post("/api/v1/imports", **parts(file=CONTENT + lines))
    found = await ended(client, answer.json()["id"])
    assert (found["id"], found["read"], found["accepted"]) == (stopped["id"], 1494, 1492)


async def test_old_rejects_and_uploads_of_killed_runs_go(client: http.Client, tmp_path: Path) -> None:
    folder = tmp_path / "imports"
    folder.mkdir()
    for name, days in (("a.upload", 3), ("b.upload", 1), ("a.rejects.csv", 31), ("b.rejects.csv", 29)):
        (folder / name).write_bytes(b"x")
        then = time.time() - days * 86_400
        os.utime(folder / name, (then, then))
    await client.post("/api/v1/imports", **parts(kind="lies"))
    assert sorted(p.name for p in folder.iterdir()) == ["b.rejects.csv", "b.upload"]


async def test_an_import_nobody_made_is_not_found(client: http.Client) -> None:
    for path in ("", "/rejects"):
        answer = await client.get(f"/api/v1/imports/01900000-0000-7000-8000-000000000000{path}")
        assert answer.status_code == 404
    assert (await client.get("/api/v1/imports/..%2F..%2Fetc")).status_code in {404, 422}
