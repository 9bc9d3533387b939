"""Live reports from files walk the same road as all others, and can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support import world as w
from tests.support.delivery import prepare_all

from yiwang.base.cases.errors import ImportTouchedError
from yiwang.connectors.tabular import runner
from yiwang.connectors.tabular.mapping import parse
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

IMPORTER = w.actor("admin", name="importer")
MAPPING = """
source: town
fields: {external_id: id, text: text, matter: matter, channel: channel, lon: lon, lat: lat, reporter_phone: phone}
"""
HEAD = "id,text,matter,channel,lon,lat,phone"
RUBBISH = "1,门口垃圾没人清,暴露垃圾,12345热线,120.005,30.005,13800001111"
LAMP = "2,路灯不亮,Lamp,Call,,,"


@pytest.fixture
async def city(database: Database) -> Database:
    await w.world(database)
    return database


async def handed_in(database: Database, folder: Path, *lines: str, name: str = "file.csv") -> runner.Progress:
    file = folder / name
    file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    job = runner.Job(file, name, "reports", parse(MAPPING.encode()), lambda _: folder / f"{name}.rejects.csv")
    told = await runner.run(database, IMPORTER, job)
    await prepare_all(database)
    return told


async def rows(database: Database, sql: str, *args: Any) -> list[dict[str, Any]]:
    async with database.reading(SYSTEM) as work:
        return [dict(r) for r in await work.tx.fetch(sql, *args)]


async def test_rows_become_reports_and_cases_like_any_other(city: Database, tmp_path: Path) -> None:
    bad = "3,x,,,181,0,"
    told = await handed_in(city, tmp_path, RUBBISH, LAMP, bad)
    assert (told.counts.read, told.counts.accepted, told.counts.rejected) == (3, 2, 1)
    found = await rows(
        city,
        "SELECT r.external_id, r.channel, r.attributes, c.stage, c.unit, c.opened_at, c.import_id "
        "FROM cases_report r JOIN cases_case c ON c.id = r.case_id ORDER BY 1",
    )
    assert [(f["external_id"], f["channel"], f["stage"], f["unit"]) for f in found] == [
        ("1", "hotline", "sign", w.CLEAN),
        ("2", "import", "intake", None),
    ]
    assert found[1]["attributes"]["channel"] == "Call"
    assert {f["import_id"] for f in found} == {told.id}
    again = await handed_in(city, tmp_path, RUBBISH, LAMP, bad)
    assert (again.counts.accepted, again.counts.duplicates) == (0, 2)
    changed = await handed_in(city, tmp_path, RUBBISH.replace("没人清", "没有人清"))
    assert (changed.counts.accepted, changed.counts.changed) == (0, 1)


async def test_what_the_system_did_by_itself_does_not_keep_an_import(city: Database, tmp_path: Path) -> None:
    told = await handed_in(city, tmp_path, RUBBISH, LAMP)
    undone = await runner.undo(city, IMPORTER, told.id)
    assert undone.counts.withdrawn == 2
    assert await rows(city, "SELECT 1 FROM cases_case WHERE side IS DISTINCT FROM 'withdrawn'") == []
    assert await rows(city, "SELECT 1 FROM cases_case WHERE fires_at IS NOT NULL") == []
    again = await handed_in(city, tmp_path, RUBBISH, LAMP)
    assert again.counts.accepted == 2


async def test_what_people_did_keeps_it(city: Database, tmp_path: Path) -> None:
    told = await handed_in(city, tmp_path, RUBBISH)
    [case] = await rows(city, "SELECT number FROM cases_case")
    await w.do(city, w.HANDLER, case["number"], "sign")
    with pytest.raises(ImportTouchedError, match=case["number"]):
        await runner.undo(city, IMPORTER, told.id)


async def test_a_report_that_joined_anothers_case_keeps_it(city: Database, tmp_path: Path) -> None:
    await handed_in(city, tmp_path, RUBBISH)
    later = await handed_in(city, tmp_path, RUBBISH.replace("1,", "9,", 1), name="later.csv")
    found = await rows(city, "SELECT count(DISTINCT case_id) AS n FROM cases_report")
    assert found == [{"n": 1}], "the second report of one caller joins the first one's case"
    with pytest.raises(ImportTouchedError):
        await runner.undo(city, IMPORTER, later.id)
