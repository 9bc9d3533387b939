"""How unlikely a raw score is, measured against the stream's own past scores."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.model.bank import UNJUDGED, Bank, Field, Floats, Index

#: Beyond so many standard deviations all is equally impossible.
FARTHEST = 30.0
#: Raw scores seen before one is compared with them.
WARM = 50
_STEP = 0.01
_GRID = np.arange(-8.0, FARTHEST + _STEP, _STEP)
_TAILS = np.array([-math.log10(0.5 * math.erfc(z / math.sqrt(2))) for z in _GRID])


def normal_tail(z: Floats) -> Floats:
    """Return -log10 of the chance that a standard normal value exceeds ``z``.

    Interpolated in a table of exact values, 0.01 apart: off by less than 0.00001. ``z`` counts as 30 at most.
    """
    tails: Floats = np.interp(z, _GRID, _TAILS)
    return tails


class Likelihood(Bank):
    """The mean of the last ``short`` raw scores against a normal distribution of all before.

    With m and v the exponentially weighted mean and variance of the raw scores (weight 1/min(n, memory)):
    ``-log10 Q((mean of the last short - m) / max(sqrt(v), floor))``, Q the upper tail of the standard normal.
    Source: the anomaly likelihood of Lavin & Ahmad 2015 (IEEE ICMLA), with weights in place of a window.
    State: 24 + 8·short bytes per stream.
    """

    def __init__(
        self, learning: NDArray[np.int64], *, short: int = 10, memory: int = 4000, floor: float = 0.1
    ) -> None:
        self.short, self.memory, self.floor = short, memory, floor
        super().__init__(learning)

    def columns(self) -> dict[str, Field]:
        """Return mean, variance and number of the raw scores, and the last of them."""
        return {
            "mean": Field(),
            "variance": Field(),
            "seen": Field(0, "i8"),
            "recent": Field(shape=(self.short,)),
        }

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:  # noqa: ARG002 - counts rows only
        """Return the likelihood of the raw scores ``values``; where that is ``nan`` nothing changes."""
        scores = np.full(len(at), UNJUDGED)
        given = np.flatnonzero(~np.isnan(values))
        if not len(given):
            return scores
        rows, raw, state = at[given], values[given], self.state
        seen = state["seen"][rows] + 1
        weight = 1.0 / np.minimum(seen, self.memory)
        off = raw - state["mean"][rows]
        mean = state["mean"][rows] + weight * off
        variance = (1.0 - weight) * (state["variance"][rows] + weight * off * off)
        state["recent"][rows, seen % self.short] = raw
        state["mean"][rows], state["variance"][rows], state["seen"][rows] = mean, variance, seen
        spread = np.sqrt(np.maximum(variance, self.floor * self.floor))
        z = (state["recent"][rows].mean(axis=1) - mean) / spread
        scores[given] = np.where(seen < WARM, 0.0, normal_tail(z))
        return scores
