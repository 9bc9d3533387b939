"""What is usual at this hour of the week, and how far a value is from it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.model.bank import UNJUDGED, AnyArray, Bank, Field, Floats, Index

HOURS_OF_WEEK = 168
HOURS_OF_DAY = 24
#: Values kept per hour, and how many an hour of the week needs before it speaks for itself.
KEPT = 24
ENOUGH = 12
#: 1970-01-01 was a Thursday: so many hours after a Monday's midnight.
_THURSDAY = 72
#: A median absolute deviation times this is the standard deviation of a normal distribution.
_MAD_TO_DEVIATION = 1.4826
_HIGHEST = 100.0


class Weekly(Bank):
    """Distance from the median of the same hour of the week, in robust standard deviations.

    ``|x - median| / max(1.4826 · MAD, share · s)``, at most 100, over the last 24 values of that hour of the
    week (of that hour of the day while the week's hour has fewer than 12); s is the standard deviation of the
    stream (weight 1/min(n, 4000)). The floor keeps quiet hours from making a trifle a wonder.
    Source: median and MAD as in Leys et al. 2013; dynamic thresholds by hour of week are the field's habit.
    ``zone`` is the local time's offset from UTC in seconds. State: 19.2 kB per stream.
    """

    def __init__(self, learning: NDArray[np.int64], *, zone: float = 0.0, share: float = 0.35) -> None:
        self.zone, self.share = zone, share
        super().__init__(learning)

    def columns(self) -> dict[str, Field]:
        """Return the kept values (as differences from the first one), their numbers, mean and variance."""
        return {
            "first": Field(UNJUDGED),
            "mean": Field(),
            "variance": Field(),
            "rows": Field(0, "i8"),
            "week": Field(UNJUDGED, "f4", (HOURS_OF_WEEK, KEPT)),
            "week_rows": Field(0, "i4", (HOURS_OF_WEEK,)),
            "day": Field(UNJUDGED, "f4", (HOURS_OF_DAY, KEPT)),
            "day_rows": Field(0, "i4", (HOURS_OF_DAY,)),
        }

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:
        """Return the distances; ``nan`` while the hour is not known well enough."""
        state = self.state
        hours = np.floor((times + self.zone) / 3600.0).astype(np.int64)
        of_week, of_day = (hours + _THURSDAY) % HOURS_OF_WEEK, hours % HOURS_OF_DAY
        first = state["first"][at]
        first = np.where(np.isnan(first), values, first)
        state["first"][at] = first
        offset = values - first
        rows = state["rows"][at]
        week_rows, day_rows = state["week_rows"][at, of_week], state["day_rows"][at, of_day]
        by_day = week_rows < ENOUGH
        kept = state["week"][at, of_week]
        kept[by_day] = state["day"][at[by_day], of_day[by_day]]
        used = np.minimum(np.where(by_day, day_rows, week_rows), KEPT)
        scores = self._distance(kept, used, offset, state["variance"][at])
        scores[rows <= ENOUGH] = UNJUDGED
        state["week"][at, of_week, week_rows % KEPT] = offset
        state["day"][at, of_day, day_rows % KEPT] = offset
        state["week_rows"][at, of_week], state["day_rows"][at, of_day] = week_rows + 1, day_rows + 1
        self._learn(at, offset, rows + 1)
        return scores

    def _distance(self, kept: AnyArray, used: AnyArray, offset: Floats, variance: Floats) -> Floats:
        scores = np.full(len(offset), UNJUDGED)
        known = np.flatnonzero(used >= ENOUGH)
        if not len(known):
            return scores
        kept, used = kept[known], used[known]
        centre = _median(kept, used)
        deviation = _median(np.abs(kept - centre[:, None].astype(np.float32)), used)
        spread = np.maximum(_MAD_TO_DEVIATION * deviation, self.share * np.sqrt(variance[known]))
        far = np.abs(offset[known] - centre)
        ratio = np.divide(far, spread, out=np.where(far > 0, _HIGHEST, 0.0), where=spread > 0)
        scores[known] = np.minimum(ratio, _HIGHEST)
        return scores

    def _learn(self, at: Index, offset: Floats, rows: NDArray[np.int64]) -> None:
        state = self.state
        weight = 1.0 / np.minimum(rows, 4000)
        off = offset - state["mean"][at]
        state["mean"][at] += weight * off
        state["variance"][at] = (1.0 - weight) * (state["variance"][at] + weight * off * off)
        state["rows"][at] = rows


def _median(kept: AnyArray, used: AnyArray) -> Floats:
    """Return the median of the ``used`` numbers of each row; what is not used is ``nan`` and sorts last."""
    ordered = np.sort(kept, axis=1)
    row = np.arange(len(used))
    lower, upper = ordered[row, (used - 1) // 2], ordered[row, used // 2]
    middle: Floats = (lower.astype(np.float64) + upper) / 2.0
    return middle
