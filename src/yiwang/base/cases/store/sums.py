"""SQL of sums over a whole list: how many, how many over, how much time is left, by group."""

from __future__ import annotations

from yiwang.base.cases.model.filters import NONE
from yiwang.base.cases.store.wanted import LIVE, Wanted, Where, matching
from yiwang.infra.database import Row, Tx


def _key(w: Wanted, by: str) -> str:
    column = f"c.path[{w.level}]" if by == "area" else f"c.{by}"
    return f"coalesce({column}::text, '{NONE}')"


async def sums(tx: Tx, w: Wanted, by: str | None) -> list[Row]:
    """Return ``whole, key, count, open, overdue, left_s``: the whole first, then its largest groups."""
    where = Where()
    now = where.value(w.now) + "::timestamptz"
    where.add(f"{now} IS NOT NULL")
    matching(w, where)
    key = "NULL::text" if by is None else _key(w, by)
    sets = "()" if by is None else "(), (1)"
    group = (
        "NULL::text AS key, true AS whole" if by is None else f"{key} AS key, grouping({key}) = 1 AS whole"
    )
    running = "c.closed_at IS NULL AND c.due_at IS NOT NULL"
    sql = f"""
SELECT {group}, count(*) AS count, count(*) FILTER (WHERE {LIVE}) AS open,
    count(*) FILTER (WHERE {running} AND c.due_at < {now}) AS overdue,
    (avg(extract(epoch FROM c.due_at - {now}))
        FILTER (WHERE {running} AND c.due_at >= {now}))::float8 AS left_s
FROM cases_case c WHERE {where.take()} GROUP BY GROUPING SETS ({sets})
ORDER BY whole DESC, count DESC, key
"""
    return await tx.fetch_planned(sql, *where.values)
