"""What every reader gives: a header, then rows one by one, and how far it is."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeAlias

#: A cell as the file has it: text files give only ``str``.
Cell: TypeAlias = str | int | float | bool | datetime | date | None

#: Longest text of one cell; longer ones make a rejected row.
LONGEST_CELL: Final = 131_072
#: More columns than this is an attack or a mistake.
MOST_COLUMNS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row that could be read. ``number`` counts as a spreadsheet does: the header is row 1."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read, and why; ``cells`` is what there is of it."""

    number: int
    cells: Sequence[Cell]
    zh: str
    en: str


@dataclass(slots=True)
class Table:
    """An open file: its columns and a stream of rows; memory use does not grow with the file."""

    columns: tuple[str, ...]
    rows: Iterator[Row | BadRow]
    kind: str
    encoding: str | None = None
    delimiter: str | None = None
    #: How much of the file has been read, 0 to 1.
    share: Callable[[], float] = lambda: 0.0
    close: Callable[[], None] = lambda: None
    _index: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for position, name in enumerate(self.columns):
            self._index.setdefault(name, position)

    def position(self, name: str) -> int | None:
        """Return where column ``name`` is, ``None`` if there is none."""
        return self._index.get(name)

    def is_ambiguous(self, name: str) -> bool:
        """Tell whether two columns are called ``name``."""
        return self.columns.count(name) > 1

    def nearest(self, name: str) -> str | None:
        """Return the column whose name is most like ``name``, if any is like it."""
        folded = {c.casefold(): c for c in reversed(self.columns) if c}
        found = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
        return folded[found[0]] if found else None


def clean_header(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return column names without the marks and spaces that spreadsheets leave around them."""
    names = ["" if c is None else str(c).strip().strip("\ufeff").strip() for c in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def fitted(number: int, cells: Sequence[Cell], width: int) -> Row | BadRow:
    """Return the row if it has exactly ``width`` cells, else say that it does not.

    Extra cells are taken off when they are empty (a trailing delimiter). A short row is refused, since
    it is most often a text cut by an unquoted line break, and its cells may be shifted.
    """
    if len(cells) == width:
        return Row(number, cells)
    if len(cells) > width and not any(cells[width:]):
        return Row(number, cells[:width])
    return BadRow(
        number,
        cells,
        f"这一行有 {len(cells)} 个单元格，表头有 {width} 个",
        f"the row has {len(cells)} cells, the header has {width}",
    )
