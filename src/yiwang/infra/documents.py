"""A document as data, and as a page to read or print, for Word and for Excel; no library but XlsxWriter.

Every figure of a document may carry where it comes from: the question that gives it, and a link to what is
behind it. Writers number such figures and list their sources at the end.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final, TypeAlias
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from: the ``question`` that gives it, a ``link``, and what is ``behind`` it."""

    question: str
    link: str = ""
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a line; ``source`` makes a figure of them."""

    text: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of ``level`` 1 to 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``item`` makes an entry of a list of it."""

    runs: tuple[Run, ...]
    item: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title; every row has as many cells as there are columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]


Block: TypeAlias = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document: ``title``, a line under it, its blocks; ``sources`` heads the list of sources."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    sources: str
    language: str = "zh"

    def figures(self) -> Iterator[Run]:
        """Yield the runs that have a source, in order; their places from 1 are their numbers."""
        for block in self.blocks:
            for run in _runs(block):
                if run.source is not None:
                    yield run


def _runs(block: Block) -> Iterable[Run]:
    if isinstance(block, Paragraph):
        return block.runs
    return (cell for row in block.rows for cell in row) if isinstance(block, Table) else ()


def html(document: Document) -> str:
    """Return a page without scripts or anything from elsewhere; it prints on A4."""
    count = iter(range(1, 1_000_000))

    def run(one: Run) -> str:
        if one.source is None:
            return escape(one.text)
        number = next(count)
        shown = escape(one.text)
        if one.source.link:
            shown = f'<a href="{escape(one.source.link)}">{shown}</a>'
        return f'{shown}<sup><a href="#s{number}">{number}</a></sup>'

    body: list[str] = []
    for block in document.blocks:
        match block:
            case Heading(text, level):
                body.append(f"<h{level}>{escape(text)}</h{level}>")
            case Paragraph(runs, item):
                tag = "li" if item else "p"
                body.append(f"<{tag}>{''.join(map(run, runs))}</{tag}>")
            case Table(title, columns, rows):
                head = "".join(f'<th scope="col">{escape(c)}</th>' for c in columns)
                lines = "".join(f"<tr>{''.join(f'<td>{run(c)}</td>' for c in row)}</tr>" for row in rows)
                caption = f"<caption>{escape(title)}</caption>"
                body.append(f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>")
    listed = "".join(
        f'<li id="s{n}">{escape(_told(one))}</li>' for n, one in enumerate(document.figures(), start=1)
    )
    return (
        f'<!doctype html><html lang="{document.language}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(document.title)}</h1><p>{escape(document.subtitle)}</p>{''.join(body)}"
        f"<h2>{escape(document.sources)}</h2><ol class=sources>{listed}</ol></main></body></html>"
    )


def _told(run: Run) -> str:
    assert run.source is not None
    return f"{run.text}: {run.source.question}"


_STYLE: Final = (
    "@page{size:A4;margin:18mm}body{font:15px/1.7 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',"
    "sans-serif;color:#1a1a1a;background:#fff}main{max-width:48rem;margin:2rem auto}h1{font-size:1.7rem}"
    "h2{font-size:1.3rem;margin-top:2rem}h3{font-size:1.1rem}table{border-collapse:collapse;width:100%;"
    "margin:1rem 0;break-inside:auto}caption{text-align:left;font-weight:600;padding:.3rem 0}td,th{border:"
    "1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}th{background:#eee}tr{"
    "break-inside:avoid}sup{font-size:.7em}sup a{color:#555;text-decoration:none}a{color:#0b57a4}"
    ".sources{font-size:.85rem;overflow-wrap:anywhere}li{margin:.2rem 0}"
)


class _Word:
    """Writes the parts of a Word file: text, and the links that it names."""

    def __init__(self) -> None:
        self.links: list[str] = []
        self.count = 0

    def run(self, one: Run) -> str:
        if one.source is None:
            return _text(one.text)
        self.count += 1
        shown = _text(one.text)
        if one.source.link:
            self.links.append(one.source.link)
            linked = _text(one.text, '<w:color w:val="0B57A4"/><w:u w:val="single"/>')
            shown = f'<w:hyperlink r:id="l{len(self.links)}">{linked}</w:hyperlink>'
        return shown + _text(str(self.count), '<w:vertAlign w:val="superscript"/>')

    def block(self, block: Block) -> str:
        match block:
            case Heading(text, level):
                return _paragraph(_text(text), f'<w:pStyle w:val="Heading{level}"/>')
            case Paragraph(runs, item):
                lead = _text("• ") if item else ""
                style = '<w:ind w:left="360" w:hanging="240"/>' if item else ""
                return _paragraph(lead + "".join(map(self.run, runs)), style)
            case Table(title, columns, rows):
                lines = [self._row([Run(c) for c in columns], bold=True), *map(self._row, rows)]
                table = f"<w:tbl><w:tblPr>{_BORDERS}</w:tblPr>{''.join(lines)}</w:tbl>"
                return _paragraph(_text(title, "<w:b/>")) + table + _paragraph("")

    def _row(self, cells: Sequence[Run], *, bold: bool = False) -> str:
        shown = (_text(c.text, "<w:b/>") if bold else self.run(c) for c in cells)
        return f"<w:tr>{''.join(f'<w:tc>{_paragraph(c)}</w:tc>' for c in shown)}</w:tr>"


def _text(text: str, how: str = "") -> str:
    return f'<w:r><w:rPr>{how}</w:rPr><w:t xml:space="preserve">{xml(text)}</w:t></w:r>'


def _paragraph(inside: str, how: str = "") -> str:
    return f"<w:p><w:pPr>{how}</w:pPr>{inside}</w:p>"


def docx(document: Document) -> bytes:
    """Return the document for Word (ECMA-376), with headings, tables and links."""
    word = _Word()
    body = [
        _paragraph(_text(document.title), '<w:pStyle w:val="Title"/>'),
        _paragraph(_text(document.subtitle)),
        *map(word.block, document.blocks),
        _paragraph(_text(document.sources), '<w:pStyle w:val="Heading2"/>'),
        *(
            _paragraph(_text(f"{n}. {_told(one)}", '<w:sz w:val="18"/>'))
            for n, one in enumerate(document.figures(), start=1)
        ),
        (
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
            'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        ),
    ]
    links = "".join(
        f'<Relationship Id="l{n}" Type="{_OFFICE}/hyperlink" Target={quoteattr(link)} TargetMode="External"/>'
        for n, link in enumerate(word.links, start=1)
    )
    styles = f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        root = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        packed.writestr("_rels/.rels", _relations(root))
        packed.writestr("word/_rels/document.xml.rels", _relations(styles + links))
        packed.writestr("word/styles.xml", _STYLES)
        packed.writestr(
            "word/document.xml",
            f'{_XML}<w:document {_W} xmlns:r="{_OFFICE}"><w:body>{"".join(body)}</w:body></w:document>',
        )
    return out.getvalue()


_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>'
)
_BORDERS: Final = '<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{}</w:tblBorders>'.format(
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="999999"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)


def _style(name: str, called: str, size: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/>'
        '<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


_STYLES: Final = (
    f"{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="宋体"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    + _style("Title", "Title", 40)
    + "".join(_style(f"Heading{n}", f"heading {n}", size) for n, size in ((1, 34), (2, 28), (3, 24)))
    + "</w:styles>"
)


def _relations(inside: str) -> str:
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


#: Excel takes no longer address.
_LONGEST_LINK: Final = 2000
_WIDE: Final = 24


def xlsx(document: Document) -> bytes:
    """Return the document for Excel: the text, a sheet per table, the sources with what is behind each."""
    import xlsxwriter  # noqa: PLC0415 - most processes never write one

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
                told = block.text if isinstance(block, Heading) else "".join(r.text for r in block.runs)
                texts.write_string(line, 0, told, bold if isinstance(block, Heading) else None)
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
