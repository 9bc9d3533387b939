"""Documents: made once as data, written as a page, for Word and for Excel.

Every figure of a document may carry where it comes from: the question that gives it, and a link to what is
behind it. Writers number such figures and list their sources at the end.
"""

from __future__ import annotations

from yiwang.infra.documents.model import Block, Document, Heading, Paragraph, Run, Source, Table
from yiwang.infra.documents.page import html

__all__ = [
    "Block",
    "Document",
    "Heading",
    "Paragraph",
    "Run",
    "Source",
    "Table",
    "docx",
    "html",
    "xlsx",
]


def docx(document: Document) -> bytes:
    """Return the document for Word (ECMA-376)."""
    from yiwang.infra.documents import word  # noqa: PLC0415 - its library is large, most processes write none

    return word.write(document)


def xlsx(document: Document) -> bytes:
    """Return the document for Excel: the text, a sheet per table, the sources with what is behind each."""
    from yiwang.infra.documents import sheets  # noqa: PLC0415 - as above

    return sheets.write(document)
