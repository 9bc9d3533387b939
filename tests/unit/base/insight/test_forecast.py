import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from yiwang.base.insight.model.forecast import count_quantile, forecast, seasonal, tail_probability

counts = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 4), st.integers(1, 40)), elements=st.integers(0, 500).map(float)
)


@given(counts, st.integers(1, 8))
def test_whatever_was_counted_forecasts_are_finite_ordered_and_not_negative(y, horizon):
    found = forecast(y, horizon)
    assert found.mean.shape == (len(y), horizon)
    for part in found:
        assert np.isfinite(part).all()
        assert (part >= 0).all()
    assert (found.low <= found.median).all()
    assert (found.median <= found.high).all()


def year(n=60, level=100.0, seed=1):
    random = np.random.default_rng(seed)
    months = np.arange(n)
    shape = 1 + 0.5 * np.sin(2 * np.pi * months / 12)
    return random.poisson(level * shape, size=(200, n)).astype(float), shape


def test_a_season_is_found_and_forecast():
    y, shape = year()
    index = seasonal(y, 12)
    assert np.abs(index.mean(axis=0) - shape[:12]).max() < 0.05
    found = forecast(y[:, :48], 12)
    naive = np.abs(y[:, 48:] - y[:, 36:48]).mean()
    assert np.abs(y[:, 48:] - found.mean).mean() < 0.85 * naive


def test_intervals_hold_about_what_they_say():
    y, _ = year()
    found = forecast(y[:, :54], 6, cover=0.8)
    inside = (y[:, 54:] >= found.low) & (y[:, 54:] <= found.high)
    assert 0.75 < inside.mean() < 0.99


def test_rare_things_are_a_rate_whose_median_is_nothing():
    random = np.random.default_rng(2)
    y = random.poisson(0.1, size=(500, 48)).astype(float)
    found = forecast(y, 6)
    assert found.mean.mean() == pytest.approx(0.1, abs=0.05)
    assert np.median(found.median) == 0


@given(st.floats(0.01, 200), st.floats(1, 5), st.floats(0.01, 0.99))
def test_a_quantile_is_where_the_tail_says(mean, wider, p):
    variance = mean * wider
    at = int(count_quantile(mean, variance, p))
    below = 1 - tail_probability(at + 1, mean, variance)
    assert below >= p - 0.02
    if at:
        assert 1 - tail_probability(at, mean, variance) <= p + 0.02


def test_as_many_as_none_is_certain_and_any_of_nothing_impossible():
    assert tail_probability(0, 3, 3) == 1
    assert tail_probability(2, 0, 0) == 0
    assert tail_probability(1, 2, 2) == pytest.approx(1 - np.exp(-2))
