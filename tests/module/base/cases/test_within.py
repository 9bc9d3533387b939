from datetime import timedelta

import numpy as np
import pytest
from tests.support.queries import counting
from tests.support.web import client

from yiwang.base.cases import api
from yiwang.base.cases.model.buffer import Buffer
from yiwang.base.cases.model.filters import CaseFilter
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.geometry import convert_many

LON, LAT = 120.005, 30.005
SPOTS = [(LON, LAT), (LON + 0.002, LAT), (LON, LAT + 0.004), (LON + 0.02, LAT + 0.02), None]
TEXTS = ["路灯不亮", "垃圾无人清理", "噪声扰民", "井盖破损", "没有地点"]


@pytest.fixture
async def spread(desk, time):
    """Five cases: three within half a kilometre, one further off, one without a place."""
    numbers = []
    for text, spot in zip(TEXTS, SPOTS, strict=True):
        number = await desk.report(text, spot, phone=f"138{len(numbers):08}", matter="06010")
        numbers.append(number)
        time.advance(timedelta(hours=3))
    return numbers


async def ask(database, buffer, limit=200, **asked):
    async with database.reading(SYSTEM) as work:
        return await api.within(work, buffer, CaseFilter(**asked), limit)


async def test_the_nearest_come_first_and_the_far_do_not(spread, database):
    found = await ask(database, Buffer("Point", [(LON, LAT)], 500))
    assert [c["number"] for c in found["items"]] == spread[:3]
    assert [round(c["distance_m"]) for c in found["items"]] == [
        0,
        pytest.approx(193, abs=2),
        pytest.approx(445, abs=3),
    ]
    assert found["total"] == 3
    assert (await ask(database, Buffer("Point", [(LON, LAT)], 200)))["total"] == 2
    line = Buffer("LineString", [(LON + 0.02, LAT), (LON + 0.02, LAT + 0.03)], 50)
    assert [c["number"] for c in (await ask(database, line))["items"]] == [spread[3]]


async def test_the_filters_of_the_list_narrow_it_and_the_limit_bounds_the_items(spread, desk, database):
    await desk.act(spread[1], "void", {"reason": "测试"})
    buffer = Buffer("Point", [(LON, LAT)], 500)
    assert [c["number"] for c in (await ask(database, buffer, live=True))["items"]] == [spread[0], spread[2]]
    found = await ask(database, buffer, limit=1)
    assert (len(found["items"]), found["total"]) == (1, 3)


async def test_words_narrow_it_too(spread, database):
    found = await ask(database, Buffer("Point", [(LON, LAT)], 500), q="垃圾")
    assert [c["number"] for c in found["items"]] == [spread[1]]


async def test_it_costs_one_statement_however_many_there_are(spread, database):
    buffer = Buffer("Point", [(LON, LAT)], 5000)
    await ask(database, buffer)
    with counting() as statements:
        await ask(database, buffer)
    assert len(statements) <= 2


async def test_by_http_in_any_coordinate_system_for_those_who_may_see_cases(spread, app):
    lon, lat = convert_many(np.array([LON]), np.array([LAT]), "wgs84", "gcj02")
    shape = {"type": "Point", "coordinates": [float(lon[0]), float(lat[0])]}
    body = {"geometry": shape, "metres": 200, "crs": "gcj02"}
    async with client(app, "dispatcher") as caller:
        found = (await caller.post("/api/v1/cases/within", json=body)).json()
        assert [c["number"] for c in found["items"]] == spread[:2]
        for bad in (
            {"geometry": shape, "metres": -1},
            {"geometry": shape, "metres": 1e9},
            {"geometry": {"type": "Point", "coordinates": [0, 0]}, "metres": 10},
            {"geometry": {"type": "LineString", "coordinates": [[1, 2]]}, "metres": 10},
            {"geometry": {"type": "Blob", "coordinates": [1, 2]}, "metres": 10},
        ):
            assert (await caller.post("/api/v1/cases/within", json=bad)).status_code == 422
    async with client(app, None) as stranger:
        assert (await stranger.post("/api/v1/cases/within", json=body)).status_code == 401
