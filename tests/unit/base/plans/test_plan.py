"""Plans without a database: their form, their conditions, the words of orders, what their use advises."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from yiwang.base.plans.definition import Plan, PlansSection
from yiwang.base.plans.errors import PlanInvalidError
from yiwang.base.plans.model.conditions import applies, check, conditions
from yiwang.base.plans.model.run import ENOUGH, Run, RunStep, advice, uses
from yiwang.base.plans.model.situation import Alarm, Named, Situation, filled, variables

AT = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
STEP = {"id": "lead", "title": "到场", "how": "dispatch", "who": {"by": "lead"}}
WHISTLE = {"id": "street", "title": "封控", "how": "whistle", "who": {"by": "area"}, "minutes": 30}
EXAMPLES = Path(__file__).parents[4] / "src/yiwang/entry/city/data/plans.yaml"


def plan(**more):
    data = {"code": "flood", "title": "内涝", "when": [[{"name": "words", "params": {"any": ["积水"]}}]],
            "steps": [STEP, WHISTLE]}  # fmt: skip
    return msgspec.convert(data | more, Plan)


def case(**more):
    return Situation(**{"number": "1", "opened_at": AT, "text": "路口积水"} | more)


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": [STEP, STEP]},
        {"steps": [WHISTLE, STEP]},
        {"steps": [STEP | {"who": {"by": "matter"}}]},
        {"steps": [STEP | {"who": {"by": "lead", "code": "U1"}}]},
        {"steps": [WHISTLE | {"minutes": 0}]},
        {"steps": [STEP | {"minutes": 5}]},
        {"steps": [WHISTLE | {"who": {"by": "duty", "code": "verifier"}}]},
        {"steps": [STEP | {"text": "到 {plcae}"}]},
        {"steps": []},
        {"when": []},
        {"when": [[]]},
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_not_read(wrong):
    with pytest.raises(msgspec.ValidationError):
        plan(**wrong)


@pytest.mark.parametrize(("name", "params"), [("nosuch", {}), ("words", {}), ("alarm", {"level": "green"})])
def test_a_condition_that_is_unknown_or_wrong_is_named(name, params):
    with pytest.raises(PlanInvalidError, match=name):
        check(plan(when=[[{"name": name, "params": params}]]))


@pytest.mark.parametrize(
    ("name", "params", "more"),
    [
        ("matter", {"keys": ["matter:06013"]}, {"matter": Named("matter:06013", "道路破损")}),
        ("matter", {"keys": ["matter:06"]}, {"klass": Named("matter:06", "市容环境类")}),
        ("area", {"codes": ["999901"]}, {"areas": (Named("999900", "市"), Named("999901", "一区"))}),
        ("tag", {"codes": ["safety"]}, {"tags": (Named("safety", "安全"),)}),
        ("words", {"any": ["塌陷"]}, {"text": "路面塌陷"}),
        ("urgency", {"urgency": 2}, {"urgency": 3}),
        ("major", {}, {"major": True}),
        ("channel", {"codes": ["iot"]}, {"channel": "iot"}),
        (
            "alarm",
            {"rules": ["water"], "level": "yellow"},
            {"alarm": Alarm(rule="water", level=3, value=4.2)},
        ),
        ("warning", {"level": "orange"}, {"warnings": ((3, "暴雨橙色预警"),)}),
    ],
)
def test_each_condition_says_why_it_holds_and_can_be_turned_round(name, params, more):
    condition = {"name": name, "params": params}
    held, other = case(**more), case(text="别的事")
    [said] = applies(plan(when=[[condition]]), held)
    assert said.zh
    assert said.en
    assert applies(plan(when=[[condition]]), other) is None
    assert applies(plan(when=[[condition | {"negate": True}]]), held) is None
    assert applies(plan(when=[[condition | {"negate": True}]]), other) is not None


def test_every_condition_is_tried_above():
    tried = next(
        mark.args[1]
        for mark in test_each_condition_says_why_it_holds_and_can_be_turned_round.pytestmark
        if mark.name == "parametrize"
    )
    assert {name for name, *_ in tried} == {one.name for one in conditions}


def test_an_alternative_needs_all_of_its_conditions_and_the_one_that_says_most_is_told():
    water, urgent = (
        {"name": "words", "params": {"any": ["积水"]}},
        {"name": "urgency", "params": {"urgency": 2}},
    )
    either = plan(when=[[water], [water, urgent]])
    assert len(applies(either, case())) == 1
    assert len(applies(either, case(urgency=3))) == 2
    assert applies(plan(when=[[water, urgent]]), case()) is None


def test_the_level_is_the_highest_that_anything_suggests():
    assert case().level == 1
    assert case(urgency=3).level == 3
    assert case(major=True).level == 4
    assert case(alarm=Alarm(rule="r", level=2)).level == 2
    assert case(warnings=((3, "橙色"),)).level == 3


def test_fields_are_filled_and_what_is_not_known_is_said():
    values = variables(case(place="人民路{value}号", alarm=Alarm(rule="r", level=3, value=4.25)), 3, AT)
    assert filled("{place} 水位 {value}，{matter}，{level}", values) == (
        "人民路{value}号 水位 4.25，（未知），Ⅱ级响应（橙）"
    )


@given(st.text())
def test_text_without_known_fields_stays_as_it_is(text):
    assert filled(text, {}) == text


def run_of(*steps, struck=(), number="1"):
    return Run(id=uuid4(), case=uuid4(), number=number, plan="flood", version=1, level=1, matter=None, at=AT,
               by="p", steps=steps, struck=struck)  # fmt: skip


def test_steps_often_struck_or_changed_are_advised_against_and_not_before():
    lead = RunStep(id="lead", how="dispatch", minutes=0, evidence=False)
    slow = RunStep(id="street", how="whistle", minutes=60, evidence=False, changed=("minutes",))
    some = [run_of(lead, slow) for _ in range(ENOUGH - 1)]
    assert advice(plan(), some) == []
    [said] = advice(plan(), [*some, run_of(lead, slow)])
    assert (said.step, said.kind, said.field, said.n, said.of) == ("street", "change", "minutes", 5, 5)
    assert "60 分钟" in said.said.zh
    struck = [run_of(lead, struck=("street",)) for _ in range(ENOUGH)]
    assert [(one.step, one.kind) for one in advice(plan(), struck)] == [("street", "drop")]
    [_, use] = uses(plan(), [*some, *struck])
    assert (use.offered, use.struck, use.changed) == (9, 5, {"minutes": 4})


def test_a_packs_section_says_what_is_wrong_with_a_plan():
    with pytest.raises(ValidationError, match="steps"):
        PlansSection.model_validate({"plans": [{"code": "x", "title": "X", "when": [[{"name": "major"}]]}]})
    twice = msgspec.to_builtins(plan())
    with pytest.raises(ValidationError, match="twice"):
        PlansSection.model_validate({"plans": [twice, twice]})


def test_the_examples_are_marked_and_sound():
    section = PlansSection.model_validate(yaml.safe_load(EXAMPLES.read_text("utf-8")))
    read = [msgspec.convert(one, Plan) for one in section.plans]
    assert {one.code for one in read} == {"flood", "gas-leak", "road-collapse", "muck-truck"}
    for one in read:
        check(one)
        assert one.example
        assert "示例" in one.title
