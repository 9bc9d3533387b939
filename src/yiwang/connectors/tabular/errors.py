"""Named errors of files and mapping files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yiwang.kernel.errors import YiwangError


class FileRefusedError(YiwangError):
    """The file cannot be read as a table; the sentence says why and what to do."""

    code = "file_refused"
    status = 422
    zh = "无法读取文件：{why_zh}"
    en = "The file cannot be read: {why_en}"


class FileTooLargeError(FileRefusedError):
    """The file, or what it unpacks to, is beyond the documented limit."""

    code = "file_too_large"
    status = 413
    zh = "文件过大：{why_zh}"
    en = "The file is too large: {why_en}"


class KeyProblem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong in a mapping file: the dotted path of the key, and why in two languages."""

    path: str
    zh: str
    en: str


class MappingInvalidError(YiwangError):
    """The mapping file is wrong; ``problems`` names every bad key."""

    code = "mapping_invalid"
    status = 422
    zh = "映射文件有误，{path}：{why_zh}"
    en = "The mapping file is wrong at {path}: {why_en}"

    def __init__(self, problems: Sequence[KeyProblem]) -> None:
        self.problems = list(problems)
        first = self.problems[0]
        super().__init__(field=first.path, path=first.path, why_zh=first.zh, why_en=first.en)

    def as_dict(self) -> dict[str, Any]:
        """Return the wire form with all problems in it."""
        body = super().as_dict()
        body["problems"] = [
            {"field": p.path, "message": {"zh": p.zh, "en": p.en}} for p in self.problems[:100]
        ]
        return body


class CellError(ValueError):
    """A cell has a value that its target cannot take; becomes the reason of a rejected row."""

    def __init__(self, zh: str, en: str, field: str = "") -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.field = field
