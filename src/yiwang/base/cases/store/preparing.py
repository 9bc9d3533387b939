"""SQL of preparing reports: everything for a whole batch per statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from yiwang.infra.database import Row, Tx

_WAITING = """
SELECT r.id, r.source, r.channel, r.received_at, r.reported_at, r.text, r.matter_hint, r.address, r.lon,
    r.lat, r.media, r.attributes, r.import_id, p.phone_key,
    p.phone IS NOT NULL OR p.email IS NOT NULL AS contactable
FROM cases_report r LEFT JOIN cases_reporter p ON p.report_id = r.id
WHERE r.id = ANY($1) AND r.state = 'received'
ORDER BY r.received_at, r.id FOR UPDATE OF r
"""
# One index range per box: (lat, lon) of open cases only, so closed history costs nothing. Another matter
# is another thing (`likeness.compare`): such neighbours never leave the database.
_NEAR = """
SELECT DISTINCT c.id, c.number, c.matter, c.lon, c.lat, c.address, c.title, c.path, c.opened_at, s.sketch
FROM unnest($1::float8[], $2::float8[], $3::float8[], $4::float8[], $7::text[])
    AS box (west, south, east, north, matter)
CROSS JOIN LATERAL (
    SELECT id, number, matter, lon, lat, address, title, path, opened_at FROM cases_case
    WHERE closed_at IS NULL AND lon IS NOT NULL
        AND stage NOT IN ('rejected', 'not_filed', 'void', 'merged')
        AND lat BETWEEN south AND north AND lon BETWEEN west AND east AND opened_at >= $5
        AND (cases_case.matter = box.matter OR cases_case.matter IS NULL OR box.matter IS NULL)
    LIMIT $6) AS c
LEFT JOIN cases_sketch s ON s.case_id = c.id
"""
# From few callers outwards, whatever the statistics of a young database say.
_CALLED = """
SELECT c.id, c.number, c.matter, c.lon, c.lat, c.address, c.title, c.path, c.opened_at, s.sketch, p.phone_key
FROM (SELECT report_id, phone_key FROM cases_reporter WHERE phone_key = ANY($1) OFFSET 0) AS p
CROSS JOIN LATERAL (
    SELECT case_id FROM cases_report WHERE id = p.report_id AND received_at >= $2 OFFSET 0) AS r
CROSS JOIN LATERAL (
    SELECT id, number, matter, lon, lat, address, title, path, opened_at FROM cases_case
    WHERE id = r.case_id AND closed_at IS NULL
        AND stage NOT IN ('rejected', 'not_filed', 'void', 'merged') OFFSET 0) AS c
LEFT JOIN cases_sketch s ON s.case_id = c.id
"""
_BIND = """
UPDATE cases_report r SET case_id = b.case_id, state = 'joined'
FROM unnest($1::uuid[], $2::uuid[]) AS b (report_id, case_id) WHERE r.id = b.report_id
"""
_BIND_MEDIA = """
UPDATE cases_media m SET case_id = b.case_id
FROM unnest($1::uuid[], $2::uuid[]) AS b (report_id, case_id) WHERE m.report_id = b.report_id
"""
_HINTS = """
INSERT INTO cases_hint (report_id, at, missing, matters, urgent_words, notes, reading)
SELECT id, $2, string_to_array(missing, ' '), matters::jsonb, string_to_array(words, ' '), notes::jsonb,
    reading::jsonb
FROM unnest($1::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
    AS fresh (id, missing, matters, words, notes, reading)
ON CONFLICT (report_id) DO NOTHING
"""


async def waiting(tx: Tx, reports: Sequence[UUID]) -> list[Row]:
    """Return and lock those of ``reports`` that were not prepared yet, oldest first."""
    return await tx.fetch(_WAITING, list(reports))


class Box(NamedTuple):
    """Where to look, in degrees, and for which matter (``None``: any)."""

    west: float
    south: float
    east: float
    north: float
    matter: str | None


async def near(tx: Tx, boxes: Sequence[Box], since: datetime, limit: int) -> list[Row]:
    """Return open cases inside any of ``boxes``, of its matter or of none yet, ``limit`` per box."""
    if not boxes:
        return []
    west, south, east, north, matter = (list(side) for side in zip(*boxes, strict=True))
    return await tx.fetch(_NEAR, west, south, east, north, since, limit, matter)


async def called(tx: Tx, phone_keys: Sequence[bytes], since: datetime) -> list[Row]:
    """Return open cases reported from any of the telephone numbers, with the number's key."""
    return [] if not phone_keys else await tx.fetch(_CALLED, list(phone_keys), since)


async def bind(tx: Tx, pairs: Sequence[tuple[UUID, UUID]], media_of: Sequence[UUID]) -> None:
    """Say which case each report belongs to; the files of the reports in ``media_of`` go along."""
    if not pairs:
        return
    await tx.execute(_BIND, [r for r, _ in pairs], [c for _, c in pairs])
    if media_of:
        carried = set(media_of)
        with_files = [pair for pair in pairs if pair[0] in carried]
        await tx.execute(_BIND_MEDIA, [r for r, _ in with_files], [c for _, c in with_files])


async def keep_hints(
    tx: Tx, hints: Sequence[tuple[UUID, Sequence[str], Any, Sequence[str], Any, Any]], at: datetime
) -> None:
    """Keep what preparing found: (report, missing elements, matters, urgent words, notes, reading)."""
    if hints:
        await tx.execute(
            _HINTS,
            [h[0] for h in hints],
            at,
            [" ".join(h[1]) for h in hints],
            [msgspec.json.encode(h[2]).decode() for h in hints],
            [" ".join(h[3]) for h in hints],
            [msgspec.json.encode(h[4]).decode() for h in hints],
            [msgspec.json.encode(h[5]).decode() for h in hints],
        )


async def hints(tx: Tx, reports: Sequence[UUID]) -> list[Row]:
    """Return what preparing found about ``reports``."""
    return await tx.fetch(
        "SELECT report_id, missing, matters, urgent_words, notes FROM cases_hint WHERE report_id = ANY($1)",
        list(reports),
    )
