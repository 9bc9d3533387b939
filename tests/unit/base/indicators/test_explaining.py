"""Contributions add up to the change; what goes with what is told with its lag, and noise is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.indicators.model import relating as r
from yiwang.base.indicators.model.explaining import Quotient, of_quotients, of_sums

PARTS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda two: Quotient(min(two), max(two))),
    min_size=1,
).filter(lambda parts: sum(q.under for q in parts.values()) > 0)


def rate(parts):
    return sum(q.over for q in parts.values()) / sum(q.under for q in parts.values())


@given(PARTS, PARTS)
def test_rate_and_mix_add_up_to_the_change(then, now):
    shares = of_quotients(then, now)
    assert sum(s.total for s in shares.values()) == pytest.approx(rate(now) - rate(then), abs=1e-12)


@given(PARTS, PARTS, st.integers(1, 9))
def test_a_numerator_without_a_denominator_still_adds_up(then, now, over):
    then, now = then | {"z": Quotient(0, 5)}, now | {"z": Quotient(over, 0)}
    shares = of_quotients(then, now)
    assert sum(s.total for s in shares.values()) == pytest.approx(rate(now) - rate(then), abs=1e-12)


def test_a_part_that_stays_as_it_is_gives_only_by_its_weight():
    shares = of_quotients(
        {"good": Quotient(9, 10), "bad": Quotient(5, 10)}, {"good": Quotient(9, 10), "bad": Quotient(15, 30)}
    )
    assert shares["bad"].rate == shares["good"].rate == 0
    assert shares["bad"].mix < 0
    assert shares["good"].mix < 0, "the good one weighs less than before"
    assert of_sums({"a": 3}, {"b": 2})["a"].total == -3


def test_a_factor_that_comes_three_days_before_is_found():
    random = np.random.default_rng(5)
    cause = random.normal(size=180)
    effect = np.r_[np.zeros(3), cause[:-3]] * 0.8 + random.normal(size=180) * 0.5
    weekday = np.arange(180) % 7
    found = r.relation(r.cleaned(effect + weekday, weekday), r.cleaned(cause - 2 * weekday, weekday), 7, 15)
    assert found.lag == 3
    assert found.sure
    assert found.low < found.spearman < found.high


def test_a_shared_season_and_trend_are_no_relation():
    random = np.random.default_rng(6)
    at = np.arange(180)
    sure = 0
    for _ in range(20):
        x, y = (at * 0.1 + 5 * (at % 7 > 4) + random.normal(size=180) for _ in range(2))
        assert np.corrcoef(x, y)[0, 1] > 0.8
        found = r.relation(r.cleaned(x, at % 7), r.cleaned(y, at % 7), 7, 15)
        sure += found.sure
    assert sure <= 2, "at a level of 5 % over all that is looked through"


def test_series_that_remember_themselves_count_for_less():
    random = np.random.default_rng(7)
    sure = 0
    for _ in range(20):
        x, y = (np.convolve(random.normal(size=220), np.ones(20), mode="valid")[:180] for _ in range(2))
        sure += r.relation(x, y, 3, 7).sure
    assert sure <= 4


def test_too_little_is_no_relation():
    assert r.relation(np.arange(10.0), np.arange(10.0), 2, 5) is None
    assert r.relation(np.zeros(40), np.arange(40.0), 2, 5) is None
    assert list(r.ranks(np.array([3.0, 1.0, 3.0]))) == [2.5, 1.0, 2.5]
