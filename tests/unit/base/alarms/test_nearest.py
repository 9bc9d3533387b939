"""The detectors that keep a past as conditions: cut anywhere, begun again anywhere, they say the same."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.rules import START, batch, engine, one, program, rule, told

from yiwang.base.alarms.errors import RuleInvalidError
from yiwang.base.alarms.model.tree import plan, read_rule

PROPS = {"v": 1, "w": 2}


def watching(detector: str, **more: Any) -> dict[str, Any]:
    body = {"property": "v", "detector": detector, "learning": 10, "history": 200, "threshold": 0.4} | more
    return rule(one({"anomaly": {"refractory": 0.3} | body}))


def stream(seed: int, rows: int = 160) -> list[tuple[int, int, float, float]]:
    """A wave of two devices that breaks off now and then."""
    chance = random.Random(seed)
    out, broken = [], 0
    for row in range(rows):
        broken = max(broken - 1, 0) or (12 if chance.random() < 0.03 else 0)
        for device in (1, 2):
            wave = row % (8 + device) + chance.random() * 0.1
            out.append((device, 1, row * 60.0, chance.uniform(20, 60) if broken else wave))
    return out


def played(raw: Any, rows: list[Any], cuts: list[int], *, restart: bool) -> list[Any]:
    made = engine(raw, devices=(1, 2))
    made.tick(START)
    bounds = [0, *sorted({cut % (len(rows) + 1) for cut in cuts}), len(rows)]
    out: list[Any] = []
    for a, b in itertools.pairwise(bounds):
        if restart:
            kept = made.remember()
            made = engine(raw, devices=(1, 2))
            made.recall(kept)
        if b > a:
            out += told(made.feed(batch(rows[a:b], received=START)))
    return sorted(out, key=lambda s: (s[0], s[3]))


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["nearest", "joint"]),
    st.integers(0, 99),
    st.lists(st.integers(0, 400), min_size=1, max_size=5),
    st.booleans(),
)
def test_cutting_and_beginning_again_change_nothing(
    detector: str, seed: int, cuts: list[int], restart: Any
) -> None:
    raw, rows = watching(detector), stream(seed)
    assert played(raw, rows, cuts, restart=restart) == played(raw, rows, [], restart=False)


@pytest.mark.parametrize("detector", ["nearest", "joint"])
def test_what_breaks_the_pattern_is_an_anomaly(detector: str) -> None:
    rows = [(1, 1, row * 60.0, float(row % 8) if row < 400 else 5 + 40.0 * (row % 3)) for row in range(420)]
    made = engine(watching(detector, threshold=1.0), devices=(1,))
    found = told(made.feed(batch(rows)))
    assert [(kind, at >= 400 * 60) for _, kind, _, at in found[:1]] == [("raised", True)]


def test_devices_that_join_leave_the_past_of_the_others_to_them() -> None:
    raw, rows = watching("nearest"), stream(3)
    made = engine(raw, devices=(1, 2))
    before = told(made.feed(batch(rows[:200])))
    made.put(program(raw, (1, 2, 9), PROPS))
    after = told(made.feed(batch(rows[200:])))
    assert sorted(before + after) == sorted(played(raw, rows, [], restart=False))
    kept = made.remember()
    again = engine(raw, devices=(2, 9))
    again.recall(kept)
    watch = again.programs["r"].leaves[0].watch  # type: ignore[attr-defined]
    assert watch.learning([0, 1]).tolist() == [False, True], "what was never heard has no memory"


def test_too_many_devices_for_their_past_are_refused_by_number() -> None:
    with pytest.raises(RuleInvalidError, match="100 devices at most, not 101"):
        engine(watching("nearest", history=4000), devices=range(1, 102))
    assert engine(watching("joint", history=200), devices=range(1, 102)).programs


@pytest.mark.parametrize(
    ("raw", "field", "zh"),
    [
        (watching("cheap"), "levels.0.when.anomaly", "history 只用于 nearest 和 joint"),
        (rule(one({"threshold": {"property": "v"}})), "levels.0.when.threshold.value", "缺少必填项"),
        (
            rule(one({"range": {"property": "v", "low": 2, "high": 1}})),
            "levels.0.when.range",
            "low 大于 high",
        ),
        (rule(one({"quorum": {"of": 3}})), "levels.0.when.quorum.of", "应为对象"),
        (rule(one({"schedule": {"season": ["02-30", "03-01"]}})), "levels.0.when.schedule", "不是月-日"),
        ({"code": "r", "zh": "规则", "en": "rule", "subject": {}, "levels": 3}, "levels", "应为列表"),
    ],
)
def test_what_is_wrong_is_said_in_chinese_and_where(raw: Any, field: str, zh: str) -> None:
    with pytest.raises(RuleInvalidError) as caught:
        plan(read_rule(raw))
    said = caught.value.as_dict()
    assert said["field"] == field
    assert zh in said["message"]["zh"]
    assert "Expected" not in said["message"]["zh"] + said["message"]["en"]
