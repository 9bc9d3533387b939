"""A document as a workbook of Excel: a sheet for each table and for each chart."""

from __future__ import annotations

import io
from typing import Any, Final

import xlsxwriter

from yiwang.infra.documents.model import Break, Chart, Document, Heading, Paragraph, Run, Table

#: Excel takes no longer address, and no more links in a sheet.
_LONGEST_LINK: Final = 2000
_MOST_LINKS: Final = 60_000
#: Only whole addresses can be links of a file.
_OUTER: Final = ("http://", "https://")
_WIDE: Final = 24
_SHAPES: Final = {"bar": "bar", "column": "column", "line": "line"}


def write(document: Document) -> bytes:
    """Return the document for Excel: the text, a sheet per table, the sources with what is behind each."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        writer = _Writer(book)
        texts = book.add_worksheet("1")
        texts.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
        lines: list[tuple[str, Any]] = []
        if document.cover is not None:
            cover = document.cover
            lines += [(cover.head, writer.bold), (cover.issue, None), (f"{cover.organ} {cover.day}", None)]
        lines += [(document.title, writer.bold), (document.subtitle, None)]
        for block in document.blocks:
            match block:
                case Table():
                    writer.table(block)
                case Chart():
                    writer.chart(block)
                case Heading(text):
                    lines.append((text, writer.bold))
                case Paragraph(runs, _, note):
                    lines.append(("".join(r.text for r in runs) + (f" {note}" if note else ""), None))
                case Break():
                    pass
        for line, (said, how) in enumerate(lines):
            texts.write_string(line, 0, said, how)
        if document.sources:
            _sources(book, document)
    return out.getvalue()


def _sources(book: Any, document: Document) -> None:
    sheet = book.add_worksheet(document.sources[:31])
    sheet.set_column(1, 3, 40)
    for n, run in enumerate(document.figures(), start=1):
        assert run.source is not None
        sheet.write_number(n - 1, 0, n)
        for place, cell in enumerate((run.text, run.source.question, " ".join(run.source.behind)), start=1):
            sheet.write_string(n - 1, place, cell)


class _Writer:
    """Writes sheets: numbers as numbers, in the form in which they are said."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._forms: dict[str, Any] = {}
        self._links = 0
        self.bold = book.add_format({"bold": True})

    def _form(self, form: str) -> Any:
        if form and form not in self._forms:
            self._forms[form] = self._book.add_format({"num_format": form})
        return self._forms.get(form)

    def _sheet(self, title: str) -> Any:
        sheet = self._book.add_worksheet(str(len(self._book.worksheets()) + 1))
        sheet.write_string(0, 0, title, self.bold)
        self._links = 0
        return sheet

    def table(self, table: Table) -> None:
        """Write a sheet with a table."""
        sheet = self._sheet(table.title)
        sheet.set_column(0, len(table.columns), _WIDE)
        sheet.freeze_panes(2, 0)
        for place, column in enumerate(table.head()):
            self._cell(sheet, 1, place, column, self.bold)
        for row, cells in enumerate(table.rows, start=2):
            for place, cell in enumerate(cells):
                self._cell(sheet, row, place, cell, None)

    def _cell(self, sheet: Any, row: int, place: int, cell: Run, how: Any) -> None:
        link = cell.leads
        if cell.number is not None:
            sheet.write_number(row, place, cell.number, self._form(cell.form))
        elif link.startswith(_OUTER) and len(link) <= _LONGEST_LINK and self._links < _MOST_LINKS:
            self._links += 1
            sheet.write_url(row, place, link, string=cell.text)
        else:
            sheet.write_string(row, place, cell.text, how)

    def chart(self, chart: Chart) -> None:
        """Write a sheet with what a chart draws, and Excel's own chart of it."""
        sheet = self._sheet(chart.title)
        drawn = self._book.add_chart({"type": _SHAPES[chart.shape]})
        for row, label in enumerate(chart.labels, start=2):
            sheet.write_string(row, 0, label)
        last = max(2, len(chart.labels) + 1)
        for place, series in enumerate(chart.series, start=1):
            sheet.write_string(1, place, series.name, self.bold)
            for row, value in enumerate(series.values, start=2):
                if value is not None:
                    sheet.write_number(row, place, value)
            name = sheet.get_name()
            drawn.add_series({
                "name": [name, 1, place], "categories": [name, 2, 0, last, 0],
                "values": [name, 2, place, last, place],
            })  # fmt: skip
        drawn.set_title({"name": chart.title})
        if chart.shape == "bar":
            drawn.set_y_axis({"reverse": True})
        sheet.insert_chart(1, len(chart.series) + 2, drawn)
