"""Who handled what: decayed counts under ever more special circumstances, and how they back off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.dispatching.model.examples import DEPTH, NONE, Floats, Ints, Table

#: Chains of circumstances, each level more special than the one before.
CHAINS: Final = ("matter", "class", "area", "channel", "time")
_SHIFT: Final = 1 << 24
_HALF: Final = 1 << 48


def keys(table: Table) -> dict[str, list[Ints]]:
    """Return for each chain the circumstances of every case, from general to special.

    :data:`NONE` where something is not known: such a level says nothing and the one before it counts.
    """
    city = table.area[:, 0]
    deeper = [table.area[:, depth] for depth in range(1, DEPTH)]
    return {
        "matter": [table.klass, _pair(table.matter, city * 0), *(_pair(table.matter, a) for a in deeper)],
        "class": [table.klass, *(_pair(table.klass, a) for a in deeper[:-1])],
        "area": deeper,
        "channel": [_pair(table.klass, table.channel)],
        "time": [_pair(table.klass, table.bucket)],
    }


def _pair(one: Ints, other: Ints) -> Ints:
    return np.where((one == NONE) | (other == NONE), NONE, one * _SHIFT + other)


@dataclass(slots=True)
class Counts:
    """Counts of one level: the units of circumstance ``contexts[i]`` stand from ``starts[i]`` on."""

    contexts: Ints
    starts: Ints
    units: NDArray[np.int32]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, context: Ints, unit: Ints, weight: Floats, units: int) -> Counts:
        """Count the units of each circumstance."""
        known = context != NONE
        pairs, inverse = np.unique(context[known] * np.int64(units) + unit[known], return_inverse=True)
        weights = np.bincount(inverse, weight[known], len(pairs))
        contexts, starts = np.unique(pairs // units, return_index=True)
        return cls(
            contexts,
            np.append(starts, len(pairs)).astype(np.int64),
            (pairs % units).astype(np.int32),
            weights.astype(np.float32),
        )

    def rows(self, context: Ints) -> tuple[Ints, Ints, Ints]:
        """Return for the known of ``context`` (which row, first, length) of their entries."""
        if not len(self.contexts):
            return (np.zeros(0, np.int64),) * 3
        at = np.minimum(np.searchsorted(self.contexts, context), len(self.contexts) - 1)
        row = np.flatnonzero(self.contexts[at] == context)
        first = self.starts[at[row]]
        return row, first, self.starts[at[row] + 1] - first

    def over(self, below: NDArray[np.float32], context: Ints) -> NDArray[np.float32]:
        """Return ``below`` (cases × units, sums of 1) sharpened by what these circumstances counted.

        Witten and Bell (*The zero-frequency problem*, IEEE Trans. Inf. Theory 37, 1991): with ``d`` different
        units seen in a circumstance and ``n`` the sum of its counts, ``p = (count + d · p_below) / (n + d)``.
        """
        row, first, length = self.rows(context)
        if not len(row):
            return below
        inside = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
        entry = np.repeat(first, length) + inside
        seen = np.zeros((len(row), below.shape[1]), np.float32)
        seen[np.repeat(np.arange(len(row)), length), self.units[entry]] = self.weights[entry]
        different = length.astype(np.float32)[:, None]
        found = below.copy()
        found[row] = (seen + different * below[row]) / (seen.sum(1, keepdims=True) + different)
        return found

    def arrays(self, name: str) -> dict[str, NDArray[np.generic]]:
        """Return the columns for an artefact."""
        columns = ("contexts", "starts", "units", "weights")
        return {f"{name}.{column}": getattr(self, column) for column in columns}

    @classmethod
    def read(cls, arrays: dict[str, NDArray[np.generic]], name: str) -> Counts:
        """Return what :meth:`arrays` wrote; raises ``KeyError``."""
        return cls(
            arrays[f"{name}.contexts"].astype(np.int64),
            arrays[f"{name}.starts"].astype(np.int64),
            arrays[f"{name}.units"].astype(np.int32),
            arrays[f"{name}.weights"].astype(np.float32),
        )
