"""Bursts: more cases of a matter in an area than are to be expected, and by how much.

The expected count of the last days is the mean of the same weekdays of the past half year, older weeks
counting less (a decay per week follows the season), after Farrington et al. (1996), who found outbreaks in
laboratory reports so. Its variance is that of the weekly counts, at least Poisson: negative binomial. The
probability of as many or more is compared over all areas and matters at once by the rule of Benjamini and
Hochberg (1995), so that of the bursts told about one in twenty is chance, however many pairs a city has.
Days that were holidays are taken for Sundays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Weeks that are looked back on, and what a week counts beside the one after it.
WEEKS: Final = 26
DECAY: Final = 0.93
#: Days that are judged together: a burst of one day is a burst of its window, too.
WINDOW: Final = 3
#: A burst has at least so many cases, and so many times those expected.
LEAST: Final = 4
FACTOR: Final = 2.0
FALSE_SHARE: Final = 0.05
_SUNDAY: Final = 6

Key = tuple[str, str]
#: P(at least the count), given mean and variance.
Tail = Callable[[int, float, float], float]


class Burst(NamedTuple):
    """A count beyond what was expected: ``chance`` is the probability of as many or more."""

    area: str
    matter: str
    observed: int
    expected: float
    chance: float

    @property
    def ratio(self) -> float:
        """Return how many times the expected count was reached."""
        return self.observed / max(self.expected, 0.1)


def bursts(
    counts: Mapping[Key, Mapping[date, int]],
    last: date,
    tail: Tail,
    holidays: Collection[date] = (),
    *,
    least: int = LEAST,
    factor: float = FACTOR,
) -> list[Burst]:
    """Return the bursts of the :data:`WINDOW` days that end with ``last``, the least likely first.

    ``counts`` are cases by (area, matter) and day; ``tail`` gives P(at least n | mean, variance). A pair
    whose past is shorter than four weeks is expected what it had: nothing is called a burst for being new
    alone unless it has ``least`` cases; a burst is ``factor`` times the expected count.
    """
    window = [last - timedelta(days=n) for n in range(WINDOW)]
    found = []
    for (area, matter), days in counts.items():
        observed = sum(days.get(day, 0) for day in window)
        if observed < least:
            continue
        mean, variance = expected(days, window, holidays)
        found.append(Burst(area, matter, observed, round(mean, 2), tail(observed, mean, variance)))
    kept = _kept([burst.chance for burst in found], len(counts))
    chosen = [b for b, keep in zip(found, kept, strict=True) if keep and b.ratio >= factor]
    return sorted(chosen, key=lambda b: (b.chance, -b.observed, b.area, b.matter))


def expected(
    days: Mapping[date, int], window: Sequence[date], holidays: Collection[date] = ()
) -> tuple[float, float]:
    """Return mean and variance of the count of ``window``, from the weeks before it."""
    weights = DECAY ** np.arange(WEEKS)
    sums: NDArray[np.float64] = np.zeros(WEEKS)
    for day in window:
        for week in range(WEEKS):
            sums[week] += days.get(_like(day, week + 1, holidays), 0)
    total = weights.sum()
    mean = float((weights * sums).sum() / total)
    spread = float((weights * (sums - mean) ** 2).sum() / total)
    # half a case in half a year is what a pair without a past is granted
    mean = max(mean, 0.5 / WEEKS)
    return mean, max(mean, spread)


def _like(day: date, weeks: int, holidays: Collection[date]) -> date:
    """Return the day so many weeks before; for a holiday the Sunday of that week."""
    past = day - timedelta(weeks=weeks)
    return past + timedelta(days=_SUNDAY - past.weekday()) if day in holidays else past


def _kept(chances: Sequence[float], tests: int) -> list[bool]:
    """Return which of the chances are kept at a false share of :data:`FALSE_SHARE` among ``tests`` tests."""
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    last = -1
    for rank, at in enumerate(order, 1):
        if chances[at] <= FALSE_SHARE * rank / max(tests, 1):
            last = rank
    passed = set(order[: max(last, 0)])
    return [at in passed for at in range(len(chances))]
