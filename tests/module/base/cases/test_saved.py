"""Saved views: one's own, the unit's, and nobody else's."""

from tests.support.matters import CLEAN, LAMPS
from tests.support.web import client

VIEW = {
    "name": "我的超时件",
    "query": {"overdue": "true", "sort": "due_at", "q": ""},
    "columns": ["stage", "left"],
}


async def _names(app, token):
    async with client(app, token) as caller:
        return [one["name"] for one in (await caller.get("/api/v1/views")).json()["items"]]


async def _save(app, token, **changes):
    async with client(app, token) as caller:
        return await caller.post("/api/v1/views", json=VIEW | changes)


async def test_a_view_comes_back_as_it_was_saved_and_saving_again_replaces_it(desk, app):
    [saved] = (await _save(app, f"handler@{LAMPS}~li")).json()["items"]
    assert (saved["query"], saved["columns"], saved["mine"]) == (
        {"overdue": "true", "sort": "due_at"},
        ["stage", "left"],
        True,
    )
    [again] = (await _save(app, f"handler@{LAMPS}~li", columns=["title"])).json()["items"]
    assert (again["id"], again["columns"]) == (saved["id"], ["title"])


async def test_a_shared_view_is_the_units_and_only_its_owner_deletes_it(desk, app):
    [shared] = (await _save(app, f"handler@{LAMPS}~li", shared=True)).json()["items"]
    await _save(app, f"handler@{LAMPS}~li", name="只有我")
    assert await _names(app, f"handler@{LAMPS}~wu") == [VIEW["name"]]
    assert await _names(app, f"handler@{CLEAN}~he") == []
    path = f"/api/v1/views/{shared['id']}"
    async with client(app, f"handler@{LAMPS}~wu") as other:
        assert (await other.delete(path)).status_code == 404
    async with client(app, f"handler@{LAMPS}~li") as owner:
        assert [one["name"] for one in (await owner.delete(path)).json()["items"]] == ["只有我"]


async def test_who_has_no_unit_cannot_share_and_nobody_hoards(desk, app):
    assert (await _save(app, "leader~yu", shared=True)).json()["error"]["field"] == "shared"
    for n in range(50):
        assert (await _save(app, "leader~yu", name=f"v{n}")).status_code == 201
    assert (await _save(app, "leader~yu", name="v50")).json()["error"]["code"] == "too_many_saved_views"
    assert (await _save(app, "leader~yu", name="v7")).status_code == 201
    assert (await _save(app, "security")).status_code == 403
