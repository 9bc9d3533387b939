"""Root causes: the tests against known values, and what is and is not found."""

from __future__ import annotations

import numpy as np
import pytest

from yiwang.base.mining.api import causes, wilson
from yiwang.base.mining.model.causes import benjamini_hochberg, chi_square, fisher, risk_ratio


def test_the_tests_give_the_values_of_the_textbooks():
    assert fisher(3, 1, 1, 3) == pytest.approx(34 / 70)  # the lady tasting tea
    assert fisher(8, 2, 1, 5) == pytest.approx(0.03496503496503495)
    assert chi_square(10, 20, 30, 40) == pytest.approx(0.3729984836134755, rel=1e-9)
    assert chi_square(0, 0, 3, 4) == 1.0
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert wilson(0, 20) == pytest.approx((0.0, 0.16112515), abs=1e-7)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_risk_ratio_has_its_interval_also_where_a_cell_is_empty():
    ratio, low, high = risk_ratio(10, 10, 5, 15)
    assert (ratio, low < 2 < high) == (pytest.approx(2.0), True)
    ratio, low, high = risk_ratio(5, 0, 0, 5)
    assert 0 < low < ratio < high < np.inf


def test_what_goes_with_an_outcome_is_found_with_its_cases_and_chance_is_not():
    random = np.random.default_rng(7)
    unit = ["slow" if i % 5 == 0 else "quick" for i in range(400)]
    noise = [str(random.integers(6)) for _ in range(400)]
    outcome = np.array([one == "slow" and random.random() < 0.5 for one in unit])
    found = causes(outcome, {"unit": unit, "noise": noise, "same": ["x"] * 400, "rare": [None] * 399 + ["y"]})
    sure = [(c.factor, c.value) for c in found if c.q < 0.01 and c.ratio > 1]
    assert sure == [("unit", "slow")]
    assert [int(i) for i in found[0].cases] == np.flatnonzero(outcome).tolist()
    assert not [c for c in found if c.factor in {"same", "rare"}]


def test_few_cases_are_tested_exactly():
    outcome = np.array([True] * 5 + [False] * 15)
    [one, other] = causes(outcome, {"unit": ["a"] * 6 + ["b"] * 14})
    assert {one.test, other.test} == {"fisher"}
    assert one.p == pytest.approx(other.p)
