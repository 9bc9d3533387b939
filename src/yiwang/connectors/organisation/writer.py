"""Writing the workbook: an empty template with help, or the city as it stands."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from yiwang.connectors.organisation.sheets import SHEETS, Sheet
from yiwang.kernel.actor import ROLES
from yiwang.sdk.city import areas as area_tree
from yiwang.sdk.organisation import LEVEL_NAMES, UNIT_KINDS, accounts, addresses, contacts, directory
from yiwang.sdk.work import Work

_WIDE = 28
_MOST_ACCOUNTS = 50_000
_GUIDE = (
    "说明",
    "每张表第一行是表头，带 * 的列必填；以“说明”开头的行不导入，可保留。",
    "全部正确才会导入，任何一处有错都不会改动已有数据；错误会按表、行、列列出。",
    "再次导入时：相同的行不变，不同的行产生新版本，没写的行保持原样。",
    "请勿合并单元格，请勿使用公式；较长的编码请保持“文本”格式。",
    "不需要的表可以删除。区域边界请另附 GeoJSON 文件，要素属性 code 填区域编码。",
    "权责清单可放在名为“权责”的表中，列与权责清单导出文件相同。",
)


def template() -> bytes:
    """Return an empty workbook with headers, a help row per sheet and a page of explanations."""
    return _write({}, with_help=True)


def _write(rows: Mapping[str, Sequence[Sequence[str]]], *, with_help: bool) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - heavy, and only where a workbook is written

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "num_format": "@"})
    grey = book.add_format({"italic": True, "font_color": "#7F7F7F", "text_wrap": True, "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    if with_help:
        page = book.add_worksheet("填写说明")
        page.set_column(0, 0, 100)
        for number, line in enumerate(_GUIDE):
            page.write_string(number, 0, line, bold if number == 0 else None)
    for sheet in SHEETS:
        if not with_help and sheet.key not in rows:
            continue
        _page(book.add_worksheet(sheet.title), sheet, rows.get(sheet.key, ()), (bold, grey, text), with_help)
    book.close()
    return out.getvalue()


def _page(
    page: Any,
    sheet: Sheet,
    rows: Sequence[Sequence[str]],
    formats: tuple[Any, Any, Any],
    with_help: bool,  # noqa: FBT001 - a local helper with one caller
) -> None:
    bold, grey, text = formats
    page.set_column(0, len(sheet.columns) - 1, _WIDE, text)
    page.freeze_panes(1, 0)
    for index, column in enumerate(sheet.columns):
        page.write_string(0, index, column.title + ("*" if column.required else ""), bold)
        if with_help:
            page.write_string(1, index, f"说明：{column.help}" if index == 0 else column.help, grey)
    for number, row in enumerate(rows, start=2 if with_help else 1):
        for index, cell in enumerate(row):
            page.write_string(number, index, cell, text)


def _roles(roles: Sequence[str]) -> str:
    return "、".join(ROLES[role][0] for role in roles)


async def export(work: Work, *, personal: bool, with_accounts: bool) -> bytes:
    """Return the organisation in force as the same workbook; importing it again changes nothing.

    ``personal`` tells whether the sheet of persons is included, ``with_accounts`` that of accounts.
    """
    tree = await area_tree(work.tx)
    staff = await directory(work.tx)
    rows: dict[str, list[list[str]]] = {
        "areas": [
            [a.code, a.name, LEVEL_NAMES[a.level][0], a.parent or "", a.grade or ""] for a in tree.all()
        ],
        "units": [
            [u.code, u.name, UNIT_KINDS[u.kind][0], u.parent or "", u.area or ""] for u in staff.units()
        ],
        "addresses": [
            [a["code"], a["name"], str(a["lon"]), str(a["lat"]), a["area"] or "", "、".join(a["aliases"])]
            for a in await addresses(work.tx)
        ],
        "posts": [[p.code, p.name, p.unit, p.duty, _roles(p.roles)] for p in staff.posts()],
    }
    if personal:
        data = await contacts(work, [p.id for p in staff.persons()])
        rows["persons"] = [
            [p.code, name or "（已删除）", p.unit, "、".join(p.posts), phone, email]
            for p in staff.persons()
            for name, phone, email in [data.get(p.id, ("", "", ""))]
        ]
    if with_accounts:
        rows["accounts"] = [
            [a.name, _roles(a.roles), owner.code if owner else "", a.unit or "", a.area or ""]
            for a in await accounts(work.tx, limit=_MOST_ACCOUNTS)
            if a.disabled_at is None
            for owner in [staff.person(a.person) if a.person else None]
        ]
    return _write(rows, with_help=False)
