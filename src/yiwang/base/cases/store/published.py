"""SQL of what the public may see without a receipt: cases of open channels in full, others bare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.infra.database import Row, Tx

_SELECT = """
SELECT c.id, c.number, c.matter, c.stage, c.channel, c.opened_at, c.closed_at, c.final_due_at, c.unit,
    c.area, c.path, c.lon, c.lat, c.address, c.state::jsonb -> 'times' AS times,
    r.text, r.reported_at, r.media, n.text AS reply
FROM cases_case c
LEFT JOIN LATERAL (
    SELECT text, reported_at, media FROM cases_report
    WHERE case_id = c.id AND channel = ANY($1) ORDER BY received_at, id LIMIT 1) r ON true
LEFT JOIN cases_note n ON n.id = (c.state::jsonb ->> 'public_reply')::uuid AND n.public
"""
_NOTES = """
SELECT n.id, n.at, n.text, n.kind, c.number, c.stage, c.closed_at FROM cases_note n
JOIN cases_case c ON c.id = n.case_id
WHERE n.public AND n.text IS NOT NULL AND n.kind <> ALL($2) AND c.channel = ANY($1)
  AND n.at >= $3 AND n.at <= $4 AND ($5::text[] IS NULL OR c.number = ANY($5))
ORDER BY n.at, n.id LIMIT $6
"""
_MEDIA = """
SELECT m.id, m.type, m.name, m.size, m.sha256 FROM cases_media m
JOIN cases_report r ON r.id = m.report_id
WHERE m.id = $1 AND r.channel = ANY($2) AND r.case_id IS NOT NULL
"""
_TOUCHED = "greatest(c.opened_at, c.filed_at, c.dispatched_at, c.closed_at)"


class PublishedFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases are asked for. ``numbers`` outdo everything else.

    ``channels`` are those whose reports are public in full. Times are inclusive; ``touched`` asks for
    the time of the last main step instead of the opening.
    """

    channels: tuple[str, ...]
    start: datetime | None = None
    end: datetime | None = None
    touched: bool = False
    numbers: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    over: bool | None = None
    limit: int = 100
    skip: int = 0


async def find(tx: Tx, wanted: PublishedFilter, stages_over: Sequence[str]) -> list[Row]:
    """Return cases, newest first; one statement."""
    values: list[Any] = [list(wanted.channels)]
    conditions: list[str] = ["c.side IS DISTINCT FROM 'withdrawn'"]  # of an import that was taken back

    def add(condition: str, value: Any) -> None:
        values.append(value)
        conditions.append(condition.format(f"${len(values)}"))

    if wanted.numbers:
        add("c.number = ANY({})", list(wanted.numbers))
    else:
        at = _TOUCHED if wanted.touched else "c.opened_at"
        if wanted.start is not None:
            add(f"{at} >= {{}}", wanted.start)
        if wanted.end is not None:
            add(f"{at} <= {{}}", wanted.end)
        if wanted.matters:
            add("c.matter = ANY({})", list(wanted.matters))
        if wanted.over is not None:
            add("c.stage = ANY({})" if wanted.over else "c.stage <> ALL({})", list(stages_over))
    where = f"WHERE {' AND '.join(conditions)}"
    values += [wanted.limit, wanted.skip]
    return await tx.fetch(
        f"{_SELECT}{where} ORDER BY c.opened_at DESC, c.id DESC "
        f"LIMIT ${len(values) - 1} OFFSET ${len(values)}",
        *values,
    )


async def notes(
    tx: Tx,
    channels: Sequence[str],
    hidden: Sequence[str],
    window: tuple[datetime, datetime],
    numbers: Sequence[str] | None,
    limit: int,
) -> list[Row]:
    """Return public words on cases of open channels, oldest first, except the ``hidden`` kinds."""
    return await tx.fetch(
        _NOTES, list(channels), list(hidden), *window, None if numbers is None else list(numbers), limit
    )


async def number_of_report(tx: Tx, report: UUID) -> Row | None:
    """Return ``number`` (``None`` until prepared) of a known report's case."""
    return await tx.fetchrow(
        "SELECT c.number FROM cases_report r LEFT JOIN cases_case c ON c.id = r.case_id WHERE r.id = $1",
        report,
    )


async def media(tx: Tx, file: UUID, channels: Sequence[str]) -> Row | None:
    """Return a file that came with a report of an open channel."""
    return await tx.fetchrow(_MEDIA, file, list(channels))
