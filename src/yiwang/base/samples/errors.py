"""Named errors of samples."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class SampleSetNotFoundError(YiwangError):
    """No set of samples has this code."""

    code = "sample_set_not_found"
    status = 404
    zh = "没有样本集“{code}”。"
    en = "There is no set of samples {code!r}."


class SampleNotFoundError(YiwangError):
    """No text of a set has this id, or it was erased."""

    code = "sample_not_found"
    status = 404
    zh = "没有这条样本，或其内容已依法删除。"
    en = "There is no such text, or it was erased."


class SampleDoneError(YiwangError):
    """The text wants no label from this person: it has its two, or one of them is theirs."""

    code = "sample_done"
    status = 409
    zh = "这条样本不再需要您的标注：{why_zh}"
    en = "This text wants no label of yours: {why_en}"


class SampleSetError(YiwangError):
    """A set, version or file cannot be made so."""

    code = "sample_set"
    status = 422
    zh = "样本集不能这样处理：{why_zh}"
    en = "This cannot be done with the set: {why_en}"
