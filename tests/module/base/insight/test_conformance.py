"""Past cases beside the version of the flow that was in force for them, or another."""

from __future__ import annotations

import json

import numpy as np
import pytest
import yaml
from click.testing import CliRunner
from tests.support import world as w
from tests.support.web import application, client

from yiwang.base.cases.api import CaseFilter
from yiwang.base.insight import api, http
from yiwang.base.mining import api as mining
from yiwang.base.workflow import api as workflow
from yiwang.entry.cli import main
from yiwang.kernel.actor import SYSTEM


async def ask(database, **more):
    async with database.reading(w.DISPATCHER) as work:
        return await api.conformance(work, CaseFilter(), **more)


def kinds(found):
    return {(d["kind"], d["step"]["step"]): d["numbers"] for d in found["deviations"]}


@pytest.fixture
async def another_version(database):
    """A version that knows no contact, asks for a review always, and lets only leaders verify."""
    data = w.flow_data()
    data["version"] += 1
    data["actions"] = [a for a in data["actions"] if a["id"] != "contact"]
    for clock in data["clocks"]:
        clock.pop("stopped_by", None)
    for stage in data["stages"]:
        if stage["id"] == "review":
            stage.pop("skip_when")
    for action in data["actions"]:
        if action["id"] == "verify_pass":
            action["roles"] = ["leader"]
    async with database.work(SYSTEM) as work:
        await workflow.publish(work, workflow.FlowDefinition.model_validate(data))
    return data["version"]


async def test_what_the_engine_allowed_fits_the_version_it_ran_on(worked, database):
    found = await ask(database)
    assert (found["cases"], found["fitting"], found["fitness"]) == (len(worked), len(worked), 1.0)
    [version] = found["versions"]
    assert (version["flow"], version["version"], version["imported"]) == ("standard", 2, False)
    assert found["deviations"] == []


async def test_the_past_held_against_another_version(worked, another_version, database):
    found = await ask(database, flow="standard", version=another_version)
    assert kinds(found) == {
        ("unknown", "contact"): [worked[0]],
        ("skipped", "feedback"): [worked[0]],
        ("role", "verify_pass"): [worked[0]],
    }
    skipped = next(d for d in found["deviations"] if d["kind"] == "skipped")
    assert [step["step"] for step in skipped["missing"]] == ["pass_review"]
    assert skipped["step"]["title"]["zh"] == "反馈"
    assert found["worst"] == [{"number": worked[0], "deviations": 3}]
    assert found["fitness"] == pytest.approx(2 / 3)


async def test_the_right_by_which_something_was_done_stays_with_the_act(worked, database):
    async with database.reading(w.DISPATCHER) as work:
        from yiwang.base.cases import api as cases

        lines = await cases.journal(work, worked[0])
    by = {line["action"]: line["data"].get("as") for line in lines}
    assert by["sign"] == {"roles": ["handler"], "unit": w.CLEAN}


async def test_over_http(worked, another_version, database):
    app = application(database, [http.router])
    async with client(app, "dispatcher") as caller:
        answer = await caller.get("/api/v1/insight/conformance", params={"flow": "standard"})
        assert (answer.status_code, answer.json()["versions"][0]["against"]) == (200, another_version)
        unknown = await caller.get("/api/v1/insight/conformance", params={"flow": "none"})
        assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "flow_not_found")
    del worked


def log_of(*paths):
    names = sorted({name for path in paths for name in path})
    steps = [(n, names.index(name)) for n, path in enumerate(paths) for name in path]
    columns = np.array(steps, np.int64).T
    return mining.make_log(
        [str(n) for n in range(len(paths))], names, columns[0], columns[1], np.arange(len(steps))
    )


def test_a_log_from_elsewhere_is_held_against_a_flow_by_what_its_steps_are_called():
    flow = workflow.compile_flow(workflow.FlowDefinition.model_validate(w.flow_data()))
    log = log_of(
        ["派遣", "签收", "反馈", "核查通过", "回访", "结案"], ["dispatch", "反馈"], ["Sign", "吃饭", "Sign"]
    )
    found = api.outside(log, flow=flow, rules=[mining.Rule("after", "签收", "反馈")])
    assert found["fitting"] == 1
    assert {(d["kind"], d["step"], tuple(d["missing"])) for d in found["deviations"]} == {
        ("skipped", "feedback", ("sign",)),
        ("unknown", "吃饭", ()),
    }
    assert [(r["rule"], r["numbers"]) for r in found["rules"]] == [("“反馈”之前必须有“签收”", ["1"])]


def test_the_command_reads_log_flow_and_rules(tmp_path):
    (tmp_path / "log.csv").write_text(
        "case,activity,time\n1,签收,2026-01-01\n1,反馈,2026-01-02\n2,结案,2026-01-01\n", encoding="utf-8"
    )
    (tmp_path / "flow.yaml").write_text(yaml.safe_dump(w.flow_data()), encoding="utf-8")
    (tmp_path / "rules.yaml").write_text("[{kind: needs, a: 反馈}]", encoding="utf-8")
    given = [f"--{name}={tmp_path / file}" for name, file in
             (("log", "log.csv"), ("flow", "flow.yaml"), ("rules", "rules.yaml"))]  # fmt: skip
    done = CliRunner().invoke(main, ["insight", "conformance", *given, "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["fitting"], found["rules"][0]["numbers"]) == (1, ["2"])
