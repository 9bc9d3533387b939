"""合并、取消合并、拆分: relations between cases."""

from __future__ import annotations

from typing import Annotated

import msgspec

from yiwang.base.cases.errors import MergeRefusedError, UnknownMatterError
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.state import OVER
from yiwang.base.cases.usecases import clocks
from yiwang.base.cases.usecases.context import Ctx, Part
from yiwang.base.cases.usecases.moves.base import Body, NeededWords, Words, attribute, move, remark

Number = Annotated[str, msgspec.Meta(min_length=20, max_length=40)]


class Merge(Body, frozen=True, kw_only=True):
    """The case that goes on (主案), by number."""

    into: Number
    comment: Words = ""


class Unmerge(Body, frozen=True, kw_only=True):
    """Why the two are different after all."""

    reason: Words = ""


class PartBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part: what it is about, and its matter if known."""

    text: NeededWords
    matter: Annotated[str, msgspec.Meta(max_length=60)] | None = None


class Split(Body, frozen=True, kw_only=True):
    """The parts that become cases of their own; the parent goes on."""

    parts: Annotated[tuple[PartBody, ...], msgspec.Meta(min_length=1, max_length=10)]
    comment: Words = ""


@move("merge", Merge, zh="合并", en="merge", leads=("merged",))
def merge(ctx: Ctx, body: Merge, _params: object) -> None:
    """Let this case go on inside another; all its reporters will be answered with that one."""
    target = ctx.others.get(body.into)
    state = ctx.state
    if target is None or body.into == state.number:
        raise MergeRefusedError(
            field="into", why_zh="主案不存在或就是本案", why_en="no other case of that number"
        )
    if target.state.stage in OVER:
        raise MergeRefusedError(field="into", why_zh="主案已结束", why_en="the other case is over")
    if target.state.merged_into is not None or state.merged:
        raise MergeRefusedError(
            field="into", why_zh="合并不能成链", why_en="a merged case cannot take in others"
        )
    target.emit(f.Linked(relation="merged", other=state.number))
    for report in state.reports:
        target.emit(f.ReportJoined(report=report))
    target.emit(f.Counted(counter="merged"))
    target.data["number"] = state.number
    attribute(ctx, merged_stage=state.stage)
    ctx.emit(f.Linked(relation="merged_into", other=body.into))
    remark(ctx, body.comment)
    for clock in list(state.clocks.values()):
        clocks.pause(ctx, clock, "merged")
    ctx.end_tasks("cancelled")
    ctx.emit(f.Moved(stage="merged"))


@move("unmerge", Unmerge, zh="取消合并", en="un-merge", leads=("*",))
def unmerge(ctx: Ctx, body: Unmerge, _params: object) -> None:
    """Take the case out again: it goes on where it was, or waits for a dispatcher if it was with a unit."""
    state = ctx.state
    target = ctx.others.get(state.merged_into or "")
    if target is None:
        raise MergeRefusedError(why_zh="本案没有合并", why_en="this case is not merged")
    target.emit(f.Unlinked(relation="merged", other=state.number))
    for report in state.reports:
        if report in target.state.reports:
            target.emit(f.ReportLeft(report=report))
    target.data["number"] = state.number
    before = state.merged_stage or ctx.flow.definition.initial
    ctx.emit(f.Unlinked(relation="merged_into", other=target.state.number), f.Moved(stage=before))
    attribute(ctx, merged_stage=None)
    ctx.data["reason"] = str(ctx.note(body.reason, "reason")) if body.reason else None
    for clock in list(state.clocks.values()):
        clocks.resume(ctx, clock)
    if state.lead is not None:
        attribute(ctx, lead=None, responsibility=None)
        ctx.go("dispatch", cancel=True)


@move("split", Split, zh="拆分", en="split")
def split(ctx: Ctx, body: Split, _params: object) -> None:
    """Open a case of its own for each part; they carry the same reports and place."""
    for number, part in enumerate(body.parts):
        leaf = None if part.matter is None else ctx.reference.catalogue.find(part.matter)
        if part.matter is not None and leaf is None:
            raise UnknownMatterError(field=f"parts.{number}.matter", matter=part.matter)
        ctx.parts.append(Part(part.text, None if leaf is None else leaf.key))
    remark(ctx, body.comment)
