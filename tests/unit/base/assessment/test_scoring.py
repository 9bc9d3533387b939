"""Points, scores, ranks and boards, to the last digit."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from yiwang.base.assessment.definition import PartData, SchemeData
from yiwang.base.assessment.errors import SchemeError, SchemeNotFoundError
from yiwang.base.assessment.model.schemes import Schemes, digest
from yiwang.base.assessment.model.scoring import Input, points, score
from yiwang.base.assessment.store.definitions import standard

WORDS = {"zh": "某", "en": "some"}


def part(code="rate", weight=100, **more):
    return WORDS | {"code": code, "indicator": f"{code}_of", "weight": weight} | more


def scheme(*parts, **more):
    data = WORDS | {"code": "test", "objects": {"kind": "unit"}, "parts": parts or (part(),)} | more
    return SchemeData.model_validate(data)


def scored(found, **values):
    """Objects by name with the values of their parts, in order."""
    codes = [one.code for one in found.parts]
    inputs = {
        key: {
            code: Input(value=value, reason=None if value is not None else "missing")
            for code, value in zip(codes, each if isinstance(each, tuple) else (each,), strict=True)
        }
        for key, each in values.items()
    }
    return {row.key: row for row in score(found, inputs)}


@pytest.mark.parametrize(
    ("mapping", "value", "expected"),
    [
        ({"kind": "linear"}, 0.874, "87.4"),
        ({"kind": "linear", "worst": 0.3, "best": 0.0}, 0.1, "66.666667"),
        ({"kind": "linear", "worst": 0.5, "best": 0.9}, 0.2, "0"),
        ({"kind": "linear", "worst": 0.5, "best": 0.9}, 0.95, "100"),
        ({"kind": "bands", "bands": [{"at": 0.9, "points": 60}, {"at": 0.95, "points": 100}]}, 0.95, "100"),
        ({"kind": "bands", "bands": [{"at": 0.9, "points": 60}, {"at": 0.95, "points": 100}]}, 0.89, "0"),
        ({"kind": "bands", "better": "low", "bands": [{"at": 4, "points": 100}]}, 4.0, "100"),
        ({"kind": "adjust", "each": -1.5, "cap": 5}, 2.0, "-3"),
        ({"kind": "adjust", "each": -1.5, "cap": 5}, 9.0, "-5"),
        ({"kind": "adjust", "each": 0.1, "cap": 5}, 3.0, "0.3"),
    ],
)
def test_a_value_becomes_points(mapping, value, expected):
    assert points(PartData.model_validate(part(mapping=mapping)), value) == Decimal(expected)


def test_weights_are_shares_and_what_is_left_out_gives_its_weight_to_the_others():
    found = scheme(part("aa", 30), part("bb", 35), part("cc", 35, absent="leave_out"))
    rows = scored(found, whole=(0.9, 0.8, 0.7), partly=(0.9, 0.8, None), unknown=(None, 0.8, 0.7))
    assert rows["whole"].score == "79.50"
    assert rows["partly"].score == "84.62"  # (0.9 · 30 + 0.8 · 35) / 65
    assert (rows["unknown"].score, rows["unknown"].reason) == (None, "part_absent")
    assert [one.reason for one in rows["unknown"].parts] == ["missing", None, None]
    assert rows["partly"].parts[2].gives == "0"


def test_what_is_added_and_deducted_is_capped_and_never_below_nothing():
    found = scheme(part(), part("supervised", 0, mapping={"kind": "adjust", "each": -2, "cap": 5}))
    rows = scored(found, once=(0.9, 1.0), often=(0.9, 9.0), nothing=(0.01, 9.0))
    assert {key: row.score for key, row in rows.items()} == {
        "once": "88.00", "often": "85.00", "nothing": "0.00",
    }  # fmt: skip


def test_equal_scores_share_a_rank_and_who_has_none_has_no_rank():
    rows = scored(scheme(digits=0), a=0.9, b=0.904, c=0.95, d=0.5, e=None)
    assert {key: (row.rank, row.tied) for key, row in rows.items()} == {
        "c": (1, 1), "a": (2, 2), "b": (2, 2), "d": (4, 1), "e": (None, 0),
    }  # fmt: skip


def test_boards_are_taken_in_their_order_and_a_tie_is_not_torn():
    boards = [
        WORDS | {"colour": "red", "top": 0.2, "at_least": 80},
        WORDS | {"colour": "yellow", "bottom": 0.4, "below": 60},
        WORDS | {"colour": "blue"},
    ]
    rows = scored(scheme(boards=boards), a=0.9, b=0.7, c=0.5, d=0.5, e=0.4, f=None)
    assert {key: row.board for key, row in rows.items()} == {
        "a": "red", "b": "blue", "c": "blue", "d": "blue", "e": "yellow", "f": None,
    }  # fmt: skip
    assert scored(scheme(boards=boards), a=0.7, b=0.6)["a"].board == "blue"


def test_a_small_denominator_is_no_score_and_order_changes_nothing():
    found = scheme(part(least=5))
    inputs = {str(n): {"rate": Input(value=n / 100, numerator=1, denominator=n)} for n in range(1, 60)}
    rows = score(found, inputs)
    assert sum(row.score is None for row in rows) == 4
    keys = list(inputs)
    random.Random(7).shuffle(keys)
    assert score(found, {key: inputs[key] for key in keys}) == rows


@pytest.mark.parametrize(
    "parts",
    [
        (part(), part()),
        (part(weight=0),),
        (part(mapping={"kind": "linear", "worst": 1, "best": 1}),),
        (part(mapping={"kind": "adjust", "each": 1, "cap": 1}),),
        (part(weight=0, mapping={"kind": "adjust", "each": 1, "cap": 1}),),
    ],
)
def test_wrong_schemes_are_refused_by_name(parts):
    with pytest.raises(SchemeError):
        Schemes([scheme(*parts)])


def test_a_lower_scheme_holds_what_the_higher_one_demands():
    high = scheme(part("must", 40, mandatory=True), part("may", 60), code="high")
    low = scheme(part("must", 50), part("own", 50), code="low", includes="high")
    assert Schemes([high, low]).get("low").includes == "high"
    for broken in (
        scheme(part("own"), code="low", includes="high"),
        scheme(part("must", 30), part("own", 70), code="low", includes="high"),
        scheme(code="low", includes="nobody"),
    ):
        with pytest.raises(SchemeError):
            Schemes([high, broken])


def test_of_the_versions_in_force_in_a_period_the_highest_counts():
    schemes = Schemes([scheme(version=1), scheme(version=2, valid_from="2026-07-01")])
    first, later = (date(2026, month, 1) for month in (6, 7))
    assert (schemes.get("test", first).version, schemes.get("test", later).version) == (1, 2)
    assert schemes.get("test", first, 2).version == 2
    with pytest.raises(SchemeNotFoundError):
        schemes.get("test", later, 9)
    assert digest(schemes.get("test", version=1)) != digest(schemes.get("test", version=2))
    assert digest(scheme(zh="另名")) == digest(scheme())


def test_what_is_shipped_holds_together_and_its_legends_say_what_colours_mean():
    found = Schemes(standard().schemes)
    weights = {p.code: p.weight for p in found.get("three_rates").parts}
    assert weights == {"response": 30, "resolution": 35, "satisfaction": 35}
    weights = {p.code: p.weight for p in found.get("three_rates_20_30_50").parts}
    assert weights == {"response": 20, "resolution": 30, "satisfaction": 50}
    assert all(len(board.zh) > 4 for one in found.latest() for board in one.boards)
    with pytest.raises(ValidationError):
        scheme(part(colour="red"))
