"""SQL that takes personal data away for good."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yiwang.base.cases.store.cases import forget_words
from yiwang.infra.database import Tx


async def erase_reporter(tx: Tx, report: UUID, at: datetime) -> UUID | None:
    """Empty the reporter's data and salt; returns the report's id, ``None`` if there is no such report."""
    await tx.execute(
        "UPDATE cases_reporter SET name = NULL, phone = NULL, email = NULL, phone_key = NULL, salt = NULL, "
        "erased_at = coalesce(erased_at, $2) WHERE report_id = $1",
        report,
        at,
    )
    found: UUID | None = await tx.fetchval("SELECT id FROM cases_report WHERE id = $1", report)
    return found


async def redact_report(tx: Tx, report: UUID, text: str) -> None:
    """Replace the words of a report and, where it is the only report, the title and words of its case.

    The salt of the report's commitment goes with them.
    """
    await tx.execute(
        "UPDATE cases_report SET text = $2, attributes = '{}', media = '{}', salt = ''::bytea WHERE id = $1",
        report,
        text,
    )
    await tx.execute("UPDATE cases_hint SET reading = NULL WHERE report_id = $1", report)
    case = await tx.fetchval(
        "UPDATE cases_case c SET title = $2 FROM cases_report r WHERE r.id = $1 AND c.id = r.case_id "
        "AND NOT EXISTS (SELECT 1 FROM cases_report o "
        "WHERE o.case_id = c.id AND o.id <> r.id AND o.text <> $2) RETURNING c.id",
        report,
        text,
    )
    if case is not None:
        await forget_words(tx, case)


async def erase_notes(tx: Tx, report: UUID) -> int:
    """Empty the notes and salts of the report's case; the journal keeps that they existed."""
    return await tx.execute(
        "UPDATE cases_note n SET text = NULL, salt = NULL FROM cases_report r "
        "WHERE r.id = $1 AND n.case_id = r.case_id AND n.text IS NOT NULL",
        report,
    )
