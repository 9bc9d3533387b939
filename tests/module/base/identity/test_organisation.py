"""Units, posts and persons in versions; personal data masked, recorded, erasable."""

from datetime import timedelta

import pytest
import pytest_asyncio
from tests.support import city
from tests.support.http import client

from yiwang.base.identity import api
from yiwang.infra.snapshots import registry
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.rows import ChangeSummary, RowsRefusedError


@pytest_asyncio.fixture
async def web(database, tmp_path):
    async with database.work(SYSTEM) as work:
        await city.build(work)
    async with client(database, tmp_path) as made:
        yield await made.act_as("admin")


def look_again():
    for snapshot in registry:
        snapshot._checked = 0.0


UNITS = [api.UnitDraft(code="A", name="甲"), api.UnitDraft(code="B", name="乙", parent="A")]


async def save(database, function, drafts, **kwargs):
    async with database.work(SYSTEM) as work:
        return await function(work, drafts, **kwargs)


async def test_saving_again_changes_nothing_and_a_change_makes_a_version(database, time):
    assert await save(database, api.save_units, UNITS) == ChangeSummary(created=2)
    assert await save(database, api.save_units, UNITS) == ChangeSummary(unchanged=2)
    time.advance(timedelta(days=3))
    assert await save(
        database, api.save_units, [api.UnitDraft(code="B", name="丙", parent="A")]
    ) == ChangeSummary(changed=1)
    async with database.reading(SYSTEM) as work:
        versions = await api.versions(work.tx, "unit", "B")
    assert [(v["name"], v["valid_to"] is None) for v in versions] == [("丙", True), ("乙", False)]
    assert versions[0]["valid_from"] == versions[1]["valid_to"] == time.now()


async def test_a_cycle_through_what_stands_is_refused(database):
    await save(database, api.save_units, UNITS)
    with pytest.raises(RowsRefusedError):
        await save(database, api.save_units, [api.UnitDraft(code="A", name="甲", parent="B")])


async def test_a_complete_save_will_not_retire_what_is_used(database):
    await save(database, api.save_units, UNITS)
    await save(database, api.save_posts, [api.PostDraft(code="B1", name="岗", unit="B")])
    with pytest.raises(RowsRefusedError) as caught:
        await save(database, api.save_units, UNITS[:1], complete=True)
    assert "B1" in str(caught.value.problems) or "岗" in str(caught.value.problems)
    await save(database, api.save_posts, [], complete=True)
    assert (await save(database, api.save_units, UNITS[:1], complete=True)).retired == 1


async def test_a_new_phone_number_is_a_change_without_a_new_version(database):
    await save(database, api.save_units, UNITS)
    person = api.PersonDraft(code="P1", name="王", unit="A", phone="1")
    assert (await save(database, api.save_persons, [person])).created == 1
    assert (await save(database, api.save_persons, [person])).unchanged == 1
    moved = api.PersonDraft(code="P1", name="王", unit="A", phone="2")
    assert await save(database, api.save_persons, [moved]) == ChangeSummary(changed=1)
    async with database.reading(SYSTEM) as work:
        assert len(await api.versions(work.tx, "person", "P1")) == 1


async def test_a_person_keeps_their_id_through_changes_and_return(database):
    await save(database, api.save_units, UNITS)
    await save(database, api.save_persons, [api.PersonDraft(code="P1", name="王", unit="A")])

    async def person():
        look_again()
        async with database.reading(SYSTEM) as work:
            return (await api.directory(work.tx)).person("P1")

    first = await person()
    await save(database, api.save_persons, [], complete=True)
    assert await person() is None
    await save(database, api.save_persons, [api.PersonDraft(code="P1", name="王", unit="B")])
    again = await person()
    assert (again.id, again.unit) == (first.id, "B")


async def test_people_are_masked_and_unmasked_only_for_some(web):
    listed = await web.get("/api/v1/persons")
    assert "欧阳小明" not in listed.text
    assert "13800001234" not in listed.text
    one = (await web.get("/api/v1/persons/P001")).json()
    assert (one["name"], one["phone"], one["email"]) == ("欧***", "138****1234", "m***@city.test")
    assert one["posts"] == ["C1-01", "D1-01"]
    seen = (await web.get("/api/v1/persons/P001?contact=true")).json()
    assert (seen["name"], seen["phone"]) == ("欧阳小明", "13800001234")


async def test_erasing_leaves_the_post_and_the_history(web, database):
    await web.act_as("security")
    assert (await web.delete("/api/v1/persons/P001/data")).status_code == 204
    look_again()
    async with database.raw() as connection:
        left = await connection.fetchval(
            "SELECT count(*) FROM identity_person_data WHERE name LIKE '欧阳%' OR phone LIKE '138%'"
        )
        versions = await connection.fetchval(
            "SELECT row_to_json(p)::text FROM identity_person p WHERE code = 'P001'"
        )
    assert left == 0
    assert "欧阳" not in versions
    body = (await web.get("/api/v1/persons/P001")).json()
    assert (body["name"], body["phone"], body["posts"]) == ("", "", ["C1-01", "D1-01"])
    assert (await web.delete("/api/v1/persons/P001/data")).status_code == 404


async def test_unit_page_shows_the_tree_around_it(web):
    body = (await web.get("/api/v1/units/C2")).json()
    assert [p["code"] for p in body["path"]] == ["C1", "C2"]
    assert [p["code"] for p in body["below"]] == ["C3"]
    assert (await web.get("/api/v1/units/C1")).json()["posts"][0]["duty"] == "统筹当班"
    found = (await web.get("/api/v1/units", params={"kind": "centre"})).json()
    assert [u["code"] for u in found["items"]] == ["C1", "C2", "C3"]


async def test_retiring_over_http(web):
    used = await web.delete("/api/v1/units/C2")
    assert (used.status_code, used.json()["error"]["code"]) == (409, "still_used")
    assert (await web.delete("/api/v1/units/C3")).status_code == 200
    look_again()
    assert (await web.get("/api/v1/units/C3")).json()["in_force"] is False
    assert (await web.delete("/api/v1/posts/D1-01")).status_code == 409
    assert (await web.delete("/api/v1/units/NONE")).status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("units/U%00", {"name": "x"}),
        ("units/a%2Fb", {"name": "x"}),
        ("units/914403001922038210", {"name": "x"}),
        ("units/U9", {"name": "x", "kind": "circus"}),
        ("units/U9", {"name": "x", "parent": "U9"}),
        ("units/U9", {"name": "x\u0000"}),
        ("units/U9", {"name": "x", "area": "990199"}),
        ("posts/N1", {"name": "x", "unit": "NONE"}),
        ("posts/N1", {"name": "x", "unit": "D1", "roles": ["king"]}),
        ("posts/N1", {"name": "x", "unit": "D1", "duty": "x" * 2001}),
        ("persons/N1", {"name": "x", "unit": "D1", "posts": ["NONE"]}),
        ("persons/N1", {"name": "", "unit": "D1"}),
    ],
)
async def test_bad_input_is_refused_by_name(web, path, body):
    answer = await web.put(f"/api/v1/{path}", json=body)
    assert answer.status_code in {404, 405, 422}, answer.text
    assert set(answer.json()["error"]["message"]) == {"zh", "en"}


async def test_rare_characters_and_emoji_live(web):
    name = "㲾𠮷王🚧"
    assert (await web.put("/api/v1/units/U𠮷1", json={"name": name})).status_code == 200
    look_again()
    assert (await web.get("/api/v1/units/U𠮷1")).json()["name"] == name
