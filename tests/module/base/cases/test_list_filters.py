"""Filters of lists: each gives exactly the cases that meet it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.matters import CITY, CLEAN, DISTRICT, LAMPS
from tests.support.web import client
from tests.support.world import GRID

from yiwang.base.cases import api
from yiwang.base.cases.model.filters import CaseFilter
from yiwang.base.cases.model.words import words_of
from yiwang.kernel.actor import SYSTEM

#: In the middle of deadlines and ends of the cases below.
MIDDLE = datetime(2026, 3, 10, 12, tzinfo=UTC)
#: What each word for matters means; a class stands for its leaves.
MEANT = {
    "matter:01037": {"matter:01037"},
    "01037": {"matter:01037"},
    "matter:06010": {"matter:06010"},
    "matter:06": {"matter:06010", "matter:06028"},
}


async def find(database, **asked):
    async with database.reading(SYSTEM) as work:
        return await api.find_cases(work, CaseFilter(**asked))


filters = st.fixed_dictionaries(
    {},
    optional={
        "stages": st.lists(st.sampled_from(["sign", "void", "intake"]), max_size=2).map(tuple),
        "units": st.sampled_from([(), (CLEAN,), (LAMPS,), (CLEAN, LAMPS)]),
        "matters": st.sampled_from([(), ("matter:01037",), ("matter:06010", "01037"), ("matter:06",)]),
        "area": st.sampled_from([None, CITY, DISTRICT, GRID]),
        "channels": st.sampled_from([(), ("hotline",), ("grid", "web")]),
        "q": st.sampled_from(
            ["", "路灯", "路灯不亮", "人民路", "12号", "灯不", "垃圾 建设路", "没有这个词", "井"]
        ),
        "unplaced": st.sampled_from([None, True, False]),
        "undated": st.sampled_from([None, True, False]),
        "live": st.sampled_from([None, True, False]),
        "overdue": st.sampled_from([None, True, False]),
        "due_from": st.sampled_from([None, MIDDLE]),
        "due_to": st.sampled_from([None, MIDDLE]),
        "closed_from": st.sampled_from([None, MIDDLE]),
        "closed_to": st.sampled_from([None, MIDDLE]),
        "sort": st.sampled_from(["-opened_at", "opened_at"]),
    },
)


def is_alone(word):
    return len(word) == 1 and not word.isascii()


def looked_for(text):
    words = words_of(text)
    return [w for w in words if not is_alone(w)] or words


def has(word, wanted):
    return word.startswith(wanted) if is_alone(wanted) else word == wanted


def meets(case, text, asked):
    path = case["path"]
    words = words_of(text)
    wanted = {
        "stages": lambda v: not v or case["stage"] in v,
        "units": lambda v: not v or (case["unit"] or {}).get("code") in v,
        "matters": lambda v: (
            not v or any(one in MEANT[word] for word in v for one in [(case["matter"] or {}).get("key")])
        ),
        "area": lambda v: v is None or v in path,
        "channels": lambda v: not v or case["channel"] in v,
        "q": lambda v: all(any(has(w, word) for w in words) for word in looked_for(v)),
        "unplaced": lambda v: v is None or (not path) == v,
        "undated": lambda v: v is None or (case["due_at"] is None) == v,
        "live": lambda v: v is None or (case["stage"] != "void") == v,
        "overdue": lambda v: v is None or case["overdue"] == v,
        "due_from": lambda v: v is None or (case["due_at"] is not None and case["due_at"] >= v),
        "due_to": lambda v: v is None or (case["due_at"] is not None and case["due_at"] < v),
        "closed_from": lambda v: v is None or (case["closed_at"] is not None and case["closed_at"] >= v),
        "closed_to": lambda v: v is None or (case["closed_at"] is not None and case["closed_at"] < v),
        "sort": lambda v: True,
    }
    return all(wanted[name](value) for name, value in asked.items())


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters)
async def test_every_filter_gives_exactly_the_cases_that_meet_it(many, database, asked):
    everything = await find(database, limit=200)
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch(
            "SELECT c.number, r.text || ' ' || r.address AS text "
            "FROM cases_report r JOIN cases_case c ON c.id = r.case_id"
        )
    texts = {r["number"]: r["text"].lower() for r in rows}
    found = await find(database, limit=200, **asked)
    expected = {c["number"] for c in everything.items if meets(c, texts[c["number"]], asked)}
    assert {c["number"] for c in found.items} == expected
    assert (found.total, found.total_is_capped) == (len(expected), False)


async def get(app, **params):
    async with client(app, "dispatcher") as caller:
        return await caller.get("/api/v1/cases", params=params)


async def test_ended_cases_are_found_by_their_rating_and_by_whether_they_were_in_time(many, database, app):
    async with database.work(SYSTEM) as work:
        for number, stars, on_time in zip(
            many, (1, 2, 3, 4, 5), (True, False, True, False, True), strict=False
        ):
            await work.tx.execute(
                "UPDATE cases_case SET closed_at = opened_at, satisfaction = $2, on_time = $3 WHERE number = $1",
                number,
                stars,
                on_time,
            )

    async def numbers(**asked):
        return sorted(c["number"] for c in (await find(database, limit=200, **asked)).items)

    assert await numbers(satisfaction="rated") == sorted(many[:5])
    assert await numbers(satisfaction="satisfied") == sorted(many[3:5])
    assert await numbers(satisfaction="unsatisfied", sort="-closed_at") == sorted(many[:2])
    assert await numbers(on_time=False) == sorted([many[1], many[3]])
    assert await numbers(on_time=True, satisfaction="satisfied") == [many[4]]
    assert (await get(app, on_time=False)).json()["total"] == 2
    assert (await get(app, satisfaction="fair")).status_code == 422


async def test_cases_named_one_by_one_are_found_and_no_others(many, database, app):
    some = [many[3], many[0], "1" * 22]
    async with client(app, "dispatcher") as caller:
        found = (await caller.get("/api/v1/cases", params={"number": ",".join(some)})).json()
        assert {item["number"] for item in found["items"]} == {many[0], many[3]}
        among = (await caller.get("/api/v1/cases", params={"number": many[0], "stage": "void"})).json()
        assert {item["number"] for item in among["items"]} <= {many[0]}
        too_many = {"number": ",".join(str(n) for n in range(201))}
        assert (await caller.get("/api/v1/cases", params=too_many)).status_code == 422
