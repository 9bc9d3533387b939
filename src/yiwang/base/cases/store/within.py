"""SQL of cases in a box: what a map and a buffer are drawn from."""

from __future__ import annotations

from yiwang.base.cases.store.wanted import Wanted, Where, matching
from yiwang.infra.database import Row, Tx

Box = tuple[float, float, float, float]


async def in_box(tx: Tx, w: Wanted, box: Box, limit: int) -> list[Row]:
    """Return cases of a filter in ``box`` (west, south, east, north), newest first, ``limit`` at most."""
    where = Where()
    where.add("c.lat BETWEEN {0} AND {1} AND c.lon BETWEEN {2} AND {3}", box[1], box[3], box[0], box[2])
    matching(w, where)
    sql = f"""
SELECT c.number, c.title, c.stage, c.side, c.matter, c.area, c.unit, c.address, c.lon, c.lat, c.urgency,
    c.opened_at, c.due_at, c.closed_at
FROM cases_case c WHERE {where.take()} ORDER BY c.opened_at DESC, c.id DESC LIMIT {int(limit)}
"""
    return await tx.fetch_planned(sql, *where.values)
