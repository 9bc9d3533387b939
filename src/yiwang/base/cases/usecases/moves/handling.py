"""签收、联系、协办、会签、吹哨、延期、挂起、反馈: the work of the units."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from yiwang.base.cases.errors import (
    EvidenceMissingError,
    ExtensionTooLateError,
    NoClockError,
    NothingPendingError,
)
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.state import Extension, Task
from yiwang.base.cases.usecases import clocks
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.cases.usecases.moves.base import (
    Body,
    NeededWords,
    Photos,
    Reason,
    Remark,
    StampParams,
    Units,
    Words,
    attribute,
    move,
    remark,
    show,
    stamp,
)
from yiwang.kernel.ids import new_id
from yiwang.kernel.worktime import Limit, TimeUnit

UnitOfTime = Literal["work_hour", "urgent_hour", "work_day", "natural_day", "natural_hour"]


class Sign(Body, frozen=True, kw_only=True):
    """Which task is signed (default: the newest of the caller's unit) and who will do it."""

    task: UUID | None = None
    person: Annotated[str, msgspec.Meta(max_length=80)] | None = None
    comment: Words = ""


class Contact(Body, frozen=True, kw_only=True):
    """The first contact with the reporter and what was said."""

    result: NeededWords


class JointWork(Body, frozen=True, kw_only=True):
    """Units asked to join, what is asked, by when, and whether the case waits for them."""

    units: Units
    demand: Words = ""
    amount: Annotated[float, msgspec.Meta(gt=0, le=2000)] | None = None
    unit_of_time: UnitOfTime = "work_hour"
    required: bool = True


class JointParams(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kind of task that is opened, and its default limit."""

    kind: Literal["assist", "countersign", "whistle"]
    amount: float = 16
    unit: UnitOfTime = "work_hour"


class Completion(Body, frozen=True, kw_only=True):
    """The result of one's own joint task."""

    task: UUID | None = None
    result: NeededWords
    media: Photos = ()


class Feedback(Body, frozen=True, kw_only=True):
    """The result of handling: internal account, public reply, whether it is solved, evidence."""

    result: NeededWords
    public_reply: Words = ""
    resolved: bool = True
    media: Photos = ()


class ExtensionRequest(Body, frozen=True, kw_only=True):
    """How much longer (in the clock's own unit of time) and why."""

    amount: Annotated[float, msgspec.Meta(gt=0, le=400)]
    reason: Reason
    clock: Annotated[str, msgspec.Meta(max_length=20)] = "handle"
    comment: Words = ""


class Decision(Body, frozen=True, kw_only=True):
    """Whether what was asked is granted."""

    approved: bool
    comment: Words = ""


class Halt(Body, frozen=True, kw_only=True):
    """Why the case stands still, and the plan for going on."""

    reason: Reason
    plan: Words = ""


@move("sign", Sign, zh="签收", en="sign", leads=("handle",))
def sign(ctx: Ctx, body: Sign, _params: object) -> None:
    """Accept a task for one's unit; signing the lead task starts the handling stage."""
    waiting = [t for t in ctx.state.live_tasks() if t.status == "open" and t.kind != "check"]
    chosen = body.task or next((t.id for t in waiting if ctx.may_work_for(t.unit) and t.kind == "lead"), None)
    task = ctx.my_task(*{t.kind for t in waiting}, task=chosen)
    ctx.set_task(
        task, status="signed", signed_at=ctx.now, signed_by=ctx.actor.key, person=body.person or task.person
    )
    clocks_of_kind = ctx.state.clock("whistle", task.id)
    if clocks_of_kind is not None:
        clocks.stop(ctx, clocks_of_kind)
    ctx.emit(f.HandledBy(actor=ctx.actor.key))
    remark(ctx, body.comment)
    if task.kind == "lead":
        stamp(ctx, "signed", again=True)
        if ctx.state.stage == "sign":
            ctx.go("handle")


@move("contact", Contact, zh="联系来电人", en="contact the reporter")
def contact(ctx: Ctx, body: Contact, _params: object) -> None:
    """Record the first contact; the contact clock is met."""
    ctx.my_task("lead")
    ctx.data["comment"] = str(ctx.note(body.result, "contact"))
    stamp(ctx, "contacted")


@move("join", JointWork, zh="协同", en="ask units to join", params=JointParams)
def join(ctx: Ctx, body: JointWork, params: JointParams) -> None:
    """Open a parallel task with its own clock for each unit (协办 会签 吹哨)."""
    limit = Limit(body.amount or params.amount, TimeUnit(body.unit_of_time if body.amount else params.unit))
    for unit in dict.fromkeys(body.units):
        lead = ctx.state.lead_task()
        task = ctx.open_task(
            params.kind,
            unit,
            required=body.required,
            demand=ctx.note(body.demand, "demand"),
            parent=lead.id if lead else None,
        )
        clocks.start(ctx, params.kind, limit, basis="action", unit=unit, task=task.id)
    ctx.emit(f.Counted(counter=params.kind, by=len(set(body.units))))
    ctx.data["units"] = list(dict.fromkeys(body.units))


@move("complete", Completion, zh="办结协同任务", en="complete a joint task")
def complete(ctx: Ctx, body: Completion, _params: object) -> None:
    """Close one's own joint task with its result."""
    task = ctx.my_task("assist", "countersign", "whistle", task=body.task)
    _finish(ctx, task, ctx.note(body.result, "result"), body.media)


def _finish(ctx: Ctx, task: Task, note: UUID | None, media: tuple[UUID, ...]) -> None:
    signed = task.signed_at or ctx.now
    ctx.set_task(
        task,
        status="done",
        done_at=ctx.now,
        done_by=ctx.actor.key,
        note=note,
        media=media,
        signed_at=signed,
        signed_by=task.signed_by or ctx.actor.key,
    )
    clocks.stop_task(ctx, task.id)
    ctx.emit(f.HandledBy(actor=ctx.actor.key))
    show(ctx, media)


@move("feedback", Feedback, zh="反馈", en="report the result")
def feedback(ctx: Ctx, body: Feedback, _params: object) -> None:
    """Close the lead task with result, public reply and evidence.

    Raises :class:`EvidenceMissingError` where the matter demands evidence and neither this nor what the unit
    gave before brings any.
    """
    task = ctx.my_task("lead")
    if ctx.matter is not None and ctx.matter.evidence_required and not (body.media or ctx.state.evidence):
        raise EvidenceMissingError(field="media")
    result = ctx.note(body.result, "result")
    reply = ctx.note(body.public_reply, "public_reply", public=True)
    values: dict[str, object] = {"result": str(result), "resolved": body.resolved}
    if reply is not None:
        values["public_reply"] = str(reply)
    attribute(ctx, **values)
    _finish(ctx, task, result, body.media)
    ctx.emit(f.Counted(counter="feedback"))
    stamp(ctx, "feedback", again=True)


@move("ask_extension", ExtensionRequest, zh="申请延期", en="ask for an extension")
def ask_extension(ctx: Ctx, body: ExtensionRequest, _params: object) -> None:
    """Ask for more time before the deadline; raises :class:`ExtensionTooLateError` after it."""
    task = ctx.my_task("lead", "assist", "countersign")
    clock = ctx.state.clock(body.clock) or ctx.state.clock(task.kind, task.id)
    if clock is None:
        raise NoClockError(kind=body.clock)
    if clock.due_at is not None and ctx.now > clock.due_at:
        raise ExtensionTooLateError
    ctx.emit(
        f.ExtensionSet(
            item=Extension(
                id=new_id(),
                clock=clock.id,
                by=ctx.actor.key,
                unit=task.unit,
                at=ctx.now,
                amount=Limit(body.amount, clock.limit.unit),
                reason=body.reason,
                note=ctx.note(body.comment, "reason"),
            )
        )
    )


@move("decide_extension", Decision, zh="审批延期", en="decide on the extension")
def decide_extension(ctx: Ctx, body: Decision, _params: object) -> None:
    """Approve or refuse the pending extension; an approval lengthens exactly that clock."""
    asked = next((x for x in reversed(ctx.state.extensions.values()) if x.status == "asked"), None)
    if asked is None:
        raise NothingPendingError(what_zh="延期申请", what_en="extension")
    ctx.emit(
        f.ExtensionSet(
            item=msgspec.structs.replace(
                asked,
                status="approved" if body.approved else "refused",
                decided_by=ctx.actor.key,
                decided_at=ctx.now,
            )
        )
    )
    remark(ctx, body.comment)
    clock = ctx.state.clocks[asked.clock]
    if body.approved and clock.is_live:
        clocks.extend(ctx, clock, asked.amount)
        ctx.emit(f.Counted(counter="extended"))


@move("halt", Halt, zh="挂起或挂账", en="suspend or shelve", params=StampParams)
def halt(ctx: Ctx, body: Halt, params: StampParams) -> None:
    """Let the case stand still; the flow says which clocks pause in that side state."""
    ctx.data["reason"] = body.reason
    note = ctx.note(body.plan, "plan")
    if note is not None:
        ctx.data["plan"] = str(note)
    ctx.emit(f.Counted(counter="suspended"))
    stamp(ctx, params.stamp, again=True)


@move("go_on", Remark, zh="恢复", en="go on")
def go_on(ctx: Ctx, body: Remark, _params: object) -> None:
    """End standing still; the paused clocks run on."""
    remark(ctx, body.comment)
