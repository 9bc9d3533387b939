"""Small workbooks made in memory, and what stands in one."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

SHEETS: dict[str, list[list[Any]]] = {
    "区域": [
        ["编码*", "名称*", "级别", "上级编码", "等级"],
        ["990100", "云山市", "市", None, None],
        ["990102", "东区", None, None, None],
        ["990102001", "桥头街道", "街镇", None, "A"],
        ["990102001001", "河边社区", None, None, None],
        ["990102001001001", "第一网格", None, None, "b"],
    ],
    "单位": [
        ["编码*", "名称*", "类型", "上级编码", "区域编码"],
        ["C1", "市城运中心", "城运中心", None, "990100"],
        ["D1", "城管局", "委办局", "C1", None],
        ["91330100799655058B", "某企业", "企业", None, None],
    ],
    "岗位": [
        ["编码*", "名称*", "单位编码*", "职责", "角色"],
        ["C1-01", "值班长", "C1", "统筹当班", "派遣员、督办员"],
        ["D1-01", "处置员", "D1", None, "处置人员"],
    ],
    "人员": [
        ["工号*", "姓名*", "单位编码*", "岗位编码", "手机", "邮箱"],
        ["P001", "欧阳㲾𠮷", "C1", "C1-01、D1-01", "13800001234", None],
        ["P002", "李四", "D1", "D1-01", None, "li@city.test"],
    ],
    "账号": [
        ["账号*", "角色*", "工号", "单位编码", "区域编码"],
        ["ouyang", "派遣员", "P001", "C1", None],
        ["li.si", "handler", "P002", "D1", "990102"],
    ],
}


def sheets(**changes: Any) -> dict[str, list[list[Any]]]:
    """A copy of the sheets; ``changes`` name a sheet and give its rows, or ``None`` to drop it."""
    made = {title: [list(row) for row in rows] for title, rows in SHEETS.items()} | changes
    return {title: rows for title, rows in made.items() if rows is not None}


def workbook(content: dict[str, list[list[Any]]], merge: dict[str, str] | None = None) -> bytes:
    """The sheets as an XLSX file."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in content.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
        if merge and title in merge:
            page.merge_cells(merge[title])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def first_sheet(content: bytes) -> list[tuple[Any, ...]]:
    """The rows of an XLSX file's first sheet, its heading first."""
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
