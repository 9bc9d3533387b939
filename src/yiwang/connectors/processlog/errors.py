"""Named errors of process logs."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class ProcessLogRefusedError(YiwangError):
    """The file cannot be read as a process log; the sentence says why and what to do."""

    code = "process_log_refused"
    status = 422
    zh = "无法读取过程日志 {name}：{why_zh}"
    en = "The process log {name} cannot be read: {why_en}"
