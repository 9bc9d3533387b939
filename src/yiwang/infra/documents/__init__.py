"""Documents: made once as data, written as a page, for Word, for Excel and in print (PDF).

Every figure of a document may carry where it comes from: the question that gives it, and a link to what is
behind it. Writers number such figures and list their sources at the end.
"""

from __future__ import annotations

from yiwang.infra.documents.chart import svg
from yiwang.infra.documents.fonts import use_fonts
from yiwang.infra.documents.model import (
    Block,
    Break,
    Chart,
    Cover,
    Document,
    Heading,
    Paragraph,
    Run,
    Series,
    Source,
    Table,
    based,
)
from yiwang.infra.documents.page import html

__all__ = [
    "FORMS",
    "Block",
    "Break",
    "Chart",
    "Cover",
    "Document",
    "Heading",
    "Paragraph",
    "Run",
    "Series",
    "Source",
    "Table",
    "based",
    "docx",
    "html",
    "pdf",
    "svg",
    "use_fonts",
    "write",
    "xlsx",
]

#: What a document can be written as, and the media type of each.
FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


def docx(document: Document) -> bytes:
    """Return the document for Word (ECMA-376)."""
    from yiwang.infra.documents import word  # noqa: PLC0415 - its library is large, most processes write none

    return word.write(document)


def xlsx(document: Document) -> bytes:
    """Return the document for Excel: the text, a sheet per table, the sources with what is behind each."""
    from yiwang.infra.documents import sheets  # noqa: PLC0415 - as above

    return sheets.write(document)


def pdf(document: Document) -> bytes:
    """Return the document in print; raises ``document_font`` where no font has Chinese."""
    from yiwang.infra.documents import printing  # noqa: PLC0415 - as above

    return printing.write(document)


def write(document: Document, form: str) -> bytes:
    """Return the document in one of ``FORMS``."""
    if form == "html":
        return html(document).encode()
    return {"docx": docx, "pdf": pdf, "xlsx": xlsx}[form](document)
