"""Doors of the wall over HTTP, screens that are switched, scenes that packs bring."""

from __future__ import annotations

import pytest
from tests.support import world as w
from tests.support.http import client
from tests.support.vector_tile import read
from tests.support.wall_story import count

from yiwang.base.wall.definition import WallSection
from yiwang.kernel.actor import SYSTEM
from yiwang.packs.sections import SECTIONS

ADDRESSES = ("/wall", "/wall/history", "/wall/scenes", "/wall/screens/hall", "/wall/tiles/live/10/853/422")
SCENE = {
    "name": "flood",
    "title": {"zh": "防汛", "en": "Flood"},
    "ground": {"history": "month"},
    "panels": [{"kind": "count", "at": [-3, 0, 3, 2], "options": {"of": "live"}}],
}


@pytest.fixture
async def api(database, tmp_path):
    await w.world(database)
    async with client(database, tmp_path) as made:
        yield made


@pytest.mark.parametrize("role", ["handler", "agent", "verifier", "security", "auditor", None])
async def test_the_wall_is_for_its_roles_only(api, role):
    await api.act_as(role)
    for address in ADDRESSES:
        assert (await api.get(f"/api/v1{address}")).status_code == (401 if role is None else 403), address
    assert (await api.put("/api/v1/wall/screens/hall", json={})).status_code in {401, 403}


@pytest.mark.parametrize("role", ["leader", "dispatcher", "supervisor"])
async def test_its_roles_may_look(api, role):
    await api.act_as(role)
    for address in ADDRESSES:
        assert (await api.get(f"/api/v1{address}")).status_code == 200, address


async def test_a_tile_is_a_vector_tile_that_only_its_reader_keeps(api, database):
    await w.opened(database)
    await count(database)
    await api.act_as("leader")
    found = await api.get("/api/v1/wall/tiles/history/10/853/422?from=2026-03-01")
    assert found.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert found.headers["cache-control"].startswith("private")
    assert read(found.content)["history"][0]["n"] == 1
    assert (await api.get("/api/v1/wall/tiles/history/3/0/0")).status_code == 404


async def test_a_screen_shows_what_was_chosen_and_is_told(api, database):
    await api.act_as("supervisor")
    chosen = {
        "scene": "grid",
        "area": w.DISTRICT,
        "plan": [{"scene": "grid", "seconds": 30}],
        "month": "2026-02",
    }
    assert (await api.put("/api/v1/wall/screens/hall", json=chosen)).status_code == 200
    found = (await api.get("/api/v1/wall/screens/hall")).json()
    assert {k: found[k] for k in chosen} == chosen
    assert (await api.get("/api/v1/wall/screens/other")).json()["scene"] is None
    async with database.reading(SYSTEM) as work:
        told = await work.tx.fetchrow("SELECT key, payload FROM infra_outbox WHERE kind = 'wall.switched'")
    assert (told["key"], told["payload"]) == ("hall", {"screen": "hall"})
    assert (await api.put("/api/v1/wall/screens/hall", json={"month": "play"})).json()["month"] == "play"
    assert (await api.put("/api/v1/wall/screens/hall", json={"month": "2026-13"})).status_code == 422
    unknown = await api.put("/api/v1/wall/screens/hall", json={"area": "111111"})
    assert unknown.status_code == 404


async def test_a_pack_brings_a_scene_and_a_plan(api, database):
    section = SECTIONS["wall"]
    data = section.schema.model_validate({"scenes": [SCENE], "plan": [{"scene": "flood", "seconds": 20}]})
    assert [key for key, _ in section.items(data)] == ["scene:flood", "plan"]
    async with database.work(SYSTEM) as work:
        await section.apply(work, [data], "flood", "1")
    await api.act_as("leader")
    found = (await api.get("/api/v1/wall/scenes")).json()
    assert [scene["name"] for scene in found["scenes"]] == ["flood"]
    assert found["plan"] == [{"scene": "flood", "seconds": 20}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"matters": ["flood"]},
        {"ground": {"history": "year"}, "matters": ["matter:06"]},
        {"panels": [{"kind": "counts", "at": [0, 0, 3, 2], "options": {"matters": ["06"]}}]},
        {"panels": [{"kind": "counts", "at": [0, 0, 3, 2], "options": {"matters": "06"}}]},
    ],
)
def test_matters_of_a_scene_are_keys_of_the_catalogue(wrong):
    WallSection.model_validate({"scenes": [SCENE | {"matters": ["matter:06"]}]})
    with pytest.raises(ValueError, match="scenes"):
        WallSection.model_validate({"scenes": [SCENE | wrong]})


@pytest.mark.parametrize("at", [(11, 0, 2, 1), (0, 7, 1, 2), (-2, 0, 3, 1), (0, 0, 0, 1)])
def test_a_panel_must_lie_on_the_grid(at):
    scene = SCENE | {"panels": [{"kind": "count", "at": at}]}
    with pytest.raises(ValueError, match="panels"):
        WallSection.model_validate({"scenes": [scene]})
