"""What goes with what, and how much later: correlations of series, with season and trend taken out.

Two things that both rise towards summer go together without having anything to do with each other. So each
series loses its season (the median of its weekday or month) and its straight trend first. What is left
remembers itself, and of such series fewer points count (Bartlett 1946, Quenouille 1947); an interval that
forgets this is too narrow. Many lags and candidates are looked through, so the level is divided by their
number (Bonferroni): what is listed is rarely chance. It still proves no cause.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Points, of both series together, that a correlation is computed from.
LEAST: Final = 20
_LEVEL: Final = 0.05


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """How two series go together at the lag where they do most: positive, the factor comes first by so much.

    ``low`` and ``high`` bound Spearman's coefficient, corrected for what was looked through.
    """

    lag: int
    spearman: float
    pearson: float
    low: float
    high: float
    points: int
    effective: float

    @property
    def sure(self) -> bool:
        """Tell whether it is more than chance."""
        return not self.low <= 0 <= self.high


def cleaned(values: Floats, season: NDArray[np.int64]) -> Floats:
    """Return ``values`` without their season and straight trend; what is not known stays ``nan``."""
    left = _level(np.array(values, dtype=np.float64))
    for part in np.unique(season):
        here = season == part
        known = left[here & ~np.isnan(left)]
        if len(known) > 1:
            left[here] -= np.median(known)
    return _level(left)


def _level(values: Floats) -> Floats:
    """Return ``values`` without their straight line."""
    known = ~np.isnan(values)
    if known.sum() < LEAST:
        return values
    at = np.arange(len(values), dtype=np.float64)
    slope, base = np.polyfit(at[known], values[known], 1)
    return np.asarray(values - (slope * at + base))


def relation(series: Floats, factor: Floats, lags: int, looked: int) -> Relation | None:
    """Return how a cleaned factor goes with a cleaned series, at its strongest lag up to ``lags``.

    ``looked``: how many correlations are looked through in all. ``None``: too few points, or nothing moves.
    """
    best: Relation | None = None
    for lag in range(-lags, lags + 1):
        x, y = _laid(series, factor, lag)
        found = _one(x, y, lag, looked) if len(x) >= LEAST else None
        if found is not None and (best is None or abs(found.spearman) > abs(best.spearman)):
            best = found
    return best


def _laid(series: Floats, factor: Floats, lag: int) -> tuple[Floats, Floats]:
    n = len(series)
    x = series[lag:] if lag >= 0 else series[: n + lag]
    y = factor[: n - lag] if lag >= 0 else factor[-lag:]
    known = ~(np.isnan(x) | np.isnan(y))
    return x[known], y[known]


def _one(x: Floats, y: Floats, lag: int, looked: int) -> Relation | None:
    a, b = ranks(x), ranks(y)
    if a.std() == 0 or b.std() == 0:
        return None
    spearman = float(np.corrcoef(a, b)[0, 1])
    memory = _memory(a) * _memory(b)
    effective = max(4.0, len(x) * (1 - memory) / (1 + memory)) if memory > 0 else float(len(x))
    # 1.06: the variance of Spearman's z is a little wider than that of Pearson's (Fieller 1957)
    half = NormalDist().inv_cdf(1 - _LEVEL / (2 * looked)) * (1.06 / max(effective - 3, 0.5)) ** 0.5
    middle = np.arctanh(np.clip(spearman, -0.999999, 0.999999))
    return Relation(
        lag=lag, spearman=spearman, pearson=float(np.corrcoef(x, y)[0, 1]), low=float(np.tanh(middle - half)),
        high=float(np.tanh(middle + half)), points=len(x), effective=effective,
    )  # fmt: skip


def _memory(x: Floats) -> float:
    centred = x - x.mean()
    return float((centred[1:] * centred[:-1]).sum() / (centred**2).sum())


def ranks(x: Floats) -> Floats:
    """Return ranks; equal ones share their mean."""
    _, inverse, counts = np.unique(x, return_inverse=True, return_counts=True)
    ends = counts.cumsum()
    return np.asarray((ends - (counts - 1) / 2)[inverse], dtype=np.float64)
