"""Hostile files at every door that takes files: refused by name, nothing kept of them."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.support import http
from tests.support import world as w
from tests.support.hostile import hostile_client, named, standing

from yiwang.infra.database import Database


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[http.Client]:
    async with hostile_client(database, tmp_path) as made:
        yield made


def png(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 99))
        + chunk(b"IEND", b"")
    )


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("huge.png", png(60_000, 60_000)),
        ("broken.png", png(10, 10)),
        ("cut.jpg", photo()[:200]),
        ("empty.jpg", b""),
        ("page.png", b"<html><script>alert(1)</script></html>"),
        ("draw.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("tool.exe", b"MZ\x90\x00" + b"\x00" * 100),
        ("script.sh", b"#!/bin/sh\nrm -rf /\n"),
        ("bomb.gz", gzip.compress(b"\x00" * 50_000_000, mtime=0)),
    ],
)
async def test_bad_files_are_refused_and_leave_nothing(
    client: http.Client, tmp_path: Path, name: str, content: bytes
) -> None:
    before = await standing(client.database)
    named(await client.post("/api/v1/media", files={"file": (name, content, "image/png")}))
    assert await standing(client.database) == before
    kept = (
        [p for p in (tmp_path / "media").rglob("*") if p.is_file()] if (tmp_path / "media").exists() else []
    )
    assert kept == []


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.jpg", "a\x00b.jpg", "𠮷" * 200 + ".jpg", ".jpg", "con.jpg", '"; x="y.jpg']
)
async def test_the_name_of_a_file_is_only_a_name(client: http.Client, tmp_path: Path, name: str) -> None:
    answer = await client.post("/api/v1/media", files={"file": (name, photo(), "image/jpeg")})
    if answer.status_code >= 400:
        named(answer)
        return
    found = await client.get(f"/api/v1/media/{answer.json()['id']}")
    assert found.status_code in {200, 404}
    if found.status_code == 200:
        assert found.headers["content-type"] == "image/jpeg"
    assert not list(tmp_path.rglob("*.jpg"))


def workbook_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return out.getvalue()


TABLES = {
    "bomb.xlsx": workbook_bomb(),
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "broken.xlsx": b"PK\x03\x04" + b"\x00" * 60,
    "nul.csv": "单位编码,单位名称\n\x00,\x00\n".encode(),
    "latin.csv": "code,name\n1,Müller\n2,façade\n".encode("latin-1"),
    "empty.csv": b"",
    "picture.csv": png(10, 10),
    "cut.csv.gz": gzip.compress(b"a,b\n1,2\n" * 9999)[:-20],
    "borders.geojson": b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon",'
    b'"coordinates":[[[0,0],[1e9,0],[1,1],[0,0]]]},"properties":{"code":"1"}}]}',
    "deep.geojson": b'{"type":"GeometryCollection","geometries":[' * 5000,
    "not.geojson": b"{",
}


@pytest.mark.parametrize("name", TABLES)
async def test_bad_tables_are_refused_whole_at_every_door(client: http.Client, name: str) -> None:
    before = await standing(client.database)
    part = (name, TABLES[name], "application/octet-stream")
    named(await client.post("/api/v1/organisation/import", files={"file": part}))
    named(await client.post("/api/v1/responsibilities/sheet?change_basis=x", files={"file": part}))
    mapping = "source: town\nfields: {text: a, reported_at: b}"
    named(
        await client.post("/api/v1/imports", data={"kind": "cases", "mapping": mapping}, files={"file": part})
    )
    assert await standing(client.database) == before


@pytest.mark.parametrize(
    "polygon",
    [
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [200, 0], [1, 95], [0, 0]]]},
        {"type": "Point", "coordinates": [0, 0]},
        {"type": "Polygon", "coordinates": [[["a", "b"], [1, 1], [0, 1]]]},
        {"type": "Polygon", "coordinates": "x"},
        "POLYGON((0 0,1 1,1 0,0 0))",
        [[[[[[[]]]]]]],
    ],
)
async def test_bad_borders_are_refused(client: http.Client, polygon: Any) -> None:
    before = await standing(client.database)
    body = {"name": "新区", "parent": w.CITY, "level": "district", "polygon": polygon}
    named(await client.put("/api/v1/areas/999902", json=body))
    assert await standing(client.database) == before
