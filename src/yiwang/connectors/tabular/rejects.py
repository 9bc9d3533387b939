"""The rows that were not taken, with the reason, as a CSV file that people can mend and import again."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

from yiwang.connectors.tabular.values import as_text

#: Our own columns come first, so that they are found whatever the file looks like.
OWN: Final = ("reject_row", "reject_field", "reject_reason_zh", "reject_reason_en")
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


class Rejects:
    """Writes ``FILE.rejects.csv``; made with the first rejected row, UTF-8 with BOM for spreadsheets."""

    def __init__(self, path: Path, columns: Sequence[str], *, position: int = 1) -> None:
        """Open for the rows after ``position``; what an earlier run wrote of later rows is dropped."""
        self.path = path
        self.count = 0
        self._columns = columns
        self._file: TextIO | None = None
        kept = list(_earlier(path, position)) if position > 1 else []
        path.unlink(missing_ok=True)
        for record in kept:
            self._write(record)

    def add(self, row: int, field: str, zh: str, en: str, cells: Iterable[Any]) -> None:
        """Write one rejected row with its original cells."""
        self._write([str(row), field, zh, en, *(_shown(as_text(c)) for c in cells)])

    def _write(self, record: Sequence[str]) -> None:
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="")
            csv.writer(self._file).writerow([*OWN, *self._columns])
        csv.writer(self._file).writerow(record)
        self.count += 1

    def flush(self) -> None:
        """Bring what was written to the disk's care."""
        if self._file is not None:
            self._file.flush()

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _earlier(path: Path, position: int) -> Iterable[Sequence[str]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        records = csv.reader(file)
        if tuple(next(records, ())[: len(OWN)]) != OWN:
            return
        for record in records:
            if record and record[0].isdigit() and int(record[0]) <= position:
                yield record


def _shown(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula and NUL does not hide the rest."""
    text = text.replace("\x00", "\\x00")
    is_number = text[:1] in {"+", "-"} and text[1:].replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_DANGEROUS) and not is_number else text
