"""SQL of the facts: which cases are behind, and bringing them in step; all of it in sets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yiwang.base.indicators.model.fields import BASES
from yiwang.infra.database import Row, Tx

_DAYS: Final = tuple(f"{name}_day" for name in BASES)
_STEPS: Final = {
    "reported": "opened_at", "accepted": "accepted_at", "filed": "filed_at", "dispatched": "dispatched_at",
    "feedback": "feedback_at", "due": "due_at", "closed": "closed_at",
    "answered": "CASE WHEN v.resolved IS NOT NULL OR v.satisfaction IS NOT NULL "
    "THEN coalesce(v.called_back_at, v.closed_at) END",
}  # fmt: skip
_TIMES: Final = {
    "dispatch_time": ("filed_at", "dispatched_at"), "contact_time": ("dispatched_at", "contacted_at"),
    "handle_time": ("dispatched_at", "feedback_at"), "owner_time": ("opened_at", "owned_at"),
}  # fmt: skip
_SAME: Final = (
    "id", "version", "number", "source", "channel", "matter", "unit", "first_unit", "path", "outcome",
    "urgency", "imported", "excluded", "filing_known", "contact_known", "on_time", "returned",
    "returned_liable", "dispatches", "feedbacks", "reworks", "extended", "suspended", "urged", "supervised",
    "reports", "resolved", "satisfaction",
)  # fmt: skip
_COLUMNS: Final = (*_SAME, *_DAYS, *_TIMES)


def read(source: str, timezone: str) -> str:
    """Return how rows of the view, or of its shape, become facts; ``timezone`` is an expression."""
    found = [f"v.{name}" for name in _SAME]
    steps = [step if " " in step else f"v.{step}" for step in (_STEPS[b] for b in BASES)]
    found += [f"({step} AT TIME ZONE {timezone})::date" for step in steps]
    found += [f"(extract(epoch FROM v.{b} - v.{a}) * 1000000)::bigint" for a, b in _TIMES.values()]
    named = ", ".join(f"{each} AS {name}" for each, name in zip(found, _COLUMNS, strict=True))
    return f"SELECT {named} FROM {source} v"


_PUT: Final = (
    f"INSERT INTO indicators_fact ({', '.join(_COLUMNS)}) "
    f"{read('cases_facts_v1', '$2::text')} WHERE v.id = ANY ($1)"
)
_SOIL: Final = f"""
INSERT INTO indicators_dirty (basis, grain, start)
SELECT DISTINCT d.basis, g.grain, date_trunc(g.grain, d.day)::date FROM indicators_fact f
CROSS JOIN LATERAL (VALUES {", ".join(f"('{b}', f.{b}_day)" for b in BASES)}) AS d (basis, day)
CROSS JOIN (VALUES ('day'), ('month')) AS g (grain)
WHERE f.id = ANY ($1) AND d.day IS NOT NULL
ON CONFLICT DO NOTHING
"""
_STALE: Final = """
INSERT INTO indicators_stale (month, id)
SELECT m.month, f.id FROM indicators_fact f JOIN indicators_file m
    ON m.month = date_trunc('month', f.reported_day)::date
WHERE f.id = ANY ($1)
ON CONFLICT DO NOTHING
"""
_BEHIND: Final = """
SELECT coalesce(c.id, f.id) AS id
FROM (SELECT id, version FROM cases_versions_v1) AS c
FULL JOIN indicators_fact f ON f.id = c.id
WHERE c.version IS DISTINCT FROM f.version
ORDER BY 1 LIMIT $1
"""


async def behind(tx: Tx, limit: int) -> list[UUID]:
    """Return up to ``limit`` cases whose fact is not of their present version, is missing, or must go."""
    return [row["id"] for row in await tx.fetch_planned(_BEHIND, limit)]


async def renew(tx: Tx, cases: Sequence[UUID], timezone: str) -> None:
    """Take out what was known of ``cases`` and put in what is known now; their days of both are dirty."""
    ids = list(cases)
    await _touch(tx, ids)
    await tx.execute("DELETE FROM indicators_fact WHERE id = ANY ($1)", ids)
    await tx.execute(_PUT, ids, timezone)
    await _touch(tx, ids)


async def _touch(tx: Tx, ids: Sequence[UUID]) -> None:
    """Hold for out of date what was made from facts as they are now: sums and files."""
    await tx.execute(_SOIL, ids)
    await tx.execute(_STALE, ids)


async def lock(tx: Tx, timezone: str) -> Row:
    """Return the state, locked: facts and sums are changed by one at a time."""
    await tx.execute(
        "INSERT INTO indicators_state (timezone, rolled, took_s) VALUES ($1, '{}', 0) ON CONFLICT DO NOTHING",
        timezone,
    )
    row = await tx.fetchrow(f"{_STATE} FOR UPDATE")
    assert row is not None
    return row


_STATE: Final = "SELECT timezone, rolled, as_of, compared_at, took_s FROM indicators_state"


async def state(tx: Tx) -> Row | None:
    """Return ``timezone``, ``rolled``, ``as_of`` …; ``None`` before the first facts."""
    return await tx.fetchrow(_STATE)


async def forget(tx: Tx, timezone: str) -> None:
    """Begin anew: the days of the city are others."""
    await tx.execute("DELETE FROM indicators_fact")
    await tx.execute("DELETE FROM indicators_sum")
    await tx.execute("DELETE FROM indicators_dirty")
    await tx.execute("DELETE FROM indicators_file")
    await tx.execute("DELETE FROM indicators_stale")
    await tx.execute("UPDATE indicators_state SET timezone = $1, rolled = '{}'", timezone)


async def followed(tx: Tx, at: datetime) -> None:
    """Keep that what was told up to ``at`` is in the facts, where all were compared before."""
    await tx.execute("UPDATE indicators_state SET as_of = greatest(as_of, $1) WHERE as_of IS NOT NULL", at)


async def compared(tx: Tx, at: datetime, took: float) -> None:
    """Keep that all cases were held against the facts at ``at``, and how many seconds that took."""
    await tx.execute(
        "UPDATE indicators_state SET as_of = greatest(as_of, $1), compared_at = $1, took_s = $2", at, took
    )


async def reach(tx: Tx) -> tuple[date, date] | None:
    """Return the first and the last day of which anything is known; ``None`` without facts."""
    parts = ", ".join(f"min({d}), max({d})" for d in _DAYS)
    row = await tx.fetchrow(f"SELECT {parts} FROM indicators_fact")
    days = [day for day in (row or ()) if day is not None]
    return (min(days), max(days)) if days else None


async def last_reported(tx: Tx) -> date | None:
    """Return the day on which the last case was reported."""
    found: date | None = await tx.fetchval("SELECT max(reported_day) FROM indicators_fact")
    return found


async def has_unit(tx: Tx, code: str) -> bool:
    """Tell whether any fact is of a unit that the directory no longer knows."""
    found: bool = await tx.fetchval("SELECT EXISTS (SELECT FROM indicators_fact WHERE unit = $1)", code)
    return found
