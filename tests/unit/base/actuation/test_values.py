"""What a call may carry, and what the steps of a command allow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.actuation.errors import (
    CommandStateError,
    CommandValueError,
    FunctionNotCallableError,
    SecondPersonError,
)
from yiwang.base.actuation.model.command import (
    ACTS,
    Answer,
    Command,
    Step,
    answered,
    decided,
    delivered,
    ended,
)
from yiwang.base.actuation.usecases.values import SET, checked, function_of
from yiwang.base.sensing import api as sensing
from yiwang.base.sensing.model import notation

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
MODEL = sensing.ThingModel(
    properties=(
        sensing.Property(code="level", name="水位"),
        sensing.Property(code="limit", name="上报限值", low=0, high=10, writable=True),
        sensing.Property(
            code="mode",
            name="模式",
            kind="enum",
            members=(sensing.Member(0, "auto", "自动"), sensing.Member(1, "hand", "手动")),
            writable=True,
        ),
    ),
    functions=(
        sensing.Function(
            code="open",
            name="开闸",
            input={
                "opening": sensing.Parameter(name="开度", unit="%", low=0, high=100),
                "step": sensing.Parameter(name="级数", kind="integer", optional=True),
                "loud": sensing.Parameter(name="鸣笛", kind="boolean", optional=True),
                "note": sensing.Parameter(name="备注", kind="text", high=5, optional=True),
            },
            dangerous=True,
        ),
        sensing.Function(code="speak", name="喊话", input={"text": "要说的话"}),
        sensing.Function(code="restart", name="重启"),
    ),
)


@pytest.mark.parametrize(
    ("function", "values", "sent"),
    [
        ("open", {"opening": 30}, {"opening": 30}),
        ("open", {"opening": 0.5, "step": 2.0, "loud": True, "note": "好"}, ...),
        ("open", {"opening": 100, "step": None}, {"opening": 100}),
        ("restart", {}, {}),
        (SET, {"limit": 3}, {"limit": 3}),
        (SET, {"mode": 1}, {"mode": "hand"}),
        (SET, {"mode": "auto", "limit": 10}, ...),
    ],
)
def test_values_that_a_function_takes(function, values, sent):
    assert checked(function_of(MODEL, function), values) == (values if sent is ... else sent)


@pytest.mark.parametrize(
    ("function", "values", "field"),
    [
        ("open", {}, "opening"),
        ("open", {"opening": 101}, "opening"),
        ("open", {"opening": float("nan")}, "opening"),
        ("open", {"opening": True}, "opening"),
        ("open", {"opening": "30"}, "opening"),
        ("open", {"opening": 1, "step": 1.5}, "step"),
        ("open", {"opening": 1, "loud": 1}, "loud"),
        ("open", {"opening": 1, "note": "一二三四五六"}, "note"),
        ("open", {"opening": 1, "colour": "red"}, "colour"),
        (SET, {}, "values"),
        (SET, {"mode": "off"}, "mode"),
        (SET, {"mode": True}, "mode"),
        (SET, {"level": 1}, "level"),
    ],
)
def test_values_that_it_does_not_take_are_named(function, values, field):
    with pytest.raises(CommandValueError) as refused:
        checked(function_of(MODEL, function), values)
    assert refused.value.as_dict()["field"] == field


@pytest.mark.parametrize("code", ["speak", "close"])
def test_what_is_only_described_or_unknown_cannot_be_called(code):
    with pytest.raises(FunctionNotCallableError):
        function_of(MODEL, code)
    with pytest.raises(FunctionNotCallableError):
        function_of(sensing.ThingModel(), SET)


def command(state="waiting", **more):
    steps = tuple(Step(state=s, at=NOW, by="x") for s in dict.fromkeys(("waiting", state)))
    values = {"device": "G1", "gateway": None, "unit": None, "path": (), "function": "open", "values": {}}
    values |= {"reason": "汛期", "dangerous": False, "by": "person:1", "made_at": NOW, "state": state}
    values |= {"id": UUID(int=1), "expires_at": NOW + timedelta(minutes=10), "steps": steps}
    return Command(**values | more)


def test_a_dangerous_one_needs_another_person():
    asked = command("asked", steps=(Step(state="asked", at=NOW, by="person:1"),))
    with pytest.raises(SecondPersonError):
        decided(asked, "confirm", "person:1", NOW, "")
    assert decided(asked, "confirm", "person:2", NOW, "").state == "waiting"
    with pytest.raises(CommandStateError):
        decided(asked, "confirm", "person:2", NOW + timedelta(hours=1), "")
    with pytest.raises(CommandStateError):
        answered(asked, Answer(id=asked.id, state="done"), "mqtt", NOW)
    over = ended(asked, NOW + timedelta(hours=1))
    with pytest.raises(CommandStateError):
        answered(over, Answer(id=asked.id, state="done"), "mqtt", NOW)


def test_the_first_answer_counts_and_a_late_one_says_so():
    done = Answer(id=UUID(int=1), state="done", output={"opening": 30})
    after = answered(command(), done, "mqtt", NOW)
    assert (after.state, after.output, after.door) == ("done", {"opening": 30}, "mqtt")
    assert answered(after, done, "http", NOW) is after
    with pytest.raises(CommandStateError):
        answered(after, Answer(id=done.id, state="failed"), "mqtt", NOW)
    late = ended(delivered(command(), "mqtt", NOW), NOW + timedelta(minutes=10))
    assert (late.state, late.steps[-1].words) == ("expired", "已送达，设备没有应答")
    assert answered(late, done, "mqtt", NOW).steps[-1].words == "过期后应答"


@given(
    st.lists(
        st.one_of(
            st.sampled_from(sorted(ACTS)),
            st.sampled_from(["received", "done", "failed"]),
            st.just("tend"),
            st.just("delivered"),
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_whatever_comes_a_command_ends_once_and_never_runs_unconfirmed(acts, dangerous):
    first = "asked" if dangerous else "waiting"
    one = command(first, steps=(Step(state=first, at=NOW, by="person:1"),))
    confirmed = not dangerous
    for n, act in enumerate(acts):
        at, before = NOW + timedelta(minutes=2 * n), one
        try:
            if act in ACTS:
                one = decided(one, act, "person:2", at, "x")
            elif act == "tend":
                one = ended(one, at)
            elif act == "delivered":
                one = delivered(one, "mqtt", at)
            else:
                one = answered(one, Answer(id=one.id, state=act), "mqtt", at)
        except CommandStateError:
            assert one is before
        confirmed |= act == "confirm" and one.state == "waiting"
        assert confirmed or one.state in {"asked", "refused", "withdrawn", "expired"}
        if before.state in {"done", "failed", "refused", "withdrawn"}:
            assert one is before


@pytest.mark.parametrize(
    "one",
    [
        "只说说",
        sensing.Parameter(name="开度", name_en="Opening", unit="%", low=0, high=100),
        sensing.Parameter(name="级数", kind="integer", low=1, optional=True),
        sensing.Parameter(name="鸣笛", kind="boolean"),
        sensing.Parameter(name="话", kind="text", high=200),
        sensing.Parameter(name="模式", kind="enum", members=MODEL.properties[2].members),
    ],
)
def test_a_parameter_reads_as_it_is_written(one):
    assert notation.read(notation.written(one)) == one


def test_parameters_as_people_write_them():
    assert notation.read("开度|数|百分比 %|0..100") != ""
    assert notation.read("温度｜数｜℃") == sensing.Parameter(name="温度", unit="Cel")
