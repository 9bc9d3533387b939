import asyncio
import contextlib
from datetime import timedelta

import pytest
from tests.support.delivery import prepare_all
from tests.support.matters import CITY, CLEAN, DISTRICT, LAMPS
from tests.support.patience import PATIENCE
from tests.support.queries import counting
from tests.support.world import HERE, NOWHERE, world

from yiwang.base.cases import api
from yiwang.base.cases.model.number import LAST_SERIAL, check
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.cases.subscribers import SUBSCRIBERS
from yiwang.base.cases.usecases.prepare import prepare_reports
from yiwang.base.matters import api as matters
from yiwang.infra.delivery import HandlerError, deliver, deliver_singly
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM, Actor

SECURITY = Actor(name="security", roles=frozenset({"security"}))
PREPARE = next(s for s in SUBSCRIBERS if s.name == "cases.prepare")


@pytest.fixture(autouse=True)
async def city(database, tmp_path):
    use_keys(tmp_path / "keys")
    await world(database)
    async with database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('cases.prepare', 0)")


def report(text="路灯不亮好几天了", where=HERE, **more):
    lon, lat = where or (None, None)
    return ReportInput(**{"source": "hotline", "text": text, "lon": lon, "lat": lat} | more)


def caller(phone="13812345678"):
    return ReporterInput(name="王", phone=phone)


async def receive(database, *reports):
    intake = api.intake(database)
    return [(await intake.receive(r, SYSTEM)).id for r in reports]


async def rows(database, sql, *args):
    async with database.reading(SYSTEM) as work:
        return await work.tx.fetch(sql, *args)


async def cases(database):
    return await rows(database, "SELECT * FROM cases_case ORDER BY number")


async def test_a_report_becomes_a_numbered_case_with_its_unit_and_deadline(database):
    (one,) = await receive(database, report(matter="01037", reporter=caller()))
    await prepare_all(database)
    (case,) = await cases(database)
    (row,) = await rows(database, "SELECT case_id, state FROM cases_report WHERE id = $1", one)
    assert (row["case_id"], row["state"]) == (case["id"], "joined")
    key = check(case["number"]).key
    assert (key.area, key.source) == (DISTRICT, "01")
    assert (case["matter"], case["unit"], case["stage"]) == ("matter:01037", LAMPS, "sign")
    assert case["path"][0] == CITY
    assert case["due_at"] is not None


async def test_a_place_outside_is_unplaced_and_never_in_a_wrong_grid(database):
    await receive(database, report(where=NOWHERE, attributes={"area": DISTRICT}), report(where=None))
    await prepare_all(database)
    for case in await cases(database):
        assert (case["area"], case["path"], case["stage"]) == (None, [], "intake")
        assert check(case["number"]).key.area == CITY
    hints = await rows(
        database, "SELECT * FROM cases_hint h JOIN cases_report r ON r.id = h.report_id ORDER BY lon"
    )
    assert hints[0]["notes"][0]["en"] == "the place is outside all known areas"
    assert "place" in hints[1]["missing"]


async def test_an_area_code_of_the_source_places_a_report_without_a_point(database):
    await receive(database, report(where=None, attributes={"area": DISTRICT}))
    await prepare_all(database)
    (case,) = await cases(database)
    assert case["path"] == [CITY, DISTRICT]


async def test_codes_of_the_source_are_mapped_and_unknown_ones_counted(database):
    async with database.work(SYSTEM) as work:
        await matters.map_code(work, "old", "9-1", "matter:06010")
    await receive(
        database,
        report(source="old", matter="9-1", text="一堆东西"),
        report(source="old", matter="9-9", text="一堆东西在路边"),
    )
    await prepare_all(database)
    first, second = await cases(database)
    assert {first["matter"], second["matter"]} == {"matter:06010", None}
    async with database.reading(SYSTEM) as work:
        (unmapped,) = await matters.unmapped(work.tx)
    assert (unmapped.source, unmapped.code, unmapped.count) == ("old", "9-9", 1)


async def test_urgent_words_raise_the_urgency(database):
    await receive(database, report(text="路灯杆漏电，有人触电", matter="01037"))
    await prepare_all(database)
    (case,) = await cases(database)
    (hint,) = await rows(database, "SELECT urgent_words FROM cases_hint")
    assert case["urgency"] == 3
    assert sorted(hint["urgent_words"]) == ["漏电", "触电"]


async def test_what_the_words_say_is_kept_masked_and_the_case_is_found_by_it(database):
    text = "锦绣花园小区的安居物业公司再不修我就跳楼，电话13812345678"
    (fresh,) = await receive(database, report(text=text, matter="01037"))
    await prepare_all(database)
    (hint,) = await rows(database, "SELECT reading, reading::text AS whole FROM cases_hint")
    assert [tag["code"] for tag in hint["reading"]["tags"]] == ["threat"]
    assert "锦绣花园小区" in {s["name"] for s in hint["reading"]["subjects"]}
    assert hint["reading"]["personal"][0]["kind"] == "mobile"
    assert "13812345678" not in hint["whole"]
    async with database.reading(SYSTEM) as work:
        found = await api.find_cases(work, api.CaseFilter(q="扬言"))
        detail = await api.detail(work, found.items[0]["number"])
    assert detail["preparation"].reading["tags"][0]["name"]["zh"] == "扬言"
    async with database.work(SECURITY) as work:
        await api.erase_report(work, fresh, basis="本人申请")
    (hint,) = await rows(database, "SELECT reading FROM cases_hint")
    assert hint["reading"] is None


async def test_intake_goes_on_when_the_road_breaks_down(database, monkeypatch):
    def broken(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr("yiwang.base.language.model.road.Road._subjects", broken)
    await receive(database, report(text="路灯杆漏电"))
    await prepare_all(database)
    assert len(await cases(database)) == 1
    (hint,) = await rows(database, "SELECT reading FROM cases_hint")
    assert hint["reading"]["failed"] == ["subjects"]


async def test_the_same_caller_about_the_same_thing_joins_the_open_case(database, time):
    (first,) = await receive(database, report(matter="01037", reporter=caller()))
    await prepare_all(database)
    (before,) = await cases(database)
    time.advance(timedelta(hours=2))
    again = await receive(
        database, report(text="路灯还是不亮好几天了", matter="01037", reporter=caller("138 1234 5678"))
    )
    await prepare_all(database)
    (case,) = await cases(database)
    assert case["reports"] == 2
    assert case["due_at"] == before["due_at"]
    joined = await rows(database, "SELECT id FROM cases_report WHERE case_id = $1", case["id"])
    assert {r["id"] for r in joined} == {first, *again}
    journal = await rows(
        database, "SELECT action FROM audit_journal WHERE subject = $1 ORDER BY seq", case["id"]
    )
    assert [j["action"] for j in journal] == ["open", "join"]


async def test_repeats_within_one_batch_join_too(database):
    await receive(database, *(report(matter="01037", reporter=caller()) for _ in range(3)))
    await prepare_all(database)
    (case,) = await cases(database)
    assert case["reports"] == 3


async def test_another_caller_gives_a_case_of_its_own_with_the_likeness_named(database):
    await receive(database, report(matter="01037", reporter=caller()))
    await prepare_all(database)
    await receive(
        database, report(matter="01037", reporter=caller("13900000000")), report("暴露垃圾", matter="06010")
    )
    await prepare_all(database)
    found = await cases(database)
    assert len(found) == 3
    (pair,) = await rows(database, "SELECT * FROM cases_duplicate")
    assert (pair["case_id"], pair["other_id"]) == (found[1]["id"], found[0]["id"])
    assert pair["score"] > 0.9
    assert "事项相同" in pair["reasons"]["zh"]


async def test_a_closed_case_takes_in_nothing(database):
    await receive(database, report(matter="01037", reporter=caller()))
    await prepare_all(database)
    (case,) = await cases(database)
    dispatcher = api.act
    async with database.work(SYSTEM) as work:
        await dispatcher(work, case["number"], "void", {"reason": "测试作废"})
    await receive(database, report(matter="01037", reporter=caller()))
    await prepare_all(database)
    assert len(await cases(database)) == 2


async def test_a_message_that_comes_twice_changes_nothing(database):
    reports = await receive(
        database, report(matter="01037", reporter=caller()), report("暴露垃圾", matter="06010")
    )
    await prepare_all(database)
    before = [dict(c) for c in await cases(database)]
    async with database.work(SYSTEM) as work:
        assert await prepare_reports(work, reports) == {}
    assert [dict(c) for c in await cases(database)] == before


async def test_a_report_without_a_number_left_is_set_aside_and_the_others_go_on(database, time):
    day = time.now().date()
    async with database.work(SYSTEM) as work:
        await work.tx.execute(
            "INSERT INTO cases_counter VALUES ($1, '13', $2, $3)", DISTRICT, day, LAST_SERIAL
        )
    stuck, _ = await receive(database, report(source="web"), report("暴露垃圾", matter="06010"))
    async with asyncio.timeout(PATIENCE):
        while not (await rows(database, "SELECT FROM infra_parked") and await cases(database)):
            with contextlib.suppress(HandlerError):
                await deliver(database, PREPARE)
            await deliver_singly(database, PREPARE, 2)
    (case,) = await cases(database)
    assert case["unit"] == CLEAN
    (parked,) = await rows(database, "SELECT key, error FROM infra_parked")
    assert parked["key"] == str(stuck)
    assert "No case number" in parked["error"]
    (kept,) = await rows(database, "SELECT state FROM cases_report WHERE id = $1", stuck)
    assert kept["state"] == "received"


async def test_statements_do_not_grow_with_the_batch(database):
    phones = (f"139{i:08}" for i in range(1000))

    async def statements(n):
        await receive(
            database,
            *(
                report(matter="01037", text=f"第{i}盏路灯不亮", reporter=caller(next(phones)))
                for i in range(n)
            ),
        )
        async with database.work(SYSTEM) as work:
            waiting = await work.tx.fetch("SELECT id FROM cases_report WHERE state = 'received'")
            with counting() as sent:
                await prepare_reports(work, [row["id"] for row in waiting])
        return len([s for s in sent if "infra_revision" not in s])

    await statements(2)
    assert await statements(40) == await statements(2)


async def test_every_case_can_be_rebuilt_from_its_journal(database):
    await receive(
        database, *(report(matter="01037", reporter=caller()) for _ in range(2)), report(where=NOWHERE)
    )
    await prepare_all(database)
    async with database.reading(SYSTEM) as work:
        assert [d async for d in api.differences(work.tx)] == []
