"""How cases went through the flow, from their own journal."""

from __future__ import annotations

import pytest
from tests.support import world as w
from tests.support.queries import counting
from tests.support.web import application, client

from yiwang.base.cases.api import CaseFilter
from yiwang.base.insight import api, http
from yiwang.base.insight.errors import TooManyCasesError
from yiwang.base.insight.usecases import process as usecase


async def ask(database, view="actions", actor=w.DISPATCHER, **asked):
    async with database.reading(actor) as work:
        return await api.process(work, CaseFilter(**asked), view)


async def test_what_was_done_one_after_the_other_and_how_long_it_took(worked, database):
    found = await ask(database)
    assert (found["cases"], found["starts"]) == (3, {"open": 3})
    arcs = {(arc["from"], arc["to"]): (arc["n"], arc["median"]) for arc in found["arcs"]}
    assert arcs["sign", "contact"] == (1, 3600.0)
    assert arcs["open", "send_back"] == (1, 1800.0)
    assert arcs["send_back", "judge_return"] == (2, 0.0)
    paths = {variant["path"]: variant["examples"] for variant in found["variants"]["most_frequent"]}
    assert paths["open", "sign", "contact", "feedback", "verify_pass"] == [worked[0]]


async def test_a_case_tossed_between_two_units_is_found_with_both(worked, database):
    findings = (await ask(database))["findings"]
    [pair] = findings["ping_pong"]
    assert pair == {
        "one": {"code": w.CLEAN, "name": "环卫所"},
        "other": {"code": w.WATER, "name": "水务所"},
        "turns": 1,
        "cases": 1,
        "examples": [worked[1]],
    }
    assert {(h["from"]["code"], h["to"]["code"]): h["n"] for h in findings["hand_overs"]}[
        w.CLEAN, w.WATER
    ] == 1
    again = {item["activity"]: (item["again"], item["examples"]) for item in findings["rework"]}
    assert again["send_back"] == (1, [worked[1]])


async def test_stages_that_were_entered(worked, database):
    found = await ask(database, "stages")
    paths = {variant["path"]: variant["examples"] for variant in found["variants"]["most_frequent"]}
    assert paths["sign", "handle", "verify", "callback"] == [worked[0]]
    assert paths["sign", "dispatch", "sign", "dispatch", "sign"] == [worked[1]]


async def test_only_what_was_asked_for_and_may_be_seen(worked, database):
    assert (await ask(database, units=(w.CLEAN,)))["cases"] == 3
    assert (await ask(database, units=("U-NONE",)))["cases"] == 0
    assert (await ask(database, opened_from=database.time.now()))["cases"] == 1
    elsewhere = w.actor("handler", w.WATER)
    assert (await ask(database, actor=elsewhere))["cases"] == 0


async def test_as_many_statements_for_one_case_as_for_many(worked, database):
    del worked
    await ask(database)
    async with database.reading(w.DISPATCHER) as work:
        with counting() as queries:
            await api.process(work, CaseFilter())
    assert len(queries) <= 4


async def test_too_much_is_refused_by_name(worked, database, monkeypatch):
    del worked
    monkeypatch.setattr(usecase, "MOST_CASES", 2)
    with pytest.raises(TooManyCasesError, match="More than 2 cases"):
        await ask(database)


async def test_the_door_asks_for_the_right_and_for_times_with_an_offset(worked, database):
    app = application(database, [http.router])
    async with client(app, "dispatcher") as caller:
        found = (await caller.get("/api/v1/insight/process", params={"view": "stages"})).json()
        assert (found["cases"], found["view"]) == (len(worked), "stages")
        wrong = await caller.get("/api/v1/insight/process", params={"from": "2026-01-01T00:00:00"})
        assert (wrong.status_code, wrong.json()["error"]["field"]) == (422, "from")
        assert (await caller.get("/api/v1/insight/process", params={"view": "all"})).status_code == 422
    async with client(app, "handler@U1") as caller:
        assert (await caller.get("/api/v1/insight/process")).status_code == 403
