"""The scale of stages: the highest that holds is proposed; of a city of which nothing is known, none."""

from __future__ import annotations

import msgspec

from yiwang.base.vitals.model.stage import DELIVERED, Criterion, holds, proposed, written


def values(**counts):
    return {
        c: float(counts.get(f"{c.of}_{c.level}", 0)) for s in DELIVERED.stages for c in s.criteria
    }  # fmt: skip


def test_the_highest_stage_that_holds_is_proposed():
    assert DELIVERED.flaw() is None
    assert proposed(DELIVERED, values())[0] == 1
    assert proposed(DELIVERED, values(alerts_yellow=1))[0] == 2
    number, told = proposed(DELIVERED, values(warnings_red=1))
    assert number == 5
    assert [one["stage"] for one in told if one["holds"]] == [5]


def test_nothing_known_is_no_quiet():
    assert proposed(DELIVERED, {})[0] is None
    assert holds(Criterion(of="indicator", indicator="on_time_rate"), None) is None


def test_all_criteria_may_be_needed_and_limits_hold_from_their_side():
    one = Criterion(of="indicator", indicator="on_time_rate", side="below", limit=0.8)
    two = Criterion(of="warnings", level="red", limit=1)
    both = msgspec.structs.replace(DELIVERED.stages[1], criteria=(one, two), need="all")
    scale = msgspec.structs.replace(DELIVERED, stages=(DELIVERED.stages[0], both))
    assert proposed(scale, {one: 0.7, two: 0})[0] == 1
    assert proposed(scale, {one: 0.7, two: 1})[0] == 2
    assert proposed(scale, {one: 0.8, two: 1})[0] == 1
    assert written(one, {"on_time_rate": ("按期结案率", "On time")})["zh"] == "按期结案率（日）< 0.8"


def test_a_scale_without_order_is_refused():
    stages = DELIVERED.stages
    assert msgspec.structs.replace(DELIVERED, stages=(stages[1], stages[0])).flaw() is not None
    assert msgspec.structs.replace(
        DELIVERED, stages=(stages[0], msgspec.structs.replace(stages[1], criteria=()))
    ).flaw()
