"""What comes next, and how surely: intervals that are made of the errors the same forecast made before.

The forecast is that of case counts (damped trend, Theta, shared season). Its own intervals are of counts; an
indicator may be a share or a duration. So the interval is conformal (Vovk 2005): the forecast is made again
from many origins of the past, and the quantiles of its errors at each distance are laid around what it says
now. Whether that holds is measured: intervals made of the older origins, tried on the newer ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Counts by series → the expected means of the next periods.
Method = Callable[[Floats, int], Floats]

COVER: Final = 0.8
#: Origins of the past that errors are taken from, and the fewest that make an interval.
ORIGINS: Final = 60
LEAST_ORIGINS: Final = 16
#: The share of origins that a measurement of coverage makes intervals of; the others try them.
_OLDER: Final = 0.6


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """Expected values and bounds by distance; ``covered`` of ``tried`` past values lay within such bounds."""

    mean: list[float]
    low: list[float]
    high: list[float]
    covered: int
    tried: int
    origins: int


def outlook(
    values: Floats, horizon: int, season: int, method: Method, ceiling: float | None = None
) -> Outlook | None:
    """Return what follows ``values`` (none missing, none below 0); ``None`` if the past is too short to say.

    ``ceiling``: no share is above 1. Windows of equal length are forecast together where their seasons agree.
    """
    window = max(2 * season, 28 if season > 1 else 12)
    origins = min(ORIGINS, len(values) - window - horizon + 1)
    if origins < LEAST_ORIGINS:
        return None
    starts = np.arange(len(values) - horizon - window - origins + 1, len(values) - horizon - window + 1)
    errors = np.empty((origins, horizon))
    for phase in range(season):
        here = np.flatnonzero(starts % season == phase)
        if len(here):
            rows = np.stack([values[s : s + window] for s in starts[here]])
            real = np.stack([values[s + window : s + window + horizon] for s in starts[here]])
            errors[here] = real - _bounded(method(rows, horizon), ceiling)
    mean = _bounded(method(values[None, -window:], horizon), ceiling)[0]
    low, high = _around(mean, errors, ceiling)
    covered, tried = _measured(errors)
    return Outlook(
        mean=mean.tolist(),
        low=low.tolist(),
        high=high.tolist(),
        covered=covered,
        tried=tried,
        origins=origins,
    )


def _bounded(values: Floats, ceiling: float | None) -> Floats:
    return np.asarray(np.clip(values, 0.0, ceiling))


def _around(mean: Floats, errors: Floats, ceiling: float | None) -> tuple[Floats, Floats]:
    below, above = _bounds(errors)
    return _bounded(mean + below, ceiling), _bounded(mean + above, ceiling)


def _bounds(errors: Floats) -> tuple[Floats, Floats]:
    """Return the quantiles of errors by distance, widened for being few: never narrower farther away."""
    n = len(errors)
    tail = min(1.0, (1 + COVER) / 2 * (n + 1) / n)
    above = np.quantile(errors, tail, axis=0, method="higher")
    below = np.quantile(errors, 1 - tail, axis=0, method="lower")
    return np.minimum.accumulate(below), np.maximum.accumulate(above)


def _measured(errors: Floats) -> tuple[int, int]:
    """Return how many of the newer errors lie within bounds made of the older, and how many were tried."""
    older = int(len(errors) * _OLDER)
    below, above = _bounds(errors[:older])
    newer = errors[older:]
    return int(((newer >= below) & (newer <= above)).sum()), int(newer.size)


def crossing(values: list[float], limit: float, way: int) -> int | None:
    """Return how many periods ahead a limit is first crossed, 0 the next; ``way`` 1: upwards is worse."""
    return next((n for n, value in enumerate(values) if (value - limit) * way > 0), None)
