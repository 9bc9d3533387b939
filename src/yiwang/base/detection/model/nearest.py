"""The detector where it matters: how unlike anything in the past the last values are."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.model.bank import UNJUDGED, Bank, Floats, Index, packed, unpacked
from yiwang.base.detection.model.cheap import Cheap
from yiwang.base.detection.model.neighbour import Neighbour

LENGTHS = (24, 48, 96)


class Nearest(Bank):
    """Rarity of the distance of the last 24, 48 and 96 values to the nearest earlier stretch.

    Three scalings fixed when learning ends, times three lengths; each distance is turned into its rarity
    among the stream's own last ``history`` distances in two ways, and the score is the mean of all
    (:class:`~.neighbour.Neighbour`, :class:`~.tail.Tails`). Rows are rows: a gap in time is not filled.
    State: 1.1 MB per stream at a history of 4,000 rows; a snapshot is 0.35 MB.
    """

    columnar: ClassVar[bool] = False

    def __init__(self, learning: NDArray[np.int64], *, history: int = 4000) -> None:
        self.history = history
        super().__init__(learning)
        self.streams = [Neighbour(int(rows), history, LENGTHS) for rows in learning]

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:  # noqa: ARG002 - rows are rows
        """Return the rarities; ``nan`` while learning."""
        streams = self.streams
        found = [streams[row].add(value) for row, value in zip(at.tolist(), values.tolist(), strict=True)]
        return np.array(found, dtype=np.float64)

    def grow(self, learning: NDArray[np.int64]) -> None:
        """Add fresh streams, one per element of ``learning``."""
        super().grow(learning)
        self.streams += [Neighbour(int(rows), self.history, LENGTHS) for rows in learning]

    def dump(self, at: Index) -> dict[str, Any]:
        """Return the state of the streams ``at`` as plain values and bytes."""
        return {
            "learning": packed(self.learning[at]),
            "streams": [self.streams[row].dump() for row in at.tolist()],
        }

    def load(self, at: Index, dumped: dict[str, Any]) -> None:
        """Give the streams ``at`` the state that :meth:`dump` of an equally made bank returned."""
        self.learning[at] = unpacked(dumped["learning"], np.dtype("i8"), (len(at),))
        for row, one in zip(at.tolist(), dumped["streams"], strict=True):
            fresh = self._stream(row)
            fresh.load(one)
            self.streams[row] = fresh

    def take_over(self, at: Index, other: Self, theirs: Index) -> None:
        """Take the other's streams as they are."""
        super().take_over(at, other, theirs)
        for row, found in zip(at.tolist(), theirs.tolist(), strict=True):
            self.streams[row] = other.streams[found]

    def reset(self, at: Index) -> None:
        """Let the streams ``at`` begin anew."""
        for row in at.tolist():
            self.streams[row] = self._stream(row)

    def _stream(self, row: int) -> Neighbour:
        return Neighbour(int(self.learning[row]), self.history, LENGTHS)


class Joint(Bank):
    """Mean of :class:`Nearest` and :class:`~.cheap.Cheap`, half and half: shapes and levels together.

    State: both of theirs.
    """

    columnar: ClassVar[bool] = False

    def __init__(self, learning: NDArray[np.int64], *, history: int = 4000, zone: float = 0.0) -> None:
        self._parts: dict[str, Bank] = {
            "nearest": Nearest(learning, history=history),
            "cheap": Cheap(learning, zone=zone),
        }
        super().__init__(learning)

    def parts(self) -> dict[str, Bank]:
        """Return the two."""
        return self._parts

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:
        """Return the means; ``nan`` while the nearest neighbour learns."""
        nearest = self._parts["nearest"].score(at, values, times)
        cheap = self._parts["cheap"].score(at, values, times)
        half = 0.5 * (nearest + np.where(np.isnan(cheap), 0.0, cheap))
        return np.where(np.isnan(nearest), UNJUDGED, half)
