"""Forecasts of counts per period: how many cases a district, a matter, a unit is to expect, and how surely.

Many short series of counts with a season are forecast together. Each gets three simple forecasts, each from
its own side: the damped trend of exponential smoothing on the seasonally adjusted series (Gardner and
McKenzie 1985), Theta (Assimakopoulos and Nikolopoulos 2000, as simple exponential smoothing with half the
drift, Hyndman and Billah 2003), and for series that are zero most of the time Croston's rate with Syntetos
and Boylan's correction (2005). Seasons are shared: the index of a series is shrunk towards that of all
series together, the more so the fewer counts it has (empirical Bayes). The mean of the forecasts is what is
said; combining has won every forecasting competition since 1979. Intervals are of the negative binomial
with the variance that the one-step errors of the past show, widened with the horizon.

Pure numpy; a series is a row, a period a column; nothing is read but the counts.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Smoothing of level and trend that are tried for each series, and how fast a trend dies away.
_LEVELS: Final = (0.1, 0.2, 0.3, 0.5, 0.7)
_TRENDS: Final = (0.0, 0.05, 0.15)
_DAMPING: Final = 0.9
#: Counts a series needs until half of its seasonal index is its own.
_OWN_SEASON: Final = 5000.0
#: A series that is zero in more than this share of its periods is intermittent.
_INTERMITTENT: Final = 0.5
_CROSTON: Final = 0.1
#: Periods that errors are remembered for, with this decay per period: what was long ago says little now.
_MEMORY: Final = 0.95
#: How much faster than one step the error of many grows, per step.
_WIDENING: Final = 0.5
#: A chance of none so small that the sum from none on cannot start from it.
_TOO_RARE: Final = 1e-12
#: No count is searched beyond: rounding may keep the sum below what is asked for.
_MOST: Final = 100_000


class Forecast(NamedTuple):
    """What is expected, series by horizon: the mean, the median, and the bounds of an interval of ``cover``.

    Sums are made of means. The median is what single counts deviate from least: of rare things it is 0.
    """

    mean: Floats
    median: Floats
    low: Floats
    high: Floats


def forecast(counts: Floats, horizon: int, *, season: int = 12, cover: float = 0.8) -> Forecast:
    """Return what ``horizon`` periods after those of ``counts`` (series by period) are expected to bring.

    Needs two whole seasons for a seasonal index; with less none is used. No forecast is below zero.
    """
    y = np.asarray(counts, dtype=np.float64)
    n = y.shape[1]
    index = seasonal(y, season)
    there = index[:, np.arange(n) % season]
    ahead = index[:, np.arange(n, n + horizon) % season]
    plain = y / there
    damped, errors = _damped(plain, horizon)
    theta = _theta(plain, horizon)
    rate = _croston(plain)[:, None].repeat(horizon, axis=1)
    rare = ((y == 0).mean(axis=1) > _INTERMITTENT)[:, None]
    mean = np.maximum(np.where(rare, (rate + damped) / 2, (damped + theta) / 2), 0.0) * ahead
    spread = _variance(y, there, errors, mean)
    tails = (0.5, (1 - cover) / 2, (1 + cover) / 2)
    return Forecast(mean, *(_quantiles(mean, spread, p) for p in tails))


def seasonal(y: Floats, season: int) -> Floats:
    """Return the multiplicative seasonal index of each series (series by season, mean 1).

    Ratios to the running mean of a whole season, summed over the years as sums of counts, so that a year with
    few counts counts little; shrunk towards the index of all series.
    """
    rows, n = y.shape
    if season <= 1 or n < 2 * season:
        return np.ones((rows, max(season, 1)))
    own, base = _ratios(y, season)
    pooled = own.sum(axis=0) / np.maximum(base.sum(axis=0), 1e-9)
    raw = own / np.maximum(base, 1e-9)
    weight = (y.sum(axis=1) / (y.sum(axis=1) + _OWN_SEASON))[:, None]
    index = np.maximum(weight * raw + (1 - weight) * pooled, 0.05)
    return np.asarray(index / index.mean(axis=1, keepdims=True))


def _ratios(y: Floats, season: int) -> tuple[Floats, Floats]:
    """Return, per series and part of the season, the sum of counts and of their running means."""
    kernel = np.ones(season) if season % 2 else np.r_[0.5, np.ones(season - 1), 0.5]
    kernel = kernel / season
    half = len(kernel) // 2
    trend = np.stack([np.convolve(row, kernel, mode="valid") for row in y])
    inner = np.arange(half, half + trend.shape[1]) % season
    own, base = np.zeros((len(y), season)), np.zeros((len(y), season))
    for part in range(season):
        at = np.flatnonzero(inner == part)
        own[:, part] = y[:, half + at].sum(axis=1)
        base[:, part] = trend[:, at].sum(axis=1)
    return own, base


def _damped(y: Floats, horizon: int) -> tuple[Floats, Floats]:
    """Return forecasts of damped trends and the one-step errors, the best smoothing chosen per series."""
    best: Floats | None = None
    ahead, kept = np.zeros((len(y), horizon)), np.zeros_like(y)
    steps = np.cumsum(_DAMPING ** np.arange(1, horizon + 1))
    weights = _MEMORY ** np.arange(y.shape[1])[::-1]
    for alpha in _LEVELS:
        for beta in _TRENDS:
            level, slope, errors = _smooth(y, alpha, beta)
            loss = (np.abs(errors) * weights).sum(axis=1)
            better = np.ones(len(y), dtype=bool) if best is None else loss < best
            best = loss if best is None else np.where(better, loss, best)
            ahead[better] = (level[:, None] + slope[:, None] * steps)[better]
            kept[better] = errors[better]
    return ahead, kept


def _smooth(y: Floats, alpha: float, beta: float) -> tuple[Floats, Floats, Floats]:
    level = y[:, : min(y.shape[1], 6)].mean(axis=1)
    slope = np.zeros(len(y))
    errors = np.zeros_like(y)
    for at in range(y.shape[1]):
        expected = level + _DAMPING * slope
        errors[:, at] = y[:, at] - expected
        level = expected + alpha * errors[:, at]
        slope = _DAMPING * slope + alpha * beta * errors[:, at]
    return level, slope, errors


def _theta(y: Floats, horizon: int) -> Floats:
    """Return simple exponential smoothing with half the drift of a straight line."""
    n = y.shape[1]
    at = np.arange(n) - (n - 1) / 2
    drift = (y * at).sum(axis=1) / max((at**2).sum(), 1e-9) / 2
    best: Floats | None = None
    level = np.zeros(len(y))
    for alpha in _LEVELS:
        last, _, errors = _smooth(y, alpha, 0.0)
        loss = (errors**2).sum(axis=1)
        better = np.ones(len(y), dtype=bool) if best is None else loss < best
        best = loss if best is None else np.where(better, loss, best)
        level[better] = last[better]
    return np.asarray(level[:, None] + drift[:, None] * np.arange(1, horizon + 1))


def _croston(y: Floats) -> Floats:
    """Return counts per period of intermittent series: size over gap, with the correction of 2005."""
    size, gap, since = np.ones(len(y)), np.full(len(y), 2.0), np.ones(len(y))
    started = np.zeros(len(y), dtype=bool)
    for column in y.T:
        hit = column > 0
        size = np.where(hit, np.where(started, size + _CROSTON * (column - size), column), size)
        gap = np.where(hit, np.where(started, gap + _CROSTON * (since - gap), since), gap)
        since = np.where(hit, 1.0, since + 1)
        started |= hit
    return np.where(started, (1 - _CROSTON / 2) * size / np.maximum(gap, since / 2), 0.0)


def _variance(y: Floats, there: Floats, errors: Floats, mean: Floats) -> Floats:
    """Return the variance of each forecast: at least Poisson, as over-dispersed as the past, more with time.

    Var = mean + k · mean², k by moments from one-step errors (negative binomial); each step ahead adds
    :data:`_WIDENING` of k: the level wanders.
    """
    weights = _MEMORY ** np.arange(y.shape[1])[::-1]
    expected = np.maximum(y - errors * there, 1e-6)
    excess = (((errors * there) ** 2 - expected) * weights).sum(axis=1)
    k = np.clip(excess / np.maximum((expected**2 * weights).sum(axis=1), 1e-9), 0.0, 4.0)
    widening = 1 + _WIDENING * np.arange(1, mean.shape[1] + 1)
    return np.asarray(mean + k[:, None] * mean**2 * widening)


def _quantiles(mean: Floats, variance: Floats, p: float) -> Floats:
    found = np.zeros_like(mean)
    for at in np.ndindex(mean.shape):
        found[at] = count_quantile(float(mean[at]), float(variance[at]), p)
    return found


def count_quantile(mean: float, variance: float, p: float) -> float:
    """Return the smallest count whose probability, with all below it, is at least ``p``.

    Negative binomial with this mean and variance; Poisson where the variance is not larger.
    """
    if mean <= 0:
        return 0.0
    spread = variance - mean
    chance = float(np.exp(-mean)) if spread <= 0 else (mean / variance) ** (mean**2 / spread)
    if chance < _TOO_RARE:  # many counts: nearly normal
        return float(max(0, round(mean + _normal(p) * variance**0.5)))
    total, count = chance, 0
    while total < p and count < _MOST:
        count += 1
        if spread <= 0:
            chance *= mean / count
        else:
            size = mean**2 / spread
            chance *= (size + count - 1) / count * (spread / variance)
        total += chance
    return float(count)


def tail_probability(count: int, mean: float, variance: float) -> float:
    """Return the probability of at least ``count``: negative binomial, or Poisson if no wider."""
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    spread = variance - mean
    size = mean**2 / spread if spread > 0 else 0.0
    chance = float(np.exp(-mean)) if spread <= 0 else (mean / variance) ** size
    below = chance
    for k in range(1, count):
        chance *= mean / k if spread <= 0 else (size + k - 1) / k * (spread / variance)
        below += chance
    return max(0.0, 1 - below)


def _normal(p: float) -> float:
    return NormalDist().inv_cdf(p)
