"""Who counts cases: sums that are kept, facts of the database, or DuckDB over files of them; all alike."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from yiwang.base.indicators.errors import FilesError
from yiwang.base.indicators.model.book import Book, Measure
from yiwang.base.indicators.model.cuts import By, Cut, kept
from yiwang.base.indicators.model.values import Sum
from yiwang.base.indicators.store import files
from yiwang.base.indicators.store import sums as store
from yiwang.infra.database import Work

#: What can be asked for; ``auto`` is the one that answers fastest.
BACKENDS: Final = ("auto", "postgres", "duckdb")
#: So many facts are read faster from files than from the database's rows.
_MANY: Final = 100_000
#: With more changes since the files were made the database's rows are read.
_BEHIND: Final = 50_000
_LOG: Final = logging.getLogger(__name__)


async def totals(
    work: Work, book: Book, basis: str, measures: Sequence[Measure], cut: Cut, by: By | None, backend: str
) -> dict[str, dict[str, Sum]]:
    """Return sums by part and code of the measure, all of one ``basis``."""
    summed = bool(kept(cut, by)) and all(m.additive for m in measures)
    level = by.level if by is not None and by.dimension == "area" else cut.level
    files_can = backend != "postgres" and level <= files.LEVELS
    if files_can and (backend == "duckdb" or not summed):
        async with work.tx.snapshot():
            known = await files.known(work.tx)
            if backend == "duckdb":
                return await files.totals(work.tx, known, basis, measures, cut, by)
            behind = len(known.stale) > _BEHIND or len(known.absent) > 1
            if known.rows_in(cut) >= _MANY and not behind:
                try:
                    return await files.totals(work.tx, known, basis, measures, cut, by)
                except FilesError:
                    _LOG.warning("files of facts cannot be read: the database answers", exc_info=True)
    return await store.totals(work.tx, basis, measures, cut, by, rolled=book.rolled(basis))
