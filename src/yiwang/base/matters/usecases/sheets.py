"""Responsibilities as a sheet: people keep them in Excel, so they come and go as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from yiwang.base.matters.definition import ResponsibilityData
from yiwang.base.matters.model.catalogue import Catalogue
from yiwang.base.matters.model.records import Responsibility, Stand
from yiwang.base.matters.usecases import responsibilities
from yiwang.base.matters.usecases.responsibilities import SHEET
from yiwang.base.matters.usecases.snapshot import CATALOGUE
from yiwang.infra.database import Tx, Work
from yiwang.infra.tabular import read_table, write_csv, write_excel
from yiwang.kernel.rows import ChangeSummary, RowProblem, RowsRefusedError
from yiwang.kernel.worktime import UNIT_WORDS, TimeUnit

#: Chinese header, field; the field's name is accepted as a header too.
COLUMNS: dict[str, str] = {
    "事项": "matter",
    "区域": "area",
    "适用情形": "scene",
    "主责单位": "lead_unit",
    "配合单位": "assist_units",
    "职责类型": "duty_type",
    "设定依据": "legal_basis",
    "立案标准": "filing_standard",
    "结案标准": "closing_standard",
    "须附证明": "evidence_required",
    "生效日期": "valid_from",
    "失效日期": "valid_to",
}
REQUIRED = ("matter", "area", "lead_unit", "valid_from")
CLOCKS: dict[str, str] = {
    "受理": "accept",
    "立案": "file",
    "派遣": "dispatch",
    "签收": "sign",
    "首次联系": "contact",
    "处置": "handle",
    "反馈审核": "review",
    "核查": "verify",
    "回访": "callback",
    "结案": "close",
    "总": "total",
}
_LIMIT_HEADER = re.compile(
    r"^(?P<clock>[^\sA-C(\uff08]+?)时限\s*[(\uff08]?(?P<grade>[ABC]?)(?:类)?[)\uff09]?$"
)
_PLAIN_HEADER = re.compile(r"^limit:(?P<clock>[a-z]{2,20}(?:\.[a-z_]{1,20})?)(?::(?P<grade>[ABC*]))?$")
_LIMIT = re.compile(r"^(?P<amount>\d+(?:\.\d+)?)\s*(?P<unit>\S+)$")
_UNITS: dict[str, str] = {words[0]: unit.value for unit, words in UNIT_WORDS.items()} | {
    unit.value: unit.value for unit in TimeUnit
}
_SPLIT = re.compile(r"[、,;\uff0c\uff1b\s]+")
_YES = {
    "是": True,
    "yes": True,
    "true": True,
    "1": True,
    "否": False,
    "no": False,
    "false": False,
    "0": False,
}

_Where = str | tuple[str, str]  # a field, or (clock, grade)


async def import_sheet(work: Work, name: str, content: bytes, *, change_basis: str) -> ChangeSummary:
    """Bring a sheet into force, all or nothing; raises :class:`RowsRefusedError`."""
    catalogue = await CATALOGUE.get(work.tx)
    entries, rows, problems = parse(read_table(name, content), catalogue)
    if not problems and not entries:
        problems = [RowProblem(sheet=SHEET, row=1, zh="表中没有内容", en="the sheet is empty")]
    if problems:
        raise RowsRefusedError(problems, field="file")
    await responsibilities.check(work.tx, entries, rows)
    return await responsibilities.apply_entries(
        work, entries, change_basis=change_basis, source=f"import:{name[:80]}"
    )


def parse(
    table: Sequence[Sequence[str]], catalogue: Catalogue
) -> tuple[list[ResponsibilityData], list[int], list[RowProblem]]:
    """Return the entries, their rows as people count, and what is wrong by row and column."""
    if not table:
        return [], [], []
    columns, problems = _header(table[0])
    entries: list[ResponsibilityData] = []
    rows: list[int] = []
    if problems:
        return entries, rows, problems
    for number, cells in enumerate(table[1:], start=2):
        if not any(cells):
            continue
        made, found = _row(number, cells, columns, table[0], catalogue)
        problems += found
        if made is not None:
            entries.append(made)
            rows.append(number)
    return entries, rows, problems


def _header(cells: Sequence[str]) -> tuple[dict[int, _Where], list[RowProblem]]:
    columns: dict[int, _Where] = {}
    problems: list[RowProblem] = []
    for index, title in enumerate(cells):
        if not title:
            continue
        where = _where(title)
        if where is None:
            problems.append(_problem(1, title, f"不认识的列“{title}”", f"unknown column {title!r}"))
        elif where in columns.values():
            problems.append(_problem(1, title, f"列“{title}”重复", f"column {title!r} appears twice"))
        else:
            columns[index] = where
    names = {field: zh for zh, field in COLUMNS.items()}
    problems += [
        _problem(1, names[field], f"缺少列“{names[field]}”", f"column {field!r} is missing")
        for field in REQUIRED
        if field not in columns.values()
    ]
    return columns, problems


def _where(title: str) -> _Where | None:
    if title in COLUMNS:
        return COLUMNS[title]
    if title in COLUMNS.values():
        return title
    plain = _PLAIN_HEADER.match(title)
    if plain:
        return plain["clock"], plain["grade"] or "*"
    spoken = _LIMIT_HEADER.match(title)
    if spoken and spoken["clock"] in CLOCKS:
        return CLOCKS[spoken["clock"]], spoken["grade"] or "*"
    return None


def _row(
    number: int,
    cells: Sequence[str],
    columns: Mapping[int, _Where],
    header: Sequence[str],
    catalogue: Catalogue,
) -> tuple[ResponsibilityData | None, list[RowProblem]]:
    data: dict[str, Any] = {}
    limits: dict[str, dict[str, Any]] = {}
    problems: list[RowProblem] = []
    titles = {where: header[index] for index, where in columns.items()}
    for index, where in columns.items():
        cell = cells[index] if index < len(cells) else ""
        if not cell:
            continue
        if isinstance(where, tuple):
            limit = _limit(cell)
            if limit is None:
                problems.append(
                    _problem(
                        number,
                        header[index],
                        f"“{cell}”不是时限，应如“4工作时”“2工作日”",
                        f"{cell!r} is not a limit such as 4 work_hour",
                    )
                )
            else:
                limits.setdefault(where[0], {})[where[1]] = limit
        else:
            data[where] = _value(where, cell, catalogue)
    data["limits"] = limits
    try:
        made = ResponsibilityData.model_validate(data)
    except ValidationError as error:
        return None, problems + [_explain(number, item, titles) for item in error.errors()]
    return (None if problems else made), problems


def _value(field: str, cell: str, catalogue: Catalogue) -> Any:
    if field == "matter":
        found = catalogue.get(cell) or catalogue.find(cell)
        return found.key if found is not None else cell if ":" in cell else f"matter:{cell}"
    if field == "assist_units":
        return [part for part in _SPLIT.split(cell) if part]
    if field == "evidence_required":
        return _YES.get(cell.lower(), cell)
    if field in ("valid_from", "valid_to"):
        return cell.replace("/", "-").replace(".", "-")[:10]
    return cell


def _limit(cell: str) -> dict[str, Any] | None:
    found = _LIMIT.match(cell.replace(" ", ""))
    unit = _UNITS.get(found["unit"]) if found else None
    return None if found is None or unit is None else {"amount": float(found["amount"]), "unit": unit}


def _explain(number: int, item: Any, titles: Mapping[_Where, str]) -> RowProblem:
    where = [str(part) for part in item["loc"]]
    key: _Where = (where[1], where[2]) if where[:1] == ["limits"] else "".join(where[:1])
    column = titles.get(key, ".".join(where))
    zh = {
        "missing": "不能为空",
        "string_pattern_mismatch": "格式不对",
        "string_too_long": "太长",
        "date_from_datetime_parsing": "不是有效日期(年-月-日)",
        "date_parsing": "不是有效日期(年-月-日)",
        "greater_than": "必须大于 0",
    }.get(item["type"], "不符合要求")
    return _problem(number, column, zh, str(item["msg"]))


def _problem(row: int, column: str, zh: str, en: str) -> RowProblem:
    return RowProblem(sheet=SHEET, row=row, column=column or None, zh=zh, en=en)


async def export_sheet(tx: Tx, *, as_excel: bool) -> bytes:
    """Return the approved entries as a sheet that :func:`import_sheet` reads again."""
    entries = [r for r in await responsibilities.fresh(tx) if r.status == Stand.APPROVED]
    entries.sort(key=lambda r: (r.matter, r.area, r.scene))
    pairs = sorted(
        {(clock, grade) for r in entries for clock, grades in r.limits.items() for grade in grades}
    )
    rows = [[*COLUMNS, *(_limit_title(*pair) for pair in pairs)]]
    rows += [[*_cells(r), *(_limit_text(r, *pair) for pair in pairs)] for r in entries]
    return write_excel(SHEET, rows) if as_excel else write_csv(rows)


def _limit_title(clock: str, grade: str) -> str:
    spoken = {field: zh for zh, field in CLOCKS.items()}.get(clock)
    if spoken is None:
        return f"limit:{clock}:{grade}"
    return f"{spoken}时限" + ("" if grade == "*" else f"({grade}类)")


def _limit_text(entry: Responsibility, clock: str, grade: str) -> str:
    limit = entry.limits.get(clock, {}).get(grade)
    return "" if limit is None else f"{limit.amount:g}{UNIT_WORDS[limit.unit][0]}"


def _cells(entry: Responsibility) -> list[str]:
    cells: list[str] = []
    for field in COLUMNS.values():
        value = getattr(entry, field)
        if value is None:
            cells.append("")
        elif isinstance(value, bool):
            cells.append("是" if value else "否")
        elif isinstance(value, date):
            cells.append(value.isoformat())
        else:
            cells.append("、".join(value) if isinstance(value, tuple) else str(value))
    return cells
