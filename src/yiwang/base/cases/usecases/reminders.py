"""Reminders 提醒: at the warning share and at expiry of a clock, once each; at expiry a supervision."""

from __future__ import annotations

import msgspec

from yiwang.base.cases.messages import ClockFired
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.state import CaseState, Clock, Supervision
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.usecases import persist
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.cases.usecases.reference import context, reference
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.ids import new_id

BATCH = 200


async def fire_clocks(database: Database) -> int:
    """Give the reminders that are due on all cases, dispatched or not; returns how many cases had any.

    Each case is one transaction, so that one bad case cannot hold up the others, and a case somebody
    works on right now is taken next time.
    """
    async with database.reading(SYSTEM) as work:
        waiting = await store.due_clocks(work.tx, work.now, BATCH)
    fired = 0
    for case in waiting:
        async with database.work(SYSTEM) as work:
            state = await store.load_by_id(work.tx, case, lock=True)
            if state is not None and await remind(work, state):
                fired += 1
    return fired


async def remind(work: Work, state: CaseState) -> bool:
    """Give what reminders are due on one locked case; ``False`` if there are none."""
    ctx = context(work, state, await reference(work.tx))
    fired: list[tuple[Clock, str]] = []
    for clock in list(state.clocks.values()):
        level = due_level(clock, ctx)
        if level is not None:
            given = (*clock.fired, "warn", "due") if level == "due" else (*clock.fired, "warn")
            ctx.emit(f.ClockSet(clock=msgspec.structs.replace(clock, fired=tuple(dict.fromkeys(given)))))
            fired.append((clock, level))
            if level == "due":
                _supervise(ctx, clock)
    if not fired:
        return False
    ctx.data["origin"] = state.stage
    ctx.data["reminders"] = [{"clock": clock.id, "level": level} for clock, level in fired]
    await persist.update(work, [(ctx, "remind")])
    for clock, level in fired:
        work.announce(
            ClockFired(
                case=state.id,
                number=state.number,
                clock=clock.id,
                clock_kind=clock.kind,
                level=level,
                unit=clock.unit or state.lead,
                path=state.place.path,
                due_at=clock.due_at or work.now,
            )
        )
    return True


def due_level(clock: Clock, ctx: Ctx) -> str | None:
    """Return ``due`` or ``warn`` if that reminder should be given now."""
    if clock.status != "running":
        return None
    if clock.due_at is not None and ctx.now >= clock.due_at and "due" not in clock.fired:
        return "due"
    early = clock.warn_at is not None and ctx.now >= clock.warn_at
    return "warn" if early and "warn" not in clock.fired and "due" not in clock.fired else None


def _supervise(ctx: Ctx, clock: Clock) -> None:
    """Open a system supervision over the unit that let the clock expire, once per clock."""
    item = Supervision(
        id=new_id(),
        kind="system",
        unit=clock.unit or ctx.state.lead or "",
        at=ctx.now,
        by=ctx.actor.key,
        demand=ctx.note(f"{_title(ctx, clock.kind)}已到期，请立即办理。", "demand"),
    )
    ctx.emit(f.SupervisionSet(item=item), f.Counted(counter="supervised"))


def _title(ctx: Ctx, kind: str) -> str:
    """Return what the flow calls a clock; a task's own clock is called by its work."""
    named = {rule.kind: rule.title.zh for rule in ctx.flow.clocks}
    own = {"assist": "协办时限", "countersign": "会签时限", "whistle": "吹哨报到时限"}
    return named.get(kind) or own.get(kind) or kind
