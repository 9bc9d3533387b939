"""The scoring rules of the Numenta Anomaly Benchmark (NAB), written from their description.

Lavin & Ahmad 2015, "Evaluating real-time anomaly detection algorithms" (IEEE ICMLA). Rows inside the
probation, 15 % of a series but at most 750 rows, are not scored. In each window the first alarm earns
``sigmoid(-(rows from it to the window's end, itself included) / rows of the window)``, scaled so that the
window's first row earns 1; later alarms in it earn nothing. An alarm outside costs
``-sigmoid(rows since the last window's end / (rows of that window - 1))``, and 1 before any window and beyond
three widths. A window without an alarm costs 1. Profiles weigh the three; a total is normalised so that
silence gives 0, and an alarm on the first row of every window and none besides gives 100.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Profile(NamedTuple):
    """What a hit earns, a false alarm costs and a missed window costs."""

    hit: float
    false_alarm: float
    miss: float


#: The three application profiles of NAB.
PROFILES = {
    "standard": Profile(1.0, 0.11, 1.0),
    "low_fp": Profile(1.0, 0.22, 1.0),
    "low_fn": Profile(1.0, 0.11, 2.0),
}
_PROBATION_SHARE, _PROBATION_MOST = 0.15, 750
_FARTHEST = 3.0


class Window(NamedTuple):
    """A labelled stretch of rows, first and last included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What the alarms of some series came to, before weights."""

    windows: int = 0
    hits: int = 0
    reward: float = 0.0
    false_alarms: int = 0
    cost: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.windows + other.windows,
            self.hits + other.hits,
            self.reward + other.reward,
            self.false_alarms + other.false_alarms,
            self.cost + other.cost,
        )


def probation(rows: int) -> int:
    """Return how many of a series' first rows are not scored."""
    return min(math.floor(_PROBATION_SHARE * rows), _PROBATION_MOST)


def sigmoid(position: float) -> float:
    """Return NAB's curve: near 1 far before 0, 0 at 0, and -1 from three on."""
    return -1.0 if position > _FARTHEST else 2.0 / (1.0 + math.exp(5.0 * position)) - 1.0


def tally(alarms: Iterable[int], windows: Sequence[Window], rows: int) -> Tally:
    """Return what ``alarms`` (row numbers) come to in a series of ``rows`` rows.

    A window that ends inside the probation is not counted: nothing could hit it.
    """
    begin = probation(rows)
    counted = sorted(window for window in windows if window.last >= begin)
    hit: set[Window] = set()
    reward, false_alarms, cost = 0.0, 0, 0.0
    for row in sorted(set(alarms)):
        if row < begin:
            continue
        inside = next((w for w in counted if w.first <= row <= w.last), None)
        if inside is None:
            false_alarms += 1
            cost += _cost(row, windows)
        elif inside not in hit:
            hit.add(inside)
            reward += sigmoid(-(inside.last - row + 1) / (inside.last - inside.first + 1)) / sigmoid(-1.0)
    return Tally(len(counted), len(hit), reward, false_alarms, cost)


def _cost(row: int, windows: Sequence[Window]) -> float:
    """Return what a false alarm at ``row`` costs, between 0 and 1."""
    before = [window for window in windows if window.last < row]
    if not before:
        return 1.0
    nearest = max(before, key=lambda window: window.last)
    return -sigmoid((row - nearest.last) / max(nearest.last - nearest.first, 1))


def normalised(total: Tally, profile: Profile) -> float | None:
    """Return the score of ``total``: silence 0, perfection 100; None where no window can be hit."""
    if not total.windows:
        return None
    missed = total.windows - total.hits
    score = profile.hit * total.reward - profile.false_alarm * total.cost - profile.miss * missed
    silence, perfect = -profile.miss * total.windows, profile.hit * total.windows
    return 100.0 * (score - silence) / (perfect - silence)


def scores(total: Tally) -> dict[str, float | None]:
    """Return the score of each profile, to two digits."""
    found = {name: normalised(total, profile) for name, profile in PROFILES.items()}
    return {name: None if score is None else round(score, 2) for name, score in found.items()}
