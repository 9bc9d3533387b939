"""Named errors of findings."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class FindingConflictError(YiwangError):
    """The source sent another finding under this id before."""

    code = "finding_conflict"
    status = 409
    zh = "来源“{source}”的发现“{id}”已存在，内容不同。"
    en = "The finding {id!r} of source {source!r} is stored already with another content."


class FindingQuotaError(YiwangError):
    """The client has sent what it may send today."""

    code = "finding_quota"
    status = 429
    zh = "今日发现数量已达上限（{limit} 条）。"
    en = "The findings of today are used up ({limit})."


class StrategyError(YiwangError):
    """A strategy that cannot work."""

    code = "finding_strategy"
    status = 422
    zh = "策略有误：{why_zh}"
    en = "The strategy cannot work: {why_en}"
