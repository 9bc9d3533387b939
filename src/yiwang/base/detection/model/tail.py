"""How rare a distance is among a stream's own last distances: empirical tail and likelihood."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, insort
from typing import Any

import numpy as np

from yiwang.base.detection.model.bank import Floats, packed, unpacked
from yiwang.base.detection.model.likelihood import FARTHEST, WARM

#: The tail above this quantile is extended by its mean logarithmic excess.
_QUANTILE = 0.95
_MOST = 8.0
_SMALLEST_EXCESS = 0.02
#: Distances below this many deviations are noise.
FLOOR = 1e-3
_SHORT = 10


class Tails:
    """Mean over some channels of two measures of rarity.

    T = -log10 of the empirical tail over the last ``size`` scores; above their 95 % quantile q the tail goes
    on as ``0.05 · (x/q)^(-1/h)``, h the mean of ln(x/q) above q (Hill 1975); at most 8.
    L = sqrt of the likelihood of the mean of the last 10, as :class:`~.likelihood.Likelihood` has it (weight
    1/min(n, size)).
    """

    def __init__(self, channels: int, size: int) -> None:
        self.channels, self.size = channels, size
        self.ring = np.zeros((channels, size))
        self.ordered = [array("d") for _ in range(channels)]
        self.seen = [0] * channels
        self.mean = [0.0] * channels
        self.variance = [0.0] * channels
        self.recent = [[0.0] * _SHORT for _ in range(channels)]

    def score(self, raw: Floats) -> float:
        """Take in a score per channel (``nan``: none yet) and return the mean rarity; 0 if there is none."""
        total, parts = 0.0, 0
        for channel, value in enumerate(raw.tolist()):
            if not math.isnan(value):
                total += self._tail(channel, value) + self._likelihood(channel, value)
                parts += 2
        return total / parts if parts else 0.0

    def _tail(self, channel: int, value: float) -> float:
        ordered, seen = self.ordered[channel], self.seen[channel]
        held = len(ordered)
        rarity = 0.0
        if held >= WARM:
            cut = int(_QUANTILE * held)
            quantile = max(ordered[cut], FLOOR)
            if value > quantile:
                above = np.maximum(np.frombuffer(ordered, dtype=np.float64, offset=8 * cut), quantile)
                excess = max(float(np.log(above / quantile).mean()), _SMALLEST_EXCESS)
                rarity = (math.log(value / quantile) / excess - math.log(1.0 - _QUANTILE)) / math.log(10.0)
            else:
                rank = min(bisect_left(ordered, value), cut)
                rarity = -math.log10((held - rank + 1) / (held + 1))
        if held == self.size:
            oldest = float(self.ring[channel, seen % self.size])
            del ordered[bisect_left(ordered, oldest)]
        insort(ordered, value)
        self.ring[channel, seen % self.size] = value
        return min(rarity, _MOST)

    def _likelihood(self, channel: int, value: float) -> float:
        seen = self.seen[channel] = self.seen[channel] + 1
        weight = 1.0 / min(seen, self.size)
        off = value - self.mean[channel]
        mean = self.mean[channel] = self.mean[channel] + weight * off
        variance = self.variance[channel] = (1.0 - weight) * (self.variance[channel] + weight * off * off)
        recent = self.recent[channel]
        recent[seen % _SHORT] = value
        if seen < WARM:
            return 0.0
        z = (sum(recent) / _SHORT - mean) / max(math.sqrt(variance), FLOOR)
        return math.sqrt(-math.log10(0.5 * math.erfc(min(z, FARTHEST) / math.sqrt(2.0))))

    def dump(self) -> dict[str, Any]:
        """Return the state; the ordered scores follow from the ring."""
        held = max(len(ordered) for ordered in self.ordered)
        return {
            "ring": packed(self.ring[:, :held]),
            "seen": self.seen,
            "moments": packed(np.array([self.mean, self.variance])),
            "recent": packed(np.array(self.recent)),
        }

    def load(self, dumped: dict[str, Any]) -> None:
        """Take over what :meth:`dump` returned."""
        self.seen = [int(seen) for seen in dumped["seen"]]
        held = min(max(self.seen), self.size)
        self.ring[:] = 0.0
        self.ring[:, :held] = unpacked(dumped["ring"], np.dtype("f8"), (self.channels, held))
        moments = unpacked(dumped["moments"], np.dtype("f8"), (2, self.channels))
        self.mean, self.variance = moments[0].tolist(), moments[1].tolist()
        recent = unpacked(dumped["recent"], np.dtype("f8"), (self.channels, _SHORT))
        self.recent = recent.tolist()
        for channel, seen in enumerate(self.seen):
            kept = np.sort(self.ring[channel, : min(seen, self.size)])
            self.ordered[channel] = array("d", kept.tobytes())
