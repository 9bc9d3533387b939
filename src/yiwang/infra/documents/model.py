"""A document as data: headings, paragraphs, tables, and figures that know where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


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
    """A document: ``title``, a line under it, its blocks; ``sources`` heads the list of sources.

    ``contents`` heads a table of contents; without it there is none.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    sources: str
    language: str = "zh"
    contents: str = ""

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


def told(run: Run) -> str:
    """Return the line that says where the figure ``run`` comes from."""
    assert run.source is not None, "only figures have a source"
    return f"{run.text}: {run.source.question}"
