"""Forecasts: bounds hold as often as they say, and limits are crossed on a date."""

from __future__ import annotations

import numpy as np

from yiwang.base.insight.model.forecast import forecast
from yiwang.base.vitals.model.outlook import COVER, crossing, outlook


def method(y, horizon):
    return forecast(y, horizon, season=7).mean


def test_bounds_hold_about_as_often_as_they_say():
    random = np.random.default_rng(3)
    at = np.arange(400)
    covered = tried = 0
    for series in range(6):
        season = np.array([1.2, 1.1, 1.0, 1.0, 1.1, 0.8, 0.6])[at % 7]
        found = outlook(random.poisson((30 + 10 * series) * season).astype(float), 7, 7, method)
        covered, tried = covered + found.covered, tried + found.tried
    assert abs(covered / tried - COVER) < 0.1


def test_what_follows_lies_within_bounds_that_widen():
    values = np.array([20.0, 22, 21, 20, 19, 9, 8] * 30)
    found = outlook(values, 7, 7, method)
    assert all(low <= mean <= high for low, mean, high in zip(found.low, found.mean, found.high, strict=True))
    assert max(abs(m - v) for m, v in zip(found.mean, values[:7], strict=True)) < 2
    share = outlook(np.full(120, 0.99), 7, 7, method, 1.0)
    assert max(share.high) <= 1


def test_too_short_a_past_says_nothing_and_crossings_have_a_date():
    assert outlook(np.ones(40), 7, 7, method) is None
    assert crossing([0.95, 0.91, 0.89], 0.9, -1) == 2
    assert crossing([1, 2], 5, 1) is None
