from datetime import date
from uuid import uuid4

import pytest
from tests.support.matters import CITY, CLEAN, DISTRICT, LAMPS, OTHER, responsibility, small_city

from yiwang.base.matters import api
from yiwang.base.matters.errors import (
    ResponsibilityNotFoundError,
    ResponsibilityStateError,
    SelfApprovalError,
)
from yiwang.infra.snapshots import forget_all
from yiwang.infra.tabular import read_table, write_csv
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import ConflictError, InvalidInputError
from yiwang.kernel.ids import new_id
from yiwang.kernel.rows import RowsRefusedError

APPLICANT = Actor(name="a", roles=frozenset({"admin"}), person=new_id())
LEADER = Actor(name="l", roles=frozenset({"leader"}), person=new_id())
DAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
async def city(database):
    await small_city(database)
    forget_all()


async def resolve(database, matter="matter:06010", path=(CITY, DISTRICT), day=DAY):
    forget_all()
    async with database.reading(SYSTEM) as work:
        return (await api.catalogue(work.tx)).resolve(matter, path, day)


async def draft(database, data, actor=APPLICANT):
    async with database.work(actor) as work:
        return await api.draft_responsibility(work, data, change_basis="三定方案")


async def approve(database, entry, actor=LEADER):
    async with database.work(actor) as work:
        return await api.approve_responsibility(work, entry.id)


async def test_a_draft_holds_only_when_somebody_else_approved_it(database):
    made = await draft(database, responsibility())
    assert (await resolve(database)).entry is None
    with pytest.raises(SelfApprovalError):
        await approve(database, made, APPLICANT)
    await approve(database, made)
    entry = (await resolve(database)).entry
    assert (entry.id, entry.approver, entry.change_basis) == (made.id, LEADER.key, "三定方案")
    with pytest.raises(ResponsibilityStateError):
        await approve(database, made)
    async with database.raw() as connection:
        kinds = await connection.fetch("SELECT kind FROM infra_outbox")
    assert "matters.responsibility_approved" in {row["kind"] for row in kinds}


async def test_a_new_version_ends_the_one_before_and_history_stays(database):
    first = await draft(database, responsibility())
    await approve(database, first)
    second = await draft(database, responsibility(unit=LAMPS, valid_from=DAY))
    assert second.version == 2
    await approve(database, second)
    assert (await resolve(database, day=date(2026, 3, 9))).entry.id == first.id
    assert (await resolve(database)).entry.lead_unit == LAMPS
    forget_all()
    async with database.reading(SYSTEM) as work:
        kept = (await api.catalogue(work.tx)).responsibility(first.id)
    assert (kept.lead_unit, kept.valid_to) == (CLEAN, DAY)
    third = await draft(database, responsibility(valid_from=date(2026, 2, 1)))
    with pytest.raises(ConflictError):
        await approve(database, third)


async def test_an_ended_entry_leaves_a_gap(database):
    made = await draft(database, responsibility())
    await approve(database, made)
    with pytest.raises(InvalidInputError):
        async with database.work(LEADER) as work:
            await api.end_responsibility(work, made.id, date(2025, 1, 1))
    async with database.work(LEADER) as work:
        await api.end_responsibility(work, made.id, DAY)
    assert (await resolve(database)).entry is None
    with pytest.raises(ResponsibilityStateError):
        async with database.work(LEADER) as work:
            await api.end_responsibility(work, made.id, DAY)
    with pytest.raises(ResponsibilityNotFoundError):
        async with database.work(LEADER) as work:
            await api.end_responsibility(work, uuid4(), DAY)


async def test_gaps_name_leaves_without_a_unit_per_district(database):
    await approve(database, await draft(database, responsibility(area=DISTRICT)))
    await approve(database, await draft(database, responsibility("01037", unit=LAMPS)))
    forget_all()
    async with database.reading(SYSTEM) as work:
        found = await api.gaps(work.tx, DAY)
        one = await api.gaps(work.tx, DAY, area=DISTRICT)
    assert {(g.matter, g.area) for g in found} == {
        ("matter:06028", DISTRICT),
        ("matter:06028", OTHER),
        ("matter:06010", OTHER),
    }
    assert [g.matter for g in one] == ["matter:06028"]
    assert CLEAN in one[0].reason.zh


async def test_unknown_names_are_refused_all_together(database):
    with pytest.raises(RowsRefusedError) as caught:
        await draft(database, responsibility("99999", area="123456", unit="NOBODY", assist_units=["ALSO"]))
    assert [p.column for p in caught.value.problems] == ["事项", "区域", "主责单位", "配合单位"]


SHEET = [
    [
        "事项",
        "区域",
        "主责单位",
        "配合单位",
        "处置时限",
        "处置时限（A类）",
        "签收时限",
        "生效日期",
        "设定依据",
    ],
    ["暴露垃圾", CITY, CLEAN, f"{LAMPS}", "1工作日", "4 工作时", "2紧急工作时", "2026-01-01", "市容条例"],
    ["matter:01037", DISTRICT, LAMPS, "", "2工作日", "", "", "2026-01-01", ""],
]


async def load(database, rows, name="list.csv"):
    content = rows if isinstance(rows, bytes) else write_csv(rows)
    async with database.work(LEADER) as work:
        return await api.import_responsibilities(work, name, content, change_basis="年度调整")


async def test_a_sheet_is_imported_once_and_comes_out_again(database):
    summary = await load(database, SHEET)
    assert (summary.created, summary.changed) == (2, 0)
    forget_all()
    assert (await load(database, SHEET)).unchanged == 2
    entry = (await resolve(database)).entry
    assert str(entry.limits["handle"]["A"].amount) == "4"
    assert entry.limits["sign"]["*"].unit == "urgent_hour"
    async with database.reading(SYSTEM) as work:
        excel = await api.export_responsibilities(work.tx, as_excel=True)
        text = await api.export_responsibilities(work.tx, as_excel=False)
    assert read_table("x.xlsx", excel) == read_table("x.csv", text)
    forget_all()
    assert (await load(database, excel, "list.xlsx")).unchanged == 2


async def test_a_sheet_with_errors_stores_nothing_and_names_every_cell(database):
    bad = [list(row) for row in SHEET]
    bad[1][4], bad[1][6] = "很快", "0工作日"
    bad.append(["路灯异常", CITY, "", "", "", "", "", "昨天", ""])
    with pytest.raises(RowsRefusedError) as caught:
        await load(database, bad)
    assert {(p.row, p.column) for p in caught.value.problems} == {
        (2, "处置时限"),
        (2, "签收时限"),
        (4, "主责单位"),
        (4, "生效日期"),
    }
    assert (await resolve(database)).entry is None
    for header in (["事项", "颜色"], ["事项", "事项", "区域", "主责单位", "生效日期"]):
        with pytest.raises(RowsRefusedError):
            await load(database, [header, ["x"]])
    for content in (b"", b"PK\x03\x04 not a zip", b"\xff\xff\xff", b"a\x00b", b'"open'):
        with pytest.raises((RowsRefusedError, InvalidInputError)):
            await load(database, content)
