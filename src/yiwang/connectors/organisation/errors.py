"""Named errors of organisation files."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class UnreadableFileError(YiwangError):
    """A file is not of a kind that can be read here, or is damaged."""

    code = "unreadable_file"
    status = 422
    zh = "无法读取文件“{name}”：{why_zh}"
    en = "The file {name!r} cannot be read: {why_en}"
