"""Composite indices: scales, weights, missing parts, and how far a ranking hangs on its weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.indicators.definition import IndicatorData, PartData
from yiwang.base.indicators.errors import FormulaError
from yiwang.base.indicators.model.composite import check_index, needs_peers, points, score, weigh
from yiwang.base.indicators.model.sensitivity import steadiness, turns
from yiwang.base.indicators.model.weighing import ahp, entropy

#: Saaty's choice of a house (1980): size, buses, neighbourhood, age, yard, comfort, condition, financing.
HOUSE = [
    [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
    [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
    [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
    [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
    [4, 7, 5, 8, 6, 6, 2, 1],
]
THREE = ((1, 3, 5), (1 / 3, 1, 3), (1 / 5, 1 / 3, 1))


def part(code, **more):
    scale = {} if "scale" in more else {"worst": 0, "best": 1}
    return {"indicator": code, **scale, **more}


def index(*parts, **more):
    return IndicatorData.model_validate({
        "code": "whole", "kind": "composite", "zh": "i", "en": "i", "caliber_zh": "i", "caliber_en": "i",
        "unit": "point", "parts": parts, "index": more,
    })  # fmt: skip


def test_a_published_matrix_comes_out_as_printed_and_is_too_inconsistent():
    found = ahp(HOUSE)
    assert found.greatest == pytest.approx(9.669, abs=0.001)
    assert found.ratio == pytest.approx(0.169, abs=0.001)
    assert found.weights == pytest.approx((0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333), abs=0.001)
    assert not found.consistent
    assert ahp(THREE).weights == pytest.approx((0.637, 0.258, 0.105), abs=0.001)
    assert ahp([[1, 9], [1 / 9, 1]]).ratio == 0


@given(st.lists(st.floats(0.1, 9), min_size=1, max_size=12))
def test_a_matrix_of_quotients_gives_their_weights_and_is_consistent(weights):
    found = ahp([[a / b for b in weights] for a in weights])
    assert found.weights == pytest.approx([w / sum(weights) for w in weights])
    assert found.ratio == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    "matrix",
    [[[1, 2]], [[1, 2], [2, 1]], [[1, -1], [-1, 1]], [[1, float("nan")], [1, 1]], [[2]], [[1] * 16] * 16],
    ids=["not square", "not reciprocal", "negative", "no number", "diagonal", "too large"],
)
def test_matrices_that_are_no_comparisons_are_refused(matrix):
    with pytest.raises(FormulaError):
        ahp(matrix)


def test_what_is_alike_everywhere_weighs_nothing():
    same, little, much = entropy([[50, 50, 50], [50, 51, 49], [0, 0, 100]])
    assert same == 0
    assert little < 0.01 < much
    assert entropy([[1, 1], [2, 2]]) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("made", "value", "wanted"),
    [
        (part("i1", worst=0.5, best=1), 0.75, 50),
        (part("i1", worst=10, best=0), 2, 80),
        (part("i1"), 7, 100),
        (part("i1", scale="target", target=20, tolerance=10), 15, 50),
        (part("i1", scale="target", target=20, tolerance=10), 40, 0),
        (part("i1", scale="bands", bands=[{"below": 1, "points": 100}, {"points": 30}]), 1, 30),
        (part("i1", scale="z", mean=10, deviation=3), 13, 50 + 50 / 3),
        (part("i1", scale="z", falling=True), 4, 50 - 50 / 3 * 1.5**0.5),
    ],
)
def test_a_value_becomes_points(made, value, wanted):
    made = PartData.model_validate(made)
    assert points(made, value, [1, 2.5, 4]) == pytest.approx(wanted)


def test_points_by_peers_need_peers_and_are_the_middle_where_all_are_alike():
    made = PartData.model_validate(part("i1", scale="z"))
    assert points(made, 4, [4]) is None
    assert points(made, 4, [4, 4]) == 50


@pytest.mark.parametrize(
    "data",
    [
        index(part("i1", best=0)),
        index(part("i1", best=None)),
        index(part("i1", scale="target", target=1)),
        index(part("i1", scale="z", mean=1)),
        index(part("i1", scale="bands", bands=[{"below": 1, "points": 0}])),
        index(part("i1", scale="bands", bands=[{"below": 2, "points": 0}, {"below": 1, "points": 0}, {"points": 1}])),
        index(part("i1"), part("i1")),
        index(part("i1", group="left")),
        index(part("i1"), weights="ahp"),
        index(part("i1"), matrix=THREE),
        index(*(part(f"i{n}") for n in range(8)), weights="ahp", matrix=HOUSE),
        index(part("i1", group="gg"), weights="entropy", groups=[{"code": "gg", "zh": "g", "en": "g"}]),
    ],
    ids=["flat", "half", "no tolerance", "half z", "no last", "order", "twice", "no group", "no matrix", "not asked",
         "inconsistent", "entropy of groups"],
)  # fmt: skip
def test_indices_that_do_not_hold_together_are_refused(data):
    with pytest.raises(FormulaError):
        check_index(data)


def test_an_inconsistent_matrix_can_be_kept_with_a_warning():
    check_index(index(*(part(f"i{n}") for n in range(8)), weights="ahp", matrix=HOUSE, strict=False))


def test_dimensions_weigh_what_is_in_them_and_the_shares_add_up():
    data = index(
        part("i1", group="left"), part("i2", group="left", weight=3), part("i3", group="right"),
        groups=[{"code": "left", "zh": "l", "en": "l", "weight": 2}, {"code": "right", "zh": "r", "en": "r"}],
    )  # fmt: skip
    assert weigh(data, {}) == pytest.approx({"i1": 1 / 6, "i2": 1 / 2, "i3": 1 / 3})
    found = score(data, {"i1": 1, "i2": 0.5, "i3": 0.2})
    assert found.given == pytest.approx({"i1": 100 / 6, "i2": 25, "i3": 20 / 3})
    assert found.groups == pytest.approx({"left": 250 / 6, "right": 20 / 3})
    assert found.value == pytest.approx(sum(found.given.values()))


def test_a_missing_part_is_no_value_or_its_weight_is_shared_and_told():
    strict = index(part("i1"), part("i2"))
    assert score(strict, {"i1": 1, "i2": None}).value is None
    shared = index(part("i1"), part("i2"), missing="renormalise")
    found = score(shared, {"i1": 0.8})
    assert (found.value, found.left_out) == (pytest.approx(80), ("i2",))
    most = index(part("i1"), part("i2"), missing="renormalise", least_share=0.6)
    assert score(most, {"i1": 0.8}).value is None


def test_entropy_weights_come_from_the_peers():
    data = index(part("i1"), part("i2"), weights="entropy")
    assert needs_peers(data)
    peers = [{"i1": 0.5, "i2": 0.1}, {"i1": 0.5, "i2": 0.9}]
    found = score(data, peers[0], peers)
    assert found.weights == pytest.approx({"i1": 0, "i2": 1})
    assert found.value == pytest.approx(10)


def test_a_rank_that_hangs_on_the_weights_moves_and_one_that_does_not_stays():
    held = {
        "best": {"i1": 100, "i2": 100},
        "left": {"i1": 60, "i2": 40},
        "right": {"i1": 40, "i2": 60},
        "last": {"i1": 0, "i2": 0},
    }
    weights = {"i1": 0.51, "i2": 0.49}
    found = steadiness(held, weights, spread=0.2, seed=1)
    assert [found[name].rank for name in held] == [1, 2, 3, 4]
    assert found["best"].moved == found["last"].moved == 0
    assert 0.2 < found["left"].moved < 0.6
    assert (found["left"].low, found["left"].high) == (2, 3)
    assert found == steadiness(held, weights, spread=0.2, seed=1)
    assert all(one.moved == 0 for one in steadiness(held, weights, spread=0, seed=1).values())


def test_the_smallest_change_that_turns_two_around_does_so_exactly():
    held = {"left": {"i1": 60.0, "i2": 40.0}, "right": {"i1": 40.0, "i2": 60.0}}
    (turn,) = turns(held, {"i1": 0.6, "i2": 0.4})
    assert (turn.upper, turn.lower, turn.to) == ("left", "right", pytest.approx(0.5))
    assert turns({"left": {"i1": 2.0}, "right": {"i1": 1.0}}, {"i1": 1.0}) == []
