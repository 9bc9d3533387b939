"""审核、核查、回访、结案、重办、评价、归档: what proves a case done and the citizen content."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from yiwang.base.cases.model import facts as f
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.cases.usecases.moves.base import (
    Body,
    NeededWords,
    Photos,
    Reason,
    Words,
    attribute,
    move,
    remark,
    show,
    stamp,
)
from yiwang.base.cases.usecases.moves.dispatching import open_lead

Stars = Annotated[int, msgspec.Meta(ge=1, le=5)]


class Passing(Body, frozen=True, kw_only=True):
    """How the result was checked, with evidence."""

    method: Literal["on_site", "photo", "video", "phone", "rule"] = "on_site"
    comment: Words = ""
    media: Photos = ()


class Failing(Body, frozen=True, kw_only=True):
    """Why the result does not hold."""

    reason: Reason
    comment: Words = ""
    media: Photos = ()


class PassParams(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The step that is stamped."""

    stamp: str


class CallBack(Body, frozen=True, kw_only=True):
    """What the reporter said: reached at all, solved, content (1 very bad … 5 very good)."""

    reached: bool = True
    resolved: bool | None = None
    satisfaction: Stars | None = None
    comment: Words = ""


class CallBackParams(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When an unhappy reporter sends the case back by itself.

    A satisfaction below ``redo_below`` does, at most ``redo_limit`` times. After ``attempts`` vain calls
    the case goes on without an answer.
    """

    redo_below: int = 3
    redo_limit: int = 1
    attempts: int = 3


class Redo(Body, frozen=True, kw_only=True):
    """Why a finished case is opened again."""

    reason: NeededWords


class Rating(Body, frozen=True, kw_only=True):
    """The reporter's rating 1–5 of the whole, optionally of speed, result and attitude."""

    satisfaction: Stars
    speed: Stars | None = None
    result: Stars | None = None
    attitude: Stars | None = None
    comment: Words = ""


class Closing(Body, frozen=True, kw_only=True):
    """Closing words."""

    comment: Words = ""
    public_reply: Words = ""


@move("pass", Passing, zh="通过", en="pass", params=PassParams)
def pass_(ctx: Ctx, body: Passing, params: PassParams) -> None:
    """Confirm the result (审核通过, 核查通过)."""
    task = next(iter(ctx.state.live_tasks("verify")), None)
    if task is not None:
        ctx.set_task(task, status="done", done_at=ctx.now, done_by=ctx.actor.key)
    ctx.data["method"] = body.method
    show(ctx, body.media)
    stamp(ctx, params.stamp, again=True)
    remark(ctx, body.comment)


@move("fail", Failing, zh="不通过", en="fail", leads=("sign", "dispatch"))
def fail(ctx: Ctx, body: Failing, _params: object) -> None:
    """Send the case back to its unit for rework (返工); the unit gets a new handling clock."""
    ctx.data["reason"] = body.reason
    ctx.emit(f.Counted(counter="reworked"))
    show(ctx, body.media)
    remark(ctx, body.comment)
    _again(ctx)


def _again(ctx: Ctx) -> None:
    """Give the case back to the unit that led it, or to the dispatcher if none did."""
    if ctx.state.lead is None:
        ctx.go("dispatch")
        return
    open_lead(ctx, ctx.state.lead)
    ctx.go("sign")


@move(
    "call_back",
    CallBack,
    zh="回访",
    en="call back",
    params=CallBackParams,
    leads=("closing", "sign", "dispatch"),
)
def call_back(ctx: Ctx, body: CallBack, params: CallBackParams) -> None:
    """Record the call-back; an unsolved or unsatisfied one sends the case back by rule (重办)."""
    remark(ctx, body.comment)
    ctx.data.update(reached=body.reached)
    if not body.reached:
        ctx.emit(f.Counted(counter="callback_missed"))
        if ctx.state.counts["callback_missed"] >= params.attempts:
            ctx.go("closing")
        return
    values: dict[str, object] = {}
    if body.resolved is not None:
        values["resolved"] = body.resolved
    if body.satisfaction is not None:
        values["satisfaction"] = body.satisfaction
    attribute(ctx, **values)
    ctx.data.update(values)
    stamp(ctx, "called_back", again=True)
    unhappy = body.resolved is False or (
        body.satisfaction is not None and body.satisfaction < params.redo_below
    )
    if unhappy and ctx.state.counts.get("redone", 0) < params.redo_limit:
        ctx.emit(f.Counted(counter="redone"))
        _again(ctx)
    else:
        ctx.go("closing")


@move("close", Closing, zh="结案", en="close")
def close(ctx: Ctx, body: Closing, _params: object) -> None:
    """Close the case; whoever reported is answered."""
    reply = ctx.note(body.public_reply, "public_reply", public=True)
    if reply is not None:
        attribute(ctx, public_reply=str(reply))
    stamp(ctx, "closed", again=True)
    remark(ctx, body.comment)


@move("redo", Redo, zh="重办", en="redo", leads=("sign", "dispatch"))
def redo(ctx: Ctx, body: Redo, _params: object) -> None:
    """Open a finished case again for the unit that led it."""
    ctx.data["reason"] = str(ctx.note(body.reason, "reason"))
    ctx.emit(f.Counted(counter="redone"))
    _again(ctx)


@move("rate", Rating, zh="评价", en="rate")
def rate(ctx: Ctx, body: Rating, _params: object) -> None:
    """Take the reporter's rating of a closed case."""
    attribute(ctx, satisfaction=body.satisfaction)
    ctx.data.update(
        {k: v for k in ("satisfaction", "speed", "result", "attitude") if (v := getattr(body, k)) is not None}
    )
    stamp(ctx, "rated", again=True)
    remark(ctx, body.comment, "rating")
