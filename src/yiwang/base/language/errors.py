"""Named errors of language."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class TooMuchTextError(YiwangError):
    """More text is asked about than is read at once."""

    code = "too_much_text"
    status = 413
    zh = "一次最多读 {most} 条、共 {bytes} 字节文字。"
    en = "At most {most} texts of {bytes} bytes together are read at once."
