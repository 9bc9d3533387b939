"""Named errors of plans."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class PlanNotFoundError(YiwangError):
    """No plan, or no approved one, has this code."""

    code = "plan_not_found"
    status = 404
    zh = "没有预案“{plan}”，或尚未批准。"
    en = "There is no plan {plan!r}, or none that is approved."


class PlanInvalidError(YiwangError):
    """What the plan says cannot be carried out."""

    code = "plan_invalid"
    status = 422
    zh = "预案有误：{why_zh}"
    en = "The plan is wrong: {why_en}"


class PlanStateError(YiwangError):
    """The plan is not where this may be done."""

    code = "plan_state"
    status = 409
    zh = "预案现为“{state}”，不能这样办理。"
    en = "The plan is {state}: this cannot be done now."


class PlanOwnError(YiwangError):
    """Who wrote a plan last may not approve it."""

    code = "plan_own"
    status = 403
    zh = "编写人不能审批自己写的预案，请由另一人审批。"
    en = "Who wrote the plan may not approve it; another person must."


class PlanOvertakenError(YiwangError):
    """Another version of the plan came into force while the caller looked at this one."""

    code = "plan_overtaken"
    status = 409
    zh = "预案已更新到第 {version} 版，请重新核对后再启用。"
    en = "Version {version} of the plan is in force now: look at it again."


class PlanRunningError(YiwangError):
    """The plan runs on this case at this level or a higher one."""

    code = "plan_running"
    status = 409
    zh = "本案已按该级别或更高级别启用此预案。"
    en = "The plan runs on this case at this level or a higher one."


class PlanStepError(YiwangError):
    """A step cannot be carried out as it is."""

    code = "plan_step"
    status = 422
    zh = "步骤“{step}”不能执行：{why_zh}"
    en = "The step {step!r} cannot be carried out: {why_en}"
