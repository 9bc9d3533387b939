"""Areas through their door and over HTTP, on a real database."""

from datetime import timedelta

import pytest
import pytest_asyncio
from tests.support import city
from tests.support.http import client
from tests.support.queries import counting

from yiwang.base.geography import api
from yiwang.infra.snapshots import registry
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.geometry import convert
from yiwang.kernel.rows import ChangeSummary, RowsRefusedError


@pytest_asyncio.fixture
async def web(database, tmp_path):
    async with database.work(SYSTEM) as work:
        await city.build(work)
    async with client(database, tmp_path) as made:
        yield await made.act_as("agent")


def look_again():
    for snapshot in registry:
        snapshot._checked = 0.0


async def save(database, *drafts, **kwargs):
    async with database.work(SYSTEM) as work:
        summary = await api.save_areas(work, drafts, **kwargs)
    look_again()
    return summary


async def tree(database):
    async with database.reading(SYSTEM) as work:
        return await api.areas(work.tx)


async def rows(database):
    async with database.raw() as connection:
        return await connection.fetch(
            "SELECT code, name, valid_from, valid_to FROM geography_area ORDER BY code, valid_from"
        )


async def test_saving_the_same_again_touches_nothing(database):
    assert await save(database, *city.area_drafts()) == ChangeSummary(created=6)
    before = await rows(database)
    assert await save(database, *city.area_drafts()) == ChangeSummary(unchanged=6)
    assert await rows(database) == before


async def test_a_change_closes_the_old_version_and_keeps_the_polygon(database, time):
    await save(database, *city.area_drafts())
    first = time.now()
    time.advance(timedelta(days=1))
    assert await save(database, api.AreaDraft(code=city.GRID, name="新名")) == ChangeSummary(changed=1)
    versions = [r for r in await rows(database) if r["code"] == city.GRID]
    assert [(r["name"], r["valid_from"], r["valid_to"]) for r in versions] == [
        ("第一网格", first, time.now()),
        ("新名", time.now(), None),
    ]
    assert (await tree(database)).locate(*city.INSIDE) == city.GRID
    async with database.reading(SYSTEM) as work:
        earlier = {a.code: a.name for a in await api.areas_at(work.tx, first)}
    assert earlier[city.GRID] == "第一网格"


async def test_all_or_nothing_with_every_problem(database):
    bad = [
        api.AreaDraft(code="990100", name="云山市", row=2),
        api.AreaDraft(code="880102", name="孤儿", row=3),
        api.AreaDraft(code="12", name="短", row=4),
    ]
    with pytest.raises(RowsRefusedError) as caught:
        await save(database, *bad)
    assert [p.row for p in caught.value.problems] == [4, 3]
    assert await rows(database) == []


async def test_a_complete_save_retires_what_is_missing_and_leaves_no_orphan(database):
    await save(database, *city.area_drafts())
    assert (await save(database, *city.area_drafts()[:-1], complete=True)).retired == 1
    assert (await tree(database)).get(city.OTHER_GRID) is None
    without_street = [d for d in city.area_drafts() if d.code != city.STREET]
    await save(database, *without_street, complete=True)  # those below hang on the district now
    assert (await tree(database)).path(city.GRID) == (city.CITY, city.DISTRICT, city.COMMUNITY, city.GRID)


async def test_two_at_once_do_not_make_two_current_versions(database):
    import asyncio

    async def one(name):
        async with database.work(SYSTEM) as work:
            await api.save_areas(work, [api.AreaDraft(code=city.CITY, name=name)])

    await asyncio.gather(*(one(f"市{n}") for n in range(6)))
    assert sum(r["valid_to"] is None for r in await rows(database)) == 1


async def test_list_filters_pages_and_needs_at_most_two_statements(web, database):
    await web.get("/api/v1/me")
    with counting() as sent:
        answer = await web.get("/api/v1/areas", params={"level": "grid", "limit": 1})
    assert len(sent) <= 2
    body = answer.json()
    assert (body["total"], [i["code"] for i in body["items"]]) == (2, [city.GRID])
    assert body["items"][0]["grade"] == "A"  # inherited from the street
    following = await web.get("/api/v1/areas", params={"level": "grid", "limit": 1, "cursor": body["next"]})
    assert [i["code"] for i in following.json()["items"]] == [city.OTHER_GRID]
    assert following.json()["next"] is None
    found = await web.get("/api/v1/areas", params={"q": "社区"})
    assert [i["code"] for i in found.json()["items"]] == [city.COMMUNITY]


async def test_one_area_with_path_and_polygon(web):
    body = (await web.get(f"/api/v1/areas/{city.GRID}")).json()
    assert [p["name"] for p in body["path"]] == ["云山市", "东区", "桥头街道", "河边社区", "第一网格"]
    assert body["polygon"]["type"] == "Polygon"
    assert len(body["versions"]) == 1
    missing = await web.get("/api/v1/areas/990199")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "not_found")


async def test_areas_go_out_in_the_coordinates_of_other_maps(web):
    asked = {"level": "grid"}
    ours = (await web.get("/api/v1/areas.geojson", params=asked)).json()
    assert "crs" not in ours
    theirs = (await web.get("/api/v1/areas.geojson", params=asked | {"crs": "gcj02"})).json()
    assert theirs["crs"]["properties"]["name"] == "gcj02"
    for one, other in zip(ours["features"], theirs["features"], strict=True):
        (lon, lat), (east, north) = (
            one["geometry"]["coordinates"][0][0],
            other["geometry"]["coordinates"][0][0],
        )
        assert convert(lon, lat, "wgs84", "gcj02") == pytest.approx((east, north), abs=1e-9)
        assert (lon, lat) != pytest.approx((east, north), abs=1e-4)
    assert (await web.get("/api/v1/areas.geojson", params=asked | {"crs": "utm"})).status_code == 422


async def test_geojson_of_a_window(web):
    answer = await web.get(
        "/api/v1/areas.geojson", params={"level": "grid", "bbox": "113.006,28.001,113.007,28.002"}
    )
    assert answer.headers["content-type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["properties"]["code"] == city.OTHER_GRID
    simple = await web.get("/api/v1/areas.geojson", params={"level": "grid", "simplify": 50})
    assert len(simple.json()["features"]) == 2


async def test_points_are_located_in_their_own_system(web):
    points = [list(city.INSIDE), [113.0099, 28.0099], [10.0, 10.0]]
    answer = await web.post("/api/v1/areas/locate", json={"points": points})
    assert answer.json()["items"] == [city.GRID, city.COMMUNITY, None]
    from yiwang.kernel.geometry import convert

    moved = [convert(*p, "wgs84", "gcj02") for p in points]
    answer = await web.post("/api/v1/areas/locate", json={"points": moved, "crs": "gcj02"})
    assert answer.json()["items"] == [city.GRID, city.COMMUNITY, None]


async def test_the_check_reports_the_uncovered_half(web):
    await web.act_as("admin")
    body = (await web.get("/api/v1/areas/check", params={"level": "grid"})).json()
    (finding,) = body["findings"]
    assert (finding["kind"], finding["parent"]) == ("gap", city.COMMUNITY)
    assert finding["area_m2"] == pytest.approx(983.7 * 554.2, rel=0.01)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/v1/areas/locate", {"points": [[181, 0]]}),
        ("POST", "/api/v1/areas/locate", {"points": [[28.2, 113.0]]}),
        ("POST", "/api/v1/areas/locate", {"points": [[1, 2]], "crs": "mars"}),
        ("POST", "/api/v1/areas/locate", {"points": [[1, 2, 3]]}),
        ("POST", "/api/v1/areas/locate", {"points": "'; DROP TABLE geography_area; --"}),
        ("PUT", "/api/v1/areas/990103", {"name": "a\x00b"}),
        ("PUT", "/api/v1/areas/990103", {"name": "x" * 81}),
        ("PUT", "/api/v1/areas/990103", {"name": "x", "polygon": {"type": "Point"}}),
        ("PUT", "/api/v1/areas/990103", {"name": "x", "surprise": 1}),
        ("PUT", "/api/v1/areas/990103", {"name": "x", "parent": "990199"}),
        ("PUT", "/api/v1/city", {"code": "990100", "name": "x", "timezone": "Mars/Olympus"}),
        ("GET", "/api/v1/areas?cursor=%00", None),
        ("GET", "/api/v1/areas?level=planet", None),
        ("GET", "/api/v1/areas.geojson?bbox=1,2,3", None),
        ("GET", "/api/v1/areas.geojson?bbox=5,5,1,1", None),
        ("GET", "/api/v1/areas.geojson?bbox=nan,nan,nan,nan", None),
        ("GET", "/api/v1/areas/..%2F..%2Fetc", None),
        ("GET", "/api/v1/areas?at=2026-01-01T00:00:00", None),
    ],
)
async def test_bad_input_is_refused_by_name(web, method, path, body):
    await web.act_as("admin")
    answer = await web.request(method, path, json=body)
    assert answer.status_code in {404, 422}
    assert set(answer.json()["error"]["message"]) == {"zh", "en"}


async def test_put_and_delete(web, database):
    await web.act_as("admin")
    polygon = {
        "type": "Polygon",
        "coordinates": [[[113.06, 28], [113.07, 28], [113.07, 28.01], [113.06, 28]]],
    }
    assert (await web.put("/api/v1/areas/990103", json={"name": "西区", "polygon": polygon})).json()[
        "created"
    ] == 1
    look_again()
    assert (await web.post("/api/v1/areas/locate", json={"points": [[113.068, 28.002]]})).json()["items"] == [
        "990103"
    ]
    busy = await web.delete(f"/api/v1/areas/{city.DISTRICT}")
    assert (busy.status_code, busy.json()["error"]["code"]) == (409, "area_in_use")
    assert (await web.delete("/api/v1/areas/990103")).status_code == 200
    look_again()
    assert (await web.get("/api/v1/areas/990103")).json()["in_force"] is False


async def test_the_public_sees_the_city_only(web):
    await web.act_as(None)
    assert (await web.get("/api/v1/city")).json()["name"] == "云山市"
    assert (await web.get("/api/v1/areas")).status_code == 401
