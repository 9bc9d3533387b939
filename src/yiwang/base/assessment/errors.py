"""Named errors of assessment."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class SchemeError(YiwangError):
    """A scheme does not hold together."""

    code = "assessment_scheme"
    status = 422
    zh = "考核方案“{name}”有误：{why_zh}"
    en = "Scheme {name!r} is wrong: {why_en}"


class SchemeNotFoundError(YiwangError):
    """There is no such scheme, or none of its versions is in force in the period."""

    code = "assessment_scheme_not_found"
    status = 404
    zh = "没有考核方案“{name}”，或它在该周期尚未生效。"
    en = "There is no scheme {name!r}, or none of its versions is in force in that period."


class ObjectNotFoundError(YiwangError):
    """The scheme does not assess this unit or area, or the caller may not open its cases."""

    code = "assessment_object_not_found"
    status = 404
    zh = "该方案没有考核对象“{key}”，或您无权查看其明细。"
    en = "The scheme assesses no {key!r}, or you may not open its details."


class PeriodRunningError(YiwangError):
    """The period has not ended."""

    code = "assessment_period_running"
    status = 409
    zh = "周期 {period} 到 {last} 才结束，结束后才能冻结。"
    en = "{period} ends on {last}: it can be frozen after that."


class PeriodFrozenError(YiwangError):
    """The result of the period is frozen."""

    code = "assessment_frozen"
    status = 409
    zh = "周期 {period} 的结果已冻结（第 {number} 版），须经批准重开。"
    en = "The result of {period} is frozen (edition {number}): opening it again needs an approval."


class OpenAppealsError(YiwangError):
    """Appeals of the period wait for a decision."""

    code = "assessment_appeals_open"
    status = 409
    zh = "周期 {period} 还有 {n} 件申诉未裁定，不能冻结。"
    en = "{n} appeals of {period} wait for a decision: it cannot be frozen."


class EditionNotFoundError(YiwangError):
    """There is no such frozen result."""

    code = "assessment_edition_not_found"
    status = 404
    zh = "没有这份冻结结果。"
    en = "There is no such frozen result."


class StateError(YiwangError):
    """It is no longer, or not yet, where this may be done."""

    code = "assessment_state"
    status = 409
    zh = "当前状态为“{state}”，不能这样办理。"
    en = "It is {state}: this cannot be done now."


class OwnDecisionError(YiwangError):
    """Nobody decides on what is the own request, or for the own unit."""

    code = "assessment_own"
    status = 403
    zh = "{why_zh}。"
    en = "{why_en}."


class AppealNotFoundError(YiwangError):
    """There is no such appeal, or it is not the caller's to see."""

    code = "assessment_appeal_not_found"
    status = 404
    zh = "没有这件申诉。"
    en = "There is no such appeal."


class AppealRefusedError(YiwangError):
    """An appeal cannot be filed so."""

    code = "assessment_appeal"
    status = 422
    zh = "不能这样申诉：{why_zh}。"
    en = "An appeal cannot be filed so: {why_en}."
