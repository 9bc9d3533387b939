"""A document as a workbook of Excel: a sheet for each table."""

from __future__ import annotations

import io
from typing import Any, Final

import xlsxwriter

from yiwang.infra.documents.model import Document, Heading, Table

#: Excel takes no longer address.
_LONGEST_LINK: Final = 2000
_WIDE: Final = 24


def write(document: Document) -> bytes:
    """Return the document for Excel: the text, a sheet per table, the sources with what is behind each."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        texts = book.add_worksheet("1")
        texts.set_column(0, 0, 110, wrapped)
        texts.write_string(0, 0, document.title, bold)
        texts.write_string(1, 0, document.subtitle)
        line = 2
        for block in document.blocks:
            if isinstance(block, Table):
                sheet = book.add_worksheet(str(len(book.worksheets()) + 1))
                _sheet(sheet, block, bold)
            else:
                said = block.text if isinstance(block, Heading) else "".join(r.text for r in block.runs)
                texts.write_string(line, 0, said, bold if isinstance(block, Heading) else None)
                line += 1
        sources = book.add_worksheet(document.sources[:31])
        sources.set_column(1, 3, 40)
        for n, run in enumerate(document.figures(), start=1):
            assert run.source is not None
            cells = (run.text, run.source.question, " ".join(run.source.behind))
            sources.write_number(n - 1, 0, n)
            for place, cell in enumerate(cells, start=1):
                sources.write_string(n - 1, place, cell)
    return out.getvalue()


def _sheet(sheet: Any, table: Table, bold: Any) -> None:
    sheet.set_column(0, len(table.columns), _WIDE)
    sheet.write_string(0, 0, table.title, bold)
    for place, column in enumerate(table.columns):
        sheet.write_string(1, place, column, bold)
    for row, cells in enumerate(table.rows, start=2):
        for place, cell in enumerate(cells):
            link = "" if cell.source is None else cell.source.link
            if link and len(link) <= _LONGEST_LINK:
                sheet.write_url(row, place, link, string=cell.text)
            else:
                sheet.write_string(row, place, cell.text)
