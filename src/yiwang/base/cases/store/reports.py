"""SQL of reports and reporters: many rows per statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.infra.database import Row, Tx


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it is stored."""

    id: UUID
    source: str
    external_id: str | None
    body_hash: bytes
    channel: str
    reported_at: datetime | None
    text: str
    matter_hint: str | None
    address: str
    lon: float | None
    lat: float | None
    media: tuple[UUID, ...]
    attributes: dict[str, Any]
    salt: bytes
    receipt_hash: bytes
    import_id: UUID | None = None


class ReporterRow(msgspec.Struct, frozen=True, kw_only=True):
    """The personal data of one report."""

    report_id: UUID
    name: str | None
    phone: str | None
    email: str | None
    phone_key: bytes | None
    salt: bytes


_INSERT = """
INSERT INTO cases_report (id, source, external_id, body_hash, channel, received_at, reported_at, text,
    matter_hint, address, lon, lat, media, attributes, salt, receipt_hash, state, import_id)
SELECT id, source, external_id, body_hash, channel, $1, reported_at, words, matter_hint, address, lon, lat,
    coalesce(string_to_array(media, ' ')::uuid[], '{}'), attributes, salt, receipt_hash, 'received', import_id
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::timestamptz[], $8::text[],
    $9::text[], $10::text[], $11::float8[], $12::float8[], $13::text[], $14::jsonb[], $15::bytea[],
    $16::bytea[], $17::uuid[]) AS fresh (id, source, external_id, body_hash, channel, reported_at, words,
    matter_hint, address, lon, lat, media, attributes, salt, receipt_hash, import_id)
ON CONFLICT (source, external_id) DO NOTHING
RETURNING id
"""
_KNOWN = """
SELECT r.id, r.source, r.external_id, r.body_hash, r.salt, r.receipt_hash, c.number,
    p.salt AS reporter_salt, p.erased_at
FROM unnest($1::text[], $2::text[]) AS asked (source, external_id)
JOIN cases_report r USING (source, external_id)
LEFT JOIN cases_reporter p ON p.report_id = r.id
LEFT JOIN cases_case c ON c.id = r.case_id
"""
_REPORTERS = """
INSERT INTO cases_reporter (report_id, name, phone, email, phone_key, salt)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::bytea[])
"""
_VIEW = """
SELECT r.id, r.source, r.external_id, r.channel, r.received_at, r.reported_at, r.text, r.matter_hint,
    r.address, r.lon, r.lat, r.media, r.attributes, r.state, r.case_id, c.number, c.path,
    p.name, p.phone, p.email, p.erased_at
FROM cases_report r
LEFT JOIN cases_reporter p ON p.report_id = r.id
LEFT JOIN cases_case c ON c.id = r.case_id
"""


async def insert(tx: Tx, rows: Sequence[ReportRow], at: datetime) -> set[UUID]:
    """Insert ``rows`` and return the ids stored: those whose (source, external id) was free.

    The rows go in by their key, so that two transactions with the same keys never wait for each other
    in a circle.
    """
    ordered = sorted(rows, key=lambda r: (r.source, r.external_id or "", r.id))
    stored = await tx.fetch(
        _INSERT,
        at,
        [r.id for r in ordered],
        [r.source for r in ordered],
        [r.external_id for r in ordered],
        [r.body_hash for r in ordered],
        [r.channel for r in ordered],
        [r.reported_at for r in ordered],
        [r.text for r in ordered],
        [r.matter_hint for r in ordered],
        [r.address for r in ordered],
        [r.lon for r in ordered],
        [r.lat for r in ordered],
        [" ".join(map(str, r.media)) or None for r in ordered],
        [r.attributes for r in ordered],
        [r.salt for r in ordered],
        [r.receipt_hash for r in ordered],
        [r.import_id for r in ordered],
    )
    return {row["id"] for row in stored}


async def insert_reporters(tx: Tx, rows: Sequence[ReporterRow]) -> None:
    """Insert the personal data of new reports."""
    if rows:
        await tx.execute(
            _REPORTERS,
            [r.report_id for r in rows],
            [r.name for r in rows],
            [r.phone for r in rows],
            [r.email for r in rows],
            [r.phone_key for r in rows],
            [r.salt for r in rows],
        )


async def known(tx: Tx, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Row]:
    """Return what is stored under each (source, external id)."""
    rows = await tx.fetch(_KNOWN, [k[0] for k in keys], [k[1] for k in keys])
    return {(r["source"], r["external_id"]): r for r in rows}


async def bind_media(tx: Tx, report: UUID, media: Sequence[UUID]) -> int:
    """Give uploaded files to a report; returns how many were free to be given."""
    return await tx.execute(
        "UPDATE cases_media SET report_id = $1 WHERE id = ANY($2) AND report_id IS NULL AND case_id IS NULL",
        report,
        list(media),
    )


async def view(tx: Tx, report: UUID) -> Row | None:
    """Return one report with its reporter and case number."""
    return await tx.fetchrow(f"{_VIEW} WHERE r.id = $1", report)


async def by_key(tx: Tx, source: str, external_id: str | None, limit: int) -> list[Row]:
    """Return reports of a source, newest first; with ``external_id`` exactly that one."""
    if external_id is not None:
        return await tx.fetch(f"{_VIEW} WHERE r.source = $1 AND r.external_id = $2", source, external_id)
    return await tx.fetch(
        f"{_VIEW} WHERE r.source = $1 AND r.state <> 'withdrawn' "
        "ORDER BY r.external_id DESC NULLS LAST LIMIT $2",
        source,
        limit,
    )


async def of_case(tx: Tx, case: UUID) -> list[Row]:
    """Return the reports of a case, first one first."""
    return await tx.fetch(f"{_VIEW} WHERE r.case_id = $1 ORDER BY r.received_at, r.id", case)


async def has_receipt(tx: Tx, reports: Sequence[UUID], receipt_hash: bytes) -> bool:
    """Tell whether one of ``reports`` has the receipt with this hash."""
    found: bool = await tx.fetchval(
        "SELECT EXISTS (SELECT FROM cases_report WHERE id = ANY($1) AND receipt_hash = $2)",
        list(reports),
        receipt_hash,
    )
    return found


async def of_ids(tx: Tx, ids: Sequence[UUID]) -> list[Row]:
    """Return the reports ``ids``, first one first."""
    return await tx.fetch(f"{_VIEW} WHERE r.id = ANY($1) ORDER BY r.received_at, r.id", list(ids))


async def numbers(tx: Tx, cases: Sequence[UUID]) -> dict[UUID, str]:
    """Return the numbers of ``cases``."""
    rows = await tx.fetch("SELECT id, number FROM cases_case WHERE id = ANY($1)", list(cases))
    return {row["id"]: row["number"] for row in rows}
