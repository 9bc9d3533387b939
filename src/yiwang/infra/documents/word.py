"""A document for Word, by python-docx: styles, a table of contents, repeating table heads, links, charts."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from yiwang.infra.documents.model import (
    Block,
    Break,
    Chart,
    Cover,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    told,
)
from yiwang.infra.documents.printing import pictures

#: What XML 1.0 cannot hold.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SERIF, _SANS, _LATIN = "宋体", "黑体", "Arial"
_LINK, _RED, _GREY = "0B57A4", "C00000", "595959"
_SMALL_PT, _HEAD_PT = 9, 32
_A4_MM: Final = (210, 297)
_MARGIN_MM: Final = 20
_INDENT_MM: Final = 6
_RIGHT_WITH_DOTS: Final = (WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
_HEADINGS: Final = ("Heading 1", "Heading 2", "Heading 3")
_ITEM, _GRID = "List Bullet", "Table Grid"


def write(document: Document) -> bytes:
    """Return the document for Word (ECMA-376); its charts are drawn beside the writing of the rest."""
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    with ThreadPoolExecutor(1) as beside:
        drawn = beside.submit(pictures, charts)
        word, writer = _written(document)
        writer.place(drawn.result())
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _written(document: Document) -> tuple[Word, _Writer]:
    """Return all of the document but its pictures, and who knows where these belong."""
    word = docx.Document()
    _dress(word, document)
    if document.cover is not None:
        _red_head(word, document.cover)
    word.add_paragraph(_clean(document.title), style="Title")
    subtitle = word.add_paragraph(_clean(document.subtitle))
    if document.cover is not None:
        subtitle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    writer = _Writer(word, numbered=bool(document.sources))
    if document.contents:
        writer.contents(document)
    for block in document.blocks:
        writer.block(block)
    if document.sources:
        word.add_heading(_clean(document.sources), 2)
    for number, figure in enumerate(document.figures(), start=1):
        line = _xml(word.add_paragraph())
        line.append(_words(f"{number}. {told(figure)}", _element("w:sz", {"w:val": str(2 * _SMALL_PT)})))
    return word, writer


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _dress(word: Word, document: Document) -> None:
    """Set paper, fonts, the number of the page, and what the file says of itself."""
    section = word.sections[0]
    section.page_width, section.page_height = map(Mm, _A4_MM)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    for name, font in (("Normal", _SERIF), *((n, _SANS) for n in ("Title", *_HEADINGS))):
        style: Any = word.styles[name]
        style.font.name = _LATIN
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in _field("PAGE", "1"):
        _xml(footer).append(part)
    properties = word.core_properties
    properties.title, properties.language = _clean(document.title), document.language
    properties.author = properties.comments = ""


def _red_head(word: Word, cover: Cover) -> None:
    """Write the head of a city's bulletin: its name in red, the issue, who publishes it, a red line."""
    for text, size in ((cover.head, _HEAD_PT), (cover.issue, 0)):
        line = word.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(_clean(text))
        if size:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, RGBColor.from_string(_RED)
    line = word.add_paragraph(_clean(f"{cover.organ}\t{cover.day}"))
    line.paragraph_format.tab_stops.add_tab_stop(Mm(_A4_MM[0] - 2 * _MARGIN_MM), WD_TAB_ALIGNMENT.RIGHT)
    ruled = _element("w:pBdr")
    how = {"w:val": "single", "w:sz": "18", "w:space": "4", "w:color": _RED}
    ruled.append(_element("w:bottom", how))
    properties = _xml(line).get_or_add_pPr()
    properties.insert_element_before(ruled, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


class _Writer:
    """Writes blocks; figures and headings are numbered as they come."""

    def __init__(self, word: Word, *, numbered: bool) -> None:
        self._word = word
        self._charts: list[tuple[Any, Chart]] = []
        self._numbered = numbered
        names = (*_HEADINGS, _ITEM, _GRID)
        self._styles = {name: word.styles[name].style_id for name in names}  # each look searches them all
        self._figures = 0
        self._headings = 0

    def contents(self, document: Document) -> None:
        """Write a table of contents: its lines are there at once, Word fills in the pages when it opens."""
        self._word.add_paragraph().add_run(_clean(document.contents)).bold = True
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        for number, heading in enumerate(headings, start=1):
            line: Any = self._word.add_paragraph()
            line.paragraph_format.left_indent = Mm(_INDENT_MM * (heading.level - 1))
            line.paragraph_format.tab_stops.add_tab_stop(Mm(_A4_MM[0] - 2 * _MARGIN_MM), *_RIGHT_WITH_DOTS)
            link = _element("w:hyperlink", {"w:anchor": _bookmark(number)})
            link.append(_words(heading.text))
            run = _element("w:r")
            run.append(_element("w:tab"))
            link.append(run)
            for part in _field(f"PAGEREF {_bookmark(number)} \\h", ""):
                link.append(part)
            _xml(line).append(link)

    def block(self, block: Block) -> None:
        """Write one block."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph(runs, item, note):
                made = _xml(self._word.add_paragraph())
                if item:
                    made.style = self._styles[_ITEM]
                self._runs(made, runs)
                if note:
                    made.append(_words(f" {note}", _element("w:color", {"w:val": _GREY})))
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Break():
                self._word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _heading(self, heading: Heading) -> None:
        self._headings += 1
        made = _xml(self._word.add_paragraph())
        made.style = self._styles[_HEADINGS[heading.level - 1]]
        number = str(self._headings)
        made.append(_element("w:bookmarkStart", {"w:id": number, "w:name": _bookmark(self._headings)}))
        made.append(_words(heading.text))
        made.append(_element("w:bookmarkEnd", {"w:id": number}))

    def _runs(self, paragraph: Any, runs: Sequence[Run]) -> None:
        for run in runs:
            paragraph.append(self._linked(run.text, run.leads) if run.leads else _words(run.text))
            if run.source is not None and self._numbered:
                self._figures += 1
                raised = _element("w:vertAlign", {"w:val": "superscript"})
                paragraph.append(_words(str(self._figures), raised))

    def _chart(self, chart: Chart) -> None:
        """Keep the place of a chart."""
        self._charts.append((self._word.add_paragraph(), chart))
        if chart.source is not None:
            self._runs(_xml(self._word.add_paragraph()), (Run(chart.title, chart.source),))

    def place(self, drawn: Sequence[bytes]) -> None:
        """Put the pictures of the charts in their places, and say what they show to who cannot see it."""
        for (paragraph, chart), picture in zip(self._charts, drawn, strict=True):
            paragraph.add_run().add_picture(io.BytesIO(picture), width=Mm(_A4_MM[0] - 2 * _MARGIN_MM))
            said = "; ".join(f"{s.name}: {', '.join(s.texts)}" for s in chart.series)
            [about] = _xml(paragraph).xpath(".//wp:docPr")
            about.set("descr", _clean(f"{chart.title} ({', '.join(chart.labels)}) {said}"[:2000]))

    def _linked(self, text: str, link: str) -> Any:
        where = self._word.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made = _element("w:hyperlink", {"r:id": where})
        how = (_element("w:color", {"w:val": _LINK}), _element("w:u", {"w:val": "single"}))
        made.append(_words(text, *how))
        return made

    def _table(self, table: Table) -> None:
        """Write a table row by row: the library's own cells are searched anew for each, which is square."""
        self._word.add_paragraph().add_run(_clean(table.title)).bold = True
        made: Any = self._word.add_table(rows=1, cols=len(table.columns))
        _xml(made).tblStyle_val = self._styles[_GRID]
        for cell, column in zip(made.rows[0].cells, table.head(), strict=True):
            self._runs(_xml(cell.paragraphs[0]), (column,))
            for run in cell.paragraphs[0].runs:
                run.bold = True
        head = _xml(made.rows[0]).get_or_add_trPr()
        head.append(_element("w:tblHeader"))
        for row in table.rows:
            line = _element("w:tr")
            for run in row:
                cell, paragraph = _element("w:tc"), _element("w:p")
                if run.number is not None:
                    paragraph.append(_aligned())
                self._runs(paragraph, (run,))
                cell.append(paragraph)
                line.append(cell)
            _xml(made).append(line)
        self._word.add_paragraph()


def _xml(part: Any) -> Any:
    """Return the element behind ``part``: links, fields and bookmarks have no other way in the library."""
    return part._element  # noqa: SLF001 - see above


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _aligned() -> Any:
    """Return what sets a number to the right of its cell."""
    made = _element("w:pPr")
    made.append(_element("w:jc", {"w:val": "right"}))
    return made


def _element(tag: str, attributes: dict[str, str] | None = None) -> Any:
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    return made


def _words(text: str, *how: Any) -> Any:
    run: Any = _element("w:r")
    if how:
        properties = _element("w:rPr")
        for one in how:
            properties.append(one)
        run.append(properties)
    words = _element("w:t", {"xml:space": "preserve"})
    words.text = _clean(text)
    run.append(words)
    return run


def _field(instruction: str, shown: str) -> list[Any]:
    """Return the runs of a field that Word computes when it opens the file."""
    parts = []
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = _words(shown) if kind == "shown" else _element("w:r")
        if kind == "instruction":
            inside = _element("w:instrText", {"xml:space": "preserve"})
            inside.text = instruction
            run.append(inside)
        elif kind != "shown":
            dirty = {"w:dirty": "true"} if kind == "begin" else {}
            run.append(_element("w:fldChar", {"w:fldCharType": kind, **dirty}))
        parts.append(run)
    return parts
