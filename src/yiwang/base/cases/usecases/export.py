"""Writing the cases of a filter into a workbook."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.cases.errors import ExportTooLargeError
from yiwang.base.cases.model.filters import MOST_COUNTED, CaseFilter
from yiwang.base.cases.store import lists as store
from yiwang.base.cases.store.wanted import Wanted
from yiwang.base.cases.usecases.export_columns import Column, Names, chosen_columns, names_of
from yiwang.base.cases.usecases.lists import understood
from yiwang.infra.database import Row, Tx, Work

LIMIT = 100_000
_BATCH = 5_000


async def export_cases(
    work: Work, asked: CaseFilter, path: Path, columns: Sequence[str] = (), language: str = ""
) -> int:
    """Write exactly the cases of ``asked`` that the caller may see to ``path`` (xlsx); return how many.

    ``columns`` names the columns of a list as it is shown, in its order; none of them: all there are.
    ``language`` (zh, en) chooses the headings; otherwise they are in both. Rows are read in batches and
    written with constant memory. Every text is written as text, so nothing in it is ever taken for a
    formula. The security record says who exported how much of what. Raises ``invalid_input`` for an
    unknown column or a filter that means nothing, and ``export_too_large`` beyond 100,000 rows.
    """
    import xlsxwriter  # noqa: PLC0415 - heavy, and only where a workbook is written

    chosen = chosen_columns(columns)
    wanted, ref, tree = await understood(work, msgspec.structs.replace(asked, cursor=None, limit=1))
    names = names_of(ref, tree, ZoneInfo(tree.city.timezone), language, work.now)
    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    try:
        sheet = _Sheet(book, chosen, names)
        count = await _copy(work.tx, wanted, sheet)
    finally:
        await asyncio.to_thread(book.close)
    detail = {"rows": count, "filter": msgspec.to_builtins(asked), "columns": list(columns)}
    await audit.record(work, "export_cases", "cases", "list", detail)
    return count


class _Sheet:
    """A worksheet that grows row by row."""

    def __init__(self, book: Any, columns: Sequence[Column], names: Names) -> None:
        self._sheet = book.add_worksheet(names.word("案件", "Cases"))
        self._columns = columns
        self._names = names
        bold = book.add_format({"bold": True})
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, column.width)
            self._sheet.write_string(0, at, names.word(column.zh, column.en), bold)
        self._sheet.freeze_panes(1, 1)

    def write(self, first: int, rows: Sequence[Row]) -> None:
        """Write ``rows`` from line ``first`` on."""
        for at, row in enumerate(rows, first):
            for place, column in enumerate(self._columns):
                value = column.value(row, self._names)
                if value is None:
                    continue
                if isinstance(value, str):
                    self._sheet.write_string(at, place, value)
                else:
                    self._sheet.write_number(at, place, value)


async def _copy(tx: Tx, wanted: Wanted, sheet: _Sheet) -> int:
    found = await store.gather(tx, wanted, MOST_COUNTED)
    if found.total <= MOST_COUNTED:
        for start in range(0, len(found.keys), _BATCH):
            await _copy_batch(tx, found.keys[start : start + _BATCH], sheet, start)
        return len(found.keys)
    count = 0
    after = None
    while True:
        keys = await store.walk(tx, wanted, _BATCH, after)
        if count + len(keys) > LIMIT:
            raise ExportTooLargeError(limit=LIMIT)
        await _copy_batch(tx, keys, sheet, count)
        count += len(keys)
        if len(keys) < _BATCH:
            return count
        after = keys[-1]


async def _copy_batch(tx: Tx, keys: Sequence[store.Position], sheet: _Sheet, done: int) -> None:
    rows = await store.exported(tx, [case for _, case in keys])
    ordered = [rows[case] for _, case in keys if case in rows]
    await asyncio.to_thread(sheet.write, done + 1, ordered)
