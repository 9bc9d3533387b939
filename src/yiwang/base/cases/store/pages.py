"""SQL of a case's page: what its state does not say, of any number of cases with one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.infra.database import Tx


class _Line(msgspec.Struct, frozen=True):
    """A row that came as JSON; read by name like every other row."""

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


class NoteLine(_Line, frozen=True):
    """A note; ``text`` is ``None`` once erased."""

    id: UUID
    kind: str
    public: bool
    at: datetime
    author: str
    text: str | None


class ReportLine(_Line, frozen=True):
    """A report with its reporter and the number of its own case."""

    id: UUID
    number: str | None
    source: str
    external_id: str | None
    channel: str
    received_at: datetime
    reported_at: datetime | None
    text: str
    matter_hint: str | None
    address: str
    lon: float | None
    lat: float | None
    media: list[UUID]
    attributes: dict[str, Any]
    state: str
    name: str | None
    phone: str | None
    email: str | None
    erased_at: datetime | None


class FileLine(_Line, frozen=True):
    """An attached file."""

    id: UUID
    role: str
    type: str
    name: str
    size: int


class DuplicateLine(_Line, frozen=True):
    """A case that may be about the same thing."""

    number: str
    title: str
    score: float
    reasons: dict[str, str]


class HintLine(_Line, frozen=True):
    """What preparing a report found."""

    missing: list[str]
    matters: list[dict[str, Any]]
    urgent_words: list[str]
    notes: list[dict[str, Any]]
    reading: dict[str, Any] | None


class PageLines(msgspec.Struct, frozen=True):
    """Everything of one case's page that is not in its state."""

    title: str
    notes: list[NoteLine]
    reports: list[ReportLine]
    media: list[FileLine]
    duplicates: list[DuplicateLine]
    hints: list[HintLine]


_decoder = msgspec.json.Decoder(PageLines)

_PAGES = """
SELECT c.id, json_build_object(
    'title', c.title,
    'notes', (
        SELECT coalesce(json_agg(n ORDER BY n.at, n.id), '[]') FROM (
            SELECT id, kind, public, at, author, text FROM cases_note WHERE case_id = c.id) AS n),
    'reports', (
        SELECT coalesce(json_agg(r ORDER BY r.received_at, r.id), '[]') FROM (
            SELECT r.id, o.number, r.source, r.external_id, r.channel, r.received_at, r.reported_at, r.text,
                r.matter_hint, r.address, r.lon, r.lat, r.media, r.attributes, r.state, p.name, p.phone,
                p.email, p.erased_at
            FROM cases_report r LEFT JOIN cases_reporter p ON p.report_id = r.id
            LEFT JOIN cases_case o ON o.id = r.case_id WHERE r.id = ANY(asked.reports)) AS r),
    'media', (
        SELECT coalesce(json_agg(m ORDER BY m.at, m.id), '[]') FROM (
            SELECT id, role, type, name, size, at FROM cases_media
            WHERE case_id = c.id OR report_id = ANY(asked.reports)) AS m),
    'duplicates', (
        SELECT coalesce(json_agg(d ORDER BY d.score DESC, d.number), '[]') FROM (
            SELECT o.number, o.title, d.score, d.reasons FROM cases_duplicate d
            JOIN cases_case o ON o.id = d.other_id WHERE d.case_id = c.id AND d.verdict IS NULL) AS d),
    'hints', (
        SELECT coalesce(json_agg(h), '[]') FROM (
            SELECT missing, matters, urgent_words, notes, reading FROM cases_hint
            WHERE report_id = asked.reports[1]) AS h)
)::text AS page
FROM (SELECT id, string_to_array(reports, ' ')::uuid[] AS reports
    FROM unnest($1::uuid[], $2::text[]) AS given (id, reports)) AS asked
JOIN cases_case c ON c.id = asked.id
"""


async def pages(tx: Tx, cases: Sequence[tuple[UUID, Sequence[UUID]]]) -> dict[UUID, PageLines]:
    """Return what belongs to the pages of ``cases`` (id, ids of its reports), by case."""
    rows = await tx.fetch(
        _PAGES, [case for case, _ in cases], [" ".join(map(str, reports)) for _, reports in cases]
    )
    return {row["id"]: _decoder.decode(row["page"]) for row in rows}
