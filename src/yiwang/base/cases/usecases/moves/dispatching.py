"""派遣、改派、退回、转办: whose case it is, and what happens when that is disputed."""

from __future__ import annotations

from typing import Literal

import msgspec

from yiwang.base.cases.errors import (
    NothingPendingError,
    NoUniqueUnitError,
    ReturnLimitError,
    ReturnWindowError,
    RulingBindsError,
)
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.state import Dispatched, Return, Task
from yiwang.base.cases.usecases import clocks
from yiwang.base.cases.usecases.choosing import choose, reason_of
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.cases.usecases.moves.base import (
    Body,
    NeededWords,
    Reason,
    UnitCode,
    Words,
    attribute,
    move,
    remark,
    stamp,
)
from yiwang.base.workflow.api import limit_of
from yiwang.kernel import worktime
from yiwang.kernel.ids import new_id


class Dispatch(Body, frozen=True, kw_only=True):
    """The lead unit 主办 and assisting units 协办; without ``unit`` the responsibility list decides."""

    unit: UnitCode | None = None
    assists: tuple[UnitCode, ...] = ()
    demand: Words = ""
    comment: Words = ""


class Withdrawal(Body, frozen=True, kw_only=True):
    """Why the case is taken back from the unit."""

    reason: NeededWords


class SendBack(Body, frozen=True, kw_only=True):
    """A return 退回: reason from a list, legal basis, and whose it should be instead."""

    reason: Reason
    basis: NeededWords
    proposed_unit: UnitCode | None = None
    comment: Words = ""


class Judgement(Body, frozen=True, kw_only=True):
    """Whether the return is accepted, and who answers for the wrong dispatch (有责/无责)."""

    accepted: bool
    liable: Literal["dispatcher", "unit", "none"] = "none"
    comment: Words = ""


class Transfer(Body, frozen=True, kw_only=True):
    """To whom the unit hands its task, and why."""

    unit: UnitCode
    reason: Reason
    comment: Words = ""


class Copy(Body, frozen=True, kw_only=True):
    """Units that shall know of the case (抄送)."""

    units: tuple[UnitCode, ...]
    comment: Words = ""


@move("dispatch", Dispatch, zh="派遣", en="dispatch")
def dispatch(ctx: Ctx, body: Dispatch, _params: object) -> None:
    """Give the case to a lead unit and its assisting units."""
    choice = choose(ctx.resolution(), ctx.matter, ctx.advice())
    unit = body.unit or choice.unit
    if unit is None or (body.unit is None and choice.by == "model" and not ctx.actor.is_system):
        raise NoUniqueUnitError(field="unit")
    ctx.known_unit(unit)
    own = unit == choice.unit
    attribute(
        ctx,
        lead=unit,
        mode=("auto" if ctx.actor.is_system else "manual"),
        responsibility=str(choice.responsibility) if own and choice.responsibility else None,
    )
    if ctx.state.counts.get("dispatched"):
        ctx.emit(f.Counted(counter="redispatched"))
    ctx.emit(f.Counted(counter="dispatched"))
    note_how(ctx, unit, choice.by if ctx.actor.is_system else "person")
    ctx.data["unit"] = unit
    ctx.data["reasons"] = _reasons(ctx) if own and choice.by == "model" else choice.reasons
    if not own:
        ctx.data["reasons"] = [{"zh": "派遣员指定", "en": "named by the dispatcher"}]
    open_lead(ctx, unit, body.demand)
    for code in dict.fromkeys(body.assists or (choice.assists if own else ())):
        if code != unit:
            ctx.open_task("assist", code)
    stamp(ctx, "dispatched", again=True)
    remark(ctx, body.comment)


def _reasons(ctx: Ctx) -> list[dict[str, str]]:
    """Return the model's reason with its ground, which is only looked up for what is dispatched."""
    said = ctx.advice()
    return [] if said is None else [reason_of(one) for one in ctx.reference.guide.explained(said)[:1]]


def note_how(ctx: Ctx, unit: str, by: str) -> None:
    """Keep how the case came to the unit, and what the models said, whoever decided."""
    said = ctx.advice() if ctx.matter is not None else None
    first = said.named[0] if said is not None and said.named else None
    ctx.emit(
        f.DispatchedBy(
            item=Dispatched(
                at=ctx.now,
                unit=unit,
                by=by,
                mode=ctx.matter.dispatch_mode if ctx.matter is not None else "manual",
                model=said.model if said is not None and first is not None else None,
                named=first.unit if first is not None else None,
                score=first.score if first is not None else None,
                shadow=said.shadow if said is not None else None,
                shadow_unit=said.shadow_unit if said is not None else None,
                shadow_score=said.shadow_score if said is not None else None,
            )
        )
    )


def open_lead(ctx: Ctx, unit: str, demand: str = "") -> None:
    """Open the lead task of ``unit``; the case's clocks for signing and handling belong to it."""
    ctx.open_task("lead", unit, demand=ctx.note(demand, "demand"))


@move("withdraw", Withdrawal, zh="撤回", en="withdraw", leads=("dispatch",))
def withdraw(ctx: Ctx, body: Withdrawal, _params: object) -> None:
    """Take the case back from its unit before it is done; the unit's clocks end unjudged."""
    ctx.end_tasks("withdrawn", "lead", "assist", "countersign")
    ctx.data["reason"] = str(ctx.note(body.reason, "reason"))
    ctx.emit(f.Counted(counter="withdrawn"))
    attribute(ctx, lead=None, responsibility=None)
    ctx.go("dispatch", cancel=True)


def returnable(ctx: Ctx) -> Task:
    """Return the actor's task that may be sent back; raises why none may.

    Refused returns count towards the limit too, or a unit could ask for ever.
    """
    task = ctx.my_task("lead", "assist")
    if ctx.state.mode == "ruled":
        raise RulingBindsError
    limit = ctx.flow.definition.return_limit
    if len(ctx.state.returns) >= limit:
        raise ReturnLimitError(limit=limit)
    window = ctx.flow.definition.return_window
    if window is not None:
        due = worktime.deadline(ctx.calendar, task.opened_at, limit_of(window)).due
        if due is not None and ctx.now > due:
            raise ReturnWindowError(due=due.isoformat())
    return task


@move("send_back", SendBack, zh="退回", en="send back", check=returnable)
def send_back(ctx: Ctx, body: SendBack, _params: object) -> None:
    """Ask for the return of a task; time runs on until it is judged."""
    task = returnable(ctx)
    if body.proposed_unit is not None:
        ctx.known_unit(body.proposed_unit, "proposed_unit")
    note = ctx.note(f"{body.basis}\n{body.comment}".strip(), "basis")
    ctx.emit(
        f.ReturnSet(
            item=Return(
                id=new_id(),
                task=task.id,
                unit=task.unit,
                at=ctx.now,
                by=ctx.actor.key,
                reason=body.reason,
                basis=str(note),
                proposed_unit=body.proposed_unit,
                note=note,
            )
        )
    )


@move("judge_return", Judgement, zh="退回裁定", en="judge the return", leads=("dispatch",))
def judge_return(ctx: Ctx, body: Judgement, _params: object) -> None:
    """Decide on the pending return: back to dispatch with a fresh clock, or on with the work."""
    asked = next((r for r in reversed(ctx.state.returns.values()) if r.status == "asked"), None)
    if asked is None:
        raise NothingPendingError(what_zh="退回申请", what_en="return")
    ctx.emit(
        f.ReturnSet(
            item=msgspec.structs.replace(
                asked,
                status="accepted" if body.accepted else "refused",
                liable=body.liable,
                judged_by=ctx.actor.key,
                judged_at=ctx.now,
            )
        )
    )
    remark(ctx, body.comment)
    ctx.turn(None)
    if not body.accepted:
        return
    ctx.emit(f.Counted(counter="returned"))
    if body.liable == "dispatcher":
        ctx.emit(f.Counted(counter="returned_liable"))
    task = ctx.state.tasks[asked.task]
    ctx.set_task(task, status="returned", done_at=ctx.now)
    clocks.stop_task(ctx, task.id, cancel=True)
    if task.kind == "lead":
        attribute(ctx, lead=None, responsibility=None)
        ctx.go("dispatch", cancel=True)


@move("transfer", Transfer, zh="转办", en="transfer", leads=("sign",))
def transfer(ctx: Ctx, body: Transfer, _params: object) -> None:
    """Hand the lead to another unit; the handling clock goes on, for the citizen waits on."""
    task = ctx.my_task("lead")
    ctx.known_unit(body.unit)
    ctx.set_task(task, status="withdrawn", done_at=ctx.now)
    ctx.data.update(reason=body.reason, **{"from": task.unit, "unit": body.unit})
    attribute(ctx, lead=body.unit)
    ctx.emit(f.Counted(counter="transferred"))
    open_lead(ctx, body.unit)
    remark(ctx, body.comment)
    ctx.go("sign")


@move("copy", Copy, zh="抄送", en="copy")
def copy(ctx: Ctx, body: Copy, _params: object) -> None:
    """Let other units know of the case; they may read it, nothing is asked of them."""
    for unit in body.units:
        ctx.known_unit(unit, "units")
        if unit not in ctx.state.copies:
            ctx.emit(f.Linked(relation="copy", other=unit))
    remark(ctx, body.comment)
