"""Distance of a stream's last values to the most similar stretch of its past.

All distances are exact: scaled values are rounded to 1/4096 and held within ±256, so that the squares of
differences and their running sums are whole multiples of 2^-24 below 2^27, which a double holds without
rounding. Hence sums can be carried on for ever without drift, and rebuilt from the past to the last bit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from yiwang.base.detection.model.bank import AnyArray, Floats, packed, unpacked
from yiwang.base.detection.model.tail import Tails

_STEPS, _FARTHEST = 4096.0, 256.0
_SLACK = 512
SCALINGS = 3


@dataclass(frozen=True, slots=True)
class Scaling:
    """What the learning rows say of a stream's level and spread."""

    mean: float
    deviation: float
    median: float
    spread: float

    @classmethod
    def of(cls, values: Floats) -> Scaling:
        """Return it for ``values``; if they never change, the spread is 1 % of their level, or 1 at zero."""
        with np.errstate(over="ignore", invalid="ignore"):
            mean, deviation = float(values.mean()), float(values.std())
            low, median, high = (float(q) for q in np.quantile(values, (0.1, 0.5, 0.9)))
        trifle = 1e-9 * max(abs(mean), 1e-300)
        if not deviation > trifle:
            deviation = abs(mean) * 0.01 or 1.0
        spread = high - low
        return cls(mean, deviation, median, spread if spread > trifle else deviation)

    def apply(self, value: float) -> Floats:
        """Return z, 3·asinh(z/3) and asinh((x - median)/(q90 - q10)), rounded and bounded."""
        z = (value - self.mean) / self.deviation
        three = (z, 3.0 * math.asinh(z / 3.0), math.asinh((value - self.median) / self.spread))
        return np.array([round(min(max(s, -_FARTHEST), _FARTHEST) * _STEPS) / _STEPS for s in three])


class Neighbour:
    """One stream: its scaled past, its lag distances, and the tails of its scores.

    For each length m and each lag d ≤ history, ``D_m[d] += (x_i - x_{i-d})² - (x_{i-m} - x_{i-m-d})²``: the
    squared distance of the last m values to the m values d rows earlier, at a cost of O(history) per value
    and length.
    """

    def __init__(self, learning: int, history: int, lengths: tuple[int, ...]) -> None:
        self.learning, self.history, self.lengths = max(learning, 2), history, lengths
        self.first: list[float] = []
        self.scaling: Scaling | None = None
        self.rows = 0
        self.tails = Tails(SCALINGS * len(lengths), history)
        self._reach = history + max(lengths)
        self._past = np.zeros((SCALINGS, self._reach + _SLACK))
        self._end = self._reach
        self._sums = np.zeros((len(lengths), SCALINGS, history))
        self._work = np.empty((SCALINGS, history))

    def add(self, value: float) -> float:
        """Take in a value and return its score: ``nan`` while learning."""
        if self.scaling is not None:
            return self.tails.score(self.distances(self.scaling.apply(value)))
        self.first.append(value)
        if len(self.first) < self.learning:
            return math.nan
        self.scaling = Scaling.of(np.array(self.first))
        score = math.nan
        for early in self.first:
            score = self.tails.score(self.distances(self.scaling.apply(early)))
        self.first = []
        return score

    def distances(self, scaled: Floats) -> Floats:
        """Take in a scaled value; return the root mean square distance to the nearest stretch, per channel.

        ``nan`` for a length of which there are not two stretches that do not overlap.
        """
        self._carry(scaled)
        found = np.full((len(self.lengths), SCALINGS), math.nan)
        size = self.history
        for row, length in enumerate(self.lengths):
            farthest = min(size, self.rows - length)
            if farthest >= length:
                nearest = self._sums[row, :, size - farthest : size - length + 1].min(axis=1)
                found[row] = np.sqrt(nearest / length)
        return found.ravel()

    def _carry(self, scaled: Floats) -> None:
        """Carry the lag distances on by one value. Column j is the lag ``history - j``."""
        if self._end == self._past.shape[1]:
            self._past[:, : self._reach] = self._past[:, self._end - self._reach : self._end]
            self._end = self._reach
        end, size, past = self._end, self.history, self._past
        known = min(size, self.rows)
        if known:
            work = self._work[:, size - known :]
            np.subtract(past[:, end - known : end], scaled[:, None], out=work)
            np.multiply(work, work, out=work)
            for sums in self._sums:
                sums[:, size - known :] += work
        for length, sums in zip(self.lengths, self._sums, strict=True):
            known = min(size, self.rows - length)
            if known > 0:
                work = self._work[:, size - known :]
                gone = end - length
                np.subtract(past[:, gone - known : gone], past[:, gone, None], out=work)
                np.multiply(work, work, out=work)
                sums[:, size - known :] -= work
        past[:, end] = scaled
        self._end += 1
        self.rows += 1

    def dump(self) -> dict[str, Any]:
        """Return what the future scores depend on; the lag distances follow from the past."""
        known = min(self.rows, self._reach)
        scaling = self.scaling
        return {
            "learning": self.learning,
            "first": packed(np.array(self.first, dtype=np.float64)),
            "scaling": None
            if scaling is None
            else [scaling.mean, scaling.deviation, scaling.median, scaling.spread],
            "rows": self.rows,
            # Multiples of 1/4096 within ±256 are exact in four bytes.
            "past": packed(self._past[:, self._end - known : self._end].astype(np.float32)),
            "tails": self.tails.dump(),
        }

    def load(self, dumped: dict[str, Any]) -> None:
        """Take over what :meth:`dump` returned."""
        self.learning = int(dumped["learning"])
        self.first = unpacked(dumped["first"], np.dtype("f8"), None).tolist()
        self.scaling = None if dumped["scaling"] is None else Scaling(*map(float, dumped["scaling"]))
        self.rows = int(dumped["rows"])
        past: AnyArray = unpacked(dumped["past"], np.dtype("f4"), (SCALINGS, min(self.rows, self._reach)))
        self._end = self._reach
        self._past[:] = 0.0
        self._past[:, self._end - past.shape[1] : self._end] = past
        self.tails.load(dumped["tails"])
        self._rebuild()

    def _rebuild(self) -> None:
        end, size, past = self._end, self.history, self._past
        self._sums[:] = 0.0
        for row, length in enumerate(self.lengths):
            for back in range(1, min(length, self.rows) + 1):
                known = min(size, self.rows - back)
                if known > 0:
                    here = end - back
                    off = past[:, here - known : here] - past[:, here, None]
                    self._sums[row, :, size - known :] += off * off
