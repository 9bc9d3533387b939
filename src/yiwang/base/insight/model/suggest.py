"""Suggesting a shorter limit 时限压缩建议 (C047): what share would have been late under each limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from yiwang.base.insight.model.replay import Span, due
from yiwang.base.mining.api import wilson
from yiwang.kernel.worktime import Limit, TimeUnit, WorkCalendar

#: Limits that people set; a suggestion is one of these.
DAYS: Final = (0.5, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30)
HOURS: Final = (0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 48)
#: Fewer finished clocks than this suggest nothing.
LEAST: Final = 20
#: The upper end of the interval of the expected share of breaches stays below this.
TOLERATED: Final = 0.05


@dataclass(frozen=True, slots=True)
class Expected:
    """Under ``limit``, ``missed`` of ``n`` would have been late: the share and its 95 % interval (Wilson)."""

    limit: Limit
    missed: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Return the expected share of breaches."""
        return self.missed / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The limit that was mostly in force, what each other limit would have meant, and which one to take."""

    current: Limit
    curve: tuple[Expected, ...]
    suggested: Expected | None


def suggest(
    spans: Sequence[Span], calendar: WorkCalendar, *, tolerated: float = TOLERATED
) -> Suggestion | None:
    """Return the suggestion for finished clocks of one kind and matter; ``None`` if there are none.

    Suggested is the shortest limit below the current one for which the upper end of the interval is at most
    ``tolerated``, or what the current limit has, if that is more: no worse than today, and shorter.
    """
    if not spans:
        return None
    current = Counter(span.limit for span in spans).most_common(1)[0][0]
    same = [span for span in spans if span.limit.unit == current.unit]
    steps = sorted({*(DAYS if TimeUnit(current.unit).by_day else HOURS), current.amount})
    longest = 2 * current.amount
    curve = tuple(_expected(same, Limit(a, current.unit), calendar) for a in steps if a <= longest)
    now = next(e for e in curve if e.limit.amount == current.amount)
    allowed = max(tolerated, now.high)
    shorter = (e for e in curve if e.limit.amount < current.amount and e.high <= allowed)
    return Suggestion(current, curve, next(shorter, None) if len(same) >= LEAST else None)


def _expected(spans: Sequence[Span], limit: Limit, calendar: WorkCalendar) -> Expected:
    missed = 0
    for span in spans:
        at = due(calendar, replace(span, limit=limit))
        missed += at is not None and span.stop > at
    low, high = wilson(missed, len(spans))
    return Expected(limit, missed, len(spans), low, high)
