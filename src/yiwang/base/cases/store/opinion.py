"""SQL of what many cases say together: for topics, bursts and people who come again and again."""

from __future__ import annotations

from datetime import datetime

from yiwang.base.cases.store.wanted import LIVE, SHOWN, Wanted, Where, matching
from yiwang.infra.database import Row, Tx

# Callers are known by a few bytes of the keyed hash of their number: enough to count people by.
_CALLERS = """
(SELECT array_agg(DISTINCT encode(substr(p.phone_key, 1, 6), 'hex')) FROM cases_report r
    JOIN cases_reporter p ON p.report_id = r.id WHERE r.case_id = c.id AND p.phone_key IS NOT NULL) AS callers
"""
_DAILY = f"""
SELECT c.path[least($3::int, cardinality(c.path))] AS area, c.matter,
    (c.opened_at AT TIME ZONE $4)::date AS day, count(*) AS n
FROM cases_case c
WHERE c.opened_at >= $1 AND c.opened_at < $2 AND {SHOWN} AND c.matter IS NOT NULL AND cardinality(c.path) > 0
GROUP BY 1, 2, 3
"""
_AGAIN = f"""
SELECT p.phone_key, c.matter, count(DISTINCT c.id) AS n, array_agg(DISTINCT c.number) AS numbers,
    min(p.phone) AS phone, max(c.path) AS path
FROM cases_report r JOIN cases_reporter p ON p.report_id = r.id JOIN cases_case c ON c.id = r.case_id
WHERE r.received_at >= $1 AND p.phone_key IS NOT NULL AND c.matter IS NOT NULL AND {SHOWN}
GROUP BY p.phone_key, c.matter HAVING count(DISTINCT c.id) >= $2 ORDER BY n DESC LIMIT $3
"""
_OLD = f"""
SELECT c.number, c.title, c.matter, c.path, c.unit, c.opened_at FROM cases_case c
WHERE {LIVE} AND {SHOWN} AND c.opened_at < $1 ORDER BY c.opened_at LIMIT $2
"""

#: So many of the newest cases of a filter are drawn from.
_DRAWN_FROM = 50_000


async def told(tx: Tx, w: Wanted, limit: int) -> list[Row]:
    """Return reports of cases of a filter, drawn evenly; held until the transaction ends, so none is erased.

    Erased reports are left out: their salt is empty.
    """
    where = Where()
    matching(w, where)
    return await tx.fetch(
        f"WITH c AS MATERIALIZED (SELECT c.id, c.number, c.matter, c.path FROM cases_case c "
        f"WHERE {where.take()} ORDER BY c.opened_at DESC, c.id DESC LIMIT {_DRAWN_FROM}) "
        "SELECT r.id AS report, r.text, c.number, c.matter, c.path FROM c JOIN cases_report r "
        "ON r.case_id = c.id WHERE length(r.salt) > 0 AND r.text <> '' "
        f"ORDER BY md5(r.id::text) LIMIT {int(limit)} FOR SHARE OF r",
        *where.values,
    )


async def gathered(tx: Tx, w: Wanted, limit: int) -> list[Row]:
    """Return the newest cases of a filter with the people who reported each."""
    where = Where()
    matching(w, where)
    return await tx.fetch_planned(
        "SELECT c.number, c.title, c.matter, c.path, c.unit, c.opened_at, c.closed_at, c.satisfaction, "
        f"c.reports, c.lon, c.lat, {_CALLERS} FROM cases_case c WHERE {where.take()} "
        f"ORDER BY c.opened_at DESC, c.id DESC LIMIT {int(limit)}",
        *where.values,
    )


async def daily(tx: Tx, since: datetime, until: datetime, level: int, zone: str) -> list[Row]:
    """Return cases per area (``level`` steps below nothing: 1 is the city), matter and day of ``zone``."""
    return await tx.fetch(_DAILY, since, until, level, zone)


async def again(tx: Tx, since: datetime, least: int, limit: int) -> list[Row]:
    """Return callers with at least ``least`` cases of one matter; numbers in full, to be masked."""
    return await tx.fetch(_AGAIN, since, least, limit)


async def old(tx: Tx, before: datetime, limit: int) -> list[Row]:
    """Return live cases opened before an instant, the oldest first."""
    return await tx.fetch(_OLD, before, limit)
