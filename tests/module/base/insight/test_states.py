"""What the states of past cases say: effect, disputes, irregular handling, root causes, the log as a file."""

from __future__ import annotations

from tests.support import world as w
from tests.support.queries import counting
from tests.support.web import application, client

from yiwang.base.cases.api import CaseFilter
from yiwang.base.insight import api, http
from yiwang.connectors.processlog import http as files
from yiwang.connectors.processlog.xeslog import read_xes


async def ask(database, question, *more, **asked):
    async with database.reading(w.DISPATCHER) as work:
        return await question(work, CaseFilter(**asked), *more)


async def test_the_effect_of_dispatch_and_handling(worked, database):
    found = await ask(database, api.efficiency)
    assert (found["cases"], found["on_time"], found["overdue"]["cases"]) == (3, 1, 0)
    [mode] = [row for row in found["modes"] if row["accepted_returns"]]
    assert (mode["accepted_returns"], mode["returned"]["numbers"]) == (2, [worked[1]])
    clocks = {row["clock"]: row for row in found["clocks"]}
    assert clocks["handle"]["n"] >= 1
    assert 0 < clocks["handle"]["median"] < 1
    [row] = found["matters"]
    assert (row["cases"], row["returned"]["numbers"], row["several_units"]["numbers"]) == (
        3,
        [worked[1]],
        [worked[1]],
    )


async def test_who_returned_what_to_whom_and_that_nothing_new_was_said(worked, database):
    found = await ask(database, api.disputes)
    assert (found["returns"], found["nothing_new"]) == (2, 1)
    first, second = found["pairs"]
    assert (first["giver"]["name"], first["taker"]["name"], first["came_back"]) == ("环卫所", "水务所", 1)
    assert first["bases"] == [{"basis": "三定方案", "n": 1}]
    assert (second["giver"]["name"], second["nothing_new"], second["numbers"]) == ("水务所", 1, [worked[1]])


async def test_the_causes_of_an_outcome_are_tested(worked, database):
    found = await ask(database, api.root_causes, "returned")
    assert (found["outcome"], found["cases"], found["hits"]) == ("returned", 3, 1)
    assert found["causes"] == []  # three cases prove nothing


async def test_as_many_statements_for_one_case_as_for_many(worked, database):
    for question in (api.efficiency, api.disputes, api.irregularities):
        await ask(database, question)
        with counting() as queries:
            await ask(database, question)
        assert len(queries) <= 4, question


async def test_the_cases_behind_an_arc_and_a_variant(worked, database):
    app = application(database, [http.router, files.router])
    async with client(app, "dispatcher") as caller:
        path = "/api/v1/insight/process/cases"
        arc = await caller.get(path, params={"step": "sign", "next": "contact"})
        assert arc.json() == {"cases": 1, "numbers": [worked[0]]}
        variant = await caller.get(path, params={"path": "open"})
        assert variant.json() == {"cases": 1, "numbers": [worked[2]]}
        assert (await caller.get(path, params={"path": "nothing"})).json()["cases"] == 0
        assert (await caller.get(path, params={"step": "sign"})).status_code == 422
        tokens = (await caller.get("/api/v1/insight/process/tokens")).json()
        assert {one["number"] for one in tokens["cases"]} == set(worked)
        assert tokens["cases"][0]["steps"][0] == [tokens["activities"].index("open"), 0]


async def test_the_journal_leaves_as_xes_and_the_record_says_who_took_it(worked, database, tmp_path):
    app = application(database, [http.router, files.router])
    async with client(app, "dispatcher") as caller:
        answer = await caller.get("/api/v1/insight/log.xes")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
        mined = (await caller.get("/api/v1/insight/process")).json()
    file = tmp_path / "log.xes"
    file.write_text(answer.text, encoding="utf-8")
    found = read_xes(file)
    assert (len(found.log.cases), len(found.log), found.left_out) == (3, mined["steps"], {})
    assert set(found.log.cases) == set(worked)
    record = "SELECT count(*) AS n FROM audit_journal WHERE action = 'insight.export_log'"
    async with database.reading(w.DISPATCHER) as work:
        assert (await work.tx.fetchrow(record))["n"] == 1
    async with client(app, "handler@U1") as caller:
        assert (await caller.get("/api/v1/insight/log.xes")).status_code == 403


async def test_replies_found_wanting_are_listed_by_unit_with_reasons(worked, database):
    found = await ask(database, api.replies)
    assert (found["replies"], found["wanting"], found["capped"]) == (1, 1, False)
    [item] = found["items"]
    assert (item["number"], item["unit"]["code"]) == (worked[0], w.CLEAN)
    assert "template" in {doubt.code for doubt in item["doubts"]}
    [unit] = found["units"]
    assert (unit["replies"], unit["share"], unit["numbers"]) == (1, 1.0, [worked[0]])
    assert unit["doubts"]["template"] == 1
    assert "清运" not in str(found)  # the words stay with the case
    assert (await ask(database, api.replies, units=(w.WATER,)))["replies"] == 0
