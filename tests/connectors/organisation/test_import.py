"""The whole import on a real database: all or nothing, again without effect, out and in again."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from tests.support.http import client
from tests.support.workbook import SHEETS, sheets, workbook

from yiwang.connectors.organisation import writer
from yiwang.connectors.organisation.run import Upload, import_organisation, read
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.rows import ChangeSummary, RowsRefusedError
from yiwang.sdk import organisation as org
from yiwang.sdk.city import areas

TABLES = (
    "geography_area",
    "identity_unit",
    "identity_post",
    "identity_person",
    "identity_person_data",
    "identity_account",
)
DATA = Path(__file__).parents[4] / "shared/data"


async def bring(database, *files, crs="wgs84", **kwargs):
    handed = read([Upload(name, content) for name, content in files], crs)
    async with database.work(SYSTEM) as work:
        return await import_organisation(work, handed, **kwargs)


async def everything(database):
    async with database.raw() as connection:
        return {
            t: [tuple(r) for r in await connection.fetch(f"SELECT * FROM {t} ORDER BY 1")] for t in TABLES
        }


GOOD = ("o.xlsx", workbook(SHEETS))


async def test_import_then_import_again(database, time):
    first = await bring(database, GOOD)
    assert {k: v.created for k, v in first.items()} == {
        "areas": 5,
        "units": 3,
        "posts": 2,
        "persons": 2,
        "accounts": 2,
    }
    before = await everything(database)
    time.advance(timedelta(days=1))
    again = await bring(database, GOOD)
    assert {k: v.unchanged for k, v in again.items()} == {k: v.created for k, v in first.items()}
    assert await everything(database) == before
    async with database.raw() as connection:
        assert await connection.fetchval("SELECT count(*) FROM infra_outbox WHERE kind LIKE '%changed'") == 4


async def test_a_change_is_counted_and_versioned(database, time):
    await bring(database, GOOD)
    time.advance(timedelta(days=1))
    changed = sheets()
    changed["单位"][2][1] = "城市管理局"
    changed["人员"][2][2] = "C1"
    changed["岗位"].append(["C1-02", "坐席", "C1", None, "坐席"])
    result = await bring(database, ("o.xlsx", workbook(changed)))
    assert result["units"] == ChangeSummary(changed=1, unchanged=2)
    assert result["persons"] == ChangeSummary(changed=1, unchanged=1)
    assert result["posts"] == ChangeSummary(created=1, unchanged=2)
    async with database.raw() as connection:
        rows = await connection.fetch(
            "SELECT name, valid_to FROM identity_unit WHERE code = 'D1' ORDER BY valid_from"
        )
    assert [(r["name"], r["valid_to"] is None) for r in rows] == [("城管局", False), ("城市管理局", True)]


async def test_every_fault_of_every_sheet_at_once_and_nothing_is_kept(database):
    bad = sheets()
    bad["区域"].append(["880102", "孤儿区", None, None, None])
    bad["单位"][1][3] = "D1"  # C1 below D1 below C1
    bad["单位"].append(["91330100799655058A", "校验位错", None, None, "770000"])
    bad["岗位"].append(["C1-01", "重复", "NONE", None, None])
    bad["人员"].append(["P003", "王", "C1", "NONE", None, None])
    bad["账号"].append(["both", "系统管理员、安全审计员", "P999", None, None])
    before = await everything(database)
    with pytest.raises(RowsRefusedError) as caught:
        await bring(database, ("o.xlsx", workbook(bad)))
    assert {(p.sheet, p.row, p.column) for p in caught.value.problems} == {
        ("区域", 7, "编码"),
        ("单位", 2, "上级编码"),
        ("单位", 3, "上级编码"),
        ("单位", 5, "编码"),
        ("单位", 5, "区域编码"),
        ("岗位", 4, "编码"),
        ("岗位", 4, "单位编码"),
        ("人员", 4, "岗位编码"),
        ("账号", 4, "角色"),
        ("账号", 4, "工号"),
    }
    assert await everything(database) == before


async def test_a_trial_counts_and_keeps_nothing(database):
    before = await everything(database)
    result = await bring(database, GOOD, trial=True)
    assert result["areas"].created == 5
    assert await everything(database) == before
    async with database.raw() as connection:
        assert await connection.fetchval("SELECT count(*) FROM infra_outbox") == 0
    assert (await bring(database, GOOD))["areas"].created == 5


async def test_complete_retires_users_before_what_they_use(database):
    await bring(database, GOOD)
    fewer = sheets(账号=None)
    fewer["区域"].pop()
    fewer["单位"] = [r for r in fewer["单位"] if r[0] != "D1"]
    fewer["岗位"] = [r for r in fewer["岗位"] if r[2] != "D1"]
    fewer["人员"] = [r for r in fewer["人员"] if r[0] != "P002"]
    fewer["人员"][1][3] = "C1-01"
    result = await bring(database, ("o.xlsx", workbook(fewer)), complete=True)
    assert [result[k].retired for k in ("areas", "units", "posts", "persons")] == [1, 1, 1, 1]
    async with database.reading(SYSTEM) as work:
        staff = await org.directory(work.tx)
    assert staff.unit("D1") is None
    assert staff.person("P002") is None


async def test_without_complete_a_missing_row_stays(database):
    await bring(database, GOOD)
    fewer = sheets(单位=SHEETS["单位"][:2], 岗位=None, 人员=None, 账号=None)
    result = await bring(database, ("o.xlsx", workbook(fewer)))
    assert set(result) == {"areas", "units"}
    async with database.reading(SYSTEM) as work:
        assert (await org.directory(work.tx)).unit("D1") is not None


async def test_what_is_exported_can_be_imported_without_a_change(database):
    await bring(database, GOOD)
    async with database.work(SYSTEM) as work:
        content = await writer.export(work, personal=True, with_accounts=True)
    again = await bring(database, ("out.xlsx", content))
    assert {k: (v.created, v.changed) for k, v in again.items()} == dict.fromkeys(again, (0, 0))
    assert set(again) == {"areas", "units", "posts", "persons", "accounts", "addresses"}


def square(code, west, name=None):
    ring = [[west, 28.0], [west + 0.01, 28.0], [west + 0.01, 28.01], [west, 28.01], [west, 28.0]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def geojson(*features):
    return "边界.geojson", json.dumps({"type": "FeatureCollection", "features": features}).encode()


async def test_borders_come_with_the_workbook_or_later_or_alone(database):
    grid = "990102001001001"
    await bring(database, GOOD, geojson(square(grid, 113.0)))
    later = await bring(
        database, geojson(square(grid, 113.0), square("990102", 113.0), square("990103", 113.5, "西区"))
    )
    assert later == {"areas": ChangeSummary(created=1, changed=1, unchanged=1)}
    async with database.reading(SYSTEM) as work:
        tree = await areas(work.tx)
    assert tree.locate(113.005, 28.005) == grid
    assert tree.get("990102").name == "东区"
    assert tree.get("990103").name == "西区"
    with pytest.raises(RowsRefusedError) as caught:
        await bring(database, geojson(square("990104", 113.9)))
    assert (caught.value.problems[0].sheet, caught.value.problems[0].row) == ("边界", 1)


@pytest_asyncio.fixture
async def web(database, tmp_path):
    async with client(database, tmp_path) as made:
        yield await made.act_as("admin")


def files(*parts):
    return [("file", part) for part in parts]


async def test_over_http_each_sheet_needs_its_right(web):
    refused = await web.post("/api/v1/organisation/import", files=files(GOOD))
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")
    without = ("o.xlsx", workbook(sheets(账号=None)))
    done = await web.post("/api/v1/organisation/import", files=files(without))
    assert (done.status_code, done.json()["created"]) == (200, 12)
    await web.act_as("security")
    accounts = ("账号.csv", "\n".join(",".join(c or "" for c in r) for r in SHEETS["账号"]).encode("gb18030"))
    done = await web.post("/api/v1/organisation/import", files=files(accounts))
    assert (done.status_code, done.json()["sheets"]["accounts"]["created"]) == (200, 2)
    assert (await web.post("/api/v1/organisation/import", files=files(without))).status_code == 403
    await web.act_as("handler")
    assert (await web.post("/api/v1/organisation/import", files=files(without))).status_code == 403


async def test_an_empty_sheet_said_to_be_complete_is_a_change_too(web):
    await web.post("/api/v1/organisation/import", files=files(("o.xlsx", workbook(sheets(账号=None)))))
    await web.act_as("security")
    empty = files(("人员.csv", "工号,姓名,单位编码\n".encode()))
    assert (await web.post("/api/v1/organisation/import", files=empty)).status_code == 200
    complete = await web.post("/api/v1/organisation/import", files=empty, data={"complete": "true"})
    assert complete.status_code == 403


async def test_over_http_problems_are_listed(web):
    bad = sheets(账号=None)
    bad["单位"].append(["U9", None, None, None, None])
    answer = await web.post("/api/v1/organisation/import", files=files(("o.xlsx", workbook(bad))))
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["problem_count"]) == (422, "rows_refused", 1)
    assert (error["problems"][0]["sheet"], error["problems"][0]["row"], error["problems"][0]["column"]) == (
        "单位",
        5,
        "名称",
    )
    assert set(error["problems"][0]["message"]) == {"zh", "en"}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"files": files(("o.xlsx", b"PK\x03\x04xx"))}, 422),
        ({"files": files(("../../etc/passwd", b"root:x"))}, 422),
        ({"files": files(("o.xlsx", workbook(SHEETS))), "data": {"crs": "mars"}}, 422),
        ({"json": {}}, 422),
        ({}, 422),
        ({"content": b"x" * 60_000_000, "headers": {"content-type": "multipart/form-data; boundary=x"}}, 413),
        (
            {
                "content": b"x",
                "headers": {
                    "content-length": "1073741824",
                    "content-type": "multipart/form-data; boundary=x",
                },
            },
            413,
        ),
    ],
)
async def test_over_http_bad_uploads_are_named(web, sent, status):
    answer = await web.post("/api/v1/organisation/import", **sent)
    assert answer.status_code == status
    assert set(answer.json()["error"]["message"]) == {"zh", "en"}


async def test_template_and_export_over_http(web):
    await web.post("/api/v1/organisation/import", files=files(("o.xlsx", workbook(sheets(账号=None)))))
    template = await web.get("/api/v1/organisation/template")
    assert template.content.startswith(b"PK")
    out = await web.get("/api/v1/organisation/export")
    again = await web.post("/api/v1/organisation/import", files=files(("o.xlsx", out.content)))
    assert (again.json()["created"], again.json()["changed"]) == (0, 0)
    await web.act_as("handler")
    assert (await web.get("/api/v1/organisation/export")).status_code == 403


@pytest.mark.skipif(
    not DATA.is_dir(), reason="NO REAL DATA: ../shared/data is absent, real borders are not tried"
)
@pytest.mark.parametrize(
    ("city", "name", "inside", "district"),
    [("430100", "长沙市", (112.93, 28.20), None), ("310100", "上海市", (121.48, 31.26), "310109")],
)
async def test_real_counties_and_streets(database, city, name, inside, district):
    import csv

    rows = [["code", "name"], [city, name]]
    for file, key in (("areas.csv", "cityCode"), ("streets.csv", "cityCode")):
        with (DATA / "admin_divisions_cn" / file).open(encoding="utf-8") as lines:
            rows += [[r["code"], r["name"]] for r in csv.DictReader(lines) if r[key] == city[:4]]
    table = "\n".join(",".join(r) for r in rows).encode()
    borders = (DATA / "boundaries_cn" / f"{city}.json").read_bytes()
    result = await bring(database, ("areas.csv", table), (f"{city}.json", borders))
    assert result["areas"].created >= len(rows) - 1
    again = await bring(database, ("areas.csv", table), (f"{city}.json", borders))
    assert (again["areas"].created, again["areas"].changed) == (0, 0)
    async with database.reading(SYSTEM) as work:
        tree = await areas(work.tx)
    found = tree.locate(*inside)
    assert found is not None
    assert tree.path(found)[0] == city
    if district:
        assert found == district
    for code, shape in tree.polygons.items():
        point = shape.point_on_surface()
        assert tree.locate(point.x, point.y) == code
    assert tree.locate(100.0, 10.0) is None


def duties(*rows):
    return [
        ["事项", "区域", "主责单位", "配合单位", "处置时限", "设定依据", "生效日期"],
        *[list(r) for r in rows],
    ]


async def test_duties_may_come_in_the_same_workbook_as_the_units_they_name(database):
    from tests.support.matters import matter

    from yiwang.base.matters import api as matters

    async with database.work(SYSTEM) as work:
        group = matters.MatterData(kind="matter", code="01", name="市政公用设施类", leaf=False)
        await matters.save_matters(work, [group, matter("01037", "路灯异常")])
    good = duties(["路灯异常", "990102", "D1", "C1", "4工作时", "市政条例", "2026-01-01"])
    both = ("o.xlsx", workbook(sheets(权责=good)))
    assert (await bring(database, both))["responsibilities"].created == 1
    assert (await bring(database, both))["responsibilities"].unchanged == 1
    bad = duties([], ["路灯异常", "990102", "NONE", None, "4工作时", "x", "2026-01-01"])
    more = sheets(权责=bad)
    more["单位"].append(["D9", "新单位", None, None, None])
    with pytest.raises(RowsRefusedError) as caught:
        await bring(database, ("o.xlsx", workbook(more)))
    assert [(p.sheet, p.row) for p in caught.value.problems] == [("权责清单", 3)]
    async with database.reading(SYSTEM) as work:
        assert (await org.directory(work.tx)).unit("D9") is None
