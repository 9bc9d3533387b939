"""Named errors of assistance."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class AssistOffError(YiwangError):
    """No language model is configured."""

    code = "assist_off"
    status = 404
    zh = "没有启用语言模型。"
    en = "No language model is enabled."


class AssistUnfoundedError(YiwangError):
    """No text of the city answers it, or the answer names sources that do not exist."""

    code = "assist_unfounded"
    status = 422
    zh = "无法根据本市资料回答：{why_zh}"
    en = "It cannot be answered from the city's own texts: {why_en}"


class AssistGarbageError(YiwangError):
    """The model's answer has not the form that was asked for."""

    code = "assist_garbage"
    status = 502
    zh = "语言模型的答复不符合要求，请自行撰写。"
    en = "The language model's answer is not of the form asked for; please write yourself."


class AssistQuotaError(YiwangError):
    """The person has asked as often as is allowed today."""

    code = "assist_quota"
    status = 429
    zh = "今日使用次数已达上限（{limit} 次）。"
    en = "The calls of today are used up ({limit})."
