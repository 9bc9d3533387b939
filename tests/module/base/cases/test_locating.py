import json

import pytest
from tests.support.delivery import prepare_all
from tests.support.matters import DISTRICT
from tests.support.world import COMMUNITY, GRID, HERE, STREET, world

from yiwang.base.cases import api
from yiwang.base.cases.model.report import ReportInput
from yiwang.base.cases.usecases import locating
from yiwang.base.geography import api as geography
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM

LON, LAT = HERE
PLACES = [
    ("阳光花园", "estate", LON, LAT),
    ("人民路", "road", LON, LAT),
    ("人民路", "road", LON + 0.06, LAT + 0.06),
]


@pytest.fixture(autouse=True)
async def city(database, tmp_path):
    """The small city with three named places."""
    use_keys(tmp_path / "keys")
    await world(database)
    lines = [
        json.dumps({"name": n, "kind": k, "lon": x, "lat": y}, ensure_ascii=False) for n, k, x, y in PLACES
    ]
    path = tmp_path / "places.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    geography.use_places(path)
    await geography.load_places(database)
    async with database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('cases.prepare', 0)")
    yield
    geography.use_places(tmp_path / "none")


async def case_of(database, **words):
    """Hand in a report without a point; return its case's row and the notes for people."""
    received = await api.intake(database).receive(ReportInput(source="hotline", **words), SYSTEM)
    await prepare_all(database)
    async with database.reading(SYSTEM) as work:
        row = await work.tx.fetchrow(
            "SELECT c.area, c.lon, c.lat, c.address, h.notes FROM cases_report r JOIN cases_case c ON c.id = r.case_id "
            "LEFT JOIN cases_hint h ON h.report_id = r.id WHERE r.id = $1",
            received.id,
        )
    return row, row["notes"] or []


async def test_a_sure_address_gives_area_and_point_and_says_why(database):
    row, notes = await case_of(database, text="楼道灯不亮", address="一街道阳光花园 东门")
    assert (row["area"], row["lon"], row["address"]) == (COMMUNITY, LON, "一街道阳光花园 东门")
    assert notes[0]["zh"].startswith("位置按文字推定：阳光花园，地名阳光花园")
    assert notes[0]["places"][0]["confidence"] >= 0.9
    row, _ = await case_of(database, text="阳光花园楼道灯不亮好几天了")
    assert (row["area"], row["lat"]) == (GRID, LAT)


async def test_a_sure_area_without_a_point_gives_the_area_alone(database):
    row, notes = await case_of(database, text="一街道到处有人乱扔垃圾，没人管")
    assert (row["area"], row["lon"]) == (STREET, None)
    assert "只定到区域" in notes[0]["zh"]


async def test_what_is_not_sure_is_left_to_a_person_with_candidates(database):
    row, notes = await case_of(database, text="人民路小学门口路灯不亮")
    assert (row["area"], row["lon"]) == (None, None)
    assert notes[0]["zh"].startswith("可能的位置：人民路")
    assert all(place["confidence"] < 0.9 for place in notes[0]["places"])
    row, notes = await case_of(database, text="路灯不亮好几天了")
    assert row["area"] is None
    assert not any("places" in note for note in notes)


async def test_a_point_that_was_given_stays(database):
    row, notes = await case_of(database, text="路灯不亮好几天了", address="人民路", lon=LON, lat=LAT)
    assert (row["area"], row["lon"]) == (GRID, LON)
    assert not any("places" in note for note in notes)


async def test_a_failing_resolver_holds_up_no_report(database, monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr(locating.geography, "resolve", fail)
    row, notes = await case_of(database, text="阳光花园楼道灯不亮", address="阳光花园")
    assert row["area"] is None
    assert notes[0]["en"].startswith("resolving the address failed")
    assert "an address could not be resolved" in caplog.text


async def test_two_places_in_one_text_agree_only_on_what_holds_both(database):
    row, notes = await case_of(database, text="我住阳光花园。一区的路灯不亮")
    assert row["area"] in {DISTRICT, GRID}
    assert notes[0]["places"][0]["name"] in {"阳光花园", "一区"}


async def test_a_correction_is_placed_by_nobody_but_a_person(database):
    row, notes = await case_of(database, text="阳光花园楼道灯已经修好了", attributes={"corrects": "3301"})
    assert (row["area"], row["lon"], notes) == (None, None, [])
