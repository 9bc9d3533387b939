"""XLSX worksheets as a stream of rows: cached values of formulas, dates as dates."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from yiwang.connectors.tabular.errors import FileRefusedError
from yiwang.connectors.tabular.table import MOST_COLUMNS, BadRow, Cell, Row, Table, clean_header
from yiwang.connectors.tabular.unpack import check_workbook

#: Rows of a worksheet by its format; a file that names a later row is not a worksheet.
LAST_ROW: Final = 1_048_576
_ERROR_VALUES: Final = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
_BROKEN: Final = (
    DefusedXmlException,
    ParseError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    NotImplementedError,
    OSError,
)


def open_workbook(path: Path, sheet: str | None) -> Table:
    """Open one worksheet (the first visible one, or ``sheet``); raises ``file_refused``."""
    import openpyxl  # noqa: PLC0415 - heavy, and only where a workbook is read
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    check_workbook(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        worksheet = _choose(book, sheet)
        stated = worksheet.max_row or 0
        if hasattr(worksheet, "reset_dimensions"):
            worksheet.reset_dimensions()  # many programs write a wrong <dimension>
    except FileRefusedError:
        raise
    except (InvalidFileException, *_BROKEN) as error:
        raise _damaged(error) from error
    raw = _numbered(worksheet)
    header_at, header = _header(raw)
    progress = _Progress(max(stated, header_at))
    return Table(
        columns=header,
        rows=_rows(raw, len(header), progress),
        kind="xlsx",
        share=progress.share,
        close=book.close,
    )


class _Progress:
    def __init__(self, last: int) -> None:
        self.last = last
        self.row = 0

    def share(self) -> float:
        """Return the share of rows read; sheets that hide their size stay at 0 until the end."""
        return min(1.0, self.row / self.last) if self.last else 0.0


def _choose(book: Any, sheet: str | None) -> Any:
    if sheet is not None:
        if sheet not in book.sheetnames:
            names = "、".join(book.sheetnames[:10])
            raise FileRefusedError(
                field="sheet",
                why_zh=f"没有名为“{sheet}”的工作表（有：{names}）",
                why_en=f"there is no sheet {sheet!r} (there are: {', '.join(book.sheetnames[:10])})",
            )
        return book[sheet]
    visible = [w for w in book.worksheets if w.sheet_state == "visible"]
    if not visible:
        raise FileRefusedError(field="file", why_zh="没有可见的工作表", why_en="it has no visible sheet")
    return visible[0]


def _damaged(error: Exception) -> FileRefusedError:
    kind = type(error).__name__
    return FileRefusedError(
        field="file",
        why_zh=f"工作簿已损坏或含有不允许的内容（{kind}）",
        why_en=f"the workbook is damaged or holds what is not allowed ({kind})",
    )


def _numbered(worksheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    """Yield (row number, cells) of rows that have any content."""
    rows = worksheet.iter_rows(values_only=True)
    number = 0
    while True:
        try:
            values = next(rows)
        except StopIteration:
            return
        except _BROKEN as error:
            raise _damaged(error) from error
        number += 1
        if number > LAST_ROW:
            raise FileRefusedError(
                field="file",
                why_zh=f"工作表超过 {LAST_ROW} 行",
                why_en=f"the sheet has more than {LAST_ROW} rows",
            )
        if any(v is not None for v in values):
            yield number, [_value(v) for v in values]


def _header(raw: Iterator[tuple[int, list[Cell]]]) -> tuple[int, tuple[str, ...]]:
    number, cells = next(raw, (0, []))
    header = clean_header(cells)
    if not header:
        raise FileRefusedError(field="file", why_zh="没有表头", why_en="it has no header row")
    if len(header) > MOST_COLUMNS:
        raise FileRefusedError(
            field="file",
            why_zh=f"超过 {MOST_COLUMNS} 列",
            why_en=f"it has more than {MOST_COLUMNS} columns",
        )
    return number, header


def _rows(raw: Iterator[tuple[int, list[Cell]]], width: int, progress: _Progress) -> Iterator[Row | BadRow]:
    for number, cells in raw:
        progress.row = number
        kept = (cells + [None] * (width - len(cells)))[:width]
        extra = [c for c in cells[width:] if c not in {None, ""}]
        if extra:
            zh, en = "表头之外的列有内容", "there is content in columns beyond the header"
            yield BadRow(number, kept, zh, en)
            continue
        failed = next((i for i, c in enumerate(kept) if isinstance(c, str) and c in _ERROR_VALUES), None)
        if failed is not None:
            zh = f"第 {failed + 1} 列是公式错误 {kept[failed]}"
            en = f"column {failed + 1} is the formula error {kept[failed]}"
            yield BadRow(number, kept, zh, en)
            continue
        yield Row(number, kept)


def _value(value: Any) -> Cell:
    """Return a worksheet value as a cell; whole numbers lose the ``.0`` that Excel stores."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - exact doubles
        return int(value)
    if isinstance(value, time | timedelta):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool | datetime | date):
        return value
    return str(value)
