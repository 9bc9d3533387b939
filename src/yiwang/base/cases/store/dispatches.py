"""SQL of dispatches and what came of them: a projection of the states of cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from yiwang.base.cases.model.dispatches import Outcome
from yiwang.base.cases.model.state import CaseState
from yiwang.infra.database import Row, Tx

_TYPES: Final = {
    "case_id": "uuid", "number": "text", "at": "timestamptz", "unit": "text", "by": "text", "mode": "text",
    "matter": "text", "path": "text", "model": "uuid", "named": "text", "score": "float8", "shadow": "uuid",
    "shadow_unit": "text", "wrong": "bool", "final": "text", "closed_at": "timestamptz", "waited_s": "float8",
    "reason": "text", "liable": "text",
}  # fmt: skip
_PUT: Final = f"""
INSERT INTO cases_dispatch ({", ".join(f'"{n}"' for n in _TYPES)})
SELECT {", ".join("string_to_array(path, ' ')" if n == "path" else f'"{n}"' for n in _TYPES)}
FROM unnest({", ".join(f"${i}::{t}[]" for i, t in enumerate(_TYPES.values(), 1))})
    AS fresh ({", ".join(f'"{n}"' for n in _TYPES)})
ON CONFLICT (case_id) DO UPDATE SET matter = excluded.matter, path = excluded.path, wrong = excluded.wrong,
    final = excluded.final, closed_at = excluded.closed_at, reason = excluded.reason, liable = excluded.liable
"""


async def put(tx: Tx, states: Sequence[CaseState]) -> None:
    """Write what came of the dispatches of cases, those without one left out; one statement."""
    found = [one for state in states if (one := Outcome.of(state)) is not None]
    if found:
        rows = [one.row() for one in found]
        await tx.execute(_PUT, *([row[name] for row in rows] for name in _TYPES))


_SINCE: Final = """ FROM cases_dispatch WHERE at >= $1 AND at < $2
AND ($3::text IS NULL OR $3 = ANY (path)) AND ($4::text IS NULL OR matter = $4)
AND ($5::text IS NULL OR unit = $5)"""
_SUMS: Final = """count(*) AS n, count(*) FILTER (WHERE wrong) AS wrong,
count(*) FILTER (WHERE by <> 'person') AS automatic,
count(*) FILTER (WHERE by = 'model') AS by_model,
count(*) FILTER (WHERE by = 'model' AND wrong) AS model_wrong,
count(*) FILTER (WHERE liable = 'dispatcher') AS liable, avg(waited_s) AS waited_s"""
#: What dispatches may be put together by.
GROUPS: Final = {
    "by": "by", "mode": "mode", "matter": "matter", "unit": "unit", "area": "path[3]", "district": "path[2]"
}  # fmt: skip

Asked = tuple[datetime, datetime, str | None, str | None, str | None]


async def sums(tx: Tx, asked: Asked, by: str | None, limit: int) -> list[Row]:
    """Return counts of the dispatches of a time, as a whole or by one of :data:`GROUPS`, the most first."""
    if by is None:
        return await tx.fetch(f"SELECT {_SUMS}{_SINCE}", *asked)
    return await tx.fetch(
        f"SELECT {GROUPS[by]} AS key, {_SUMS}{_SINCE} GROUP BY 1 ORDER BY n DESC, 1 LIMIT $6", *asked, limit
    )


async def wrong(tx: Tx, asked: Asked, limit: int) -> list[Row]:
    """Return the newest dispatches that another unit had to take over."""
    return await tx.fetch(
        f"SELECT number, at, unit, final, by, mode, matter, score, reason, liable{_SINCE} AND wrong "
        "ORDER BY at DESC LIMIT $6",
        *asked,
        limit,
    )


async def returns(tx: Tx, asked: Asked, limit: int) -> list[Row]:
    """Return what was returned: reason, liability, from which unit to which, how often."""
    return await tx.fetch(
        "SELECT reason, liable, unit, final, count(*) AS n, "
        "(array_agg(number ORDER BY at DESC))[1:5] AS numbers"
        f"{_SINCE} AND reason IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY n DESC, 1, 3 LIMIT $6",
        *asked,
        limit,
    )


async def acted(tx: Tx, model: UUID, since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many cases a model dispatched by itself in the time, and how many of these were wrong."""
    row = await tx.fetchrow(
        "SELECT count(*) AS n, count(*) FILTER (WHERE wrong) AS wrong FROM cases_dispatch "
        "WHERE model = $1 AND by = 'model' AND at >= $2 AND at < $3",
        model,
        since,
        until,
    )
    assert row is not None
    return row["n"], row["wrong"]


_DAYS: Final = """
SELECT model, day, count(*) AS calls, count(*) FILTER (WHERE acted) AS acted,
    count(*) FILTER (WHERE settled AND named = final) AS "right",
    count(*) FILTER (WHERE settled AND named <> final) AS wrong
FROM (
    SELECT model, (at AT TIME ZONE 'UTC')::date AS day, by = 'model' AS acted,
        closed_at IS NOT NULL AS settled, named, final
    FROM cases_dispatch WHERE at >= $1 AND model IS NOT NULL
    UNION ALL
    SELECT shadow, (at AT TIME ZONE 'UTC')::date, false, closed_at IS NOT NULL, shadow_unit, final
    FROM cases_dispatch WHERE at >= $1 AND shadow IS NOT NULL AND shadow IS DISTINCT FROM model
) AS asked GROUP BY 1, 2
"""


async def days(tx: Tx, since: datetime) -> list[Row]:
    """Return per model and UTC day how often it was asked and acted, and what came of its answers."""
    return await tx.fetch(_DAYS, since)


_EXAMPLES: Final = """
SELECT c.id, c.matter, c.path, c.channel, c.opened_at, c.closed_at, c.unit,
    tsvector_to_array(s.words) AS words
FROM cases_case c JOIN cases_search s ON s.case_id = c.id
WHERE c.closed_at IS NOT NULL AND c.side IS DISTINCT FROM 'withdrawn' AND c.unit IS NOT NULL
    AND c.stage IN ('closed', 'rated', 'archived') AND c.matter IS NOT NULL
    AND (c.closed_at, c.id) < ($1, $2)
ORDER BY c.closed_at DESC, c.id DESC LIMIT $3
"""


async def examples(tx: Tx, before: datetime, last: UUID, limit: int) -> list[Row]:
    """Return closed cases with the unit that handled them at the end, the newest first."""
    return await tx.fetch(_EXAMPLES, before, last, limit)
