"""Values never seen before, and days unlike the days before: records and relative entropy."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from yiwang.base.detection.model.bank import UNJUDGED, Bank, Field, Floats, Index

_BINS = 10
_WINDOW = 52
_MEMORY = 4000.0
#: What a bin holds before anything fell into it.
_PRIOR = 0.5


class Record(Bank):
    """How far a value lies outside all before it, as a share of their range.

    ``max(x - max, min - x, 0) / (max - min)`` with the running extremes; 0 inside them, at most 1,000,000.
    Source: elementary. State: 16 bytes per stream.
    """

    fields: ClassVar[dict[str, Field]] = {"low": Field(math.inf), "high": Field(-math.inf)}

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:  # noqa: ARG002 - order is all it needs
        """Return the shares; the first value has none."""
        low, high = self.state["low"][at], self.state["high"][at]
        self.state["low"][at], self.state["high"][at] = np.minimum(low, values), np.maximum(high, values)
        known = high >= low
        low, high = np.where(known, low, values), np.where(known, high, values)
        width = np.maximum(high - low, np.maximum(1e-12, 1e-9 * np.abs(high)))
        outside = np.maximum(np.maximum(values - high, low - values), 0.0)
        return np.where(known, np.minimum(outside / width, 1e6), UNJUDGED)


class Entropy(Bank):
    """Relative entropy of the last 52 values against all before them, in ten bins.

    ``sum p ln(p / q)``: p the shares of the last 52 values, q those of the values before (half a value added
    to each bin; beyond 4,000 the older ones fade). Eight bins divide the range of the first half of the
    learning rows, one lies below and one above it. In nats. Source: Wang et al. 2011 (statistical techniques
    for online anomaly detection in data centers, IM 2011). State: 250 bytes per stream.
    """

    fields: ClassVar[dict[str, Field]] = {
        "low": Field(math.inf),
        "high": Field(-math.inf),
        "rows": Field(0, "i8"),
        "recent": Field(0, "i1", (_WINDOW,)),
        "now": Field(0, "f8", (_BINS,)),
        "before": Field(0, "f8", (_BINS,)),
        "total": Field(),
    }

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:  # noqa: ARG002 - order is all it needs
        """Return the entropies; ``nan`` until two windows were seen after the bins were fixed."""
        state = self.state
        rows = state["rows"][at]
        state["rows"][at] = rows + 1
        early = rows < np.maximum(self.learning[at] // 2, 1)
        first = at[early]
        state["low"][first] = np.minimum(state["low"][first], values[early])
        state["high"][first] = np.maximum(state["high"][first], values[early])
        scores = np.full(len(at), UNJUDGED)
        binned = np.flatnonzero(~early)
        if len(binned):
            at, after = at[binned], rows[binned] - np.maximum(self.learning[at[binned]] // 2, 1)
            self._count(at, self._bins(at, values[binned]), after)
            ready = after >= 2 * _WINDOW - 1
            scores[binned[ready]] = self._divergence(at[ready])
        return scores

    def _bins(self, at: Index, values: Floats) -> Index:
        low, high = self.state["low"][at], self.state["high"][at]
        width = np.where(high > low, high - low, 1.0)
        place = np.clip((values - low) / width, -1.0, 2.0)
        inside = np.minimum((place * (_BINS - 2)).astype(np.intp) + 1, _BINS - 1)
        return np.where(place < 0, 0, inside)

    def _count(self, at: Index, bins: Index, after: Index) -> None:
        """Let the oldest of the window go into the past and the new value into the window."""
        state = self.state
        slot = after % _WINDOW
        full = after >= _WINDOW
        leaving, gone = at[full], state["recent"][at[full], slot[full]]
        state["now"][leaving, gone] -= 1.0
        state["before"][leaving, gone] += 1.0
        total = state["total"][leaving] + 1.0
        fade = np.minimum(_MEMORY / total, 1.0)
        state["before"][leaving] *= fade[:, None]
        state["total"][leaving] = total * fade
        state["recent"][at, slot] = bins
        state["now"][at, bins] += 1.0

    def _divergence(self, at: Index) -> Floats:
        now = self.state["now"][at] / _WINDOW
        before = (self.state["before"][at] + _PRIOR) / (self.state["total"][at] + _PRIOR * _BINS)[:, None]
        parts = now * np.log(np.where(now > 0, now, 1.0) / before) * (now > 0)
        divergence: Floats = np.maximum(parts.sum(axis=1), 0.0)
        return divergence
