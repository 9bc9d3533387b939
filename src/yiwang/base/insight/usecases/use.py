"""How much of its limit a clock used 时限使用: in the clock's own time, pauses taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from yiwang.base.cases.api import CaseState
from yiwang.kernel import worktime
from yiwang.kernel.worktime import Limit, TimeUnit, WorkCalendar

#: From this share of its limit on something was finished close to its deadline 临期.
NEAR: Final = 0.8
#: Up to this share it was finished early 提前.
EARLY: Final = 0.5
_JUDGED: Final = frozenset({"met", "missed"})


@dataclass(frozen=True, slots=True)
class Use:
    """One finished clock: what share of ``limit`` it used, and how it was judged."""

    number: str
    kind: str
    unit: str | None
    matter: str | None
    limit: Limit
    spent: float
    """In days of a limit in days, in hours of one in hours."""
    share: float
    missed: bool


def uses(states: Iterable[CaseState], calendars: Mapping[str, WorkCalendar]) -> Iterator[Use]:
    """Yield the finished clocks of ``states``; those of calendars that are gone are passed over."""
    for state in states:
        for clock in state.clocks.values():
            calendar = calendars.get(clock.calendar)
            if clock.status not in _JUDGED or clock.stopped_at is None or calendar is None:
                continue
            gone = worktime.elapsed(
                calendar, clock.started_at, clock.stopped_at, TimeUnit(clock.limit.unit), clock.pauses
            )
            spent = gone.total_seconds() / (86_400 if clock.limit.unit.by_day else 3_600)
            share = spent / clock.limit.amount if clock.limit.amount else float(clock.status == "missed")
            yield Use(
                state.number,
                clock.kind,
                clock.unit,
                state.matter,
                clock.limit,
                spent,
                share,
                clock.status == "missed",
            )


@dataclass(frozen=True, slots=True)
class UseSummary:
    """Uses of one kind: how many, how many missed, and the shares of the limit at quartiles and 90 %."""

    n: int
    missed: int
    early: int
    near: int
    median: float
    p90: float
    numbers: tuple[str, ...]
    """Cases that missed it."""


def summed(found: Iterable[Use]) -> UseSummary:
    """Return the summary of at least one use."""
    held = list(found)
    shares = np.array([use.share for use in held])
    median, high = np.quantile(shares, [0.5, 0.9]).tolist()
    missed = [use.number for use in held if use.missed]
    return UseSummary(
        n=len(held),
        missed=len(missed),
        early=sum(1 for use in held if use.share <= EARLY and not use.missed),
        near=sum(1 for use in held if use.share >= NEAR and not use.missed),
        median=median,
        p90=high,
        numbers=tuple(dict.fromkeys(missed)),
    )
