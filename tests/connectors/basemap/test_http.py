import gzip

import pytest_asyncio
from tests.connectors.basemap.conftest import LAT, LON
from tests.support.http import client

from yiwang.connectors.basemap import mvt, shelf
from yiwang.connectors.basemap.build import Source, build

TILE = "/api/v1/map/tiles/14"


def place(zoom=14):
    import math

    side = 1 << zoom
    y = 0.5 - math.asinh(math.tan(math.radians(LAT + 0.002))) / (2 * math.pi)
    return int(((LON + 0.002) / 360 + 0.5) * side), int(y * side)


@pytest_asyncio.fixture
async def web(database, tmp_path):
    async with client(database, tmp_path) as made:
        yield made


@pytest_asyncio.fixture
async def built(sources, tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "_LOOK_EVERY", 0.0)
    out = tmp_path / "map" / "base.pmtiles"
    build([Source(path) for path in sources], out)
    return out


def names(answer):
    return {layer.name for layer in mvt.decode(answer.content)}


async def test_without_a_map_the_pages_hear_so(web):
    assert (await web.get("/api/v1/map")).json() == {"available": False, "why": None}
    assert (await web.get(f"{TILE}/0/0")).status_code == 404


async def test_the_base_map_is_public_but_grids_are_not(web, built):
    x, y = place()
    told = (await web.get("/api/v1/map")).json()
    assert told["available"]
    assert "grids" not in {one["id"] for one in told["layers"]}
    address = told["tiles"].format(z=14, x=x, y=y)
    answer = await web.get(address)
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert answer.headers["content-encoding"] == "gzip"
    assert "public" in answer.headers["cache-control"]
    assert names(answer) >= {"roads", "buildings", "areas"}
    assert "grids" not in names(answer)
    await web.act_as("agent")
    known = await web.get(address)
    assert "grids" in names(known)
    assert "private" in known.headers["cache-control"]
    assert known.headers["etag"] != answer.headers["etag"]
    assert "grids" in {one["id"] for one in (await web.get("/api/v1/map")).json()["layers"]}


async def test_a_bad_session_sees_what_the_public_sees(web, built):
    x, y = place()
    answer = await web.get(f"{TILE}/{x}/{y}", headers={"authorization": "Bearer gone"})
    assert answer.status_code == 200
    assert "grids" not in names(answer)


async def test_what_the_browser_has_is_not_sent_again(web, built):
    x, y = place()
    first = await web.get(f"{TILE}/{x}/{y}")
    again = await web.get(f"{TILE}/{x}/{y}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_without_gzip_it_comes_plain_and_empty_places_are_empty(web, built):
    x, y = place()
    plain = await web.get(f"{TILE}/{x}/{y}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert "roads" in names(plain)
    assert (await web.get(f"{TILE}/1/1")).status_code == 204
    assert (await web.get("/api/v1/map/tiles/99/1/1")).status_code == 422


async def test_a_new_map_is_seen_and_a_broken_one_does_not_take_it_away(web, built, sources, tmp_path):
    x, y = place()
    first = (await web.get("/api/v1/map")).json()["version"]
    build([Source(sources[0])], built)
    second = (await web.get("/api/v1/map")).json()["version"]
    assert second != first
    (tmp_path / "other").write_bytes(b"broken")
    (tmp_path / "other").replace(built)
    assert (await web.get("/api/v1/map")).json()["version"] == second
    assert (await web.get(f"{TILE}/{x}/{y}")).status_code == 200


async def test_a_broken_file_alone_is_said_to_be_broken(web, tmp_path):
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "base.pmtiles").write_bytes(gzip.compress(b"x"))
    told = (await web.get("/api/v1/map")).json()
    assert not told["available"]
    assert "PMTiles" in told["why"]["en"]
