"""Conditions that flows may name, as guards of actions or to skip stages.

Each answers one question about a case and its actor; the sentences say what is missing when it fails.
"""

from __future__ import annotations

from typing import Any

import msgspec

from yiwang.base.cases.usecases.choosing import choose
from yiwang.base.cases.usecases.context import Ctx
from yiwang.kernel.registry import conditions


class Channels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Codes of channels."""

    channels: tuple[str, ...]


class UrgencyAtLeast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lowest urgency that counts."""

    urgency: int


class TaskKinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of tasks."""

    kinds: tuple[str, ...]


@conditions.register("placed", zh="位置尚未落到网格", en="the place is not in a known area")
def placed(ctx: Ctx, _params: Any) -> bool:
    """Tell whether the place is in a known area."""
    return bool(ctx.state.place.path)


@conditions.register("matter_known", zh="事项尚未确定", en="the matter is not known")
def matter_known(ctx: Ctx, _params: Any) -> bool:
    """Tell whether the case has a published matter."""
    return ctx.matter is not None


@conditions.register(
    "unit_by_rule", zh="权责清单没有唯一主办单位，或该事项须人工派遣", en="no single unit by rule"
)
def unit_by_rule(ctx: Ctx, _params: Any) -> bool:
    """Tell whether the list gives one unit and the matter's mode lets the system dispatch.

    What came back (returned, withdrawn) waits for a person, or the rule would send it to the same unit
    again.
    """
    choice = choose(ctx.resolution(), ctx.matter)
    return choice.unit is not None and choice.automatic and not _came_back(ctx)


@conditions.register(
    "unit_by_model",
    zh="模型没有足够把握，或该事项不允许智能分拨",
    en="no model is sure enough, or the matter's mode does not let it act",
)
def unit_by_model(ctx: Ctx, _params: Any) -> bool:
    """Tell whether the list leaves a choice and a model is sure of a unit within the city's limit of error.

    Only a model that has read the words acts; what came back waits for a person.
    """
    if ctx.words is None or _came_back(ctx):
        return False
    resolution = ctx.resolution()
    if resolution is None or resolution.entry is not None:
        return False
    choice = choose(resolution, ctx.matter, ctx.advice())
    known = choice.unit is not None and ctx.reference.directory.unit(choice.unit) is not None
    return known and choice.by == "model"


def _came_back(ctx: Ctx) -> bool:
    return bool(ctx.state.counts.get("returned") or ctx.state.counts.get("withdrawn"))


@conditions.register(
    "not_handler", zh="核查人不能是处置人", en="the verifier must not be a handler of the case"
)
def not_handler(ctx: Ctx, _params: Any) -> bool:
    """Tell whether the actor did no handling work on this case (监管分离)."""
    return ctx.actor.key not in ctx.state.handlers


@conditions.register("evidence_given", zh="该事项要求处置证据", en="the matter demands evidence")
def evidence_given(ctx: Ctx, _params: Any) -> bool:
    """Tell whether evidence is attached where the matter demands it."""
    return ctx.matter is None or not ctx.matter.evidence_required or ctx.state.evidence > 0


@conditions.register(
    "required_done", zh="尚有未办结的协同任务", en="joint tasks are not finished", params=TaskKinds
)
def required_done(ctx: Ctx, params: TaskKinds) -> bool:
    """Tell whether no required task of the kinds is still live."""
    return not any(t.required for t in ctx.state.live_tasks(*params.kinds))


@conditions.register("has_task", zh="没有相应的任务", en="there is no such task", params=TaskKinds)
def has_task(ctx: Ctx, params: TaskKinds) -> bool:
    """Tell whether a live task of one of the kinds exists."""
    return bool(ctx.state.live_tasks(*params.kinds))


@conditions.register("open_task", zh="没有待签收的任务", en="no task waits for signing", params=TaskKinds)
def open_task(ctx: Ctx, params: TaskKinds) -> bool:
    """Tell whether a task of one of the kinds waits to be signed."""
    return any(t.status == "open" for t in ctx.state.live_tasks(*params.kinds))


@conditions.register("return_pending", zh="没有待裁定的退回", en="no return is pending")
def return_pending(ctx: Ctx, _params: Any) -> bool:
    """Tell whether a return waits for judgement."""
    return any(r.status == "asked" for r in ctx.state.returns.values())


@conditions.register("extension_pending", zh="没有待审批的延期", en="no extension is pending")
def extension_pending(ctx: Ctx, _params: Any) -> bool:
    """Tell whether an extension waits for a decision."""
    return any(x.status == "asked" for x in ctx.state.extensions.values())


@conditions.register("supervised", zh="没有督办", en="there is no supervision")
def supervised(ctx: Ctx, _params: Any) -> bool:
    """Tell whether a supervision is on."""
    return any(s.status != "closed" for s in ctx.state.supervisions.values())


@conditions.register("contactable", zh="没有可回访的来电人", en="no reporter can be called back")
def contactable(ctx: Ctx, _params: Any) -> bool:
    """Tell whether a reporter left a way to be reached."""
    return ctx.state.contactable


@conditions.register("channel", zh="渠道不符", en="another channel", params=Channels)
def channel(ctx: Ctx, params: Channels) -> bool:
    """Tell whether the case came by one of the channels."""
    return ctx.state.channel in params.channels


@conditions.register("urgent", zh="紧急程度不足", en="not urgent enough", params=UrgencyAtLeast)
def urgent(ctx: Ctx, params: UrgencyAtLeast) -> bool:
    """Tell whether the urgency is at least the given one."""
    return ctx.state.urgency >= params.urgency


@conditions.register("major", zh="不是重大案件", en="not a major case")
def major(ctx: Ctx, _params: Any) -> bool:
    """Tell whether the case is graded 重大突发."""
    return ctx.state.grade == "major"
