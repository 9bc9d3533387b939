"""受理、核实、立案: taking a case in, and everything that corrects what it is about."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from yiwang.base.cases.errors import NothingPendingError, UnknownMatterError
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.usecases import clocks
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.cases.usecases.moves.base import (
    Body,
    NeededWords,
    Photos,
    Reason,
    Remark,
    StampParams,
    UnitCode,
    Words,
    attribute,
    move,
    remark,
    show,
    stamp,
)
from yiwang.kernel.geometry import check_position


class Refusal(Body, frozen=True, kw_only=True):
    """Why a report is not taken in or not filed; ``reply`` is what the reporter reads."""

    reason: Reason
    reply: Words = ""
    comment: Words = ""


class Classification(Body, frozen=True, kw_only=True):
    """The matter: its key (``matter:06010``), code (``06010``) or name."""

    matter: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    comment: Words = ""


class Location(Body, frozen=True, kw_only=True):
    """Where it is: WGS-84 degrees and an address."""

    lon: float
    lat: float
    address: Annotated[str, msgspec.Meta(max_length=300)] | None = None
    comment: Words = ""


class Grading(Body, frozen=True, kw_only=True):
    """Urgency 1 一般, 2 紧急, 3 特急; ``grade`` ``major`` for 重大突发."""

    urgency: Annotated[int, msgspec.Meta(ge=1, le=3)] | None = None
    grade: Literal["normal", "major"] | None = None
    comment: Words = ""


class CheckRequest(Body, frozen=True, kw_only=True):
    """The unit whose grid worker shall look before the case is filed."""

    unit: UnitCode
    demand: Words = ""


class CheckResult(Body, frozen=True, kw_only=True):
    """What the grid worker found on site."""

    confirmed: bool
    result: NeededWords
    media: Photos = ()


class Answer(Body, frozen=True, kw_only=True):
    """The reply that settles the case without dispatch (直接答复)."""

    reply: NeededWords
    comment: Words = ""


class Question(Body, frozen=True, kw_only=True):
    """What the reporter is asked to add."""

    question: NeededWords


class Supplement(Body, frozen=True, kw_only=True):
    """What the reporter added."""

    text: NeededWords
    media: Photos = ()


class Comment(Body, frozen=True, kw_only=True):
    """A remark; ``public`` ones are shown to the reporter."""

    text: NeededWords
    public: bool = False
    media: Photos = ()


@move("step", Remark, zh="推进一步", en="go one step", params=StampParams)
def step(ctx: Ctx, body: Remark, params: StampParams) -> None:
    """Stamp a step; where the case goes is said by the flow."""
    stamp(ctx, params.stamp)
    remark(ctx, body.comment)


@move("refuse", Refusal, zh="不予受理或不予立案", en="refuse", params=StampParams)
def refuse(ctx: Ctx, body: Refusal, params: StampParams) -> None:
    """End the case with a reason; the reporter is answered."""
    ctx.data["reason"] = body.reason
    stamp(ctx, params.stamp)
    reply = ctx.note(body.reply, "public_reply", public=True)
    if reply is not None:
        attribute(ctx, public_reply=str(reply))
    remark(ctx, body.comment)


@move("classify", Classification, zh="确定事项", en="classify")
def classify(ctx: Ctx, body: Classification, _params: object) -> None:
    """Set or correct the matter; raises :class:`UnknownMatterError`."""
    leaf = ctx.reference.catalogue.find(body.matter)
    if leaf is None:
        raise UnknownMatterError(field="matter", matter=body.matter)
    attribute(ctx, matter=leaf.key)
    ctx.forget_matter()
    remark(ctx, body.comment)


@move("locate", Location, zh="确定位置", en="locate")
def locate(ctx: Ctx, body: Location, _params: object) -> None:
    """Set or correct the place; the areas follow from the point, never from a guess."""
    check_position(body.lon, body.lat)
    found = ctx.reference.place_at(body.lon, body.lat)
    address = ctx.state.place.address if body.address is None else body.address
    ctx.emit(f.Placed(place=msgspec.structs.replace(found, address=address)))
    remark(ctx, body.comment)


@move("grade", Grading, zh="定级", en="grade")
def grade(ctx: Ctx, body: Grading, _params: object) -> None:
    """Set the urgency, or mark a major case (重大突发)."""
    values: dict[str, object] = {}
    if body.urgency is not None:
        values["urgency"] = body.urgency
    if body.grade is not None:
        values["grade"] = body.grade
    attribute(ctx, **values)
    remark(ctx, body.comment)


@move("request_check", CheckRequest, zh="派人核实", en="ask for a check")
def request_check(ctx: Ctx, body: CheckRequest, _params: object) -> None:
    """Give a grid worker the task to look before the case is filed."""
    demand = ctx.note(body.demand, "demand")
    ctx.open_task("check", body.unit, demand=demand)


@move("report_check", CheckResult, zh="核实反馈", en="report the check")
def report_check(ctx: Ctx, body: CheckResult, _params: object) -> None:
    """Close the check task with what was found."""
    task = ctx.my_task("check")
    note = ctx.note(body.result, "check")
    ctx.set_task(task, status="done", done_at=ctx.now, done_by=ctx.actor.key, note=note)
    clocks.stop_task(ctx, task.id)
    ctx.data["confirmed"] = body.confirmed
    show(ctx, body.media)
    stamp(ctx, "checked", again=True)


@move("answer", Answer, zh="直接答复", en="answer directly")
def answer(ctx: Ctx, body: Answer, _params: object) -> None:
    """Settle the case with a reply, without dispatch."""
    reply = ctx.note(body.reply, "public_reply", public=True)
    attribute(ctx, public_reply=str(reply), resolved=True)
    stamp(ctx, "answered")
    stamp(ctx, "closed", again=True)
    remark(ctx, body.comment)


@move("ask_reporter", Question, zh="请来电人补充", en="ask the reporter")
def ask_reporter(ctx: Ctx, body: Question, _params: object) -> None:
    """Wait for the reporter; the clocks that the flow names pause."""
    ctx.data["question"] = str(ctx.note(body.question, "question", public=True))


@move("supplement", Supplement, zh="补充材料", en="supplement")
def supplement(ctx: Ctx, body: Supplement, _params: object) -> None:
    """Take what the reporter added; waiting ends."""
    if ctx.state.side != "waiting":
        raise NothingPendingError(what_zh="补充要求", what_en="question to the reporter")
    ctx.data["supplement"] = str(ctx.note(body.text, "supplement", public=True))
    show(ctx, body.media)


@move("comment", Comment, zh="备注", en="comment")
def comment(ctx: Ctx, body: Comment, _params: object) -> None:
    """Add a remark; no clock notices."""
    ctx.data["comment"] = str(ctx.note(body.text, "opinion", public=body.public))
    show(ctx, body.media)
