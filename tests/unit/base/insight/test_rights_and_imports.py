"""Deviations of rights, by what the journal kept with each act; imported history by its main steps."""

from __future__ import annotations

from types import SimpleNamespace

from tests.support import world as w

from yiwang.base.identity import api as identity
from yiwang.base.insight.usecases.conformance import Story, judge
from yiwang.base.workflow import api as workflow

FLOW = workflow.compile_flow(workflow.FlowDefinition.model_validate(w.flow_data()))
DIRECTORY = identity.Directory([identity.Unit(code=u, name=u) for u in (w.CLEAN, w.LAMPS)], [], [])


#: A task of the cleaners from the beginning, one of the lamps from the tenth step on.
TASKS = {1: SimpleNamespace(unit=w.CLEAN, opened_at=0), 2: SimpleNamespace(unit=w.LAMPS, opened_at=10)}


def row(action, target, actor="p", *, roles=None, unit=None, automatic=None, at=1):
    by = None if roles is None else {"roles": roles, "unit": unit}
    return {"action": action, "target": target, "actor": actor, "at": at, "said": [automatic, by]}


def found(*rows, imported=False):
    story = Story(SimpleNamespace(number="1", tasks=TASKS), rows)
    judged = judge([story], FLOW, FLOW, DIRECTORY, imported=imported)
    return {(kind, step, missing) for kind, _, step, missing in judged.found}


OPENED = row("open", "sign", automatic=["accept", "file", "dispatch_by_rule"])


def test_a_handler_of_the_unit_that_has_the_case_may_and_others_may_not():
    assert found(OPENED, row("sign", "handle", roles=["handler"], unit=w.CLEAN)) == set()
    assert found(OPENED, row("sign", "handle", roles=["handler"], unit=w.LAMPS)) == {("unit", "sign", ())}
    assert found(OPENED, row("sign", "handle", roles=["handler"], unit=w.LAMPS, at=11)) == set()
    assert found(OPENED, row("sign", "handle", roles=["agent"])) == {("role", "sign", ())}
    assert found(OPENED, row("sign", "handle")) == set(), "what was not recorded is not judged"


def test_who_handled_a_case_does_not_pass_it():
    both = ["handler", "verifier"]
    steps = [
        row("sign", "handle", "a", roles=both, unit=w.CLEAN),
        row("feedback", "verify", "a", roles=both, unit=w.CLEAN),
    ]
    assert found(OPENED, *steps, row("verify_pass", "callback", "b", roles=both, unit=w.CLEAN)) == set()
    assert found(OPENED, *steps, row("verify_pass", "callback", "a", roles=both, unit=w.CLEAN)) == {
        ("self", "verify_pass", ())
    }


def test_imported_history_is_judged_by_its_main_steps():
    steps = [row("import_opened", "intake"), row("import_dispatched", "sign"), row("import_signed", "handle")]
    assert found(*steps, row("import_feedback", "verify"), imported=True) == set()
    late = found(*steps, row("import_closed", "closed"), imported=True)
    assert {(kind, step) for kind, step, _ in late} == {("skipped", "close")}
