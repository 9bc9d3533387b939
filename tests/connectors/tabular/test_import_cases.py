"""History from files: taken once, told honestly, resumable, and taken back."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support import world as w

from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.cases.errors import ImportBusyError, ImportStateError, ImportTouchedError
from yiwang.base.cases.usecases.rebuild import fold
from yiwang.connectors.tabular import runner
from yiwang.connectors.tabular.mapping import parse
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

IMPORTER = w.actor("admin", name="importer")

MAPPING = """
source: town
timezone: Asia/Shanghai
fields:
  external_id: id
  reported_at: opened
  closed_at: closed
  due_at: due
  dispatched_at: sent
  signed_at: signed
  feedback_at: done
  text: text
  matter: {column: matter, default: foreign}
  unit: unit
  channel: channel
  lon: lon
  lat: lat
  satisfied: stars
  result: result
  returned_count: returned
  reporter_phone: phone
create_missing: [unit, matter]
"""
HEAD = "id,opened,closed,due,sent,signed,done,text,matter,unit,channel,lon,lat,stars,result,returned,phone"
WHOLE = (
    "a1,2025-08-01 09:00,2025-08-03 10:00,2025-08-03 10:00,2025-08-01 10:00,2025-08-01 11:00,2025-08-02 09:00,"
    "垃圾𠮷堆,暴露垃圾,环卫所,hotline,120.005,30.005,5,已清运,1,13800001111"
)
LATE = "a2,2025-08-01 09:00,2025-08-03 10:00,2025-08-03 09:59,,,,灯不亮,Lamp broken,Lamp Office,Call,,,,,,"
OPEN = "a3,2025-08-01 09:00,,2025-08-03 09:59,,2025-08-01 12:00,,噪声,噪声扰民,环卫所,,1,1,,,,"
NOBODY = "a4,2025-08-01 09:00,,,,,,噪声,噪声扰民,,,,,,,,"


@pytest.fixture
async def city(database: Database) -> Database:
    await w.world(database)
    return database


def job(
    folder: Path, *lines: str, mapping: str = MAPPING, name: str = "file.csv", batch: int = 1000
) -> runner.Job:
    file = folder / name
    file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    rejects = folder / f"{name}.rejects.csv"
    return runner.Job(file, name, "cases", parse(mapping.encode()), lambda _: rejects, batch)


async def rows(database: Database, sql: str, *args: Any) -> list[dict[str, Any]]:
    async with database.reading(SYSTEM) as work:
        return [dict(r) for r in await work.tx.fetch(sql, *args)]


async def test_a_case_of_the_past_is_as_its_source_tells_it(city: Database, tmp_path: Path) -> None:
    told = await runner.run(city, IMPORTER, job(tmp_path, WHOLE, LATE, OPEN, NOBODY))
    assert told.state == "finished"
    assert (told.counts.read, told.counts.accepted, told.counts.rejected) == (4, 4, 0)
    found = {
        r["external_id"]: r
        for r in await rows(
            city,
            "SELECT c.*, r.external_id, r.text, r.channel AS by, r.attributes FROM cases_case c "
            "JOIN cases_report r ON r.case_id = c.id",
        )
    }
    whole, late = found["a1"], found["a2"]
    assert whole["stage"] == late["stage"] == "closed"
    assert (whole["on_time"], late["on_time"]) == (True, False)
    assert whole["opened_at"] == datetime(2025, 8, 1, 1, tzinfo=UTC)
    assert whole["closed_at"] == whole["final_due_at"] == datetime(2025, 8, 3, 2, tzinfo=UTC)
    assert (whole["matter"], whole["unit"], whole["area"]) == ("matter:06010", w.CLEAN, w.GRID)
    assert (whole["satisfaction"], whole["channel"]) == (5, "hotline")
    assert whole["title"] == "垃圾𠮷堆"
    assert whole["number"].startswith(w.DISTRICT + "01" + "20250801")
    assert (late["channel"], late["attributes"]["channel"]) == ("import", "Call")
    assert late["unit"].startswith("town.lamp-office")
    assert late["area"] is None
    assert found["a3"]["stage"] == "handle"
    assert found["a3"]["due_at"] == datetime(2025, 8, 3, 1, 59, tzinfo=UTC)
    assert found["a4"]["stage"] == "dispatch"
    [row] = await rows(city, "SELECT text FROM cases_note")
    assert row["text"] == "已清运"
    [row] = await rows(city, "SELECT phone FROM cases_reporter")
    assert row["phone"] == "13800001111"


async def test_the_journal_has_the_times_of_the_source_and_no_words(city: Database, tmp_path: Path) -> None:
    await runner.run(city, IMPORTER, job(tmp_path, WHOLE))
    [case] = await rows(city, "SELECT id FROM cases_case")
    async with city.reading(SYSTEM) as work:
        entries = await audit.history(work.tx, case["id"])
        assert [d async for d in cases.differences(work.tx)] == []
    assert [(e.action, e.at.hour) for e in entries] == [
        ("import_opened", 1),
        ("import_dispatched", 2),
        ("import_signed", 3),
        ("import_feedback", 1),
        ("import_closed", 2),
    ]
    state = fold(entries)
    assert state.counts == {"returned": 1}
    assert state.clocks["handle-1"].status == "met"
    assert not state.live_tasks()
    assert all(word not in str([e.data for e in entries]) for word in ("垃圾", "已清运", "1380000"))


async def test_an_open_case_of_the_past_is_worked_on_like_any_other(city: Database, tmp_path: Path) -> None:
    await runner.run(city, IMPORTER, job(tmp_path, OPEN, NOBODY))
    numbers = {r["stage"]: r["number"] for r in await rows(city, "SELECT stage, number FROM cases_case")}
    case = await w.do(city, w.HANDLER, numbers["handle"], "feedback", result="已处理")
    assert case.stage == "verify"
    assert case.clocks["handle-1"].status == "missed"
    case = await w.do(city, w.DISPATCHER, numbers["dispatch"], "dispatch", unit=w.CLEAN)
    assert case.stage == "sign"
    await cases.fire_clocks(city)
    fired = await rows(
        city,
        "SELECT state::jsonb -> 'supervisions' AS s FROM cases_case WHERE number = $1",
        numbers["handle"],
    )
    assert fired[0]["s"] is None  # an imported deadline long past is not news


async def test_importing_again_takes_nothing_twice(city: Database, tmp_path: Path) -> None:
    first = await runner.run(city, IMPORTER, job(tmp_path, WHOLE, LATE))
    again = await runner.run(city, IMPORTER, job(tmp_path, WHOLE, LATE))
    assert again.id != first.id
    assert (again.counts.accepted, again.counts.duplicates) == (0, 2)
    changed = LATE.replace("灯不亮", "灯又不亮")
    third = await runner.run(city, IMPORTER, job(tmp_path, WHOLE, changed, OPEN, OPEN))
    assert (third.counts.accepted, third.counts.duplicates, third.counts.rejected, third.counts.changed) == (
        1,
        2,
        1,
        1,
    )
    with (tmp_path / "file.csv.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        [reject] = list(csv.DictReader(file))
    assert reject["reject_row"] == "3"
    assert "another content" in reject["reject_reason_en"]
    assert reject["text"] == "灯又不亮"
    assert len(await rows(city, "SELECT 1 FROM cases_case")) == 3


async def test_bad_rows_go_to_the_rejects_and_the_run_goes_on(city: Database, tmp_path: Path) -> None:
    bad_time = LATE.replace("a2", "b1").replace("2025-08-03 10:00", "2025-07-01 10:00")
    short = "b2,2025-08-01"
    formula = NOBODY.replace("a4", "=1+1").replace("2025-08-01 09:00", "soon")
    strict = MAPPING.replace("create_missing: [unit, matter]", "").replace(", default: foreign", "")
    told = await runner.run(
        city, IMPORTER, job(tmp_path, bad_time, WHOLE, short, LATE, formula, mapping=strict)
    )
    assert (told.counts.read, told.counts.accepted, told.counts.rejected) == (5, 1, 4)
    with (tmp_path / "file.csv.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rejects = list(csv.reader(file))[1:]
    assert [(r[0], r[1]) for r in rejects] == [
        ("2", "closed_at"),
        ("4", ""),
        ("5", "unit"),
        ("6", "reported_at ← opened"),
    ]
    assert rejects[3][4] == "'=1+1"
    assert told.rejects is not None


async def test_a_stopped_run_goes_on_where_it_was(city: Database, tmp_path: Path) -> None:
    lines = [NOBODY.replace("a4", f"n{i}") for i in range(9)]
    lines[3] = lines[3].replace("2025-08-01", "never")
    lines[7] = lines[7].replace("2025-08-01", "never")
    asked = iter([False, False, False, True])
    stopped = await runner.run(city, IMPORTER, job(tmp_path, *lines, batch=2), stop=lambda: next(asked))
    assert stopped.state == "unfinished"
    assert 0 < stopped.counts.read < 9
    resumed = await runner.run(city, IMPORTER, job(tmp_path, *lines, batch=2))
    assert resumed.id == stopped.id
    assert (resumed.counts.read, resumed.counts.accepted, resumed.counts.rejected) == (9, 7, 2)
    with (tmp_path / "file.csv.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [r["reject_row"] for r in csv.DictReader(file)] == ["5", "9"]
    assert len(await rows(city, "SELECT 1 FROM cases_case")) == 7


async def test_a_batch_is_whole_or_not_there(
    city: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yiwang.base.cases.store import history as store

    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(store, "load", fail)
    with pytest.raises(RuntimeError):
        await runner.run(city, IMPORTER, job(tmp_path, WHOLE, LATE))
    for table in (
        "cases_case",
        "cases_report",
        "cases_task",
        "cases_search",
        "identity_unit WHERE code LIKE 'town%'",
    ):
        assert await rows(city, f"SELECT 1 FROM {table}") == []
    monkeypatch.undo()
    told = await runner.run(city, IMPORTER, job(tmp_path, WHOLE, LATE))
    assert (told.counts.read, told.counts.accepted) == (2, 2)
    async with city.reading(SYSTEM) as work:
        today = datetime(2025, 8, 1, tzinfo=UTC).date()
        assert await cases.gaps(work.tx, today, today) == []


async def test_an_import_is_taken_back_and_can_come_again(city: Database, tmp_path: Path) -> None:
    told = await runner.run(city, IMPORTER, job(tmp_path, WHOLE, LATE, OPEN, NOBODY))
    undone = await runner.undo(city, IMPORTER, told.id)
    assert undone.state(city.time.now()) == "undone"
    assert undone.counts.withdrawn == 4
    found = await rows(city, "SELECT DISTINCT stage, side, due_at FROM cases_case")
    assert found == [{"stage": "void", "side": "withdrawn", "due_at": None}]
    assert await rows(city, "SELECT 1 FROM cases_case WHERE fires_at IS NOT NULL") == []
    assert await rows(city, "SELECT 1 FROM cases_task WHERE status IN ('open', 'signed')") == []
    assert await rows(city, "SELECT 1 FROM cases_reporter WHERE phone IS NOT NULL") == []
    async with city.reading(SYSTEM) as work:
        assert [d async for d in cases.differences(work.tx)] == []
    async with city.reading(w.DISPATCHER) as work:
        assert (await cases.find_cases(work, cases.CaseFilter())).total == 0
        assert (await cases.find_cases(work, cases.CaseFilter(q="噪声"))).total == 0
        assert (await cases.stats(work, "stage"))["rows"] == []
    with pytest.raises(ImportStateError):
        await runner.undo(city, IMPORTER, told.id)
    again = await runner.run(city, IMPORTER, job(tmp_path, WHOLE, LATE, OPEN, NOBODY))
    assert (again.counts.accepted, again.counts.duplicates) == (4, 0)


async def test_an_import_that_was_worked_on_stays(city: Database, tmp_path: Path) -> None:
    told = await runner.run(city, IMPORTER, job(tmp_path, WHOLE, OPEN))
    [case] = await rows(city, "SELECT number FROM cases_case WHERE stage = 'handle'")
    await w.do(city, w.HANDLER, case["number"], "comment", text="看过了")
    with pytest.raises(ImportTouchedError, match=case["number"]):
        await runner.undo(city, IMPORTER, told.id)
    assert await rows(city, "SELECT 1 FROM cases_case WHERE stage = 'void'") == []


async def test_two_imports_of_one_source_do_not_mix(city: Database, tmp_path: Path) -> None:
    one = job(tmp_path, WHOLE, name="one.csv")
    two = job(tmp_path, LATE, name="two.csv")
    async with city.work(IMPORTER) as work:
        from yiwang.base.cases.store import imports as store

        assert await store.lock_source(work.tx, "town")
        with pytest.raises(ImportBusyError):
            await runner.run(city, IMPORTER, two)
    await runner.run(city, IMPORTER, one)
    assert (await runner.run(city, IMPORTER, two)).counts.accepted == 1


async def test_a_run_that_was_killed_is_told_from_one_that_runs(city: Database, tmp_path: Path) -> None:
    run = await runner.prepare(city, IMPORTER, job(tmp_path, WHOLE))
    await run.close()  # and nothing more: as after kill -9
    async with city.reading(SYSTEM) as work:
        record = await cases.find_import(work.tx, run.id)
    assert record.state(city.time.now()) == "running"
    with pytest.raises(ImportBusyError):
        await runner.undo(city, IMPORTER, run.id)
    assert record.state(city.time.now() + timedelta(minutes=2)) == "unfinished"
    told = await runner.run(city, IMPORTER, job(tmp_path, WHOLE))
    assert (told.id, told.state, told.counts.accepted) == (run.id, "finished", 1)


async def test_foreign_words_that_nobody_mapped_are_counted(city: Database, tmp_path: Path) -> None:
    only_units = MAPPING.replace("[unit, matter]", "[unit]")
    await runner.run(city, IMPORTER, job(tmp_path, LATE, LATE.replace("a2", "a9"), mapping=only_units))
    [case] = await rows(city, "SELECT DISTINCT matter FROM cases_case")
    assert case["matter"] is None
    [row] = await rows(city, "SELECT * FROM matters_unmapped")
    assert "Lamp broken" in row.values()
    assert 2 in row.values()


BOSTON = Path(__file__).parents[3] / "../shared/data/boston311/requests.csv"
MAPPINGS = Path(__file__).parents[3] / "packs/import-mappings"


async def test_boston_keeps_its_promises_as_its_own_flag_says(city: Database, tmp_path: Path) -> None:
    if not BOSTON.is_file():
        pytest.skip(f"the file of Boston's cases is not here: {BOSTON}")
    mapping = parse((MAPPINGS / "boston311.yaml").read_bytes())
    rejects = tmp_path / "rejects.csv"
    boston = runner.Job(BOSTON, BOSTON.name, "cases", mapping, lambda _: rejects)
    told = await runner.run(city, IMPORTER, boston)
    assert (told.counts.read, told.counts.accepted, told.counts.rejected) == (5473, 5473, 0)
    async with city.reading(w.DISPATCHER) as work:
        counted = await cases.stats(work, "on_time")
    by_key = {row["key"]: row["count"] for row in counted["rows"]}
    assert (by_key["on_time"], by_key["overdue"]) == (3305, 785)
    assert counted["total"] == 5473
