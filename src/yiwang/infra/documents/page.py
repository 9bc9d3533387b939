"""A document as a page of HTML, to read and to print."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from yiwang.infra.documents.chart import svg
from yiwang.infra.documents.model import Block, Break, Chart, Document, Heading, Paragraph, Run, Table, told


def html(document: Document) -> str:
    """Return a page without scripts or anything from elsewhere; it prints on A4."""
    writer = _Writer(numbered=bool(document.sources))
    body = "".join(map(writer.block, document.blocks))
    return (
        f'<!doctype html><html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        '<link rel="icon" href="data:,">'
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head><body><main>"
        f"{_cover(document)}<h1>{escape(document.title)}</h1><p class=sub>{escape(document.subtitle)}</p>"
        f"{_contents(document, writer.headings)}{body}{_sources(document)}</main></body></html>"
    )


class _Writer:
    """Writes blocks; figures and headings are numbered as they come."""

    def __init__(self, *, numbered: bool) -> None:
        self.headings: list[Heading] = []
        self._numbered = numbered
        self._figures = 0

    def block(self, block: Block) -> str:
        match block:
            case Heading(text, level):
                self.headings.append(block)
                return f'<h{level} id="h{len(self.headings)}">{escape(text)}</h{level}>'
            case Paragraph(runs, item, note):
                tag = "li" if item else "p"
                more = f"<small> {escape(note)}</small>" if note else ""
                return f"<{tag}>{''.join(map(self._run, runs))}{more}</{tag}>"
            case Table():
                return self._table(block)
            case Chart(title=title, source=source):
                says = f"<figcaption>{self._run(Run(title, source))}</figcaption>" if source else ""
                return f"<figure>{svg(block)}{says}</figure>"
            case Break():
                return "<hr class=break>"

    def _table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{self._run(c)}</th>' for c in table.head())
        lines = "".join(f"<tr>{''.join(map(self._cell, row))}</tr>" for row in table.rows)
        caption = f"<caption>{escape(table.title)}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"

    def _cell(self, cell: Run) -> str:
        return f"<td{' class=n' if cell.number is not None else ''}>{self._run(cell)}</td>"

    def _run(self, one: Run) -> str:
        shown = escape(one.text)
        if one.leads:
            shown = f'<a href="{escape(one.leads)}">{shown}</a>'
        if one.source is None or not self._numbered:
            return shown
        self._figures += 1
        return f'{shown}<sup><a href="#s{self._figures}">{self._figures}</a></sup>'


def _cover(document: Document) -> str:
    cover = document.cover
    if cover is None:
        return ""
    return (
        f"<header><p class=head>{escape(cover.head)}</p><p class=issue>{escape(cover.issue)}</p>"
        f"<p class=organ><span>{escape(cover.organ)}</span><span>{escape(cover.day)}</span></p></header>"
    )


def _contents(document: Document, headings: Sequence[Heading]) -> str:
    if not document.contents:
        return ""
    lines = "".join(
        f'<li class="l{one.level}"><a href="#h{n}">{escape(one.text)}</a></li>'
        for n, one in enumerate(headings, start=1)
    )
    return f"<nav><h2>{escape(document.contents)}</h2><ol>{lines}</ol></nav>"


def _sources(document: Document) -> str:
    if not document.sources:
        return ""
    listed = "".join(
        f'<li id="s{n}">{escape(told(one))}</li>' for n, one in enumerate(document.figures(), start=1)
    )
    return f"<h2>{escape(document.sources)}</h2><ol class=sources>{listed}</ol>"


_STYLE: Final = (
    "@page{size:A4;margin:18mm}body{font:15px/1.7 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',"
    "sans-serif;color:#1a1a1a;background:#fff}main{max-width:48rem;margin:2rem auto}h1{font-size:1.7rem}"
    "h2{font-size:1.3rem;margin-top:2rem}h3{font-size:1.1rem}table{border-collapse:collapse;width:100%;"
    "margin:1rem 0;break-inside:auto}caption{text-align:left;font-weight:600;padding:.3rem 0}td,th{border:"
    "1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}th{background:#eee}tr{"
    "break-inside:avoid}sup{font-size:.7em}sup a{color:#555;text-decoration:none}a{color:#0b57a4}"
    "nav ol{list-style:none;padding:0}.l2{margin-left:1.2rem}.l3{margin-left:2.4rem}"
    ".sources{font-size:.85rem;overflow-wrap:anywhere}li{margin:.2rem 0}.n{text-align:right}"
    "figure{margin:1rem 0}figure svg{max-width:100%;height:auto}figcaption,small{font-size:.8rem;color:#555}"
    "header{color:#c00000;text-align:center;border-bottom:3px solid #c00000;margin-bottom:2rem}"
    ".head{font-size:2.2rem;font-weight:700;letter-spacing:.15em;margin:1rem 0 .5rem}.issue{margin:.3rem 0}"
    ".organ{display:flex;justify-content:space-between;color:#1a1a1a;margin:.5rem 0}header~h1,header~.sub"
    "{text-align:center}.break{border:0;break-after:page}"
)
