"""COPY of imported cases: lines made in any thread, loaded table by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store.cases import COLUMNS, NewCase, columns, search_words
from yiwang.base.cases.store.imports import HistoryReport
from yiwang.base.cases.store.reports import ReporterRow
from yiwang.infra import copytext
from yiwang.infra.database import Tx
from yiwang.kernel.errors import ConflictError

_CASE: Final = tuple(name for name, _ in COLUMNS)
#: Tables in the order they are loaded, with the columns of their lines.
TABLES: Final[dict[str, tuple[str, ...]]] = {
    "cases_case": (*_CASE, "title", "import_id"),
    "cases_search": ("case_id", "opened_at", "words"),
    "cases_task": (
        "id", "case_id", "kind", "unit", "status", "required", "opened_at", "signed_at", "done_at", "due_at",
    ),
    "cases_report": (
        "id", "source", "external_id", "body_hash", "channel", "received_at", "reported_at", "text",
        "matter_hint", "address", "lon", "lat", "media", "attributes", "salt", "receipt_hash", "case_id",
        "state", "import_id",
    ),
    "cases_reporter": ("report_id", "name", "phone", "email", "phone_key", "salt"),
    "cases_note": ("id", "case_id", "kind", "public", "at", "author", "text", "salt"),
}  # fmt: skip


_text, _time = copytext.text, copytext.time


class Lines:
    """Lines gathered per table."""

    def __init__(self, import_id: UUID, received_at: datetime) -> None:
        self._import, self._at = str(import_id), received_at.isoformat()
        self._lines: dict[str, list[str]] = {table: [] for table in TABLES}
        self._cases = self._lines["cases_case"]

    def add_case(self, new: NewCase) -> None:
        """Add the rows of a case: its own, its search words and tasks."""
        state, case = new.state, str(new.state.id)
        row = columns(state, new.final_clock)
        row["path"] = copytext.array(state.place.path)
        self._cases.append(copytext.line([*map(row.__getitem__, _CASE), new.title, self._import]))
        words = copytext.text(copytext.tsvector(search_words(state, new.words)))
        self._lines["cases_search"].append(copytext.row((case, state.opened_at.isoformat(), words)))
        if state.tasks:
            self._add_tasks(state, case)

    def _add_tasks(self, state: CaseState, case: str) -> None:
        nearest = state.nearest_clock
        for task in state.tasks.values():
            due = nearest.due_at if nearest is not None and task.is_live else None
            cells = (
                str(task.id),
                case,
                task.kind,
                _text(task.unit),
                task.status,
                "t" if task.required else "f",
                _time(task.opened_at),
                _time(task.signed_at),
                _time(task.done_at),
                _time(due),
            )
            self._lines["cases_task"].append(copytext.row(cells))

    def add_report(self, r: HistoryReport) -> None:
        """Add a report that is joined to its case already."""
        cells = (
            str(r.id),
            _text(r.source),
            _text(r.external_id),
            copytext.binary(r.body_hash),
            _text(r.channel),
            self._at,
            _time(r.reported_at),
            _text(r.text),
            _text(r.matter_hint),
            _text(r.address),
            copytext.number(r.lon),
            copytext.number(r.lat),
            "{}",
            copytext.json(r.attributes),
            copytext.binary(r.salt),
            copytext.binary(r.receipt_hash),
            str(r.case_id),
            "joined",
            self._import,
        )
        self._lines["cases_report"].append(copytext.row(cells))

    def add_reporter(self, r: ReporterRow) -> None:
        """Add what is personal in a report."""
        values = (r.report_id, r.name, r.phone, r.email, r.phone_key, r.salt)
        self._lines["cases_reporter"].append(copytext.line(values))

    def add_note(self, note: UUID, case: UUID, kind: str, author: str, text: str, salt: bytes) -> None:
        """Add internal words about a case."""
        values = (note, case, kind, False, self._at, author, text, salt)
        self._lines["cases_note"].append(copytext.line(values))

    def blobs(self) -> dict[str, bytes]:
        """Return what is to be loaded, without the tables that got nothing."""
        return {table: "".join(lines).encode() for table, lines in self._lines.items() if lines}


async def load(tx: Tx, blobs: Mapping[str, bytes]) -> None:
    """Load all tables.

    Raises ``conflict`` when somebody else stored one of the external ids since it was looked for; a
    second attempt finds it.
    """
    names: Sequence[str] = [table for table in TABLES if table in blobs]
    try:
        for table in names:
            await tx.copy_text(table, TABLES[table], blobs[table])
    except asyncpg.UniqueViolationError as error:
        raise ConflictError(
            why_zh="同一来源的编号刚被其他人写入", why_en="somebody else just stored an id of this source"
        ) from error
