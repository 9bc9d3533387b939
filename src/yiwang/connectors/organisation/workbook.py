"""Reading a workbook from outside: nothing in it is trusted, not even how large it says it is."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import defusedxml
from defusedxml import ElementTree

from yiwang.connectors.organisation.errors import UnreadableFileError
from yiwang.connectors.organisation.table import BLANK_RUN, MOST_COLUMNS, Cell, Grid, too_many_rows
from yiwang.kernel.errors import PayloadTooLargeError

MOST_UNPACKED = 100_000_000
MOST_PARTS = 2_000
_EXACT_DIGITS = 15  # a spreadsheet's number keeps no more
_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})"'
)
#: What damaged or hostile files make the readers raise.
_DAMAGE = (
    zipfile.BadZipFile,
    defusedxml.DefusedXmlException,
    ElementTree.ParseError,
    zlib.error,
    struct.error,
    LookupError,
    ArithmeticError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


def read_workbook(name: str, content: bytes) -> dict[str, Grid]:
    """Return the sheets of an XLSX file by name; formulas and merged cells are kept as such.

    Raises ``payload_too_large`` for a zip bomb before unpacking and ``unreadable_file``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that are not read: styles, validations, charts
            return _read(content)
    except _DAMAGE as error:
        raise UnreadableFileError(
            field="file",
            name=name[:80],
            why_zh="不是有效的 Excel 工作簿（.xlsx）",
            why_en="not a valid .xlsx workbook",
        ) from error


def _read(content: bytes) -> dict[str, Grid]:
    import openpyxl  # noqa: PLC0415 - heavy, and only where a workbook is read

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
            raise PayloadTooLargeError(field="file", limit=f"{MOST_UNPACKED // 1_000_000} MB")
        merged = _merged(archive)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        return {page.title: Grid(list(_rows(page)), merged.get(page.title, ())) for page in book.worksheets}
    finally:
        book.close()


def _merged(archive: zipfile.ZipFile) -> dict[str, Sequence[tuple[int, int, str]]]:
    """Return per sheet name the merged ranges as (first row, last row, first column)."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target") or "" for r in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    found: dict[str, Sequence[tuple[int, int, str]]] = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            relation = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            target = targets.get(relation, "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if path in archive.namelist():
                ranges = _MERGE.findall(archive.read(path))
                found[sheet.get("name") or ""] = [
                    (int(first), int(last), column.decode()) for column, first, last in ranges
                ]
    return found


def _rows(page: Any) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows that hold something, with their numbers."""
    page.reset_dimensions()  # the file's own word on its size is not taken
    blank = kept = 0
    for number, cells in enumerate(page.iter_rows(max_col=MOST_COLUMNS), start=1):
        values = [_cell(cell) for cell in cells]
        if not any(value.text for value in values):
            blank += 1
            if blank > BLANK_RUN:
                return
            continue
        blank = 0
        kept += 1
        too_many_rows(kept)
        yield number, values


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if cell.data_type == "f":
        return Cell(str(value)[:40], "formula")
    if cell.data_type == "e":
        return Cell(str(value)[:40], "error")
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if isinstance(value, int | float):
        lossy = isinstance(value, float) or len(text.lstrip("-")) > _EXACT_DIGITS
        return Cell(text, "lossy" if lossy else "")
    return Cell(text)
