"""Named errors of the registry."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class AlgorithmNotFoundError(YiwangError):
    """No version has this id."""

    code = "algorithm_not_found"
    status = 404
    zh = "没有算法版本 {version}。"
    en = "There is no version {version} of an algorithm."


class UnknownTaskError(YiwangError):
    """Nobody serves this task."""

    code = "algorithm_task"
    status = 422
    zh = "没有任务“{task}”。"
    en = "There is no task {task!r}."


class AlgorithmActError(YiwangError):
    """This cannot be done with the version as it stands."""

    code = "algorithm_act"
    status = 409
    zh = "不能这样处理该版本：{why_zh}"
    en = "This cannot be done with the version: {why_en}"


class ArtefactError(YiwangError):
    """The stored bytes are damaged, too large, or no model of this task."""

    code = "algorithm_artefact"
    status = 422
    zh = "模型文件不可用：{why_zh}"
    en = "The model's file cannot be used: {why_en}"


class TensorError(YiwangError):
    """A tensor is missing, of another type or shape, or its values do not fill it."""

    code = "algorithm_tensor"
    status = 422
    zh = "张量“{name}”不符合要求：{why_zh}"
    en = "The tensor {name!r} is not as asked for: {why_en}"


class NothingServesError(YiwangError):
    """No published model serves this task, or none that can be asked with tensors."""

    code = "algorithm_nothing_serves"
    status = 503
    zh = "任务“{task}”当前没有可调用的已发布模型。"
    en = "No published model that can be asked serves the task {task!r} now."


class QuotaError(YiwangError):
    """The client has used what it may use today."""

    code = "algorithm_quota"
    status = 429
    zh = "今日调用次数已达上限（{limit} 次）。"
    en = "The calls of today are used up ({limit})."


class QueueFullError(YiwangError):
    """Too many calls wait already."""

    code = "algorithm_queue_full"
    status = 429
    zh = "排队的调用过多（{waiting} 个），请稍后再试。"
    en = "Too many calls wait already ({waiting}); try again later."


class TooLateError(YiwangError):
    """The call's turn did not come within the time it allowed."""

    code = "algorithm_too_late"
    status = 504
    zh = "{seconds} 秒内没有轮到该调用。"
    en = "The call's turn did not come within {seconds} seconds."
