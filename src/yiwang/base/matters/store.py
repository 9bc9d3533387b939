"""All SQL of matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.matters.model.records import Matter, Responsibility, Unmapped
from yiwang.infra.database import Row, Tx, Work

_NEWEST = """
SELECT DISTINCT ON (key) key, version, status, data FROM matters_matter ORDER BY key, version DESC
"""
_RESPONSIBILITY = "id matter area scene version status lead_unit assist_units valid_from valid_to data"
_COLUMNS = (
    _RESPONSIBILITY.replace(" ", ", ")
    + ", change_basis, applicant, applied_at, approver, approved_at, source"
)
_IN_DATA = (
    "limits",
    "duty_type",
    "legal_basis",
    "filing_standard",
    "closing_standard",
    "evidence_required",
)


async def matters(tx: Tx) -> list[Matter]:
    """Return the newest version of every entry."""
    return [msgspec.convert(row["data"], Matter) for row in await tx.fetch(_NEWEST)]


async def versions(tx: Tx, key: str) -> list[Matter]:
    """Return all versions of one entry, newest first."""
    rows = await tx.fetch("SELECT data FROM matters_matter WHERE key = $1 ORDER BY version DESC", key)
    return [msgspec.convert(row["data"], Matter) for row in rows]


async def insert_matters(work: Work, entries: Sequence[Matter]) -> None:
    """Store new versions of entries."""
    await work.tx.executemany(
        "INSERT INTO matters_matter (key, version, name, scope_area, status, data, source, at, actor) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            (
                m.key,
                m.version,
                m.name,
                m.scope_area,
                m.status,
                msgspec.to_builtins(m),
                m.source,
                work.now,
                work.actor.key,
            )
            for m in entries
        ],
    )


async def mappings(tx: Tx) -> dict[tuple[str, str], str]:
    """Return what every foreign code means."""
    rows = await tx.fetch("SELECT source, code, matter FROM matters_mapping")
    return {(row["source"], row["code"]): row["matter"] for row in rows}


async def mapping_rows(tx: Tx, source: str | None, limit: int) -> list[Row]:
    """Return mappings, of one source or of all, by source and code."""
    return await tx.fetch(
        "SELECT source, code, matter, origin FROM matters_mapping "
        "WHERE $1::text IS NULL OR source = $1 ORDER BY source, code LIMIT $2",
        source,
        limit,
    )


async def save_mappings(tx: Tx, rows: Sequence[tuple[str, str, str, str]]) -> None:
    """Store mappings (source, code, matter, origin) and forget the codes as unmapped."""
    await tx.executemany(
        "INSERT INTO matters_mapping (source, code, matter, origin) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (source, code) DO UPDATE SET matter = excluded.matter, origin = excluded.origin",
        rows,
    )
    await tx.execute(
        "DELETE FROM matters_unmapped u USING unnest($1::text[], $2::text[]) AS known(source, code) "
        "WHERE u.source = known.source AND u.code = known.code",
        [row[0] for row in rows],
        [row[1] for row in rows],
    )


async def count_unmapped(work: Work, rows: Sequence[tuple[str, str, str, int]]) -> None:
    """Add to the counts of unmapped codes (source, code, name, n), in a fixed order against deadlocks."""
    await work.tx.executemany(
        "INSERT INTO matters_unmapped AS u (source, code, name, count, first_seen, last_seen) "
        "VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (source, code) DO UPDATE SET "
        "count = u.count + excluded.count, last_seen = excluded.last_seen, "
        "name = CASE WHEN excluded.name = '' THEN u.name ELSE excluded.name END",
        [(*row, work.now) for row in sorted(rows)],
    )


async def unmapped(tx: Tx, source: str | None, limit: int) -> list[Unmapped]:
    """Return unmapped codes, the most frequent first."""
    rows = await tx.fetch(
        "SELECT source, code, name, count, first_seen, last_seen FROM matters_unmapped "
        "WHERE $1::text IS NULL OR source = $1 ORDER BY count DESC, source, code LIMIT $2",
        source,
        limit,
    )
    return [Unmapped(**dict(row)) for row in rows]


async def responsibilities(tx: Tx) -> list[Responsibility]:
    """Return all approved and ended entries: history is needed by open cases."""
    rows = await tx.fetch(f"SELECT {_COLUMNS} FROM matters_responsibility WHERE status <> 'draft'")
    return [_responsibility(row) for row in rows]


async def responsibility(tx: Tx, entry: UUID, *, lock: bool = False) -> Responsibility | None:
    """Return one entry, locked against other changes if asked."""
    row = await tx.fetchrow(
        f"SELECT {_COLUMNS} FROM matters_responsibility WHERE id = $1{' FOR UPDATE' if lock else ''}", entry
    )
    return None if row is None else _responsibility(row)


async def line(tx: Tx, matter: str, area: str, scene: str) -> list[Responsibility]:
    """Return all versions for one matter, area and scene, newest first, locked."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM matters_responsibility "
        "WHERE matter = $1 AND area = $2 AND scene = $3 ORDER BY version DESC FOR UPDATE",
        matter,
        area,
        scene,
    )
    return [_responsibility(row) for row in rows]


async def lines(tx: Tx) -> dict[tuple[str, str, str], int]:
    """Return the highest version of every line."""
    rows = await tx.fetch(
        "SELECT matter, area, scene, max(version) AS version FROM matters_responsibility GROUP BY 1, 2, 3"
    )
    return {(row["matter"], row["area"], row["scene"]): row["version"] for row in rows}


async def find_responsibilities(
    tx: Tx, wanted: dict[str, Any], after: Sequence[Any] | None, limit: int
) -> list[Responsibility]:
    """Return a page of entries by matter, area, scene and version; ``wanted`` values may be ``None``."""
    matter, area, scene, version = after or ("", "", "", 0)
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM matters_responsibility "
        "WHERE ($1::text IS NULL OR matter = $1) AND ($2::text IS NULL OR area = $2) "
        "AND ($3::text IS NULL OR lead_unit = $3 OR $3 = ANY(assist_units)) "
        "AND ($4::text IS NULL OR status = $4) "
        "AND (matter, area, scene, version) > ($5, $6, $7, $8) "
        "ORDER BY matter, area, scene, version LIMIT $9",
        wanted.get("matter"),
        wanted.get("area"),
        wanted.get("unit"),
        wanted.get("status"),
        matter,
        area,
        scene,
        version,
        limit,
    )
    return [_responsibility(row) for row in rows]


async def insert_responsibilities(tx: Tx, entries: Sequence[Responsibility]) -> None:
    """Store new entries."""
    await tx.executemany(
        f"INSERT INTO matters_responsibility ({_COLUMNS}) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        [_values(entry) for entry in entries],
    )


async def approve(tx: Tx, entry: Responsibility) -> None:
    """Store that a draft was approved."""
    await tx.execute(
        "UPDATE matters_responsibility SET status = 'approved', approver = $2, approved_at = $3, "
        "valid_from = $4 WHERE id = $1",
        entry.id,
        entry.approver,
        entry.approved_at,
        entry.valid_from,
    )


async def end(tx: Tx, entry: UUID, valid_to: date, *, status: str) -> None:
    """Store the day from which an entry no longer holds."""
    await tx.execute(
        "UPDATE matters_responsibility SET valid_to = $2, status = $3 WHERE id = $1", entry, valid_to, status
    )


async def end_open(tx: Tx, keys: Sequence[tuple[str, str, str]], valid_to: Sequence[date]) -> None:
    """End the open versions of many lines, each on its day."""
    await tx.execute(
        "UPDATE matters_responsibility r SET valid_to = greatest(k.day, r.valid_from), status = 'ended' "
        "FROM unnest($1::text[], $2::text[], $3::text[], $4::date[]) AS k(matter, area, scene, day) "
        "WHERE r.matter = k.matter AND r.area = k.area AND r.scene = k.scene "
        "AND r.status = 'approved' AND (r.valid_to IS NULL OR r.valid_to > k.day)",
        [k[0] for k in keys],
        [k[1] for k in keys],
        [k[2] for k in keys],
        list(valid_to),
    )


def _responsibility(row: Row) -> Responsibility:
    data = dict(row)
    extra = data.pop("data")
    data["assist_units"] = tuple(data["assist_units"])
    return msgspec.convert({**data, **extra}, Responsibility)


def _values(r: Responsibility) -> tuple[Any, ...]:
    extra = msgspec.to_builtins({name: getattr(r, name) for name in _IN_DATA})
    return (
        r.id,
        r.matter,
        r.area,
        r.scene,
        r.version,
        r.status,
        r.lead_unit,
        list(r.assist_units),
        r.valid_from,
        r.valid_to,
        extra,
        r.change_basis,
        r.applicant,
        r.applied_at,
        r.approver,
        r.approved_at,
        r.source,
    )
