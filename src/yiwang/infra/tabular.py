"""Small tables that people prepare: CSV in the encodings found in offices, and Excel workbooks."""

from __future__ import annotations

import csv
import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime

from yiwang.kernel.errors import InvalidInputError, PayloadTooLargeError

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 200
_ZIP = b"PK\x03\x04"
#: What reading a damaged or encrypted workbook raises.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    EOFError,
    SyntaxError,
    RuntimeError,
)


def read_table(name: str, content: bytes) -> list[list[str]]:
    """Return the rows of a CSV, TSV or XLSX file (its first sheet) as texts, the header first.

    Dates come as ``YYYY-MM-DD``. The kind is told from the content, not from ``name``. CSV may be
    UTF-8 (with or without BOM), UTF-16 with BOM or GB18030. Raises ``payload_too_large`` and
    ``invalid_input``; a zip bomb is refused by the sizes in its directory before anything is unpacked.
    """
    if len(content) > MAX_BYTES:
        raise PayloadTooLargeError(limit="20 MB")
    rows = _read_excel(content) if content.startswith(_ZIP) else _read_text(name, content)
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _read_excel(content: bytes) -> list[list[str]]:
    import openpyxl  # noqa: PLC0415 - heavy, and only where a workbook is read

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise PayloadTooLargeError(limit="200 MB")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        walk = itertools.islice(sheet.iter_rows(values_only=True), MAX_ROWS + 1)
        rows = [[_text(cell) for cell in cells[:MAX_COLUMNS]] for cells in walk]
        book.close()
    except _DAMAGED as error:
        raise InvalidInputError(
            field="file", why_zh="不是可以读取的 Excel 文件", why_en="not a readable Excel file"
        ) from error
    if len(rows) > MAX_ROWS:
        raise PayloadTooLargeError(limit=f"{MAX_ROWS} 行 / rows")
    return rows


def _read_text(name: str, content: bytes) -> list[list[str]]:
    text = _decode(content)
    if "\x00" in text:
        raise InvalidInputError(field="file", why_zh="含有空字符（NUL）", why_en="contains a NUL character")
    head = text[:4096].split("\n", 1)[0]
    separator = "\t" if name.lower().endswith(".tsv") or head.count("\t") > head.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise InvalidInputError(
            field="file", why_zh="不是有效的 CSV", why_en=f"not valid CSV: {error}"
        ) from error
    if len(rows) > MAX_ROWS:
        raise PayloadTooLargeError(limit=f"{MAX_ROWS} 行 / rows")
    return [[cell.strip() for cell in row] for row in rows]


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidInputError(
        field="file", why_zh="编码既不是 UTF-8 也不是 GB18030", why_en="neither UTF-8 nor GB18030"
    )


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def write_csv(rows: Sequence[Sequence[str | float]]) -> bytes:
    """Return rows as UTF-8 CSV with BOM; texts that a spreadsheet would run as a formula are quoted."""
    out = io.StringIO()
    csv.writer(out).writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str | float) -> str | float:
    if not isinstance(cell, str):
        return cell
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def write_excel(sheet: str, rows: Sequence[Sequence[str | float]]) -> bytes:
    """Return rows as one Excel sheet of texts and numbers with a bold, frozen header."""
    import xlsxwriter  # noqa: PLC0415 - heavy, and only where a workbook is written

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(sheet)
    bold = book.add_format({"bold": True})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, cell, bold if row == 0 else None)
            else:
                page.write_number(row, column, cell)
    page.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
