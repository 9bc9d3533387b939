"""Reports and cases for connectors: handing in, importing, taking back."""

from __future__ import annotations

from yiwang.base.cases.api import (
    IMPORT,
    OUTCOMES,
    STEPS,
    Counts,
    HistoryRow,
    Import,
    RowProblem,
    Taken,
    begin_import,
    check_untouched,
    end_withdrawal,
    find_import,
    finish_import,
    newest_imports,
    pause_import,
    take_batch,
    withdraw_batch,
)

__all__ = [
    "IMPORT",
    "OUTCOMES",
    "STEPS",
    "Counts",
    "HistoryRow",
    "Import",
    "RowProblem",
    "Taken",
    "begin_import",
    "check_untouched",
    "end_withdrawal",
    "find_import",
    "finish_import",
    "newest_imports",
    "pause_import",
    "take_batch",
    "withdraw_batch",
]
