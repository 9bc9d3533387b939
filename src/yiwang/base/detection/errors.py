"""Named errors of the detectors."""

from __future__ import annotations

from yiwang.kernel.errors import NotFoundError, YiwangError


class DetectorUnknownError(NotFoundError):
    """No detector has this name."""

    code = "detector_unknown"
    zh = "没有名为“{key}”的检测器；可用的有：{known}。"
    en = "There is no detector {key!r}; known are: {known}."


class DetectorParamsError(YiwangError):
    """The parameters of a detector do not have the declared form."""

    code = "detector_params"
    status = 422
    zh = "检测器“{name}”的参数不符合要求：{why_zh}"
    en = "The parameters of the detector {name!r} are invalid: {why_en}"


class ValueNotFiniteError(YiwangError):
    """A value is missing (NaN) or infinite; nothing of the batch was taken in."""

    code = "detection_value"
    status = 422
    zh = "第 {position} 个读数不是有限的数（{value}），本批没有处理。"
    en = "Reading {position} is not a finite number ({value}); nothing of the batch was taken in."


class TimeWentBackError(YiwangError):
    """A reading is older than the one before it in the same stream; nothing of the batch was taken in."""

    code = "detection_time"
    status = 422
    zh = "第 {position} 个读数的时间（{time}）早于该序列的上一个读数（{last}），本批没有处理。"
    en = (
        "Reading {position} has a time ({time}) before the last of its stream ({last}); "
        "nothing of the batch was taken in."
    )


class StreamIndexError(YiwangError):
    """A batch names a stream that is not there, names one twice, or its columns differ in length."""

    code = "detection_stream"
    status = 422
    zh = "读数批次不符合要求：{why_zh}"
    en = "The batch of readings is invalid: {why_en}"


class SnapshotError(YiwangError):
    """A snapshot is damaged, or of another detector, other parameters or another form."""

    code = "detection_snapshot"
    status = 422
    zh = "检测器快照无法恢复：{why_zh}"
    en = "The detector's snapshot cannot be restored: {why_en}"
