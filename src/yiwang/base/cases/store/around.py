"""SQL of what everybody may see: open cases near a place, and counts per square."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yiwang.infra.database import Row, Tx, Work

_NEAR = """
SELECT c.number, c.matter, c.stage, c.lon, c.lat, c.path, c.opened_at, c.reports,
    (SELECT count(*) FROM cases_vote v WHERE v.case_id = c.id) AS votes
FROM cases_case c
WHERE c.closed_at IS NULL AND c.lon IS NOT NULL AND c.side IS DISTINCT FROM 'withdrawn'
    AND c.lat BETWEEN $2 AND $4 AND c.lon BETWEEN $1 AND $3
    AND c.stage <> ALL($5) AND c.matter = ANY($6) AND c.opened_at >= $7
ORDER BY c.opened_at DESC, c.id DESC LIMIT $8
"""
# Who called without a number counts as somebody of their own, as does a case of which no report is left.
# Of one kind, a square is left out where the other kinds are few: their number is what is missing to all.
_SQUARES = """
SELECT x, y, cases, closed FROM (
    SELECT floor(c.lon / $3)::int AS x, floor(c.lat / $4)::int AS y,
        count(DISTINCT c.id) FILTER (WHERE k.asked) AS cases,
        count(DISTINCT c.id) FILTER (WHERE k.asked AND c.closed_at IS NOT NULL) AS closed,
        count(DISTINCT w.who) FILTER (WHERE k.asked) AS people,
        count(DISTINCT c.id) FILTER (WHERE NOT k.asked) AS other_cases,
        count(DISTINCT w.who) FILTER (WHERE NOT k.asked) AS other_people
    FROM cases_case c
    LEFT JOIN cases_report r ON r.case_id = c.id
    LEFT JOIN cases_reporter p ON p.report_id = r.id
    CROSS JOIN LATERAL (SELECT $8::text[] IS NULL OR c.matter = ANY($8) AS asked) k
    CROSS JOIN LATERAL (SELECT coalesce(p.phone_key, uuid_send(r.id), uuid_send(c.id)) AS who) w
    WHERE c.opened_at >= $1 AND c.opened_at < $2 AND c.lon IS NOT NULL
        AND c.matter IS NOT NULL AND c.matter <> ALL($5) AND c.stage <> ALL($6)
        AND c.side IS DISTINCT FROM 'withdrawn'
    GROUP BY 1, 2) AS counted
WHERE cases >= $7 AND people >= $7 AND (other_cases = 0 OR (other_cases >= $7 AND other_people >= $7))
ORDER BY 1, 2
"""
_JOINABLE = """
SELECT c.id, c.number, c.matter, c.path, c.stage, c.lon FROM cases_case c
WHERE c.number = $1 AND c.side IS DISTINCT FROM 'withdrawn'
"""

Box = tuple[float, float, float, float]


async def near(
    tx: Tx, box: Box, over: Sequence[str], matters: Sequence[str], since: datetime, limit: int
) -> list[Row]:
    """Return open cases of ``matters`` within ``box`` (west, south, east, north), newest first."""
    return await tx.fetch(_NEAR, *box, list(over), list(matters), since, limit)


async def squares(
    tx: Tx,
    window: tuple[datetime, datetime],
    size: tuple[float, float],
    hidden: Sequence[str],
    left_out: Sequence[str],
    at_least: int,
    kind: Sequence[str] | None,
) -> list[Row]:
    """Return squares of ``size`` (degrees east, north) with at least ``at_least`` cases and people.

    ``kind`` counts only these matters, in squares where the others are none or as many as well.
    """
    asked = None if kind is None else list(kind)
    return await tx.fetch(_SQUARES, *window, *size, list(hidden), list(left_out), at_least, asked)


async def joinable(tx: Tx, number: str) -> Row | None:
    """Return what decides whether the public may join a case or vote for it."""
    return await tx.fetchrow(_JOINABLE, number)


async def vote(work: Work, case: UUID, voter: bytes) -> bool:
    """Store a vote; tell whether it is new."""
    sql = "INSERT INTO cases_vote (case_id, voter, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1"
    return await work.tx.fetchval(sql, case, voter, work.now) is not None


async def unvote(tx: Tx, case: UUID, voter: bytes) -> bool:
    """Take a vote back; tell whether there was one."""
    sql = "DELETE FROM cases_vote WHERE case_id = $1 AND voter = $2 RETURNING 1"
    return await tx.fetchval(sql, case, voter) is not None


async def votes(tx: Tx, case: UUID) -> int:
    """Return how many want a case solved too."""
    n: int = await tx.fetchval("SELECT count(*) FROM cases_vote WHERE case_id = $1", case)
    return n
