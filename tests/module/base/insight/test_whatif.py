"""What-if on real journals: the past comes out again, and a change says what it would have meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support import world as w
from tests.support.web import application, client

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.insight import api, http
from yiwang.base.insight.model.changes import LimitChange, StaffChange
from yiwang.base.insight.model.replay import replay
from yiwang.base.insight.usecases.whatif import fidelity, journey
from yiwang.base.workflow import api as workflow
from yiwang.kernel.worktime import TimeUnit


@pytest.fixture
async def many(database):
    """Cases of all sorts: quick, late, returned, extended, suspended."""
    await w.world(database)
    numbers = [(await w.opened(database)).number for _ in range(4)]
    quick, late, extended, suspended = numbers
    for number in (quick, extended, suspended):
        database.time.advance(timedelta(minutes=5))
        await w.do(database, w.HANDLER, number, "sign")
    await w.do(
        database,
        w.HANDLER,
        extended,
        "ask_extension",
        clock="handle",
        amount=2,
        reason="复杂",
    )
    await w.do(database, w.DISPATCHER, extended, "decide_extension", approved=True)
    await w.do(database, w.HANDLER, quick, "feedback", result="已清理", public_reply="已清运")
    await w.do(database, w.DISPATCHER, suspended, "suspend", reason="等待天气")
    database.time.advance(timedelta(days=2))
    await w.do(database, w.DISPATCHER, suspended, "resume")
    for number in (suspended, extended):
        database.time.advance(timedelta(minutes=30))
        await w.do(database, w.HANDLER, number, "feedback", result="已清理", public_reply="已清运")
    database.time.advance(timedelta(days=9))
    await w.do(database, w.HANDLER, late, "sign")
    await w.do(database, w.HANDLER, late, "feedback", result="已清理", public_reply="已清运")
    return numbers


async def test_without_a_change_the_journal_comes_out_again_to_the_clock(many, database):
    async with database.reading(w.DISPATCHER) as work:
        states = await cases.find_states(work, CaseFilter(), 100)
        calendar = (await workflow.calendars(work.tx))[states[0].calendar]
    past = [journey(state) for state in states]
    again = replay(past, (), calendar)
    assert again.after == again.before
    reproduced, tried = fidelity(past, calendar)
    assert (reproduced, tried) == (tried, sum(len(j.clocks) for j in past))
    assert tried > 10
    recorded = {s.number: [c.status for c in s.clocks.values() if c.kind == "handle"] for s in states}
    missed = {number for number, statuses in recorded.items() if "missed" in statuses}
    assert many[1] in missed
    assert many[0] not in missed


async def test_a_shorter_limit_names_the_cases_that_would_have_been_late(many, database):
    async with database.reading(w.DISPATCHER) as work:
        asked = CaseFilter()
        nothing = await api.what_if(work, asked, [])
        half = await api.what_if(
            work,
            asked,
            [LimitChange(amount=0.1, unit=TimeUnit.WORK_HOUR), StaffChange(unit=w.CLEAN, places=1)],
        )
        limits = await api.limits(work, asked)
    assert nothing["late"]["before"] == nothing["late"]["after"]
    assert nothing["fidelity"]["clocks"] == nothing["fidelity"]["reproduced"] > 10
    assert half["late"]["before"]["missed"] >= 1
    assert half["late"]["after"]["missed"] >= half["late"]["before"]["missed"]
    assert half["late"]["after"]["low"] < half["late"]["after"]["share"] < 1.01
    [unit] = half["units"]
    assert (unit["unit"]["code"], unit["after"]["places"]) == (w.CLEAN, 1)
    assert unit["after"]["wait_mean"] > unit["before"]["wait_mean"]
    [row] = limits["matters"]
    assert (row["n"], row["current"].unit) == (4, TimeUnit.WORK_HOUR)
    assert row["suggested"] is None  # four cases prove nothing
    shares = [e["share"] for e in row["curve"]]
    assert shares == sorted(shares, reverse=True)


async def test_what_means_nothing_is_refused_by_name(many, database):
    app = application(database, [http.router])
    path = "/api/v1/insight/replay"
    async with client(app, "dispatcher") as caller:
        good = await caller.post(path, json={"changes": []})
        assert (good.status_code, good.json()["cases"]) == (200, len(many))
        for change, field in (
            ({"kind": "staff", "unit": "U-NONE", "places": 2}, "changes.0"),
            ({"kind": "limit", "amount": 1, "unit": "work_day", "matter": "matter:x"}, "changes.0.matter"),
            ({"kind": "pace", "clock": "sign", "share": 0.5}, "changes.0.clock"),
            ({"kind": "limit", "amount": -1, "unit": "work_day"}, "changes.0.amount"),
            ({"kind": "wish"}, "changes.0.kind"),
        ):
            found = await caller.post(path, json={"changes": [change]})
            assert (found.status_code, found.json()["error"].get("field")) == (422, field), found.text
        assert (await caller.get("/api/v1/insight/limits")).json()["matters"][0]["n"] == len(many)
    async with client(app, "handler@U1") as caller:
        assert (await caller.post(path, json={"changes": []})).status_code == 403
