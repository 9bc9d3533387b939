"""Answers: searching, latest values, observations from both tiers, tables, the use of others' devices."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta

import duckdb
import msgspec
import numpy as np
import openpyxl
import pytest
from tests.support import city
from tests.support.http import client
from tests.support.sensors import LEVEL, TRUCK, readings, register, settle, started, stored

from yiwang.base.sensing import api as sensing
from yiwang.infra import tabular
from yiwang.kernel.actor import SYSTEM

T0 = 1_773_104_400.0


@pytest.fixture
def folder(tmp_path):
    sensing.use_folder(tmp_path / "observations")
    return tmp_path / "observations"


@pytest.fixture
async def api(database, tmp_path):
    async with client(database, tmp_path) as made:
        yield made


async def put(database, *drafts, state="in_service"):
    async with database.work(SYSTEM) as work:
        _, problems = await sensing.save_devices(
            work, [sensing.DeviceDraft(**d) for d in drafts], state=state
        )
    assert problems == []


async def placed(database):
    """A city with six gauges in a row, one of them of another unit."""
    async with database.work(SYSTEM) as work:
        await city.build(work)
        await sensing.save_product(work, LEVEL)
    await put(
        database,
        *(
            {
                "code": f"G{n}", "product": "water-level", "name": f"{n} 号水位", "unit": "D1" if n < 5 else "C2",
                "lon": 113.0005 + n * 0.001, "lat": 28.0005, "tags": ["河道"] if n % 2 else [],
                "attributes": {"box": str(n)},
            }
            for n in range(6)
        ),
    )  # fmt: skip


def codes(answer):
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


async def test_devices_are_found_by_any_attribute_and_paged(api, database):
    await placed(database)
    await api.act_as("leader")

    async def find(**asked):
        return codes(await api.get("/api/v1/devices", params=asked))

    assert await find(product="water-level", sort="-code") == [f"G{n}" for n in range(5, -1, -1)]
    assert await find(tag="河道") == ["G1", "G3", "G5"]
    assert await find(attribute="box=4") == ["G4"]
    assert await find(q="3 号") == ["G3"]
    assert await find(unit="C2") == ["G5"]
    assert await find(online="true") == []
    assert await find(state="scrapped") == []
    assert await find(area=city.GRID) == ["G0", "G1", "G2", "G3", "G4"]
    assert await find(near="113.0005,28.0005,150") == ["G0", "G1"]
    assert await find(polygon="113.0012,28;113.0032,28;113.0032,28.001;113.0012,28.001") == ["G1", "G2"]
    page = (await api.get("/api/v1/devices", params={"limit": 4, "sort": "-changed", "count": True})).json()
    rest = (
        await api.get("/api/v1/devices", params={"limit": 4, "sort": "-changed", "cursor": page["next"]})
    ).json()
    assert page["count"] == 6
    assert {i["code"] for i in page["items"]} | {i["code"] for i in rest["items"]} == {
        f"G{n}" for n in range(6)
    }
    assert (await api.get("/api/v1/devices", params={"near": "1,2"})).json()["error"]["field"] == "near"


async def test_a_device_shows_its_values_with_their_quality(api, database, time):
    no = await register(database)
    settler = await started(database)
    level, battery = no["level"], no["battery"]
    await sensing.inlet(database).append(
        readings((no["L1"], level, T0, 1.5), (no["L1"], battery, T0 - 700, 50))
    )
    await settle(settler)
    await settler.keep()
    time.advance(timedelta(seconds=5))
    await sensing.inlet(database).append(readings((no["L1"], level, T0 + 1, 99)))
    await settle(settler)
    await settler.keep()
    await api.act_as("leader")
    shadow = {v["property"]: v for v in (await api.get("/api/v1/devices/L1/shadow")).json()["values"]}
    assert (shadow["level"]["value"], shadow["level"]["quality"]) == (1.5, "doubtful")
    assert (shadow["level"]["doubtful"]["value"], shadow["level"]["doubtful"]["reason"]) == (
        99,
        "out_of_range",
    )
    assert (shadow["battery"]["quality"], shadow["flow"]["quality"], shadow["flow"]["value"]) == (
        "stale",
        "stale",
        None,
    )
    latest = (await api.get("/api/v1/latest", params={"product": "water-level", "property": "level"})).json()
    assert (latest["device"], latest["value"], latest["at"], latest["stale"]) == (
        ["L1"],
        [1.5],
        [T0 * 1000],
        [False],
    )
    [apart] = (await api.get("/api/v1/doubtful", params={"reason": "out_of_range"})).json()["items"]
    assert (apart["device"], apart["property"], apart["value"]) == ("L1", "level", 99)
    [feed] = [
        f for f in (await api.get("/api/v1/sensing/feeds")).json()["items"] if f["product"] == "water-level"
    ]
    assert (feed["devices"], feed["online"], feed["stale"]) == (3, 1, False)


def same(one, other):
    """Two answers, raw values and bins, are the same; sums but for the order of adding."""
    assert one[0] == other[0]
    for a, b in zip(one[1], other[1], strict=True):
        for name in ("device", "property", "at", "count", "min", "max", "first", "last"):
            assert getattr(a, name) == getattr(b, name), name
        assert a.sum == pytest.approx(b.sum, rel=1e-12)
        assert a.mean == pytest.approx(b.mean, rel=1e-12)


async def test_both_tiers_give_the_same_answers(database, time, folder):
    no = await register(database)
    settler = await started(database)
    random = np.random.default_rng(7)
    rows = [
        (no[f"L{d}"], no[p], T0 - 6 * 86_400 + float(t), round(float(v), 3))
        for d in (1, 2, 3)
        for p in ("battery", "flow")
        for t, v in zip(random.choice(5 * 86_400, 150, replace=False), random.uniform(0, 9, 150), strict=True)
    ]
    async with database.work(SYSTEM) as work:
        free = sensing.Property(code="flow", name="流速", unit="m/s")
        props = [p if p.code != "flow" else free for p in LEVEL.model.properties]
        model = msgspec.structs.replace(LEVEL.model, properties=tuple(props))
        await sensing.save_product(work, msgspec.structs.replace(LEVEL, model=model))
    await sensing.inlet(database).append(readings(*rows))
    await settle(settler)
    assert len(await stored(database)) == len(rows)
    start, end = (datetime.fromtimestamp(T0 - d * 86_400 + 1800, UTC) for d in (5.8, 1.3))
    wanted = sensing.ObservationFilter(
        devices=sensing.DeviceFilter(codes=("L1", "L3")), properties=("battery", "flow"), start=start, end=end
    )

    async def ask():
        async with database.work(SYSTEM) as work:
            raw, after = [], None
            while True:
                page = await sensing.observations(work, wanted, after, 70)
                raw += list(zip(page.device, page.property, page.at, page.value, strict=True))
                if (after := page.next) is None:
                    break
            return raw, [await sensing.binned(work, wanted, every) for every in (600, 86_400, 200_000)]

    raw, bins = await ask()
    assert 200 < len(raw) < len(rows)
    days = sorted({datetime.fromtimestamp(r[2], UTC).date() for r in rows})
    for day in days[:-2]:
        assert await sensing.close_day(database, day) > 0
    assert len(await stored(database)) < len(rows)
    again, bins_again = await ask()
    same((again, bins_again), (raw, bins))
    # a late value of a closed day, and one that is there already: seen once, before and after closing again
    known = next(r for r in rows if datetime.fromtimestamp(r[2], UTC).date() == days[2] and r[0] == no["L1"])
    extra = (known[0], known[1], known[2] + 0.5, 4.25)
    await sensing.inlet(database).append(readings(known, extra))
    await settle(settler)
    once = await ask()
    assert len(once[0]) == len(raw) + 1
    await sensing.close_day(database, days[2])
    same(await ask(), once)


async def test_a_late_value_of_a_day_that_was_closed_meanwhile_is_taken_in(database, time, folder):
    no = await register(database)
    settler = await started(database)
    day = datetime.fromtimestamp(T0, UTC).date()
    await sensing.inlet(database).append(readings((no["L1"], no["battery"], T0, 7)))
    await settle(settler)
    time.advance(timedelta(days=3))
    assert await sensing.close_day(database, day) == 1
    await sensing.inlet(database).append(readings((no["L1"], no["battery"], T0 + 1, 8)))
    await settle(settler)
    await sensing.look_after(database)
    wanted = sensing.ObservationFilter(
        devices=sensing.DeviceFilter(codes=("L1",)), properties=("battery",),
        start=datetime.fromtimestamp(T0, UTC), end=datetime.fromtimestamp(T0 + 2, UTC),
    )  # fmt: skip
    async with database.work(SYSTEM) as work:
        assert (await sensing.observations(work, wanted, None, 10)).value == [7, 8]


async def test_the_folder_says_which_of_its_files_count(database, time, folder):
    no = await register(database)
    kept = sensing.Retention(hot=2, raw=30)
    async with database.work(SYSTEM) as work:
        for product in (LEVEL, TRUCK):
            await sensing.save_product(work, msgspec.structs.replace(product, retention=kept))
    settler = await started(database)
    for turn in range(2):
        await sensing.inlet(database).append(readings((no["L1"], no["battery"], T0 + turn, turn)))
        await settle(settler)
        if not turn:
            time.advance(timedelta(days=4))
        await sensing.look_after(database)
    said = json.loads((folder / "current.json").read_text())
    [file] = said["files"]
    assert (file["rows"], file["coarse"], file["day"]) == (2, False, "2026-03-10")
    assert len(list(folder.glob("day=*/*.parquet"))) == 2, "the replaced file stays for who reads it"
    assert (folder / file["path"]).exists()
    assert {"prop": no["battery"], "product": "water-level", "property": "battery", "unit": "%"} in said[
        "properties"
    ]
    names = duckdb.sql(f"SELECT * FROM read_parquet('{folder / 'names/devices.parquet'}')").fetchall()
    assert (no["L1"], "L1") in names


async def test_old_values_become_coarse_and_then_go(database, time, folder):
    no = await register(database)
    settler = await started(database)
    rows = [(no["L1"], no["level"], T0 - 86_400 + n * 60, n / 8) for n in range(100)]
    await sensing.inlet(database).append(readings(*rows))
    await settle(settler)
    kept = sensing.Retention(hot=2, raw=5, coarse=30, coarse_s=1800)
    async with database.work(SYSTEM) as work:
        for product in (LEVEL, TRUCK):
            await sensing.save_product(work, msgspec.structs.replace(product, retention=kept))
    day = datetime.fromtimestamp(T0 - 86_400, UTC)
    wanted = sensing.ObservationFilter(
        devices=sensing.DeviceFilter(codes=("L1",)),
        properties=("level",),
        start=day - timedelta(days=1),
        end=day + timedelta(days=1),
    )

    async def ask():
        async with database.work(SYSTEM) as work:
            return await sensing.binned(work, wanted, 3600), await sensing.observations(
                work, wanted, None, 1000
            )

    before, raw = await ask()
    assert len(raw.value) == 100
    time.advance(timedelta(days=4))
    await sensing.look_after(database)
    assert await stored(database) == []
    assert await ask() == (before, raw)
    time.advance(timedelta(days=3))
    await sensing.look_after(database)
    after, raw = await ask()
    assert after == before
    assert raw.value == []
    time.advance(timedelta(days=30))
    await sensing.look_after(database)
    assert (await ask())[0].count == []


async def test_a_table_comes_in_row_by_row_and_out_again(api, database):
    await placed(database)
    await api.act_as("admin")
    template = openpyxl.load_workbook(
        io.BytesIO((await api.get("/api/v1/devices/template")).content)
    ).worksheets[0]
    titles = [cell.value for cell in template[1]]
    assert titles[:3] == ["编码*", "产品编码*", "名称*"]
    rows = [
        titles,
        ["#help"],
        [
            "N1",
            "water-level",
            "新一",
            "113.001",
            "28.001",
            "",
            "",
            "D1",
            "",
            "地基",
            "固定",
            "公共安全",
            "甲、乙",
        ],
        ["N2", "nothing", "新二"],
        ["N 3", "water-level", "新三"],
        ["N4", "water-level", "新四", "113.001"],
        ["N5", "water-level", "新五", "", "", "", "", "nobody"],
        ["G1", "water-level", "改名"],
    ]
    content = tabular.write_excel("x", [[*row, *[""] * (len(titles) - len(row))] for row in rows])
    answer = (await api.post("/api/v1/devices/import", files={"file": ("d.xlsx", content)})).json()
    assert (answer["saved"], [(r["row"], r["field"]) for r in answer["refused"]]) == (
        2, [(4, "product"), (5, "code"), (6, "lat"), (7, "unit")],
    )  # fmt: skip
    found = (await api.get("/api/v1/devices/N1")).json()
    assert (found["city_state"], found["tags"], found["area"]) == ("safety", ["乙", "甲"], city.GRID)
    out = (await api.get("/api/v1/devices/export")).content
    again = (await api.post("/api/v1/devices/import", files={"file": ("d.xlsx", out)})).json()
    assert (again["unchanged"] + again["saved"], again["refused"]) == (7, [])
    third = (await api.post("/api/v1/devices/import", files={"file": ("d.xlsx", out)})).json()
    assert (third["saved"], third["unchanged"]) == (0, 7)


async def test_another_units_device_is_asked_for_granted_and_metered(api, database):
    await placed(database)
    await api.act_as("handler", unit="D1")
    assert "G5" in codes(await api.get("/api/v1/devices"))
    assert (await api.get("/api/v1/devices/G5/shadow")).status_code == 403
    asked = await api.post("/api/v1/device-requests", json={"devices": ["G5", "G1"], "purpose": "防汛研判"})
    [request] = asked.json()["requests"]
    own = await api.post("/api/v1/device-requests", json={"devices": ["G1"], "purpose": "x"})
    assert own.status_code == 422
    await api.act_as("dispatcher", unit="C3")
    url = f"/api/v1/device-requests/{request}/decision"
    assert (await api.post(url, json={"grant": True})).status_code == 403
    await api.act_as("dispatcher", unit="C2")
    [listed] = (await api.get("/api/v1/device-requests", params={"state": "asked"})).json()["items"]
    assert (listed["devices"], listed["unit"], listed["owner"]) == (["G5"], "D1", "C2")
    assert (await api.post(url, json={"grant": True, "reason": "同意"})).json()["state"] == "granted"
    assert (await api.post(url, json={"grant": True})).json()["error"]["code"] == "use_decided"
    await api.act_as("handler", unit="D1")
    for _ in range(2):
        assert (await api.get("/api/v1/devices/G5/shadow")).status_code == 200
    assert (await api.get("/api/v1/observations", params={"device": "G5"})).status_code == 200
    [use] = (await api.get("/api/v1/devices/G5/uses")).json()["items"]
    assert (use["unit"], use["n"]) == ("D1", 3)
    await api.act_as("leader")
    figures = {f["unit"]: f for f in (await api.get("/api/v1/sensing/figures")).json()["items"]}
    assert (figures["C2"]["used"], figures["C2"]["online_rate"], figures["D1"]["devices"]) == (3, 0.0, 5)
    assert (await api.post(url, json={"grant": False, "reason": "到期"})).json()["state"] == "ended"
    await api.act_as("handler", unit="D1")
    assert (await api.get("/api/v1/devices/G5/shadow")).status_code == 403


async def test_figures_count_what_was_said(database, time):
    no = await register(database)
    settler = await started(database)
    await sensing.inlet(database).append(
        readings((no["L1"], no["level"], T0, 1), (no["L1"], no["level"], T0 - 1, 99))
    )
    await settle(settler)
    await sensing.look_after(database)
    async with database.reading(SYSTEM) as work:
        [row] = await sensing.figures(work.tx, date(2026, 3, 10), date(2026, 3, 10))
    assert (row["readings"], row["doubtful"], row["doubtful_rate"]) == (1, 1, 0.5)
    assert row["data_rate"] == pytest.approx(0.25)
