"""The limits of error hold: over many draws, on made-up worlds where the truth is known."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.dispatching.model import conformal
from yiwang.base.dispatching.model.conformal import NEVER

SPLITS = 200


def world(seed: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores that mean something but are too sure of themselves: the truth is score ** 1.5."""
    rng = np.random.default_rng(seed)
    score = rng.beta(30, 1, n)
    return score, rng.random(n) > score**1.5


def error_at(threshold: float) -> float:
    """The error among acts of that world, exactly (to 1e-4): E[1 - s^1.5 | s ≥ t]."""
    s = np.linspace(max(threshold, 1e-9), 1, 20_001)
    density = s**29
    return float(((1 - s**1.5) * density).sum() / density.sum())


@pytest.mark.parametrize("limit", [0.02, 0.03])
def test_what_was_proved_holds_in_nine_draws_of_ten(limit: float) -> None:
    grid = conformal.thresholds(world(0, 5_000)[0])
    found = [conformal.proved(grid, *world(1 + i, 4_000), limit) for i in range(SPLITS)]
    broken = sum(t != NEVER and error_at(t) > limit for t in found)
    # 10 % may break it; 200 draws have a standard deviation of 2.1 %
    assert broken <= SPLITS * 0.1 + 3 * math.sqrt(SPLITS * 0.09)
    assert sum(t != NEVER for t in found) > SPLITS * 0.5, "it never acts: the test would prove nothing"


@pytest.mark.parametrize("limit", [0.01, 0.02])
def test_the_share_of_all_cases_is_controlled_on_average(limit: float) -> None:
    losses = []
    for i in range(SPLITS):
        scores, wrong = world(i, 500)
        threshold = conformal.controlled(scores, wrong, limit)
        later, bad = world(10_000 + i, 2_000)
        losses.append(float(((later >= threshold) & bad).mean()))
    assert np.mean(losses) <= limit + 3 * np.std(losses) / math.sqrt(SPLITS)
    assert np.mean(losses) > limit / 3


def test_a_check_that_is_too_easy_is_caught() -> None:
    """The same test fails for the naive way: the laxest threshold with a small enough error on the draw."""
    limit, broken = 0.03, 0
    grid = conformal.thresholds(world(0, 5_000)[0])
    for i in range(SPLITS):
        scores, wrong = world(1 + i, 4_000)
        naive = min((t for t in grid if wrong[scores >= t].mean() <= limit), default=NEVER)
        broken += naive != NEVER and error_at(naive) > limit
    assert broken > SPLITS * 0.1 + 3 * math.sqrt(SPLITS * 0.09)


@pytest.mark.parametrize("n", [0, 1, 10, 100])
def test_too_little_proves_nothing(n: int) -> None:
    scores, wrong = np.ones(n), np.zeros(n, bool)
    grid = conformal.thresholds(np.ones(50))
    assert conformal.proved(grid, scores, wrong, 0.02) == NEVER
    assert conformal.proved(np.zeros(0), scores, wrong, 0.02) == NEVER
    assert (conformal.controlled(scores, wrong, 0.02) == NEVER) == (n < 49)


@given(n=st.integers(1, 60), p=st.floats(0.01, 0.99), k=st.integers(0, 60))
def test_the_binomial_is_the_binomial(n: int, p: float, k: int) -> None:
    plain = sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(min(k, n) + 1))
    assert conformal.binomial(k, n, p) == pytest.approx(min(plain, 1.0), abs=1e-9)


@given(n=st.integers(1, 400), data=st.data())
def test_an_interval_holds_its_share_and_is_as_wide_as_it_must(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    low, high = conformal.interval(k, n)
    assert low <= k / n <= high
    assert k == 0 or 1 - conformal.binomial(k - 1, n, low) == pytest.approx(0.025, abs=1e-6)
    assert k == n or conformal.binomial(k, n, high) == pytest.approx(0.025, abs=1e-6)


def test_a_known_interval() -> None:
    assert conformal.interval(2, 100) == (pytest.approx(0.00243, abs=1e-5), pytest.approx(0.07038, abs=1e-5))


def test_evidence_seldom_accuses_the_innocent_and_soon_the_guilty() -> None:
    rng, limit = np.random.default_rng(7), 0.02
    accused, caught = 0, []
    for _ in range(200):
        good = np.cumsum(rng.random(1_000) < limit)
        accused += any(conformal.evidence(int(good[m]), m + 1, limit) >= 20 for m in range(0, 1_000, 25))
        bad = np.cumsum(rng.random(1_000) < 0.08)
        caught.append(
            next(
                (m for m in range(0, 1_000, 5) if conformal.evidence(int(bad[m]), m + 1, limit) >= 20), 1_000
            )
        )
    assert accused <= 200 * 0.05 + 3 * math.sqrt(200 * 0.05 * 0.95)
    assert np.median(caught) < 150


def test_calibration_error_sees_a_boast() -> None:
    chances = np.full(1_000, 0.9)
    right = np.arange(1_000) % 10 < 9
    assert conformal.calibration_error(chances, right) < 0.001
    assert conformal.calibration_error(chances, np.arange(1_000) % 2 == 0) == pytest.approx(0.4, abs=0.01)
