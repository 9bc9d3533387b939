"""催办、督办、会商、作废、剔除: those who watch over the loop."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

import msgspec

from yiwang.base.cases.errors import NothingPendingError
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.state import Consultation, Opinion, Supervision
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.cases.usecases.moves.base import (
    Body,
    NeededWords,
    UnitCode,
    Units,
    Words,
    attribute,
    move,
    remark,
)
from yiwang.base.cases.usecases.moves.dispatching import open_lead
from yiwang.kernel.ids import new_id


class Urge(Body, frozen=True, kw_only=True):
    """A word to the unit that is waited for."""

    comment: Words = ""


class Supervise(Body, frozen=True, kw_only=True):
    """A supervision 督办: its kind, what is demanded of whom, and by when."""

    kind: Literal["system", "written", "joint", "special", "listed"] = "written"
    demand: NeededWords
    unit: UnitCode | None = None
    hours: Annotated[float, msgspec.Meta(gt=0, le=2400)] | None = None


class AnswerSupervision(Body, frozen=True, kw_only=True):
    """The unit's answer to the supervision."""

    answer: NeededWords


class Consult(Body, frozen=True, kw_only=True):
    """Units called together 会商, and the question."""

    members: Units
    question: NeededWords


class Speak(Body, frozen=True, kw_only=True):
    """A member's opinion."""

    stance: Literal["agree", "disagree", "abstain"]
    text: NeededWords
    unit: UnitCode | None = None


class Ruling(Body, frozen=True, kw_only=True):
    """The binding ruling 裁决: who leads, who assists, why."""

    lead: UnitCode
    assists: tuple[UnitCode, ...] = ()
    ruling: NeededWords


class Cause(Body, frozen=True, kw_only=True):
    """A reason in words."""

    reason: NeededWords


class Exclusion(Body, frozen=True, kw_only=True):
    """Whether the case is left out of assessment (剔除), and why."""

    excluded: bool = True
    reason: NeededWords


@move("urge", Urge, zh="催办", en="urge")
def urge(ctx: Ctx, body: Urge, _params: object) -> None:
    """Remind the units that are waited for; counted and shown in the track."""
    ctx.emit(f.Counted(counter="urged"))
    ctx.data["units"] = sorted({t.unit for t in ctx.state.live_tasks()})
    remark(ctx, body.comment)


@move("supervise", Supervise, zh="督办", en="supervise")
def supervise(ctx: Ctx, body: Supervise, _params: object) -> None:
    """Open a supervision with an object, a demand and a date."""
    unit = ctx.known_unit(body.unit or ctx.state.lead or "")
    item = Supervision(
        id=new_id(),
        kind=body.kind,
        unit=unit,
        at=ctx.now,
        by=ctx.actor.key,
        due_at=ctx.now + timedelta(hours=body.hours) if body.hours else None,
        demand=ctx.note(body.demand, "demand"),
    )
    ctx.emit(f.SupervisionSet(item=item), f.Counted(counter="supervised"))
    ctx.data.update(kind=body.kind, unit=unit)


@move("answer_supervision", AnswerSupervision, zh="督办反馈", en="answer the supervision")
def answer_supervision(ctx: Ctx, body: AnswerSupervision, _params: object) -> None:
    """Answer the open supervision of one's unit."""
    item = next(
        (s for s in ctx.state.supervisions.values() if s.status == "open" and ctx.may_work_for(s.unit)), None
    )
    if item is None:
        raise NothingPendingError(what_zh="对本单位的督办", what_en="supervision of your unit")
    answer = ctx.note(body.answer, "answer")
    ctx.emit(
        f.SupervisionSet(
            item=msgspec.structs.replace(item, status="answered", answer=answer, answered_at=ctx.now)
        )
    )


@move("close_supervision", Urge, zh="办结督办", en="close the supervision")
def close_supervision(ctx: Ctx, body: Urge, _params: object) -> None:
    """Lift the oldest supervision that is still on."""
    item = next((s for s in ctx.state.supervisions.values() if s.status != "closed"), None)
    if item is None:
        raise NothingPendingError(what_zh="督办", what_en="supervision")
    ctx.emit(f.SupervisionSet(item=msgspec.structs.replace(item, status="closed", closed_at=ctx.now)))
    remark(ctx, body.comment)


@move("consult", Consult, zh="发起会商", en="call a consultation")
def consult(ctx: Ctx, body: Consult, _params: object) -> None:
    """Call units together; until the ruling nothing else moves the case."""
    for unit in body.members:
        ctx.known_unit(unit, "members")
    pending = next((r for r in ctx.state.returns.values() if r.status == "asked"), None)
    if pending is not None:
        ctx.data["return"] = str(pending.id)
    question = ctx.note(body.question, "question")
    item = Consultation(id=new_id(), at=ctx.now, by=ctx.actor.key, members=body.members, question=question)
    ctx.emit(f.ConsultationSet(item=item))


def _open_consultation(ctx: Ctx) -> Consultation:
    found = next((c for c in ctx.state.consultations.values() if c.status == "open"), None)
    if found is None:
        raise NothingPendingError(what_zh="会商", what_en="consultation")
    return found


@move("speak", Speak, zh="会商发言", en="speak in the consultation")
def speak(ctx: Ctx, body: Speak, _params: object) -> None:
    """Add an opinion of a member unit."""
    item = _open_consultation(ctx)
    unit = body.unit or ctx.actor.unit or next((m for m in item.members if ctx.may_work_for(m)), "")
    if unit not in item.members or not ctx.may_work_for(unit):
        raise NothingPendingError(what_zh="本单位参加的会商", what_en="consultation your unit belongs to")
    opinion = Opinion(
        unit=unit,
        by=ctx.actor.key,
        at=ctx.now,
        stance=body.stance,
        note=ctx.note(body.text, "opinion"),
    )
    ctx.emit(f.ConsultationSet(item=msgspec.structs.replace(item, opinions=(*item.opinions, opinion))))


@move("rule", Ruling, zh="会商裁决", en="rule", leads=("sign",))
def rule(ctx: Ctx, body: Ruling, _params: object) -> None:
    """End the consultation; the ruling dispatches the case and cannot be returned."""
    item = _open_consultation(ctx)
    ctx.known_unit(body.lead, "lead")
    ruling = ctx.note(body.ruling, "ruling")
    ctx.emit(
        f.ConsultationSet(
            item=msgspec.structs.replace(
                item,
                status="ruled",
                lead=body.lead,
                assists=body.assists,
                ruled_at=ctx.now,
                ruled_by=ctx.actor.key,
                ruling=ruling,
            )
        )
    )
    for asked in [r for r in ctx.state.returns.values() if r.status == "asked"]:
        settled = msgspec.structs.replace(
            asked, status="accepted", judged_by=ctx.actor.key, judged_at=ctx.now
        )
        ctx.emit(f.ReturnSet(item=settled))
    ctx.turn(None)
    ctx.end_tasks("withdrawn", "lead", "assist", "countersign")
    attribute(ctx, lead=body.lead, responsibility=None, mode="ruled")
    if ctx.state.stage != "dispatch":
        ctx.go("dispatch", cancel=True)
    open_lead(ctx, body.lead)
    for unit in body.assists:
        ctx.open_task("assist", unit)
    ctx.data.update(unit=body.lead, assists=list(body.assists))
    ctx.go("sign")


@move("void", Cause, zh="作废", en="void", leads=("void",))
def void(ctx: Ctx, body: Cause, _params: object) -> None:
    """Declare the case void; it stays readable and is counted apart."""
    ctx.data["reason"] = str(ctx.note(body.reason, "reason"))
    ctx.go("void", cancel=True)


@move("exclude", Exclusion, zh="剔除考核", en="exclude from assessment")
def exclude(ctx: Ctx, body: Exclusion, _params: object) -> None:
    """Leave the case out of assessment, or take it in again, with a reason."""
    ctx.data.update(excluded=body.excluded, reason=str(ctx.note(body.reason, "reason")))
    attribute(ctx, excluded=body.excluded)
