"""The detector for every series: three cheap views of a value, and their mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.model.bank import UNJUDGED, Bank, Floats, Index
from yiwang.base.detection.model.distribution import Entropy, Record
from yiwang.base.detection.model.likelihood import Likelihood
from yiwang.base.detection.model.weekly import Weekly

#: A record counts ``min(4, 10·sqrt(share of the range))``: full marks from 16 % outside on.
_RECORD_SCALE, _RECORD_MOST = 10.0, 4.0


class Cheap(Bank):
    """Mean of three scores, one missing counts 0.

    sqrt of the likelihood of the distance from the hour of the week (short mean of 10, floor 0.1);
    sqrt of the likelihood of the relative entropy (no short mean, floor 0.05); the record, rooted and capped.
    State: 19.7 kB per stream.
    """

    def __init__(self, learning: NDArray[np.int64], *, zone: float = 0.0) -> None:
        self._parts: dict[str, Bank] = {
            "weekly": Weekly(learning, zone=zone),
            "weekly_likelihood": Likelihood(learning),
            "entropy": Entropy(learning),
            "entropy_likelihood": Likelihood(learning, short=1, floor=0.05),
            "record": Record(learning),
        }
        super().__init__(learning)

    def parts(self) -> dict[str, Bank]:
        """Return the three views and the two likelihoods."""
        return self._parts

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:
        """Return the means; ``nan`` only while none of the three can say anything."""
        parts = self._parts
        found = np.empty((3, len(at)))
        for row, name in enumerate(("weekly", "entropy")):
            raw = parts[name].score(at, values, times)
            found[row] = np.sqrt(parts[f"{name}_likelihood"].score(at, raw, times))
        record = parts["record"].score(at, values, times)
        found[2] = np.minimum(_RECORD_SCALE * np.sqrt(record), _RECORD_MOST)
        silent = np.isnan(found)
        mean: Floats = np.where(silent, 0.0, found).sum(axis=0) / len(found)
        mean[silent.all(axis=0)] = UNJUDGED
        return mean
