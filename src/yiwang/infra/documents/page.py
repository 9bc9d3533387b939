"""A document as a page of HTML, to read and to print."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from yiwang.infra.documents.model import Document, Heading, Paragraph, Run, Table, told


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
    headings: list[Heading] = []
    for block in document.blocks:
        match block:
            case Heading(text, level):
                headings.append(block)
                body.append(f'<h{level} id="h{len(headings)}">{escape(text)}</h{level}>')
            case Paragraph(runs, item):
                tag = "li" if item else "p"
                body.append(f"<{tag}>{''.join(map(run, runs))}</{tag}>")
            case Table(title, columns, rows):
                head = "".join(f'<th scope="col">{escape(c)}</th>' for c in columns)
                lines = "".join(f"<tr>{''.join(f'<td>{run(c)}</td>' for c in row)}</tr>" for row in rows)
                caption = f"<caption>{escape(title)}</caption>"
                body.append(f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>")
    listed = "".join(
        f'<li id="s{n}">{escape(told(one))}</li>' for n, one in enumerate(document.figures(), start=1)
    )
    return (
        f'<!doctype html><html lang="{document.language}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(document.title)}</h1><p>{escape(document.subtitle)}</p>{_contents(document, headings)}"
        f"{''.join(body)}"
        f"<h2>{escape(document.sources)}</h2><ol class=sources>{listed}</ol></main></body></html>"
    )


def _contents(document: Document, headings: Sequence[Heading]) -> str:
    if not document.contents:
        return ""
    lines = "".join(
        f'<li class="l{one.level}"><a href="#h{n}">{escape(one.text)}</a></li>'
        for n, one in enumerate(headings, start=1)
    )
    return f"<nav><h2>{escape(document.contents)}</h2><ol>{lines}</ol></nav>"


_STYLE: Final = (
    "@page{size:A4;margin:18mm}body{font:15px/1.7 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',"
    "sans-serif;color:#1a1a1a;background:#fff}main{max-width:48rem;margin:2rem auto}h1{font-size:1.7rem}"
    "h2{font-size:1.3rem;margin-top:2rem}h3{font-size:1.1rem}table{border-collapse:collapse;width:100%;"
    "margin:1rem 0;break-inside:auto}caption{text-align:left;font-weight:600;padding:.3rem 0}td,th{border:"
    "1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}th{background:#eee}tr{"
    "break-inside:avoid}sup{font-size:.7em}sup a{color:#555;text-decoration:none}a{color:#0b57a4}"
    "nav ol{list-style:none;padding:0}.l2{margin-left:1.2rem}.l3{margin-left:2.4rem}"
    ".sources{font-size:.85rem;overflow-wrap:anywhere}li{margin:.2rem 0}"
)
