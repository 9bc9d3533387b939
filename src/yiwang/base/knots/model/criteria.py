"""By which criteria a case is proposed as a hard matter, and how the reasons read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final

import msgspec

from yiwang.kernel.worktime import Words

_Times = Annotated[int, msgspec.Meta(ge=0, le=1000)]
_HOUR: Final = 3600


class Criteria(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many on a case is hard; 0: not looked at. Any one of them is enough.

    ``overdue_hours``: so long after its deadline, still open or closed that late. ``days``: opened within.
    """

    returned: _Times = 2
    dispatches: _Times = 3
    reworks: _Times = 2
    reports: _Times = 4
    supervised: _Times = 3
    extended: _Times = 3
    overdue_hours: Annotated[int, msgspec.Meta(ge=0, le=24 * 365)] = 120
    unresolved: bool = True
    days: Annotated[int, msgspec.Meta(ge=1, le=730)] = 180


class Reason(msgspec.Struct, frozen=True):
    """A criterion that holds, and what was counted."""

    rule: str
    value: int


#: Counted criteria by the column of the facts that they are about.
COUNTED: Final[dict[str, Words]] = {
    "returned": Words("退回 {n} 次", "returned {n} times"),
    "dispatches": Words("派遣 {n} 次", "dispatched {n} times"),
    "reworks": Words("返工或重办 {n} 次", "done again {n} times"),
    "reports": Words("反复反映 {n} 次", "reported {n} times"),
    "supervised": Words("督办 {n} 次", "supervised {n} times"),
    "extended": Words("延期 {n} 次", "extended {n} times"),
}
_TOLD: Final[dict[str, Words]] = COUNTED | {
    "overdue_hours": Words("超过时限 {n} 小时", "{n} hours past its deadline"),
    "unresolved": Words("回访称未解决", "the reporter says it is not solved"),
}


def reasons(row: Mapping[str, Any], wanted: Criteria, now: datetime) -> tuple[Reason, ...]:
    """Return the criteria that hold for a case of the published facts, empty if none does."""
    found = [
        Reason(rule, row[rule])
        for rule in COUNTED
        if (least := getattr(wanted, rule)) and row[rule] is not None and row[rule] >= least
    ]
    if wanted.overdue_hours and row["due_at"] is not None:
        late = int(((row["closed_at"] or now) - row["due_at"]).total_seconds() // _HOUR)
        if late >= wanted.overdue_hours:
            found.append(Reason("overdue_hours", late))
    if wanted.unresolved and row["resolved"] is False:
        found.append(Reason("unresolved", 1))
    return tuple(found)


def words(reason: Reason) -> Words:
    """Return a reason as people read it."""
    said = _TOLD.get(reason.rule)
    if said is None:  # a rule of an older version
        return Words(reason.rule, reason.rule)
    return Words(said.zh.format(n=reason.value), said.en.format(n=reason.value))
