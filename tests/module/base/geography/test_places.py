import json

import pytest
from tests.support.matters import DISTRICT
from tests.support.queries import counting
from tests.support.web import application, client
from tests.support.world import COMMUNITY, HERE, STREET, build

from yiwang.base.geography import api, http
from yiwang.base.geography.model.places import grams, taken_apart
from yiwang.base.geography.usecases import gazetteer
from yiwang.infra import snapshots
from yiwang.kernel.actor import SYSTEM

LON, LAT = HERE
PLACES = [
    ("人民路", "road", LON, LAT, 2),
    ("人民路", "road", LON + 0.001, LAT + 0.001, 2),  # the same area: once
    ("人民医院", "hospital", LON + 0.002, LAT, 1),
    ("人民路小学", "school", LON + 0.003, LAT, 2),
    ("远方大道", "road", 10.0, 10.0, 2),
]


def line(name, kind, lon, lat, rank):
    return json.dumps({"name": name, "kind": kind, "lon": lon, "lat": lat, "rank": rank}, ensure_ascii=False)


@pytest.fixture
async def city(database):
    """The small city of the tests."""
    async with database.work(SYSTEM) as work:
        await build(work)


@pytest.fixture
def app(database):
    """The routes of geography, without a socket."""
    return application(database, [http.router])


@pytest.fixture
async def listed(city, database, tmp_path):
    """A list of five places, loaded; returns its path."""
    path = tmp_path / "base.places.jsonl"
    path.write_text("".join(line(*one) + "\n" for one in PLACES), "utf-8")
    api.use_places(path)
    assert await api.load_places(database) == 4
    yield path
    api.use_places(tmp_path / "none")


async def find(database, text, **asked):
    async with database.reading(SYSTEM) as work:
        return await api.find_places(work, text, **asked)


async def test_an_address_finds_its_road_with_the_house_number(listed, database):
    async with database.reading(SYSTEM) as work:
        tree = await api.areas(work.tx)
    district = tree.get(DISTRICT).name
    found = await find(database, f"{district} 人民路 59 号 东门")
    assert (found[0]["name"], found[0]["kind"]) == ("人民路59号", "road")
    assert 0 < found[0]["confidence"] <= 1
    assert "59号不在标准地址中" in found[0]["reason"]["zh"]
    assert found[0]["address"] == f"{district}人民路59号"
    assert found[0]["area"] == COMMUNITY
    assert tree.get(STREET).name in found[0]["path"]
    assert [one["name"] for one in await find(database, "人民路")] == ["人民路", "人民路小学"]
    assert {one["name"] for one in await find(database, "人民")} == {"人民医院", "人民路", "人民路小学"}
    assert (await find(database, "去人民医院门口的路上"))[0]["name"] == "人民医院"


async def test_areas_are_places_too_and_nothing_is_nothing(listed, database):
    async with database.reading(SYSTEM) as work:
        name = (await api.areas(work.tx)).get(STREET).name
    found = (await find(database, name))[0]
    assert (found["kind"], found["area"]) == ("area", STREET)
    assert await find(database, "没有这样的地方") == []
    assert await find(database, "，") == []
    assert [one["area"] for one in await find(database, "远方")] == [None]


async def test_the_nearer_of_two_comes_first_and_it_is_one_statement(listed, database):
    near = await find(database, "路", near=(10.0, 10.0))
    with counting() as statements:
        found = await find(database, "大道", near=(10.0, 10.0), limit=1)
    assert len(statements) == 1
    assert found[0]["name"] == "远方大道"
    assert near == [one for one in near if "路" in one["name"]]


async def test_a_list_is_loaded_when_it_changed_and_a_broken_one_changes_nothing(listed, database):
    assert await api.load_places(database) is None
    listed.write_text(line("新路", "road", LON, LAT, 2) + "\n", "utf-8")
    assert await api.load_places(database) == 1
    assert await find(database, "人民医院") == []
    listed.write_text("{broken", "utf-8")
    assert await api.load_places(database) is None
    assert [one["name"] for one in await find(database, "新路")] == ["新路"]
    gazetteer.use_places(listed)  # as another process: the list is in the database already
    listed.write_text(line("新路", "road", LON, LAT, 2) + "\n", "utf-8")
    assert await api.load_places(database) is None


async def test_only_staff_may_look_and_not_without_end(listed, app):
    async with client(app, "nobody") as anybody:
        assert (await anybody.get("/api/v1/places", params={"q": "人民"})).status_code == 401
    async with client(app, "agent") as agent:
        found = (await agent.get("/api/v1/places", params={"q": "人民路", "lon": LON, "lat": LAT})).json()
        assert found["items"][0]["name"] == "人民路"
        assert (await agent.get("/api/v1/places", params={"q": "x" * 201})).status_code == 422
        for _ in range(130):
            last = await agent.get("/api/v1/places", params={"q": "人"})
        assert last.json()["error"]["code"] == "too_many_requests"


async def test_the_gazetteer_follows_places_and_areas(listed, database):
    async with database.work(SYSTEM) as work:
        before = api.resolve(await api.gazetteer(work.tx), "人民医院对面")
        area = api.AreaDraft(code="999901002", name="新街道", parent=DISTRICT)
        await api.save_areas(work, [area])
        book = await api.gazetteer(work.tx)
        assert api.resolve(book, "新街道有积水")[0].area == "999901002"
        assert api.resolve(book, "人民医院对面") == before
    listed.write_text(line("新路", "road", LON, LAT, 2) + "\n", "utf-8")
    assert await api.load_places(database) == 1
    snapshots.forget_all()
    async with database.reading(SYSTEM) as work:
        book = await api.gazetteer(work.tx)
    assert api.resolve_many(book, ["人民医院对面", "新路"])[0] == []
    assert api.resolve(book, "新路")[0].area == COMMUNITY


async def test_many_at_once_over_http(listed, app):
    async with client(app, "nobody") as anybody:
        assert (await anybody.post("/api/v1/places/resolve", json={"texts": ["人民路"]})).status_code == 401
    async with client(app, "agent") as agent:
        asked = {"texts": ["人民医院门口积水", "没有地名", ""], "limit": 1}
        first, second, third = (await agent.post("/api/v1/places/resolve", json=asked)).json()["items"]
        assert (first[0]["name"], first[0]["start"], first[0]["end"]) == ("人民医院", 0, 6)
        assert second == third == []
        for wrong in ({"texts": []}, {"texts": ["x"] * 501}, {"texts": ["x" * 4001]}, {"texts": "x"}):
            assert (await agent.post("/api/v1/places/resolve", json=wrong)).status_code == 422


async def test_taking_apart(city, database):
    async with database.reading(SYSTEM) as work:
        asked = taken_apart("ＡＢ路 12-3 号", await api.areas(work.tx))
    assert (asked.words, asked.house, asked.within) == ("ab路", "12-3号", ())
    assert grams("人民路") == ["人民", "民路"]
    assert grams("路") == ["路"]
