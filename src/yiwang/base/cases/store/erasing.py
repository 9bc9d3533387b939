"""SQL that takes personal data away for good."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yiwang.infra.database import Row, Tx


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
    """Replace the words of a report, its salt and what was read out of them."""
    await tx.execute(
        "UPDATE cases_report SET text = $2, attributes = '{}', media = '{}', salt = ''::bytea WHERE id = $1",
        report,
        text,
    )
    await tx.execute(
        "UPDATE cases_hint SET reading = NULL, matters = '[]', urgent_words = '{}', notes = '[]' "
        "WHERE report_id = $1",
        report,
    )


async def case_of(tx: Tx, report: UUID) -> Row | None:
    """Return a report's case, locked: ``id, number, title, address``; ``None`` if it has none yet."""
    return await tx.fetchrow(
        "SELECT c.id, c.number, c.title, c.address FROM cases_report r JOIN cases_case c ON c.id = r.case_id "
        "WHERE r.id = $1 FOR UPDATE OF c",
        report,
    )


async def texts_left(tx: Tx, case: UUID) -> list[str]:
    """Return the texts of a case's reports that were not erased, the earliest first."""
    rows = await tx.fetch(
        "SELECT text FROM cases_report WHERE case_id = $1 AND length(salt) > 0 ORDER BY received_at, id", case
    )
    return [row["text"] for row in rows]


async def retitle(tx: Tx, case: UUID, title: str) -> None:
    """Give a case another title."""
    await tx.execute("UPDATE cases_case SET title = $2 WHERE id = $1", case, title)


async def erase_notes(tx: Tx, report: UUID) -> int:
    """Empty the notes and salts of the report's case; the journal keeps that they existed."""
    return await tx.execute(
        "UPDATE cases_note n SET text = NULL, salt = NULL FROM cases_report r "
        "WHERE r.id = $1 AND n.case_id = r.case_id AND n.text IS NOT NULL",
        report,
    )
