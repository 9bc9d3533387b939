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
