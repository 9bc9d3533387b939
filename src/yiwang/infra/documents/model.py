"""A document as data: headings, paragraphs, tables, charts, and figures that know where they come from.

Documents are kept: they can be written as JSON and read again (``msgspec.json``), and are then the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import msgspec


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a figure comes from: the ``question`` that gives it, a ``link``, and what is ``behind`` it."""

    question: str
    link: str = ""
    behind: tuple[str, ...] = ()


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    """Some words of a line; ``source`` makes a figure of them.

    ``number`` is what the words say, for programs that calculate; ``form`` how Excel shows it; ``link``
    where words that are no figure lead.
    """

    text: str
    source: Source | None = None
    number: float | None = None
    form: str = ""
    link: str = ""

    @property
    def leads(self) -> str:
        """Return where the words lead: their own link, or that of their source."""
        return self.link or (self.source.link if self.source is not None else "")


class Heading(msgspec.Struct, frozen=True, tag="heading", omit_defaults=True):
    """A heading of ``level`` 1 to 3."""

    text: str
    level: int = 2


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph", omit_defaults=True):
    """A paragraph; ``item`` makes an entry of a list of it, ``note`` says who changed its words."""

    runs: tuple[Run, ...]
    item: bool = False
    note: str = ""


class Table(msgspec.Struct, frozen=True, tag="table", omit_defaults=True):
    """A table with a title; every row has as many cells as there are columns.

    ``heads`` are the sources of whole columns, in their order: of a long table each cell has none of its own.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    heads: tuple[Source | None, ...] = ()

    def head(self) -> Iterator[Run]:
        """Yield the heads of the columns."""
        sources = (*self.heads, *(None,) * (len(self.columns) - len(self.heads)))
        for column, source in zip(self.columns, sources, strict=True):
            yield Run(column, source)


class Series(msgspec.Struct, frozen=True):
    """What a chart draws: a value per label (``None``: there is none), and how each is written."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]


class Chart(msgspec.Struct, frozen=True, tag="chart", omit_defaults=True):
    """A chart: ``bar`` lies and compares, ``column`` stands, ``line`` follows time; bars begin at zero."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    shape: Literal["bar", "column", "line"] = "bar"
    unit: str = ""
    source: Source | None = None


class Break(msgspec.Struct, frozen=True, tag="break"):
    """What follows begins on a new page."""


class Cover(msgspec.Struct, frozen=True):
    """The red head 红头 of a city's bulletin: its name, the issue, who publishes it, and the day."""

    head: str
    issue: str = ""
    organ: str = ""
    day: str = ""


Block: TypeAlias = Heading | Paragraph | Table | Chart | Break


class Document(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document: ``title``, a line under it, its blocks; ``sources`` heads the list of sources.

    Without ``sources`` figures are neither numbered nor listed, as in print for the public.
    ``contents`` heads a table of contents; without it there is none.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    sources: str
    language: str = "zh"
    contents: str = ""
    cover: Cover | None = None

    def figures(self) -> Iterator[Run]:
        """Yield the runs that have a source, in order; their places from 1 are their numbers."""
        for block in self.blocks if self.sources else ():
            for run in runs_of(block):
                if run.source is not None:
                    yield run


def based(document: Document, address: str) -> Document:
    """Return ``document`` with links that begin at ``address`` where they had none."""
    base = address.rstrip("/")

    def at(link: str) -> str:
        return f"{base}{link}" if link.startswith("/") else link

    def source(one: Source | None) -> Source | None:
        return None if one is None else msgspec.structs.replace(one, link=at(one.link))

    def run(one: Run) -> Run:
        if not one.leads:
            return one
        return msgspec.structs.replace(one, source=source(one.source), link=at(one.link))

    def block(one: Block) -> Block:
        match one:
            case Paragraph():
                return msgspec.structs.replace(one, runs=tuple(map(run, one.runs)))
            case Table():
                rows = tuple(tuple(map(run, row)) for row in one.rows)
                return msgspec.structs.replace(one, rows=rows, heads=tuple(map(source, one.heads)))
            case Chart():
                return msgspec.structs.replace(one, source=source(one.source))
        return one

    return msgspec.structs.replace(document, blocks=tuple(map(block, document.blocks)))


def runs_of(block: Block) -> Iterable[Run]:
    """Return what is said in ``block``, in the order in which it is read."""
    match block:
        case Paragraph():
            return block.runs
        case Table():
            return (*block.head(), *(cell for row in block.rows for cell in row))
        case Chart():
            return (Run(block.title, block.source),)
    return ()


def told(run: Run) -> str:
    """Return the line that says where the figure ``run`` comes from."""
    assert run.source is not None, "only figures have a source"
    return f"{run.text}: {run.source.question}"
