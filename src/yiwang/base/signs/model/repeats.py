"""Near repeats: whether one case of a matter brings others near by soon, more often than chance.

Knox (1964): count the pairs of cases that are close in place and close in time, and compare with the counts
after the instants were dealt out anew among the places (Mantel 1967). What is common to both, busy places and
busy weeks, cancels out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Deals of the instants; the smallest p-value is one in a hundred.
DEALS: Final = 99
#: Cases of a matter that are compared, the newest; and fewer than this say nothing.
MOST, FEWEST = 3000, 20


class Knox(NamedTuple):
    """Pairs close in place and time, how many chance would have, and how often chance had as many."""

    pairs: int
    by_chance: float
    p: float

    @property
    def ratio(self) -> float:
        """Return observed over by chance."""
        return self.pairs / max(self.by_chance, 0.01)


def knox(
    metres: NDArray[np.float64], hours: NDArray[np.float64], near_m: float, soon_h: float, seed: int = 1
) -> Knox | None:
    """Return the test for cases at ``metres`` (n × 2, plane) and ``hours``; ``None`` for too few cases."""
    if len(hours) < FEWEST:
        return None
    close = _close(metres, near_m)
    if len(close) == 0:
        return Knox(0, 0.0, 1.0)
    random = np.random.default_rng(seed)

    def soon(at: NDArray[np.float64]) -> int:
        return int(np.count_nonzero(np.abs(at[close[:, 0]] - at[close[:, 1]]) <= soon_h))

    seen = soon(hours)
    dealt = np.array([soon(random.permutation(hours)) for _ in range(DEALS)])
    return Knox(seen, float(dealt.mean()), float((1 + np.count_nonzero(dealt >= seen)) / (DEALS + 1)))


def _close(metres: NDArray[np.float64], near: float) -> NDArray[np.int64]:
    """Return the pairs of points at most ``near`` apart, by squares of that side."""
    squares: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, (x, y) in enumerate(metres.tolist()):
        squares[math.floor(x / near), math.floor(y / near)].append(at)
    found: list[tuple[int, int]] = []
    for (x, y), own in squares.items():
        others = [at for i in (-1, 0, 1) for j in (-1, 0, 1) for at in squares.get((x + i, y + j), ())]
        for one in own:
            found += [
                (one, other)
                for other in others
                if one < other and math.dist(metres[one], metres[other]) <= near
            ]
    return np.array(found, dtype=np.int64).reshape(-1, 2)
