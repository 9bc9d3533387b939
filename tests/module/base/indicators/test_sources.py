"""Figures of other sources than cases: handed in, imported, gathered; grey where they have not come."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.support import sensors
from tests.support import world as w
from tests.support.matters import OTHER
from tests.support.web import application, client

from yiwang.base.geography import api as geography
from yiwang.base.indicators import api, http
from yiwang.base.indicators.definition import IndicatorsSection
from yiwang.base.sensing import api as sensing
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from yiwang.kernel.rows import RowsRefusedError


def _indicator(code, kind, unit, **more):
    texts = {"zh": code, "en": code, "caliber_zh": code, "caliber_en": code}
    return {"code": code, "kind": kind, "unit": unit, **texts, **more}


def _measure(code, source, **more):
    return {"code": code, "zh": code, "en": code, "source": source, **more}


SECTION = {
    "sources": [
        {
            "code": "people", "kind": "table", "zh": "人口", "en": "People", "owner": "统计局", "grain": "month",
            "due_days": 20, "items": ["residents"],
            "columns": [{"code": "residents", "zh": "常住人口", "en": "Residents", "unit": "person", "least": 0}],
        },
        {
            "code": "survey", "kind": "manual", "zh": "巡查", "en": "Survey", "owner": "城管局", "grain": "month",
            "due_days": 5, "approval": True,
            "columns": [
                {"code": "found", "zh": "发现数", "en": "Found", "unit": "case", "least": 0},
                {"code": "missed", "zh": "漏报数", "en": "Missed", "unit": "case", "least": 0},
            ],
            "duties": [{"unit": w.CLEAN, "area": w.DISTRICT}, {"unit": w.LAMPS, "area": OTHER}],
        },
        {
            "code": "levels", "kind": "devices", "zh": "水位", "en": "Levels", "owner": "水务局", "due_days": 1,
            "devices": {"product": "water-level", "property": "level", "unit": "m", "over": 3},
        },
    ],
    "measures": [
        _measure("residents_now", "people", value="residents", aggregate="last", unit="person"),
        _measure("missed_cases", "survey", value="missed", unit="case"),
        _measure("found_cases", "survey", value="found", unit="case"),
        _measure("level_sum", "levels", value="total", unit="m"),
        _measure("level_count", "levels", value="readings", unit="count"),
        _measure("level_max", "levels", value="most", aggregate="max", unit="m"),
        _measure("over_time_sum", "levels", value="over_time", unit="second"),
        _measure("known_time_sum", "levels", value="known_time", unit="second"),
    ],
    "indicators": [
        _indicator("residents", "simple", "person", formula="residents_now"),
        _indicator("per_10k", "derived", "case/10k_person", formula="reported / residents_now"),
        _indicator("missed_rate", "ratio", "ratio", numerator="missed_cases", denominator="found_cases",
                   threshold={"warn": 0.5, "bad": 0.8}, direction="down"),
        _indicator("found_total", "simple", "case", formula="found_cases"),
        _indicator("survey_index", "composite", "point", index={"weights": "entropy"}, parts=[
            {"indicator": "missed_rate", "worst": 1, "best": 0}, {"indicator": "found_total", "scale": "z"},
        ]),
        _indicator("mean_level", "ratio", "m", numerator="level_sum", denominator="level_count"),
        _indicator("highest_level", "simple", "m", formula="level_max"),
        _indicator("time_above", "ratio", "ratio", numerator="over_time_sum", denominator="known_time_sum"),
    ],
    "topics": [{"code": "flood", "zh": "防汛", "en": "Flood", "indicators": ["mean_level"], "roles": ["leader"]}],
}  # fmt: skip


@pytest.fixture
async def sourced(city):
    async with city.database.work(SYSTEM) as work:
        await geography.save_areas(work, [geography.AreaDraft(code=OTHER, name="二区")])
        await api.apply_section(work, IndicatorsSection.model_validate(SECTION), "city", "1")
    return city


async def acting(city, who, act, *args, **more):
    async with city.database.work(who) as work:
        return await act(work, *args, **more)


def file(*rows):
    return "\n".join(["日期,区域,常住人口", *rows]).encode()


async def test_a_stock_is_what_was_said_last_and_an_import_can_be_taken_back(sourced):
    take = await acting(
        sourced,
        w.ASSESSOR,
        api.take_file,
        "people",
        "a.csv",
        file(f"2025-11,{w.STREET},100", f"2025-12,{w.STREET},120"),
    )
    assert (take["number"], take["rows"], take["changed"]) == (1, 2, 0)
    assert (await sourced.value("residents", "2025"))["value"] == 120
    months = await sourced.drill("residents", "time", "2025")
    assert [(p["key"], p["value"]) for p in months["parts"]] == [("2025-11", 100), ("2025-12", 120)]
    parts = await sourced.drill("residents", "area", "2025")
    assert [(p["key"], p["value"]) for p in parts["parts"]] == [(w.DISTRICT, 120)]
    later = await acting(
        sourced, w.ASSESSOR, api.take_file, "people", "b.csv", file(f"2025-12,{w.STREET},130")
    )
    assert (later["number"], later["changed"]) == (2, 1)
    assert (await sourced.value("residents", "2025-12"))["value"] == 130
    assert await acting(sourced, w.ASSESSOR, api.withdraw, "people", later["id"], "文件有误") == 1
    assert (await sourced.value("residents", "2025-12"))["value"] == 120
    acts = await acting(sourced, w.ASSESSOR, api.trace, "people", date(2025, 12, 1), w.STREET)
    assert [(a["act"], a["before"]) for a in acts] == [
        ("withdraw", {"residents": 130}), ("import", {"residents": 120}), ("import", None),
    ]  # fmt: skip


async def test_a_file_is_taken_whole_or_not_at_all_and_only_once(sourced):
    with pytest.raises(RowsRefusedError):
        await acting(
            sourced, w.ASSESSOR, api.take_file, "people", "a.csv", file("2025-12,,1", "2025-11,,many")
        )
    assert (await sourced.value("residents", "2025"))["value"] is None
    await acting(sourced, w.ASSESSOR, api.take_file, "people", "a.csv", file("2025-12,,1"))
    with pytest.raises(ConflictError):
        await acting(sourced, w.ASSESSOR, api.take_file, "people", "a.csv", file("2025-12,,1"))
    with pytest.raises(ForbiddenError):
        await acting(sourced, w.HANDLER, api.take_file, "people", "a.csv", file("2025-12,,2"))


async def test_what_has_not_come_is_no_value_and_what_came_in_part_is_grey(sourced):
    late = await sourced.value("missed_rate", "2025-12")
    assert (late["value"], late["reason"]["code"], late["light"]) == (None, "not_delivered", "grey")
    entry = api.Given(period="2025-12", area=w.DISTRICT, values={"found": 10, "missed": 9})
    await acting(sourced, w.HANDLER, api.enter, "survey", [entry])
    assert (await sourced.value("missed_rate", "2025-12"))["value"] is None, "nobody approved it"
    await acting(sourced, w.ASSESSOR, api.decide, "survey", date(2025, 12, 1), w.DISTRICT, approve=True)
    whole = await sourced.value("missed_rate", "2025-12")
    assert (whole["value"], whole["light"], whole["fresh"]["state"]) == (0.9, "grey", "partial")
    assert [(s["delivered"], s["expected"]) for s in whole["fresh"]["sources"]] == [(1, 2)]
    one = await sourced.value("missed_rate", "2025-12", area=w.DISTRICT)
    assert (one["value"], one["light"], one["fresh"]["state"]) == (0.9, "red", "fresh")


async def test_a_correction_needs_a_reason_and_another_person_and_leaves_a_trace(sourced):
    first = api.Given(period="2025-12", area=w.DISTRICT, values={"found": 10, "missed": 1})
    await acting(sourced, w.HANDLER, api.enter, "survey", [first])
    with pytest.raises(InvalidInputError):
        await acting(sourced, w.ASSESSOR, api.decide, "survey", date(2025, 12, 1), w.DISTRICT, approve=False)
    with pytest.raises(ForbiddenError):
        await acting(sourced, w.LAMP_HANDLER, api.enter, "survey", [first])
    await acting(sourced, w.ASSESSOR, api.decide, "survey", date(2025, 12, 1), w.DISTRICT, approve=True)
    second = api.Given(period="2025-12", area=w.DISTRICT, values={"found": 10, "missed": 2})
    with pytest.raises(InvalidInputError):
        await acting(sourced, w.ASSESSOR, api.enter, "survey", [second])
    second = api.Given(period="2025-12", area=w.DISTRICT, values={"found": 10, "missed": 2}, why="复核")
    await acting(sourced, w.ASSESSOR, api.enter, "survey", [second])
    with pytest.raises(ForbiddenError):
        await acting(sourced, w.ASSESSOR, api.decide, "survey", date(2025, 12, 1), w.DISTRICT, approve=True)
    assert (await sourced.value("missed_rate", "2025-12", area=w.DISTRICT))["value"] == 0.1
    acts = await acting(sourced, w.HANDLER, api.trace, "survey", date(2025, 12, 1), w.DISTRICT)
    assert [(a["act"], a["why"]) for a in acts] == [("submit", "复核"), ("approve", ""), ("submit", "")]


async def test_the_missing_list_and_reminders_name_who_owes(sourced):
    owed = await acting(sourced, w.ASSESSOR, api.collection, "survey", "2025-12")
    assert [(i["unit"], i["state"]) for i in owed["items"]] == [(w.CLEAN, "overdue"), (w.LAMPS, "overdue")]
    mine = await acting(sourced, w.HANDLER, api.collection, "survey", "2025-12")
    assert [i["unit"] for i in mine["items"]] == [w.CLEAN]
    told = await acting(sourced, SYSTEM, api.remind)
    assert told > 0
    assert await acting(sourced, SYSTEM, api.remind) == 0, "told once"


async def test_readings_of_devices_are_sums_and_counts_of_local_days(sourced):
    nos = await sensors.register(sourced.database, 2)
    day = datetime(2026, 3, 9, 16, tzinfo=UTC).timestamp()  # midnight in the city
    settler = await sensors.started(sourced.database)
    past = sensors.readings(
        (nos["L1"], nos["level"], day - 1, 9.0),
        (nos["L1"], nos["level"], day + 10, 1.0),
        (nos["L1"], nos["level"], day + 20, 2.0),
        (nos["L1"], nos["level"], day + 3600, 6.0),
        (nos["L2"], nos["level"], day + 10, 5.0),
    )
    await sensing.inlet(sourced.database).append(past)
    await sensors.settle(settler)
    for _ in range(2):
        assert await api.gather(sourced.database, "levels", api.period("2026-03-10")) == 2
    mean = await sourced.value("mean_level", "2026-03-10")
    assert (mean["value"], mean["numerator"], mean["denominator"]) == (3.5, 14, 4)
    assert (await sourced.value("highest_level", "2026-03-10"))["value"] == 6
    assert (await sourced.value("time_above", "2026-03-10"))["value"] == pytest.approx(2 / 3)


async def test_an_index_ranks_districts_with_the_share_of_each_part(sourced):
    for who, area, found, missed in ((w.HANDLER, w.DISTRICT, 30, 3), (w.LAMP_HANDLER, OTHER, 10, 5)):
        entry = api.Given(period="2025-12", area=area, values={"found": found, "missed": missed})
        await acting(sourced, who, api.enter, "survey", [entry])
        await acting(sourced, w.ASSESSOR, api.decide, "survey", date(2025, 12, 1), area, approve=True)
    ranked = await acting(sourced, w.LEADER, api.index, api.Asked(code="survey_index", period="2025-12"))
    assert [(i["area"], i["rank"]) for i in ranked["items"]] == [(w.DISTRICT, 1), (OTHER, 2)]
    best = ranked["items"][0]
    assert best["points"] == pytest.approx({"missed_rate": 90, "found_total": 50 + 50 / 3})
    assert sum(best["parts"].values()) == pytest.approx(best["value"])
    assert sum(part["weight"] for part in ranked["parts"]) == pytest.approx(1)
    assert best["steady"].moved == 0
    one = await sourced.value("survey_index", "2025-12", area=w.DISTRICT)
    assert one["value"] == pytest.approx(best["value"]), "one outlet: the same number however it is asked"
    parts = await sourced.drill("survey_index", "area", "2025-12")
    assert [p["value"] for p in parts["parts"]] == pytest.approx([i["value"] for i in ranked["items"]])


async def test_an_index_over_cases_leaves_out_what_nobody_recorded_and_says_so(sourced):
    await w.opened(sourced.database)
    await sourced.keep()
    found = await sourced.value("service_goals_index", "2026")
    assert set(found["left_out"]) >= {"resolution_rate", "satisfaction_rate"}
    assert (await sourced.value("three_rates_index", "2026"))["value"] is None


async def test_cases_and_a_table_make_one_indicator_and_only_what_both_know_narrows_it(sourced):
    await w.opened(sourced.database)
    await sourced.keep()
    await acting(sourced, w.ASSESSOR, api.take_file, "people", "a.csv", file("2026-01,,5000"))
    assert (await sourced.value("per_10k", "2026"))["value"] == pytest.approx(2)
    with pytest.raises(InvalidInputError):
        await sourced.value("per_10k", "2026", channel="web")


async def test_the_routes_serve_the_register_the_sheet_and_the_conflicts(sourced):
    app = application(sourced.database, [http.router])
    async with client(app, "assessor") as web:
        listed = (await web.get("/api/v1/indicator-sources")).json()["items"]
        assert {item["code"]: item["indicators"] for item in listed}["people"] == ["per_10k", "residents"]
        sheet = await web.get("/api/v1/indicator-sources/survey/template.xlsx?period=2025-12")
        assert sheet.content.startswith(b"PK")
        kinds = {c["kind"] for c in (await web.get("/api/v1/indicator-conflicts")).json()["items"]}
        assert "owner" in kinds
        assert (await web.get("/api/v1/indicator-topics")).json()["items"] == []
        done = await web.post(
            "/api/v1/indicator-sources/people/imports", files={"file": ("a.csv", file("2026-01,,7"))}
        )
        assert done.json()["rows"] == 1
        back = await web.post(
            f"/api/v1/indicator-sources/people/imports/{done.json()['id']}/withdrawal", json={"why": "错"}
        )
        assert back.json() == {"rows": 1}
        assert (await web.get("/api/v1/indicator-sources/nobody")).status_code == 404
        judged = await web.post("/api/v1/indicator-weights", json={"matrix": [[1, 3], [0.333, 1]]})
        assert judged.json()["weights"] == pytest.approx([0.75, 0.25], abs=1e-3)
        ranked = await web.get("/api/v1/indicators/service_goals_index/index?period=2026")
        assert ranked.json()["follows"] == "CJJ/T 312-2021"
    async with client(app, "leader") as web:
        topics = (await web.get("/api/v1/indicator-topics")).json()["items"]
        assert [topic["code"] for topic in topics] == ["flood"]
    async with client(app, "handler") as web:
        body = {"entries": [{"period": "2025-12", "area": w.DISTRICT, "values": {"found": 1}}]}
        assert (await web.put("/api/v1/indicator-sources/survey/entries", json=body)).status_code == 403
