"""What an action will do, told before it is done, and which action takes it back.

What the flow says (stage, side state, clocks) is read from the flow; what a move does besides stands in
one sentence per move. The pages show both where a person confirms.
"""

from __future__ import annotations

from typing import Final

from yiwang.base.cases.usecases import engine
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.workflow.api import Action, ClockData

Text = dict[str, str]

#: What moves do besides what the flow says of stage, side state and clocks.
_BESIDES: Final[dict[str, tuple[str, str]]] = {
    "dispatch": ("主办单位收到任务和通知", "The lead unit gets the task and a notice"),
    "withdraw": ("单位的任务收回，不计单位超时", "The unit's tasks end and count against nobody"),
    "send_back": ("任务停在原单位，等待退回裁定", "The task stays with the unit until the return is judged"),
    "judge_return": ("裁定有责或无责计入考核", "Whether the return was justified counts in assessment"),
    "transfer": ("任务转给另一单位，原时限继续计算", "Another unit takes the task; the deadline runs on"),
    "copy": ("抄送单位能看到案件，不承担任务", "The units see the case and get no task"),
    "sign": ("任务记为已签收", "The task counts as signed"),
    "contact": ("首次联系时限达成", "The first-contact clock is met"),
    "join": ("每个单位得到各自的任务和时限", "Each unit gets a task with a clock of its own"),
    "complete": ("本单位的协同任务办结", "Your unit's joint task is done"),
    "feedback": ("公开答复将告知反映人", "The reporter will be told the public reply"),
    "ask_extension": ("批准前原时限继续计算", "The deadline runs on until it is approved"),
    "decide_extension": ("批准后只延长这一个时限", "An approval lengthens this one clock only"),
    "refuse": ("案件到此结束，并答复反映人", "The case ends here and the reporter is answered"),
    "classify": ("单位和时限按新事项重新确定", "Units and limits follow the new matter"),
    "locate": ("区域和网格按新位置重新确定", "Area and grid follow the new place"),
    "grade": ("时限按新的紧急程度重新确定", "Limits follow the new urgency"),
    "request_check": ("核实人收到任务", "Whoever checks gets a task"),
    "report_check": ("核实任务办结", "The checking task is done"),
    "answer": ("不再派遣，答复将告知反映人", "Nothing is dispatched; the reporter is told the reply"),
    "ask_reporter": ("问题会告知反映人", "The reporter is told the question"),
    "fail": ("案件退回处置单位返工，计一次返工", "It goes back to the unit for rework, which is counted"),
    "call_back": ("不满意的按流程重办", "If the reporter is not content the flow has it redone"),
    "close": ("全部时限停止，反映人可以评价", "All clocks end; the reporter may rate"),
    "redo": ("案件回到处置单位重办，计一次重办", "The unit does it again, which is counted"),
    "rate": ("评价不能修改", "A rating cannot be changed"),
    "comment": ("不改变案件的环节和时限", "Neither stage nor clocks change"),
    "urge": ("在办单位收到催办通知，计一次催办", "The units at work are reminded; it is counted"),
    "supervise": ("被督办单位须按期书面答复", "The unit must answer in writing by the date"),
    "answer_supervision": ("督办人收到答复", "Whoever supervises gets the answer"),
    "close_supervision": ("这一项督办结束", "This supervision ends"),
    "consult": ("裁决前案件不流转", "Nothing else moves the case until the ruling"),
    "speak": ("发言记入会商，不能删除", "The opinion stays on record"),
    "rule": ("按裁决派遣，单位不得再退回", "The ruling dispatches the case; it cannot be returned"),
    "merge": ("并入另一案件，每位反映人仍得到答复", "It goes on inside another; every reporter is answered"),
    "unmerge": ("案件恢复单独办理", "The case goes on by itself again"),
    "split": ("每个部分成为一个新案件", "Each part becomes a case of its own"),
    "void": ("案件到此结束，单独统计，仍可查看", "The case ends, is counted apart and stays readable"),
    "exclude": ("不影响办理，只影响考核", "Handling is not affected, only assessment"),
    "go_on": ("暂停的时限继续计算", "Paused clocks run on"),
}
#: Moves that another move takes back.
_BACK: Final = {"dispatch": "withdraw", "halt": "go_on", "merge": "unmerge"}


def effect(ctx: Ctx, action: Action) -> Text:
    """Return in one sentence what ``action`` will do to the case of ``ctx``."""
    parts: list[tuple[str, str]] = []
    data, state = action.data, ctx.state
    if data.to is not None and data.to != state.stage:
        title = ctx.flow.stage(ctx.flow.target(data.to, ctx)).title
        parts.append((f"案件转到「{title.zh}」", f"The case goes to “{title.en}”"))
        parts += _clocks(ctx, data.to)
    side = ctx.flow.definition.sides.get(data.set_side or "")
    if side is not None:
        parts.append((f"案件进入「{side.zh}」", f"The case is “{side.en}”"))
        paused = [c for c in ctx.flow.clocks if data.set_side in c.pauses_in and ctx.state.clock(c.kind)]
        if paused:
            zh, en = _named(paused)
            parts.append((f"{zh}暂停计时", f"{en} pause"))
    elif data.clear_side and state.side is not None:
        was = ctx.flow.definition.sides[state.side]
        parts.append((f"结束「{was.zh}」", f"“{was.en}” ends"))
    besides = _BESIDES.get(action.move.name)
    if besides is not None:
        parts.append(besides)
    if not parts:
        parts.append(("案件留在当前环节", "The case stays at its stage"))
    return {"zh": "；".join(zh for zh, _ in parts) + "。", "en": "; ".join(en for _, en in parts) + "."}


def _clocks(ctx: Ctx, to: str) -> list[tuple[str, str]]:
    target = ctx.flow.target(to, ctx)
    fresh = [c for c in ctx.flow.clocks if target in c.stages and ctx.state.stage not in c.stages]
    if not fresh:
        return []
    zh, en = _named(fresh)
    return [(f"{zh}开始计时", f"{en} start")]


def _named(clocks: list[ClockData]) -> tuple[str, str]:
    return "、".join(c.title.zh for c in clocks), ", ".join(c.title.en for c in clocks)


def undone_by(ctx: Ctx, action: Action) -> str | None:
    """Return the action by which the same actor can take ``action`` back at once, if there is one."""
    wanted = _BACK.get(action.move.name)
    if wanted is None:
        return None
    target = "merged" if action.move.name == "merge" else action.data.to or ctx.state.stage
    side = action.data.set_side
    for candidate in ctx.flow.actions.values():
        data = candidate.data
        if candidate.move.name == wanted and candidate.fits(target, side) and ctx.actor.has(*data.roles):
            return candidate.id
    return None


def offer(ctx: Ctx, action: Action) -> dict[str, object]:
    """Return whether ``action`` is allowed now, why not, what it will do, and what takes it back."""
    refused = engine.refusal(ctx, action)
    reason = None
    if refused is not None:
        reason = {"zh": refused.sentence("zh"), "en": refused.sentence("en"), "code": refused.code}
    return {
        "allowed": refused is None,
        "reason": reason,
        "effect": effect(ctx, action) if refused is None else None,
        "undo": undone_by(ctx, action) if refused is None else None,
    }
