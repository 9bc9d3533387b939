"""Scores of units that worked: ranked, of parts, opening their cases, and told to whom they belong."""

from __future__ import annotations

import pytest
from tests.module.base.assessment.conftest import SCHEME, handled, install
from tests.support import world as w
from tests.support.matters import CLEAN, DISTRICT
from tests.support.web import application, client

from yiwang.base.assessment import http
from yiwang.base.assessment.errors import SchemeError
from yiwang.base.cases.http import router as case_routes
from yiwang.base.indicators.errors import IndicatorNotFoundError


def asking(city, who):
    return client(application(city.database, [http.router, case_routes]), who)


async def test_units_are_ranked_by_what_the_indicators_say(city):
    good = await handled(city.database, unit=w.WATER)
    again = await handled(city.database, redone=True, satisfaction=3)
    await handled(city.database)
    found = await city.result()
    assert [(row["key"], row["rank"], row["score"], row["board"]) for row in found["objects"]] == [
        (w.WATER, 1, 100.0, "red"),
        (CLEAN, 2, 50.0, "yellow"),
    ]
    part = found["objects"][1]["parts"][0]
    assert (part["value"], part["numerator"], part["denominator"]) == (0.5, 1, 2)
    assert (part["points"], part["gives"]) == (50, 30)
    assert found["as_of"] == city.database.time.now()
    base = "/api/v1/assessment/schemes/small/cases?period=2026&part=first_pass"
    async with asking(city, "assessor") as web:
        behind = (await web.get(f"{base}&key={CLEAN}&side=rest")).json()["numbers"]
        assert behind == [again]
        assert (await web.get(f"{base}&key={w.WATER}&side=denominator")).json()["numbers"] == [good]
        listed = (await web.get(f"/api/v1/cases?number={','.join(behind)}")).json()["items"]
        assert [item["number"] for item in listed] == [again]


async def test_a_part_that_nobody_was_counted_in_is_absent_with_its_reason(city):
    redone = {"code": "redone", "zh": "返工率", "en": "Redone", "weight": 60, "indicator": "rework_rate"}
    await install(city.database, SCHEME | {"code": "open", "parts": [redone, SCHEME["parts"][1]]})
    number = (await w.opened(city.database)).number
    await w.do(city.database, w.HANDLER, number, "sign")
    await w.do(city.database, w.HANDLER, number, "feedback", result="已清理", public_reply="已清运")
    (row,) = (await city.result(scheme="open"))["objects"]  # nobody was asked whether they are content
    part = row["parts"][1]
    assert (part["value"], part["version"], part["reason"]["code"]) == (None, 1, "zero_denominator")


async def test_an_area_is_assessed_by_the_cases_that_lie_in_it(city):
    scheme = SCHEME | {"code": "places", "objects": {"kind": "area", "level": 2}}
    await install(city.database, SCHEME, scheme)
    await handled(city.database)
    for _ in range(2):  # from facts, then from sums
        rows = await city.rows(scheme="places")
        assert {key: row["score"] for key, row in rows.items()} == {DISTRICT: 100}
        assert rows[DISTRICT]["name"] == "一区"
        await city.roll()


async def test_units_of_a_kind_hold_the_units_below_them(city):
    scheme = SCHEME | {"code": "named", "objects": {"kind": "unit", "codes": [CLEAN, w.LAMPS]}}
    await install(city.database, SCHEME, scheme)
    await handled(city.database)
    rows = await city.rows(scheme="named")
    assert (rows[CLEAN]["score"], rows[w.LAMPS]["score"]) == (100, None)
    assert rows[w.LAMPS]["reason"]["code"] == "part_absent"
    assert rows[w.LAMPS]["parts"][0]["reason"]["code"] == "zero_denominator"


@pytest.mark.parametrize("rolled", [False, True])
async def test_an_excluded_case_is_left_out_and_its_effect_can_be_seen(city, rolled):
    again = await handled(city.database, redone=True, satisfaction=3)
    await handled(city.database)
    if rolled:
        await city.rows()
        await city.roll()
    await w.do(city.database, w.ASSESSOR, again, "exclude", reason="不可抗力")
    if rolled:
        await city.rows()
        await city.roll()
    assert (await city.rows())[CLEAN]["score"] == 100
    assert (await city.rows(assessed=False))[CLEAN]["score"] == 50
    await w.do(city.database, w.ASSESSOR, again, "exclude", excluded=False, reason="恢复考核")
    assert (await city.rows())[CLEAN]["score"] == 50


async def test_a_scheme_is_never_changed_under_its_number_and_names_what_there_is(city):
    with pytest.raises(SchemeError):
        await install(city.database, SCHEME | {"digits": 0})
    later = SCHEME | {"digits": 0, "version": 2, "valid_from": "2026-07-01"}
    await install(city.database, SCHEME | {"zh": "另名"}, later)
    assert (await city.result(period="2026-06"))["version"] == 1
    assert (await city.result(period="2026-07"))["version"] == 2
    parts = [SCHEME["parts"][0] | {"indicator": "nobody"}]
    with pytest.raises(IndicatorNotFoundError):
        await install(city.database, SCHEME, later, SCHEME | {"code": "other", "parts": parts})
    parts = [SCHEME["parts"][0] | {"indicator": "handle_hours_p90"}]
    with pytest.raises(SchemeError):
        await install(city.database, SCHEME, later, SCHEME | {"code": "other", "parts": parts})


async def test_a_unit_sees_all_ranks_and_its_own_parts_only(city):
    await handled(city.database)
    await handled(city.database, unit=w.WATER)
    await city.rows()
    base = "/api/v1/assessment/schemes"
    async with asking(city, f"handler@{CLEAN}") as web:
        found = (await web.get(f"{base}/small/result?period=2026")).json()
        own = {row["key"]: row["parts"] is not None for row in found["objects"]}
        assert own == {CLEAN: True, w.WATER: False}
        assert all(row["score"] == 100 and row["tied"] for row in found["objects"])
        for key, status in ((CLEAN, 200), (w.WATER, 404)):
            answer = await web.get(f"{base}/small/cases?period=2026&part=first_pass&key={key}")
            assert answer.status_code == status
        assert "department" in {item["code"] for item in (await web.get(base)).json()["items"]}
        for path, status in (("nobody/result?period=2026", 404), ("small/result?period=soon", 422)):
            assert (await web.get(f"{base}/{path}")).status_code == status
    async with asking(city, "admin") as web:
        assert (await web.get(base)).status_code == 403


async def test_a_grid_is_assessed_by_what_its_worker_found_first(city):
    for channel in ("grid", "grid", "grid", "superior", "hotline"):
        await w.opened(city.database, channel=channel)
    (row,) = (await city.result(scheme="grid"))["objects"]
    parts = {part["code"]: part for part in row["parts"]}
    assert row["key"] == w.GRID
    assert (parts["miss"]["numerator"], parts["miss"]["denominator"], parts["miss"]["points"]) == (1, 4, 50)
    assert (parts["valid"]["numerator"], parts["valid"]["denominator"]) == (3, 3)
    assert row["score"] == 75
