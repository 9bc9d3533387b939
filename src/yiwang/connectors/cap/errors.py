"""Named errors of CAP."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class NotAnnouncedError(YiwangError):
    """There is no such message: the warning is not published, or has no such edition."""

    code = "warning_not_announced"
    status = 404
    zh = "预警尚未发布，或没有第 {edition} 版。"
    en = "The warning is not published, or has no edition {edition}."
