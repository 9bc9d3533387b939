"""CSV and TSV as a stream of rows, whatever is wrong with some of them."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import Final, TextIO

from yiwang.connectors.tabular.table import LONGEST_CELL, BadRow, Row, fitted

#: A line longer than this is not a line of a table; also bounds memory on a file without line breaks.
LONGEST_LINE: Final = 1 << 20
_SHOWN: Final = 200
#: Lines one record may span before it counts as an unclosed quotation mark.
_MOST_LINES: Final = 5_000


#: A record longer than this, over all its lines, counts as an unclosed quotation mark as well.
_LONGEST_RECORD: Final = 4 * LONGEST_CELL


class _Unclosed(Exception):  # noqa: N818 - a signal between two loops
    """A quotation mark was opened and never closed."""


class _TooLong(Exception):  # noqa: N818 - a signal between two loops
    """A line has no end within reason."""


class _Lines:
    """Lines of a text with their ends; remembers those of the current record, can take some back."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.length > _LONGEST_RECORD or len(self.record) >= _MOST_LINES:
            raise _Unclosed
        line = self._again.popleft() if self._again else self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.record.append(line)
        self.length += len(line)
        if len(line) >= LONGEST_LINE and line[-1] not in "\r\n":
            self._skip_line()
            raise _TooLong
        return line

    def begin(self) -> None:
        """Forget the lines of the record before."""
        self.record.clear()
        self.length = 0

    def reread_after_first(self) -> None:
        """Give all lines of the record but the first back."""
        self._again.extendleft(reversed(self.record[1:]))

    def _skip_line(self) -> None:
        while (more := self._text.readline(LONGEST_LINE)) and not more.endswith(("\n", "\r")):
            pass


def read_rows(text: TextIO, delimiter: str) -> Iterator[Row | BadRow]:
    """Yield the records of ``text``, header first and unfitted, with bad ones named.

    ``text`` must be opened with ``newline=""`` and ``errors="surrogateescape"``: bytes that do not
    belong to the encoding arrive as lone surrogates, and their row is refused by name.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        lines.begin()
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Unclosed, _TooLong) as error:
            yield _bad(lines, number, error)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            continue
        if not cells:
            continue  # an empty line
        yield _checked(lines, number, cells)


def _bad(lines: _Lines, number: int, error: Exception) -> BadRow:
    shown = [_shown(line) for line in lines.record[:3]]
    if isinstance(error, _TooLong):
        return BadRow(number, shown, "这一行过长", "the line is too long")
    large = "field larger" in str(error)
    if large and len(lines.record) == 1:
        zh, en = f"单元格超过 {LONGEST_CELL} 个字符", f"a cell has more than {LONGEST_CELL} characters"
        return BadRow(number, shown, zh, en)
    if large or isinstance(error, _Unclosed) or "end of data" in str(error):
        lines.reread_after_first()
        return BadRow(number, shown[:1], "双引号没有闭合", "a quotation mark is never closed")
    return BadRow(number, shown, "双引号使用不规范", "quotation marks are not used as CSV asks (RFC 4180)")


def _shown(line: str) -> str:
    return line.rstrip("\r\n")[:_SHOWN]


def _checked(lines: _Lines, number: int, cells: list[str]) -> Row | BadRow:
    if len(lines.record) == 1 and lines.record[0].isascii():
        return Row(number, cells)
    for position, cell in enumerate(cells):
        if not cell.isascii() and has_surrogate(cell):
            return BadRow(
                number,
                cells,
                f"第 {position + 1} 列含有不属于文件编码的字节",
                f"column {position + 1} has bytes that do not belong to the file's encoding",
            )
    return Row(number, cells)


def has_surrogate(text: str) -> bool:
    """Tell whether ``text`` holds half a character: bytes that could not be decoded."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def fit_rows(rows: Iterator[Row | BadRow], width: int) -> Iterator[Row | BadRow]:
    """Yield ``rows`` with those of a wrong width turned into bad ones."""
    for row in rows:
        yield row if isinstance(row, BadRow) else fitted(row.number, row.cells, width)


def open_text(stream: io.BufferedReader, encoding: str) -> TextIO:
    """Return ``stream`` as text the way :func:`read_rows` needs it."""
    return io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
