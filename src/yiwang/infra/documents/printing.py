"""A document in print (PDF), and charts as pictures: set by typst, with fonts of the machine or our own.

The layout is ``page.typ``; what a document says is handed over as data and never read as a program.
"""

from __future__ import annotations

import functools
import math
import unicodedata
from importlib import resources
from typing import Any, Final

import msgspec
import typst

from yiwang.infra.documents.chart import svg
from yiwang.infra.documents.fonts import folders
from yiwang.infra.documents.model import Block, Break, Chart, Document, Heading, Paragraph, Run, Table, told
from yiwang.kernel.errors import YiwangError

#: Fonts with Chinese in the order of preference: free ones first, then those that offices have.
_SERIF: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "FangSong", "SimSun", "NSimSun")
_SANS: Final = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "SimHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "PingFang SC",
)  # fmt: skip
#: What has a glyph for nearly every rare character, asked last.
_RARE: Final = ("Noto Serif CJK SC", "Noto Sans CJK SC", "HanaMinB", "SimSun-ExtB", "DejaVu Sans")
#: A picture of this many points per inch is sharp in print and small in a file.
_PPI: Final = 144
_WIDEST: Final = 24
_PICTURE: Final = """
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: json(bytes(sys.inputs.fonts)))
#for (n, one) in json(bytes(sys.inputs.charts)).enumerate() {
  if n > 0 { pagebreak() }
  image(bytes(one), format: "svg")
}
"""


class NoFontError(YiwangError):
    """No font with Chinese is there, not even our own: the print would show boxes instead of words."""

    code = "document_font"
    status = 503
    zh = "没有可用的中文字体，无法生成 PDF 或图片：请安装 fonts-noto-cjk，或放入数据目录的 fonts 中。"
    en = "No font with Chinese for a PDF or picture: install fonts-noto-cjk or put one into DIR/fonts."


class UnprintableError(YiwangError):
    """The document cannot be set."""

    code = "document_unprintable"
    status = 500
    zh = "文档无法排版：{why_zh}"
    en = "The document cannot be set: {why_en}"


@functools.cache
def _found() -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
    """Return all fonts, those for text and those for headings; raises ``document_font``."""
    fonts = typst.Fonts(font_paths=list(folders()))
    known = set(fonts.families())
    serif, sans, rare = ([n for n in names if n in known] for names in (_SERIF, _SANS, _RARE))
    if not serif and not sans:
        raise NoFontError
    return fonts, (*(serif or sans), *rare), (*(sans or serif), *rare)


def write(document: Document) -> bytes:
    """Return the document as PDF; raises ``document_font`` and ``document_unprintable``."""
    fonts, serif, sans = _found()
    inputs = {"document": _encoded(_data(document)), "serif": _encoded(serif), "sans": _encoded(sans)}
    [found] = _compiled(_layout(), fonts, inputs, "pdf")
    return found


def pictures(charts: list[Chart]) -> list[bytes]:
    """Return the charts as PNG, in their order; raises as :func:`write`."""
    if not charts:
        return []
    fonts, _, sans = _found()
    drawn = [svg(chart) for chart in charts]
    return _compiled(_PICTURE.encode(), fonts, {"charts": _encoded(drawn), "fonts": _encoded(sans)}, "png")


@functools.cache
def _layout() -> bytes:
    return resources.files("yiwang.infra.documents").joinpath("page.typ").read_bytes()


def _compiled(program: bytes, fonts: Any, inputs: dict[str, str], form: str) -> list[bytes]:
    try:
        found = typst.compile(program, font_paths=fonts, sys_inputs=inputs, format=form, ppi=_PPI)  # type: ignore[call-overload]
    except typst.TypstError as error:
        raise UnprintableError(why_zh=str(error)[:300], why_en=str(error)[:300]) from error
    return found if isinstance(found, list) else [found]


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _data(document: Document) -> dict[str, Any]:
    cover = {} if document.cover is None else {"cover": msgspec.to_builtins(document.cover)}
    return {
        "title": document.title, "subtitle": document.subtitle, "sources": document.sources,
        "contents": document.contents, "language": document.language, **cover,
        "blocks": [_block(block) for block in document.blocks],
        "told": [told(run) for run in document.figures()],
    }  # fmt: skip


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"type": "heading", "text": text, "level": level}
        case Paragraph(runs, item, note):
            return {"type": "paragraph", "runs": [_run(r) for r in runs], "item": item, "note": note}
        case Table():
            columns = [_run(one) for one in block.head()]
            rows = [[_run(cell) for cell in row] for row in block.rows]
            widths = _widths(block)
            return {"type": "table", "title": block.title, "columns": columns, "rows": rows, "widths": widths}
        case Chart():
            source = None if block.source is None else _run(Run(block.title, block.source))
            return {"type": "chart", "svg": svg(block), "source": source}
        case Break():
            return {"type": "break"}


def _run(run: Run) -> dict[str, Any]:
    """Return a run for the layout."""
    return {
        "text": run.text, "link": run.leads, "numbered": run.source is not None,
        "right": run.number is not None,
    }  # fmt: skip


def _widths(table: Table) -> list[float]:
    """Return how wide the columns are to each other, by their longest words up to a limit."""
    most = [_wide(column) for column in table.columns]
    for row in table.rows[:500]:
        most = [max(a, _wide(cell.text)) for a, cell in zip(most, row, strict=True)]
    return [math.sqrt(min(_WIDEST, max(2, one))) for one in most]


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text[: 2 * _WIDEST])
