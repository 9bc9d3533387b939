import io
from datetime import timedelta

import openpyxl
import pytest
from tests.support.matters import CLEAN, DISTRICT, LAMPS
from tests.support.queries import counting
from tests.support.web import client
from tests.support.world import AGENT, DISPATCHER, HANDLER, VERIFIER

from yiwang.base.cases import api
from yiwang.base.cases.model.filters import GROUPS, CaseFilter
from yiwang.base.cases.usecases import lists
from yiwang.base.cases.usecases.reference import reference
from yiwang.base.geography import api as geography
from yiwang.kernel.actor import SYSTEM


async def find(database, actor=SYSTEM, **asked):
    async with database.reading(actor) as work:
        return await api.find_cases(work, CaseFilter(**asked))


async def get(app, path, token="dispatcher", **params):
    async with client(app, token) as caller:
        return await caller.get(f"/api/v1{path}", params=params)


async def test_newest_first_and_pages_meet_without_gap_or_overlap(many, database):
    for sort in ("-opened_at", "opened_at", "due_at", "-due_at"):
        whole = [c["number"] for c in (await find(database, sort=sort, limit=200)).items]
        seen, cursor = [], None
        while True:
            page = await find(database, sort=sort, limit=5, cursor=cursor)
            seen += [c["number"] for c in page.items]
            assert page.total == len(whole)
            cursor = page.next
            if cursor is None:
                break
        assert seen == whole
        if sort == "-opened_at":
            assert whole == many[::-1]
        if "due_at" in sort:
            assert 0 < len(whole) < len(many)


async def test_a_list_shows_what_the_state_of_each_case_says(many, database):
    async with database.reading(SYSTEM) as work:
        page = await api.find_cases(work, CaseFilter(limit=200))
        ref, tree = await reference(work.tx), await geography.areas(work.tx)
        for item in page.items:
            state = await api.state_of(work, item["number"])
            assert item == api.summary(state, item["title"], ref, tree, work.now)


async def test_beyond_what_is_counted_the_total_says_so_and_the_page_is_still_the_newest(
    many, database, monkeypatch
):
    monkeypatch.setattr("yiwang.base.cases.store.lists.MOST_COUNTED", 7)
    monkeypatch.setattr(lists, "MOST_COUNTED", 7)
    first = await find(database, limit=5)
    assert (first.total, first.total_is_capped) == (7, True)
    assert [c["number"] for c in first.items] == many[:-6:-1]
    second = await find(database, limit=5, cursor=first.next)
    assert [c["number"] for c in second.items] == many[-6:-11:-1]
    few = await find(database, stages=("void",))
    assert (few.total, few.total_is_capped) == (4, False)


async def test_the_number_of_statements_does_not_grow(desk, database):
    async def statements(**asked):
        with counting() as sent:
            await find(database, **asked)
        return len([s for s in sent if "infra_revision" not in s])

    await desk.report(matter="01037")
    await statements()
    few = [await statements(), await statements(q="路灯", area=DISTRICT, units=(LAMPS,), live=True)]
    for i in range(30):
        await desk.report(f"第{i}处路灯不亮", phone=f"139{i:08}", matter="01037")
    many = [await statements(), await statements(q="路灯", area=DISTRICT, units=(LAMPS,), live=True)]
    assert few == many
    assert max(many) <= 5  # and one more, once a second, for the revisions of reference data


async def test_who_sees_what(many, app):
    everything = (await get(app, "/cases", limit=200)).json()["total"]
    assert everything == len(many)
    district = (await get(app, "/cases", f"agent#{DISTRICT}", limit=200)).json()["items"]
    assert district
    assert all(DISTRICT in c["path"] for c in district)
    unit = (await get(app, "/cases", f"handler@{LAMPS}", limit=200)).json()["items"]
    assert {c["unit"]["code"] for c in unit} == {LAMPS}
    mine = (await get(app, "/cases", f"handler@{LAMPS}", mine=True)).json()
    assert 0 < mine["total"] <= len(unit)
    assert (await get(app, "/cases", "security")).status_code == 403
    assert (await get(app, "/cases", None)).status_code == 401
    foreign = next(c["number"] for c in (await get(app, "/cases", unit=CLEAN)).json()["items"])
    assert (await get(app, f"/cases/{foreign}", f"handler@{LAMPS}")).status_code == 404


async def test_a_number_finds_its_case_and_the_page_shows_it_whole(many, app):
    found = (await get(app, "/cases", q=many[1])).json()
    assert [c["number"] for c in found["items"]] == [many[1]]
    page = (await get(app, f"/cases/{many[1]}")).json()
    assert page["number"] == many[1]
    assert page["reports"][0]["reporter"] == {"name": "王**", "phone": "138****0001"}
    wrong = many[1][:-1] + str((int(many[1][-1]) + 1) % 10)
    assert (await get(app, f"/cases/{wrong}")).json()["error"]["code"] == "invalid_number"


@pytest.mark.parametrize(
    "params",
    [
        {"sort": "title; DROP TABLE"},
        {"limit": 0},
        {"limit": 10_000},
        {"cursor": "x"},
        {"cursor": "kwE"},
        {"q": "\x00"},
        {"q": "x" * 201},
        {"stage": "\x00"},
        {"from": "yesterday"},
        {"from": "2026-01-01T00:00:00"},
        {"overdue": "maybe"},
        {"urgency": 9},
        {"stage": "bogus"},
        {"stage": "sign,bogus"},
        {"side": "bogus"},
        {"channel": "hotline,bogus"},
        {"source": "no source"},
        {"unit": "not a code"},
        {"area": "bogus"},
        {"matter": "bogus"},
        {"group": "unit"},
        {"group": "colour:red"},
        {"group": "urgency:x"},
        {"skip": -1},
        {"start": "2026-01-01T00:00:00"},
    ],
)
async def test_bad_queries_are_named(desk, app, params):
    for path in ("/cases", "/cases/groups", "/stats/cases", "/cases/export.xlsx"):
        if path != "/cases" and params.keys() & {"limit", "cursor"}:
            continue
        answer = await get(app, path, "leader", **params)
        assert answer.status_code == 422, path
        error = answer.json()["error"]
        assert (error["code"], [error["field"]]) == ("invalid_input", list(params))
        assert error["message"]["zh"] != error["message"]["en"]


@pytest.mark.parametrize(
    "params",
    [
        {"stage": "sign,void,merged,archived"},
        {"side": "disputed"},
        {"channel": "hotline,other"},
        {"source": "any-source_1.0"},
        {"unit": "U-FORMER"},  # no longer in the directory
        {"area": "110101"},
        {"matter": "噪声扰民"},
        {"matter": "matter:01037"},
        {"matter": "06028"},
    ],
)
async def test_what_is_or_was_known_filters(many, app, params):
    assert (await get(app, "/cases", **params)).status_code == 200


@pytest.mark.parametrize(
    "q", ["'", "\\", "' | '", ":*", "a:*b & !c", "%", "（）", "💡", "𠮷野家", "<script>"]
)
async def test_no_text_breaks_the_search(desk, app, q):
    number = await desk.report(f"路灯 {q} 不亮")
    answer = await get(app, "/cases", q=f"路灯 {q}")
    assert [c["number"] for c in answer.json()["items"]] == [number]


async def test_tasks_come_by_the_time_that_is_left(many, app):
    page = (await get(app, "/tasks", f"handler@{LAMPS}", limit=1)).json()
    assert page["total"] > 1
    dues = []
    while True:
        dues += [t["due_at"] for t in page["items"]]
        assert all(t["unit"]["code"] == LAMPS for t in page["items"])
        if page["next"] is None:
            break
        page = (await get(app, "/tasks", f"handler@{LAMPS}", limit=1, cursor=page["next"])).json()
    assert len(dues) == page["total"]
    assert dues == sorted(dues)


async def test_an_unknown_kind_of_task_is_refused_by_name(many, app):
    assert (await get(app, "/tasks", kind="lead,assist")).status_code == 200
    error = (await get(app, "/tasks", kind="lead,bogus")).json()["error"]
    assert (error["code"], error["field"]) == ("invalid_input", "kind")


@pytest.mark.parametrize("sort", ["-opened_at", "opened_at"])
async def test_a_list_begins_where_it_is_asked_to(many, database, monkeypatch, sort):
    whole = [c["number"] for c in (await find(database, sort=sort, limit=200)).items]
    opened = {c["number"]: c["opened_at"] for c in (await find(database, limit=200)).items}
    for counted in (10_000, 5):  # the second: more than are counted
        monkeypatch.setattr("yiwang.base.cases.usecases.lists.MOST_COUNTED", counted)
        monkeypatch.setattr("yiwang.base.cases.store.lists.MOST_COUNTED", counted)
        lists.forget_counts()
        page = await find(database, sort=sort, limit=4, skip=7)
        assert [c["number"] for c in page.items] == whole[7:11]
        after = await find(database, sort=sort, limit=200, cursor=page.next)
        assert [c["number"] for c in after.items] == whole[11:]
        at = await find(database, sort=sort, limit=200, start=opened[whole[9]])
        assert [c["number"] for c in at.items] == whole[9:]
        assert (await find(database, sort=sort, skip=500)).items == []
        assert at.total == min(len(many), counted)


@pytest.mark.parametrize("asked", [{}, {"q": "路灯"}, {"area": DISTRICT}, {"live": True}])
@pytest.mark.parametrize("by", GROUPS)
async def test_each_group_of_a_list_says_how_many_it_opens(many, database, time, by, asked):
    time.advance(timedelta(days=2))
    async with database.reading(SYSTEM) as work:
        with counting() as statements:
            found = await api.grouped(work, CaseFilter(**asked), by)
        assert len([s for s in statements if "infra_revision" not in s]) <= 1
    whole = (await find(database, limit=200, **asked)).items
    assert found["sums"]["count"] == len(whole) == sum(g["count"] for g in found["groups"])
    assert found["sums"]["overdue"] == sum(c["overdue"] for c in whole) > 0
    assert found["sums"]["open"] == sum(c["closed_at"] is None and c["stage"] != "void" for c in whole)
    for group in found["groups"]:
        inside = (await find(database, limit=200, group=f"{by}:{group['key']}", **asked)).items
        assert group["count"] == len(inside)
        assert group["overdue"] == sum(c["overdue"] for c in inside)
    assert len({g["key"] for g in found["groups"]}) == len(found["groups"])


async def test_sums_tell_the_mean_of_the_time_that_is_left(many, database, time):
    async with database.reading(SYSTEM) as work:
        found = await api.grouped(work, CaseFilter())
        now = work.now
    assert (found["by"], found["groups"]) == (None, [])
    dues = [c["due_at"] for c in (await find(database, sort="due_at", limit=200)).items]
    left = [(due - now).total_seconds() for due in dues if due >= now]
    assert found["sums"]["left_s"] == pytest.approx(sum(left) / len(left), abs=1)


async def test_sums_are_of_what_the_caller_may_see(many, app):
    mine = (await get(app, "/cases/groups", f"handler@{LAMPS}", by="unit")).json()
    assert mine["sums"]["count"] == (await get(app, "/cases", f"handler@{LAMPS}")).json()["total"] > 0
    assert (await get(app, "/cases/groups", by="colour")).json()["error"]["field"] == "by"


async def test_counting_by_properties(many, app):
    for by in ("stage", "unit", "matter", "month", "on_time", "channel", "source", "area"):
        found = (await get(app, "/stats/cases", by=by)).json()
        assert found["by"] == by
        assert sum(r["count"] for r in found["rows"]) == found["total"] == len(many)
    stages = {r["key"]: r["count"] for r in (await get(app, "/stats/cases", by="stage")).json()["rows"]}
    assert stages["void"] == 4
    lamps = (await get(app, "/stats/cases", by="stage", unit=LAMPS)).json()["total"]
    assert 0 < lamps < len(many)
    assert (await get(app, "/stats/cases", by="colour")).json()["error"]["field"] == "by"


async def test_the_export_holds_exactly_the_filter_and_no_formula(desk, app, database):
    await desk.report('=HYPERLINK("http://evil","x")', phone="13800000001", matter="01037")
    await desk.report("@SUM(A1) 路灯", phone="13800000002", matter="01037")
    await desk.report("垃圾", matter="06010")
    answer = await get(app, "/cases/export.xlsx", "leader", matter="matter:01037")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == 2
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} <= {"s", "n"}
    assert rows[1][2].value.startswith("=HYPERLINK")
    async with database.reading(SYSTEM) as work:
        trail = await work.tx.fetch("SELECT data FROM audit_journal WHERE action = 'export_cases'")
    assert len(trail) == 1
    assert (await get(app, "/cases/export.xlsx", "handler@U-LAMPS")).status_code == 403


async def test_the_export_has_the_columns_of_the_list_as_it_is_shown(desk, app):
    await desk.report("路灯不亮", phone="13800000001", matter="01037")
    shown = {"columns": "left,title,unit,marks", "lang": "en"}
    answer = await get(app, "/cases/export.xlsx", "leader", **shown)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    head, row = list(sheet.iter_rows(values_only=True))
    assert head == ("Due", "Overdue", "Text", "Address", "Unit", "Marks")
    assert "路灯不亮" in row[2]
    wrong = await get(app, "/cases/export.xlsx", "leader", columns="title,secret")
    assert wrong.json()["error"]["field"] == "columns"


async def test_a_reporter_is_shown_in_full_only_to_those_who_may_and_on_record(desk, app, database):
    number = await desk.report(phone="13812345678")
    for token, status in (("agent", 200), ("handler@U-WATER", 404), ("leader", 403), ("auditor", 403)):
        async with client(app, token) as caller:
            answer = await caller.post(f"/api/v1/cases/{number}/reporters", json={"reason": "回访核实"})
        assert answer.status_code == status
        if status == 200:
            assert answer.json()["items"][0]["phone"] == "13812345678"
    async with database.reading(SYSTEM) as work:
        (record,) = await work.tx.fetch("SELECT data FROM audit_journal WHERE action = 'unmask_reporters'")
    assert "13812345678" not in str(record["data"])
    assert "回访核实" in str(record["data"])


async def test_a_handler_may_call_the_reporter_while_a_task_of_the_case_is_open_for_the_own_unit(desk, app):
    number = await desk.report("垃圾堆放", phone="13812345678", matter="06010")

    async def call(token):
        async with client(app, token) as caller:
            return await caller.post(f"/api/v1/cases/{number}/reporters", json={"reason": "首次联系"})

    assert (await call("handler@U-CLEAN")).json()["items"][0]["phone"] == "13812345678"
    assert (await call("handler@U-LAMPS")).status_code in {403, 404}
    await desk.act(number, "sign", {}, HANDLER)
    await desk.act(number, "feedback", {"result": "已清运"}, HANDLER)
    assert (await call("handler@U-CLEAN")).status_code == 403


async def test_duplicates_are_shown_before_filing(desk, app):
    number = await desk.report(phone="13812345678", matter="01037")
    answer = await get(
        app, "/cases/duplicates", text="路灯不亮好几天", lon=120.0051, lat=30.005, matter="01037"
    )
    (item,) = answer.json()["items"]
    assert (item["number"], item["same_caller"]) == (number, False)
    same = await get(
        app, "/cases/duplicates", text="路灯不亮好几天", lon=120.005, lat=30.005, phone="138-1234-5678"
    )
    assert same.json()["items"][0]["same_caller"]
    far = await get(app, "/cases/duplicates", text="路灯不亮好几天", lon=120.1, lat=30.1)
    assert far.json()["items"] == []


async def test_missing_numbers_are_reported(desk, app, database):
    number = await desk.report()
    async with database.work(SYSTEM) as work:
        await work.tx.execute("UPDATE cases_counter SET last = last + 1")
    span = {"from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"}
    (gap,) = (await get(app, "/cases/numbers/gaps", "auditor", **span)).json()["items"]
    assert (gap["taken"], gap["carried"], gap["missing"]) == (2, 1, [2])
    assert number.startswith(gap["area"])


async def test_past_cases_of_the_matter_say_what_solved_them(desk, app, database):
    async def solved(text, where, result):
        number = await desk.report(text, where, matter="06010")
        await desk.act(number, "sign", {}, HANDLER)
        await desk.act(number, "feedback", {"result": result, "public_reply": "好"}, HANDLER)
        await desk.act(number, "verify_pass", {}, VERIFIER)
        while (case := (await get(app, f"/cases/{number}", "supervisor")).json())["stage"] != "closed":
            act = {"callback": "call_back", "closing": "close"}[case["stage"]]
            body = {"satisfaction": 5, "resolved": True} if act == "call_back" else {}
            await desk.act(number, act, body, AGENT if act == "call_back" else DISPATCHER)
        return number

    like = await solved("人民路垃圾堆放无人清理", (120.005, 30.005), "增派保洁员，每日两次清运")
    far = await solved("河边落叶", (120.09, 30.09), "清扫")
    number = await desk.report("人民路垃圾堆放", (120.0051, 30.005), matter="06010")
    found = (await get(app, f"/cases/{number}/similar")).json()["items"]
    assert [one["number"] for one in found] == [like, far]
    assert found[0]["result"] == "增派保洁员，每日两次清运"
    assert found[0]["distance_m"] < 20 < found[1]["distance_m"]
    lamp = await desk.report("路灯不亮", matter="01037")
    assert (await get(app, f"/cases/{lamp}/similar")).json() == {"items": []}
    page = (await get(app, f"/cases/{like}", "supervisor")).json()
    said = {(one["kind"], one["public"]): one["text"] for one in page["conversation"]}
    assert said["result", False] == "增派保洁员，每日两次清运"
    assert said["public_reply", True] == "好"
