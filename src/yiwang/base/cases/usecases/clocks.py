"""Clocks of a case: they start and stop with stages, pause with side states, and explain themselves.

A deadline is computed from the clock's own start, limit and pauses only. Comments, reminders and other
acts never touch it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

import msgspec

from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.state import Clock
from yiwang.base.matters import api as matters
from yiwang.base.workflow.api import ClockData, limit_of
from yiwang.kernel import worktime
from yiwang.kernel.worktime import Limit, Pause, WorkCalendar

if TYPE_CHECKING:
    from yiwang.base.cases.usecases.context import Ctx

WARN_AT = 0.8
URGENCIES: tuple[Literal["1"], Literal["2"], Literal["3"]] = ("1", "2", "3")


def follow(ctx: Ctx, origin: str | None, target: str, *, cancel: bool = False) -> None:
    """Stop the clocks that end and start those that begin when the case goes to ``target``."""
    for rule in ctx.flow.clocks:
        was = origin is not None and origin in rule.stages
        will = target in rule.stages
        if was and not will:
            live = ctx.state.clock(rule.kind)
            if live is not None:
                stop(ctx, live, cancel=cancel)
        elif will and not was and ctx.state.clock(rule.kind) is None:
            start_rule(ctx, rule)


def start_rule(ctx: Ctx, rule: ClockData) -> None:
    """Start the clock of ``rule`` with the limit that applies; no limit anywhere, no clock."""
    if not ctx.flow.starts(rule.kind, ctx):
        return
    found = limit_for(ctx, rule)
    if found is None:
        return
    limit, basis = found
    unit = ctx.state.lead if rule.kind in {"sign", "contact", "handle"} else None
    start(ctx, rule.kind, limit, basis=basis, unit=unit, warn_at=rule.warn_at)
    if ctx.state.side in rule.pauses_in:
        live = ctx.state.clock(rule.kind)
        if live is not None:
            pause(ctx, live, ctx.state.side or "")


def limit_for(ctx: Ctx, rule: ClockData) -> tuple[Limit, str] | None:
    """Return the limit for a clock and where it comes from.

    First the responsibility entry (per area grade), then the matter, then the flow by urgency.
    """
    grade = ctx.state.place.grade
    entry = ctx.responsibility()
    if entry is not None:
        limit = matters.limit_for(entry.limits, rule.kind, grade)
        if limit is not None:
            return limit, "responsibility"
    if ctx.matter is not None:
        limit = matters.limit_for(ctx.matter.limits, rule.kind, grade)
        if limit is not None:
            return limit, "matter"
    own = rule.limits.get(URGENCIES[min(max(ctx.state.urgency, 1), 3) - 1]) or rule.limits.get("1")
    return (limit_of(own), "flow") if own is not None else None


def start(
    ctx: Ctx,
    kind: str,
    limit: Limit,
    *,
    basis: str,
    unit: str | None = None,
    task: UUID | None = None,
    warn_at: float = WARN_AT,
) -> Clock:
    """Start a clock now and return it."""
    serial = sum(1 for c in ctx.state.clocks.values() if c.kind == kind) + 1
    clock = Clock(
        id=f"{kind}-{serial}",
        kind=kind,
        status="running",
        started_at=ctx.now,
        limit=limit,
        calendar=ctx.state.calendar,
        task=task,
        unit=unit,
        basis=basis,
    )
    clock = timed(clock, ctx.calendar, warn_at)
    ctx.emit(f.ClockSet(clock=clock))
    return clock


def timed(clock: Clock, calendar: WorkCalendar, warn_at: float = WARN_AT) -> Clock:
    """Return ``clock`` with its due and warning instants computed anew."""
    if clock.pauses:
        due, warn = _instants(clock, calendar, warn_at)
    else:
        due, warn = _remembered(clock, calendar, warn_at)
    return msgspec.structs.replace(clock, due_at=due, warn_at=warn)


_Instants = tuple[datetime | None, datetime | None]


def _instants(clock: Clock, calendar: WorkCalendar, warn_at: float) -> _Instants:
    due = worktime.deadline(calendar, clock.started_at, clock.limit, clock.pauses).due
    if due is None:
        return None, None
    return due, worktime.at_fraction(calendar, clock.started_at, clock.limit, warn_at, clock.pauses)


#: Reports that were received together start the same clocks at the same instant: (start, limit, warning
#: share) → the calendar it was computed with, and what came out.
_seen: dict[tuple[datetime, Limit, float], tuple[WorkCalendar, _Instants]] = {}
_MOST_SEEN = 2000


def _remembered(clock: Clock, calendar: WorkCalendar, warn_at: float) -> _Instants:
    key = (clock.started_at, clock.limit, warn_at)
    known = _seen.get(key)
    if known is not None and known[0] is calendar:
        return known[1]
    if len(_seen) >= _MOST_SEEN:
        _seen.clear()
    found = _instants(clock, calendar, warn_at)
    _seen[key] = (calendar, found)
    return found


def stop(ctx: Ctx, clock: Clock, *, cancel: bool = False) -> None:
    """Stop a live clock: met or missed, or cancelled without a judgement."""
    if cancel:
        status = "cancelled"
    elif clock.due_at is None:
        left = worktime.remaining(ctx.calendar, ctx.now, clock.started_at, clock.limit, clock.pauses)
        status = "met" if left.total_seconds() >= 0 else "missed"
    else:
        status = "met" if ctx.now <= clock.due_at else "missed"
    ctx.emit(f.ClockSet(clock=msgspec.structs.replace(clock, status=status, stopped_at=ctx.now)))


def stop_task(ctx: Ctx, task: UUID, *, cancel: bool = False) -> None:
    """Stop the live clocks that belong to one task."""
    for clock in list(ctx.state.clocks.values()):
        if clock.task == task and clock.is_live:
            stop(ctx, clock, cancel=cancel)


def pause(ctx: Ctx, clock: Clock, reason: str) -> None:
    """Stop the time on a running clock."""
    if clock.status != "running":
        return
    paused = msgspec.structs.replace(
        clock,
        status="paused",
        pauses=(*clock.pauses, Pause(ctx.now, None, reason)),
        due_at=None,
        warn_at=None,
    )
    ctx.emit(f.ClockSet(clock=paused))


def resume(ctx: Ctx, clock: Clock) -> None:
    """Let the time go on; the deadline moves by the pause."""
    if clock.status != "paused":
        return
    *earlier, last = clock.pauses
    ended = Pause(last.start, ctx.now, last.reason)
    running = msgspec.structs.replace(clock, status="running", pauses=(*earlier, ended))
    ctx.emit(f.ClockSet(clock=timed(running, ctx.calendar, _warn_share(ctx, clock.kind))))


def sidestep(ctx: Ctx, before: str | None, after: str | None) -> None:
    """Pause and resume the clocks that the flow says to when a side state begins or ends."""
    for rule in ctx.flow.clocks:
        live = ctx.state.clock(rule.kind)
        if live is None:
            continue
        if after in rule.pauses_in:
            pause(ctx, live, after or "")
        elif before in rule.pauses_in:
            resume(ctx, live)


def extend(ctx: Ctx, clock: Clock, amount: Limit) -> None:
    """Lengthen a clock by ``amount``, given in the clock's own unit; reminders may be given anew."""
    longer = msgspec.structs.replace(
        clock, limit=Limit(clock.limit.amount + amount.amount, clock.limit.unit), fired=()
    )
    if clock.status == "running":
        longer = timed(longer, ctx.calendar, _warn_share(ctx, clock.kind))
    ctx.emit(f.ClockSet(clock=longer))


def met_by(ctx: Ctx, action: str) -> None:
    """Stop the clocks that ``action`` meets before their stage ends."""
    for rule in ctx.flow.clocks:
        if action in rule.stopped_by and (live := ctx.state.clock(rule.kind)) is not None:
            stop(ctx, live)


def _warn_share(ctx: Ctx, kind: str) -> float:
    return next((rule.warn_at for rule in ctx.flow.clocks if rule.kind == kind), WARN_AT)
