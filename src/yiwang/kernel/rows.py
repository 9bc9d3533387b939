"""Tables that people prepare: what is wrong in which cell, and the refusal that lists it all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yiwang.kernel.errors import YiwangError

#: More problems than this are counted, not listed: nobody reads them, and a hostile file makes many.
LISTED = 200


class RowProblem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong in a table: the sheet, the row as people count (1 is the first), the column."""

    sheet: str
    row: int | None = None
    column: str | None = None
    zh: str
    en: str


class RowsRefusedError(YiwangError):
    """A table was refused as a whole; ``problems`` names every cell that must be mended."""

    code = "rows_refused"
    status = 422
    zh = "文件有 {count} 处问题，没有导入任何内容。首个问题：{first_zh}"
    en = "The file has {count} problem(s); nothing was imported. The first: {first_en}"

    def __init__(self, problems: Sequence[RowProblem], *, field: str | None = None) -> None:
        self.problems = list(problems)
        first = self.problems[0]
        where_zh = f"{first.sheet} 第 {first.row} 行 {first.column or ''}"
        where_en = f"{first.sheet} row {first.row} {first.column or ''}"
        super().__init__(
            field=field,
            count=len(self.problems),
            first_zh=f"{where_zh.strip() if first.row else first.sheet}：{first.zh}",
            first_en=f"{where_en.strip() if first.row else first.sheet}: {first.en}",
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the wire form with the problems in it."""
        body = super().as_dict()
        body["problems"] = [
            {
                "sheet": p.sheet,
                "row": p.row,
                "column": p.column,
                "message": {"zh": p.zh, "en": p.en},
            }
            for p in self.problems[:LISTED]
        ]
        body["problem_count"] = len(self.problems)
        return body


class ChangeSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a re-import did to one kind of record, by number."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
