"""Named errors of process mining."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class LogColumnsError(YiwangError):
    """The columns of a log do not belong together."""

    code = "log_columns"
    status = 422
    zh = "过程日志不符合要求：{why_zh}"
    en = "The process log is invalid: {why_en}"


class ActivityUnknownError(YiwangError):
    """A rule names an activity that the log does not know."""

    code = "activity_unknown"
    status = 422
    zh = "日志中没有环节“{activity}”；有：{known}。"
    en = "The log has no activity {activity!r}; it has: {known}."
