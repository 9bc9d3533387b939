"""The log: steps of cases as columns, in order of time.

Two steps of one instant are in the order of ``seq`` (the journal's own number, or the place in the file):
without it, tools that sort by time alone disagree about what happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.mining.errors import LogColumnsError

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

#: Nobody: the resource of a step that names none.
NOBODY: Final = -1
SECOND: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class ProcessLog:
    """Steps sorted by case, instant and sequence; made by :func:`make_log`.

    ``activity``, ``at`` (microseconds since 1970) and ``resource`` have one row per step; the steps of case
    ``i`` are the rows ``first[i]`` to ``first[i + 1]``. ``activities`` and ``resources`` name the numbers,
    ``cases`` the cases.
    """

    cases: Sequence[str]
    activities: Sequence[str]
    resources: Sequence[str]
    first: Longs
    activity: Ints
    at: Longs
    resource: Ints

    def __len__(self) -> int:
        return len(self.activity)

    @property
    def lengths(self) -> Longs:
        """Return how many steps each case has."""
        return np.diff(self.first)

    @property
    def case(self) -> Ints:
        """Return the case of each step."""
        return np.repeat(np.arange(len(self.cases), dtype=np.int32), self.lengths)

    @property
    def durations(self) -> Longs:
        """Return how long each case took from its first to its last step, in microseconds."""
        if not len(self.cases):
            return np.zeros(0, np.int64)
        return self.at[self.first[1:] - 1] - self.at[self.first[:-1]]

    def follows(self) -> Bools:
        """Return, for each step but the first of all, whether it belongs to the case of the step before."""
        inside = np.ones(max(len(self) - 1, 0), np.bool_)
        inside[self.first[1:-1] - 1] = False
        return inside

    def number(self, activity: str) -> int:
        """Return the number of an activity, -1 if no step has it."""
        try:
            return self.activities.index(activity)
        except ValueError:
            return -1


def make_log(
    cases: Sequence[str],
    activities: Sequence[str],
    case: NDArray[Any],
    activity: NDArray[Any],
    at: NDArray[Any],
    *,
    resources: Sequence[str] = (),
    resource: NDArray[Any] | None = None,
    seq: NDArray[Any] | None = None,
) -> ProcessLog:
    """Return the log of steps given as columns in any order.

    ``case`` and ``activity`` are places in ``cases`` and ``activities``, ``at`` microseconds since 1970,
    ``resource`` places in ``resources`` or :data:`NOBODY`; ``seq`` orders steps of one instant (default: the
    order given). A case without steps is left out. Raises ``log_columns``.
    """
    n = len(case)
    who = np.full(n, NOBODY, np.int32) if resource is None else resource
    columns = {"activity": activity, "at": at, "resource": who, "seq": case if seq is None else seq}
    for name, column in columns.items():
        if len(column) != n:
            raise LogColumnsError(
                why_zh=f"列 {name} 有 {len(column)} 行，应为 {n} 行",
                why_en=f"column {name} has {len(column)} rows, not {n}",
            )
    for name, column, names, low in (
        ("case", case, cases, 0),
        ("activity", activity, activities, 0),
        ("resource", who, resources, NOBODY),
    ):
        if n and not low <= int(column.min()) <= int(column.max()) < max(len(names), low + 1):
            raise LogColumnsError(
                why_zh=f"列 {name} 的编号超出范围", why_en=f"column {name} has a number without a name"
            )
    order = _order(case, at, seq)
    if order is not None:
        case, activity, at, who = case[order], activity[order], at[order], who[order]
    starts = np.flatnonzero(np.diff(case, prepend=-1)) if n else np.zeros(0, np.int64)
    named = case[starts]
    return ProcessLog(
        cases=cases if _all_in_order(named, len(cases)) else [cases[i] for i in named.tolist()],
        activities=activities,
        resources=resources,
        first=np.append(starts, n).astype(np.int64),
        activity=np.ascontiguousarray(activity, np.int32),
        at=np.ascontiguousarray(at, np.int64),
        resource=np.ascontiguousarray(who, np.int32),
    )


def _all_in_order(named: NDArray[Any], n: int) -> bool:
    return len(named) == n and bool((named == np.arange(n)).all())


def _order(case: NDArray[Any], at: NDArray[Any], seq: NDArray[Any] | None) -> NDArray[np.intp] | None:
    """Return the order by case, instant and sequence; ``None`` if the steps are in it already."""
    if len(case) <= 1:
        return None
    step = np.diff(case)
    if seq is None and bool(((step > 0) | ((step == 0) & (np.diff(at) >= 0))).all()):
        return None
    if seq is not None:
        return np.lexsort((seq, at, case))
    return np.lexsort((at, case))


def pick(log: ProcessLog, chosen: NDArray[Any]) -> ProcessLog:
    """Return the log of the ``chosen`` cases (their places, rising)."""
    lengths = log.lengths[chosen]
    first = np.zeros(len(chosen) + 1, np.int64)
    np.cumsum(lengths, out=first[1:])
    rows = np.arange(first[-1]) + np.repeat(log.first[:-1][chosen] - first[:-1], lengths)
    return ProcessLog(
        cases=[log.cases[i] for i in chosen.tolist()],
        activities=log.activities,
        resources=log.resources,
        first=first,
        activity=log.activity[rows],
        at=log.at[rows],
        resource=log.resource[rows],
    )
