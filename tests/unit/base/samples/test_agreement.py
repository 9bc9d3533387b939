"""Agreement as in the sources it is taken from."""

import numpy as np
import pytest

from yiwang.base.samples.model.agreement import agreement, alpha, interval, kappa, table

#: Krippendorff 2011, section B and C: two observers, nominal data.
BEN, GERRY = "aabbdcccedda", "babbbccceddd"


def rows(one, other, who="person:a", whose="person:b"):
    return [(who, whose, a, b, 1) for a, b in zip(one, other, strict=True)]


def test_alpha_is_that_of_the_source():
    found = agreement(rows(BEN, GERRY))
    assert found["alpha"] == pytest.approx(0.692, abs=5e-4)
    assert found["n"] == 12
    assert found["equal"] == 0.75
    low, high = found["alpha_interval"]
    assert low < 0.692 < high


def test_kappa_is_that_of_a_hand_count():
    assert kappa(np.array([[20.0, 5.0], [10.0, 15.0]])) == pytest.approx(0.4)


def test_where_nothing_varies_nothing_is_said():
    same = table({("a", "a"): 9})
    assert (alpha(same), kappa(same)) == (None, None)
    assert interval(table({("a", "b"): 1})) is None
    empty = agreement([])
    assert (empty["n"], empty["equal"], empty["alpha"], empty["pairs"]) == (0, None, None, [])


def test_pairs_of_persons_and_what_is_mixed_up_are_told_apart():
    found = agreement(rows("aab", "aba") + rows("cc", "cc", "person:x", "person:y"))
    assert [(p["who"], p["n"], p["kappa"]) for p in found["pairs"]] == [
        (["person:a", "person:b"], 3, -0.5),
        (["person:x", "person:y"], 2, None),
    ]
    assert found["confused"] == [{"labels": ["a", "b"], "n": 2}]
