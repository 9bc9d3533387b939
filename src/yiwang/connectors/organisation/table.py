"""Grids of cells, from a workbook or from CSV, and the records in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from yiwang.connectors.organisation.errors import UnreadableFileError
from yiwang.connectors.organisation.sheets import Column, Sheet
from yiwang.kernel.errors import InvalidInputError, PayloadTooLargeError
from yiwang.kernel.rows import RowProblem
from yiwang.kernel.text import clean_text

MOST_ROWS = 50_000
MOST_COLUMNS = 60
BLANK_RUN = 5_000  # so many empty rows in a row are the end of the sheet
_HEADER_WITHIN = 10
_HELP = ("说明", "填写说明")
_FAULTS = {
    "formula": ("是公式，请粘贴为数值", "it is a formula; paste it as a value"),
    "error": ("是错误值", "it is an error value"),
    "lossy": (
        "数字过长或带小数，已失去精度，请把单元格设为文本后重填",
        "the number is too long or has decimals and lost digits; make the cell a text",
    ),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and what is odd about it: ``formula``, ``error``, ``lossy`` or nothing."""

    text: str
    odd: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet that hold something, by number, and its merged ranges."""

    rows: list[tuple[int, list[Cell]]]
    merged: Sequence[tuple[int, int, str]] = ()


@dataclass(slots=True)
class Records:
    """The records of one sheet: per record its row number and values by field; and what is wrong."""

    sheet: Sheet
    items: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def say(self, row: int | None, column: str | None, zh: str, en: str) -> None:
        """Note a problem."""
        self.problems.append(RowProblem(sheet=self.sheet.title, row=row, column=column, zh=zh, en=en))


def too_many_rows(count: int) -> None:
    """Raise ``payload_too_large`` beyond the most rows of a sheet."""
    if count > MOST_ROWS:
        raise PayloadTooLargeError(field="file", limit=f"{MOST_ROWS} 行 / rows")


def read_csv(name: str, content: bytes) -> Grid:
    """Return the grid of a CSV or TSV file: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    text: str | None = None
    for encoding in encodings:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or "\x00" in text:
        raise UnreadableFileError(
            field="file",
            name=name[:80],
            why_zh="编码应为 UTF-8 或 GB18030，且不含空字符",
            why_en="it must be UTF-8 or GB18030 without NUL characters",
        )
    head = text[:2000].split("\n", 1)[0]
    rows: list[tuple[int, list[Cell]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in head else ",", strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, [Cell(c.strip()) for c in cells[:MOST_COLUMNS]]))
                too_many_rows(len(rows))
    except csv.Error as error:
        raise UnreadableFileError(
            field="file",
            name=name[:80],
            why_zh=f"第 {reader.line_num} 行不是有效的 CSV",
            why_en=f"line {reader.line_num} is not valid CSV",
        ) from error
    return Grid(rows)


def read_records(sheet: Sheet, grid: Grid) -> Records:
    """Return the records of ``grid`` by the columns of ``sheet``, with every cell that is wrong.

    The header is the first row that has all required columns; rows above it and rows whose first cell
    starts with 说明 are for people. A column nobody knows is a problem: a mistyped header must not lose
    a column silently.
    """
    records = Records(sheet)
    at, columns = _header(records, grid)
    if columns is None:
        return records
    header_row = grid.rows[at][0]
    for first, last, letter in grid.merged:
        if last > header_row:
            records.say(
                first,
                letter,
                f"第 {first}–{last} 行有合并单元格，请取消合并并逐行填写",
                f"cells of rows {first} to {last} are merged; fill in each row",
            )
    for number, cells in grid.rows[at + 1 :]:
        if next((c.text for c in cells if c.text), "").startswith(_HELP):
            continue
        _record(records, number, cells, columns)
    return records


def _header(records: Records, grid: Grid) -> tuple[int, dict[int, Column] | None]:
    required = {c.field for c in records.sheet.columns if c.required}
    for at, (number, cells) in enumerate(grid.rows[:_HEADER_WITHIN]):
        found = {i: records.sheet.column(c.text) for i, c in enumerate(cells) if c.text}
        fields = [c.field for c in found.values() if c is not None]
        if not required <= set(fields):
            continue
        for index, column in found.items():
            title = cells[index].text[:40]
            if column is None:
                records.say(number, title, f"不认识的列“{title}”", f"unknown column {title!r}")
            elif fields.count(column.field) > 1:
                records.say(number, title, f"列“{title}”重复", f"the column {title!r} appears twice")
        return at, {i: c for i, c in found.items() if c is not None}
    titles = "、".join(c.title for c in records.sheet.columns if c.required)
    if grid.rows:
        records.say(
            grid.rows[0][0],
            None,
            f"找不到表头，至少需要列：{titles}",
            f"no header row; at least these columns are needed: {titles}",
        )
    return 0, None


def _record(records: Records, number: int, cells: Sequence[Cell], columns: dict[int, Column]) -> None:
    values: dict[str, str] = {}
    sound = True
    for index, column in columns.items():
        cell = cells[index] if index < len(cells) else Cell("")
        fault = _fault(cell, column)
        if fault is None:
            try:
                values[column.field] = clean_text(
                    cell.text, field=column.title, longest=column.longest, required=column.required
                )
                continue
            except InvalidInputError as error:
                fault = str(error.details["why_zh"]), str(error.details["why_en"])
        records.say(number, column.title, *fault)
        sound = False
    if sound:
        records.items.append((number, values))


def _fault(cell: Cell, column: Column) -> tuple[str, str] | None:
    if cell.odd == "lossy" and not column.code:
        return None
    return _FAULTS.get(cell.odd)
