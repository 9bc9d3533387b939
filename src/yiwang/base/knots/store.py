"""SQL of the library of hard matters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.knots.model.criteria import COUNTED, Criteria, Reason
from yiwang.base.knots.model.knot import Knot
from yiwang.infra.database import Row, Tx, Work

_FACTS: Final = "v.id, v.number, v.matter, v.unit, v.path, v.due_at, v.closed_at, v.resolved, " + ", ".join(
    f"v.{name}" for name in COUNTED
)


async def facts(
    tx: Tx, wanted: Criteria, since: datetime, closed_since: datetime, now: datetime, limit: int
) -> list[Row]:
    """Return cases that meet a criterion: open ones, and those closed since; the newest first."""
    holds = " OR ".join(f"(${i} > 0 AND v.{name} >= ${i})" for i, name in enumerate(COUNTED, start=4))
    n = 4 + len(COUNTED)
    return await tx.fetch_planned(
        f"SELECT {_FACTS} FROM cases_facts_v1 v "
        "WHERE v.opened_at >= $1 AND NOT v.imported AND NOT v.excluded "
        "AND (v.outcome = 'open' OR (v.outcome = 'closed' AND v.closed_at >= $2)) "
        f"AND v.matter IS NOT NULL AND ({holds} OR (${n} > 0 AND coalesce(v.closed_at, $3) >= "
        f"v.due_at + ${n} * interval '1 hour') OR (${n + 1} AND v.resolved = false)) "
        f"ORDER BY v.opened_at DESC, v.id LIMIT {int(limit)}",
        since,
        closed_since,
        now,
        *(getattr(wanted, name) for name in COUNTED),
        wanted.overdue_hours,
        wanted.unresolved,
    )


async def put_candidates(work: Work, rows: Sequence[tuple[Row, tuple[Reason, ...]]]) -> int:
    """Store what was found; what a person dismissed or admitted stays so. Return how many are new."""
    made = await work.tx.fetch(
        "INSERT INTO knots_candidate (case_id, number, matter, unit, path, at, reasons, state, remark) "
        "SELECT id, number, matter, unit, string_to_array(path, ' '), $6, reasons, 'found', '' FROM unnest("
        "$1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $7::jsonb[]) "
        "AS f (id, number, matter, unit, path, reasons) ON CONFLICT (case_id) DO UPDATE SET "
        "reasons = excluded.reasons, unit = excluded.unit, matter = excluded.matter, path = excluded.path "
        "WHERE knots_candidate.state = 'found' RETURNING (xmax = 0) AS new",
        [row["id"] for row, _ in rows],
        [row["number"] for row, _ in rows],
        [row["matter"] for row, _ in rows],
        [row["unit"] for row, _ in rows],
        [" ".join(row["path"]) for row, _ in rows],
        work.now,
        [msgspec.to_builtins(why) for _, why in rows],
    )
    return sum(row["new"] for row in made)


async def candidates(tx: Tx, area: str | None, limit: int) -> list[Row]:
    """Return candidates that nobody decided on, within an area, those with most reasons first."""
    return await tx.fetch_planned(
        "SELECT case_id, number, matter, unit, path, at, reasons FROM knots_candidate WHERE state = 'found' "
        "AND ($1::text IS NULL OR $1 = ANY(path)) "
        "ORDER BY jsonb_array_length(reasons) DESC, at DESC, number LIMIT $2",
        area,
        limit,
    )


async def reasons_of(tx: Tx, numbers: Collection[str]) -> list[Reason]:
    """Return why cases were proposed, each reason once."""
    rows = await tx.fetch(
        "SELECT reasons FROM knots_candidate WHERE number = ANY($1) ORDER BY number", list(numbers)
    )
    found = [msgspec.convert(one, Reason) for row in rows for one in row["reasons"]]
    return list(dict.fromkeys(found))


async def decide(tx: Tx, numbers: Collection[str], state: str, remark: str = "") -> int:
    """Say what became of candidates; return how many there were."""
    return await tx.execute(
        "UPDATE knots_candidate SET state = $2, remark = $3 WHERE number = ANY($1) AND state = 'found'",
        list(numbers),
        state,
        remark,
    )


async def criteria(tx: Tx) -> tuple[int, Criteria]:
    """Return the criteria in force with their version; 0: those of the program."""
    row = await tx.fetchrow("SELECT version, body FROM knots_criteria ORDER BY version DESC LIMIT 1")
    return (0, Criteria()) if row is None else (row["version"], msgspec.convert(row["body"], Criteria))


async def put_criteria(work: Work, version: int, body: Criteria, reason: str) -> None:
    """Store a version of the criteria."""
    await work.tx.execute(
        "INSERT INTO knots_criteria (version, body, at, by, reason) VALUES ($1, $2, $3, $4, $5)",
        version,
        msgspec.to_builtins(body),
        work.now,
        work.actor.key,
        reason,
    )


async def put(tx: Tx, knot: Knot) -> None:
    """Store a knot as it is now."""
    await tx.execute(
        "INSERT INTO knots_knot (id, state, matter, deadline, at, body) VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (id) DO UPDATE SET state = $2, deadline = $4, body = $6",
        knot.id,
        knot.state,
        knot.matter,
        knot.deadline,
        knot.at,
        msgspec.to_builtins(knot),
    )


async def get(tx: Tx, knot: UUID, *, lock: bool = False) -> Knot | None:
    """Return a knot, locked if it is to be changed."""
    query = "SELECT body FROM knots_knot WHERE id = $1"
    row = await tx.fetchrow(f"{query} FOR UPDATE" if lock else query, knot)
    return None if row is None else msgspec.convert(row["body"], Knot)


async def newest(tx: Tx, state: str | None, limit: int) -> list[Knot]:
    """Return knots, newest first."""
    rows = await tx.fetch_planned(
        "SELECT body FROM knots_knot WHERE $1::text IS NULL OR state = $1 ORDER BY at DESC, id DESC LIMIT $2",
        state,
        limit,
    )
    return [msgspec.convert(row["body"], Knot) for row in rows]


async def of_matters(tx: Tx, matters: Collection[str], limit: int) -> list[Knot]:
    """Return open and solved knots of some matters, newest first."""
    rows = await tx.fetch(
        "SELECT body FROM knots_knot WHERE matter = ANY($1) AND state IN ('open', 'solved') "
        "ORDER BY at DESC, id DESC LIMIT $2",
        list(matters),
        limit,
    )
    return [msgspec.convert(row["body"], Knot) for row in rows]


async def due(tx: Tx, day: date, limit: int) -> list[Knot]:
    """Return open knots whose deadline comes by ``day``, or is past."""
    rows: list[Any] = await tx.fetch(
        "SELECT body FROM knots_knot WHERE state = 'open' AND deadline <= $1 ORDER BY deadline, id LIMIT $2",
        day,
        limit,
    )
    return [msgspec.convert(row["body"], Knot) for row in rows]
