"""SQL of possible duplicates: sketches of open cases, suggestions and their verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.base.cases.model.matcher import NAMES
from yiwang.base.cases.model.sketch import keys_of
from yiwang.infra.database import Row, Tx, Work

_SKETCHES = """
WITH fresh AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::text[]) AS f (id, at, sketch, keys)),
kept AS (
    INSERT INTO cases_sketch (case_id, opened_at, sketch) SELECT id, at, sketch FROM fresh
    ON CONFLICT (case_id) DO NOTHING)
INSERT INTO cases_band (key, opened_at, case_id)
SELECT unnest(string_to_array(keys, ' ')::int[]), at, id FROM fresh
ON CONFLICT DO NOTHING
"""
# Common bands belong to set phrases: of each only the newest cases are looked at, and of all of them those
# that share most bands. So the cost does not grow with the number of cases, nor with how alike they are.
_WORDED = """
SELECT DISTINCT c.id, c.number, c.matter, c.lon, c.lat, c.address, c.title, c.path, c.opened_at, s.sketch
FROM unnest($1::text[]) AS asked (keys)
CROSS JOIN LATERAL (
    SELECT shared.case_id FROM unnest(string_to_array(asked.keys, ' ')::int[]) AS of (key)
    CROSS JOIN LATERAL (
        SELECT b.case_id, b.opened_at FROM cases_band b
        WHERE b.key = of.key AND b.opened_at >= $2 ORDER BY b.opened_at DESC LIMIT $3) AS shared
    GROUP BY shared.case_id ORDER BY count(*) DESC, max(shared.opened_at) DESC LIMIT $4) AS likely
JOIN cases_sketch s ON s.case_id = likely.case_id
JOIN cases_case c ON c.id = likely.case_id
WHERE c.closed_at IS NULL AND c.stage NOT IN ('rejected', 'not_filed', 'void', 'merged')
"""
_ENDED = """
SELECT c.id, c.number, c.title, c.unit, c.lon, c.lat, c.address, c.matter, c.path, c.opened_at, c.closed_at,
    c.on_time, c.satisfaction
FROM unnest($2::int[], $3::int[]) AS cell (y, x)
CROSS JOIN LATERAL (
    SELECT * FROM cases_case
    WHERE closed_at IS NOT NULL AND lon IS NOT NULL AND side IS DISTINCT FROM 'withdrawn' AND matter = $1
        AND floor(lat * 200)::int = cell.y AND floor(lon * 200)::int = cell.x AND closed_at >= $4
    ORDER BY closed_at DESC LIMIT $5) AS c
"""
_SUGGEST = """
INSERT INTO cases_duplicate (case_id, other_id, score, reasons, signs, at)
SELECT case_id, other_id, score, reasons, string_to_array(signs, ' ')::float8[], $6
FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::jsonb[], $5::text[])
    AS fresh (case_id, other_id, score, reasons, signs)
ON CONFLICT (case_id, other_id) DO NOTHING
"""
_JUDGE = """
UPDATE cases_duplicate SET verdict = $3, decided_at = $4, decided_by = $5, automatic = automatic OR $6
WHERE (case_id, other_id) IN (($1, $2), ($2, $1)) AND (verdict IS DISTINCT FROM $3 OR $6)
RETURNING case_id
"""
_PAIRS = """
SELECT d.score, d.reasons, d.at, d.verdict, d.automatic,
    c.number, c.title, c.matter, c.address, c.area, c.path, c.stage, c.opened_at, c.unit, c.reports,
    o.number AS other_number, o.title AS other_title, o.address AS other_address, o.stage AS other_stage,
    o.opened_at AS other_opened_at, o.unit AS other_unit, o.reports AS other_reports, o.path AS other_path
FROM cases_duplicate d
JOIN cases_case c ON c.id = d.case_id AND c.closed_at IS NULL
    AND c.stage NOT IN ('rejected', 'not_filed', 'void', 'merged')
JOIN cases_case o ON o.id = d.other_id AND o.closed_at IS NULL
    AND o.stage NOT IN ('rejected', 'not_filed', 'void', 'merged')
WHERE d.verdict IS NULL
    AND ($2::text IS NULL OR ((c.path = '{}' OR $2 = ANY(c.path)) AND (o.path = '{}' OR $2 = ANY(o.path))))
    AND ($3::text[] IS NULL OR (c.unit = ANY($3) AND o.unit = ANY($3)))
ORDER BY d.score DESC, d.case_id LIMIT $1
"""
_OVER = """
SELECT s.case_id, s.opened_at, s.sketch FROM cases_sketch s JOIN cases_case c ON c.id = s.case_id
WHERE c.closed_at IS NOT NULL OR c.stage IN ('rejected', 'not_filed', 'void', 'merged') LIMIT $1
"""
_FORGET = """
WITH over AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS o (id, at, keys)),
bands AS (
    DELETE FROM cases_band b USING (
        SELECT id, at, unnest(string_to_array(keys, ' ')::int[]) AS key FROM over) AS o
    WHERE b.key = o.key AND b.opened_at = o.at AND b.case_id = o.id)
DELETE FROM cases_sketch WHERE case_id IN (SELECT id FROM over)
"""
# A suggestion about a case that ended is nobody's question any more; it is no verdict either.
_TIDY_PAIRS = """
UPDATE cases_duplicate SET verdict = 'ended' WHERE (case_id, other_id) IN (
    SELECT d.case_id, d.other_id FROM cases_duplicate d
    JOIN cases_case c ON c.id = d.case_id JOIN cases_case o ON o.id = d.other_id
    WHERE d.verdict IS NULL AND (
        c.closed_at IS NOT NULL OR c.stage IN ('rejected', 'not_filed', 'void', 'merged')
        OR o.closed_at IS NOT NULL OR o.stage IN ('rejected', 'not_filed', 'void', 'merged')) LIMIT $1)
"""


async def keep_sketches(tx: Tx, rows: Sequence[tuple[UUID, datetime, bytes, Sequence[int]]]) -> None:
    """Keep the sketches of cases that were opened: (case, instant, sketch, keys)."""
    if rows:
        await tx.execute(
            _SKETCHES,
            [r[0] for r in rows],
            [r[1] for r in rows],
            [r[2] for r in rows],
            [" ".join(map(str, r[3])) for r in rows],
        )


async def worded(
    tx: Tx, keys: Sequence[Sequence[int]], since: datetime, per_band: int, limit: int
) -> list[Row]:
    """Return open cases whose texts share bands with any of the reports, at most ``limit`` per report.

    Of each band the newest ``per_band`` cases are looked at; those that share most bands are returned.
    """
    asked = [" ".join(map(str, some)) for some in keys if some]
    return await tx.fetch(_WORDED, asked, since, per_band, limit) if asked else []


async def ended_near(tx: Tx, matter: str, lon: float, lat: float, since: datetime, limit: int) -> list[Row]:
    """Return ended cases of a matter in the nine squares of half a kilometre around a point, newest first."""
    x, y = int(lon * 200 // 1), int(lat * 200 // 1)
    squares = [(y + j, x + i) for j in (-1, 0, 1) for i in (-1, 0, 1)]
    return await tx.fetch(_ENDED, matter, [s[0] for s in squares], [s[1] for s in squares], since, limit)


async def suggest(
    tx: Tx, pairs: Sequence[tuple[UUID, UUID, float, Any, Sequence[float]]], at: datetime
) -> None:
    """Keep possible duplicates: (case, other case, score, reasons, signs)."""
    if pairs:
        await tx.execute(
            _SUGGEST,
            [p[0] for p in pairs],
            [p[1] for p in pairs],
            [p[2] for p in pairs],
            [p[3] for p in pairs],
            [" ".join(map(str, p[4])) for p in pairs],
            at,
        )


async def judge(work: Work, one: UUID, other: UUID, verdict: str, *, automatic: bool = False) -> bool:
    """Write a verdict on a pair, whichever way round it was suggested; tell whether it was suggested."""
    rows = await work.tx.fetch(_JUDGE, one, other, verdict, work.now, work.actor.key, automatic)
    return bool(rows)


async def pairs(tx: Tx, area: str | None, units: Sequence[str] | None, limit: int) -> list[Row]:
    """Return the likeliest pairs that wait for a verdict: both of an area, or without any, and of units."""
    return await tx.fetch(_PAIRS, limit, area, None if units is None else list(units))


async def evidence(tx: Tx) -> list[Row]:
    """Return how often each verdict fell, by whether the system or a person had merged."""
    return await tx.fetch(
        "SELECT coalesce(verdict, 'open') AS verdict, automatic, count(*) AS n FROM cases_duplicate "
        "GROUP BY 1, 2 ORDER BY 1, 2"
    )


async def verdicts(tx: Tx, limit: int) -> list[Row]:
    """Return the newest verdicts of people with the signs that the matcher saw: (signs, merged)."""
    return await tx.fetch(
        "SELECT signs, verdict = 'merged' AS same FROM cases_duplicate "
        "WHERE verdict IN ('merged', 'different') AND cardinality(signs) = $2 "
        "AND (verdict = 'different' OR NOT automatic) ORDER BY decided_at DESC LIMIT $1",
        limit,
        len(NAMES),
    )


async def verdicts_since(tx: Tx, since: datetime) -> list[Row]:
    """Return verdicts of people from an instant on: (at, UTC day, signs, same, automatic)."""
    return await tx.fetch(
        "SELECT decided_at AS at, (decided_at AT TIME ZONE 'UTC')::date AS day, signs, "
        "verdict = 'merged' AS same, automatic FROM cases_duplicate "
        "WHERE verdict IN ('merged', 'different') AND cardinality(signs) = $2 "
        "AND (verdict = 'different' OR NOT automatic) AND decided_at >= $1",
        since,
        len(NAMES),
    )


async def tidy(tx: Tx, limit: int) -> int:
    """Forget sketches of ended cases and close suggestions about them, ``limit`` of each; return how many."""
    over = await tx.fetch(_OVER, limit)
    await _forget(tx, over)
    return len(over) + await tx.execute(_TIDY_PAIRS, limit)


async def forget_sketch(tx: Tx, case: UUID) -> None:
    """Forget how the first report of a case sounded."""
    found = "SELECT case_id, opened_at, sketch FROM cases_sketch WHERE case_id = $1"
    await _forget(tx, await tx.fetch(found, case))


async def _forget(tx: Tx, rows: Sequence[Row]) -> None:
    """Delete sketches with their bands, which only they tell of."""
    if rows:
        keys = [" ".join(map(str, keys_of(row["sketch"]))) for row in rows]
        await tx.execute(_FORGET, [row["case_id"] for row in rows], [row["opened_at"] for row in rows], keys)
