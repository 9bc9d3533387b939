"""SQL of looking at the wall: one statement per panel set, so that all its figures are of one instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from yiwang.base.wall.model.face import COMMUNITY, FIGURES
from yiwang.infra.database import Row, Tx

_SUMS = ", ".join(f"sum({f})::int AS {f}" for f in FIGURES)

_LIVE = """
live AS MATERIALIZED (
    SELECT stage, channel, matter, unit, path[$2::int + 1] AS child, due_at < $3 AS over,
        CASE WHEN due_at IS NULL THEN -1
        ELSE width_bucket(extract(epoch FROM due_at - $3::timestamptz)::float8 / 3600, $4::float8[])
        END AS rung
    FROM wall_case WHERE live AND {near} ($1::text IS NULL OR path @> ARRAY[$1::text])
        AND ($11::text[] IS NULL OR matter = ANY($11))),
counted AS (
    SELECT CASE grouping(stage, channel, matter, unit, child, rung)
            WHEN 31 THEN 'stage' WHEN 47 THEN 'channel' WHEN 55 THEN 'matter' WHEN 59 THEN 'unit'
            WHEN 61 THEN 'area' WHEN 62 THEN 'rung' ELSE 'all' END AS by,
        coalesce(stage, channel, matter, unit, child, rung::text, '-') AS key,
        count(*) AS n, count(*) FILTER (WHERE over) AS late
    FROM live GROUP BY GROUPING SETS ((stage), (channel), (matter), (unit), (child), (rung), ()))
"""
_DAYS = f"""
days AS (SELECT 'day' AS by, day, NULL::text AS key, {_SUMS} FROM wall_day
    WHERE day > $5 AND key = ANY($6) GROUP BY day),
parts AS (SELECT 'part' AS by, NULL::date AS day, key, {_SUMS} FROM wall_day
    WHERE day > $7 AND (key = ANY($8) OR ($9 AND $11::text[] IS NULL AND key LIKE 'u:%')) GROUP BY key),
moved AS (SELECT 'moved' AS by, NULL::date AS day, key,
        coalesce(sum(opened) FILTER (WHERE day > $10), 0)::int AS now,
        coalesce(sum(opened) FILTER (WHERE day <= $10), 0)::int AS before
    FROM wall_day WHERE $9 AND day > $5 AND key LIKE 'm:%'
        AND ($11::text[] IS NULL OR substr(key, 3) = ANY($11)) GROUP BY key)
"""
#: Daily figures of communities and grids, and of some matters in an area, are not kept: those few cases are
#: counted on the spot. ``near`` is what an index answers: the community in which the area lies.
_DAYS_BELOW = f"""
days AS (SELECT 'day' AS by, day, NULL::text AS key, {_SUMS} FROM (
        SELECT opened_day AS day, 1 AS opened, reports, 0 AS closed, 0 AS on_time, 0 AS late, 0 AS rated,
            0 AS stars FROM wall_case
        WHERE shown AND {{near}} opened_day > $5 AND path @> ARRAY[$1::text]
            AND ($11::text[] IS NULL OR matter = ANY($11))
        UNION ALL
        SELECT closed_day, 0, 0, 1, (on_time IS TRUE)::int, (on_time IS FALSE)::int,
            (satisfaction IS NOT NULL)::int, coalesce(satisfaction, 0) FROM wall_case
        WHERE shown AND {{near}} closed_day > $5 AND path @> ARRAY[$1::text]
            AND ($11::text[] IS NULL OR matter = ANY($11))) AS each
    WHERE $6::text[] IS NOT NULL AND $7::date IS NOT NULL AND $8::text[] IS NOT NULL AND $9::bool IS NOT NULL
        AND $10::date IS NOT NULL GROUP BY day)
"""
_IMPORTANT = """
important AS (SELECT number, stage, due_at, changed_at FROM wall_case
    WHERE important AND ($1::text IS NULL OR path @> ARRAY[$1::text])
        AND ($11::text[] IS NULL OR matter = ANY($11))
    ORDER BY changed_at DESC, number LIMIT 40)
"""


def _statement(days: str, *, whole: bool, near: str = "") -> str:
    parts = "(SELECT coalesce(json_agg(p), '[]') FROM parts AS p)" if whole else "'[]'::json"
    moved = "(SELECT coalesce(json_agg(m), '[]') FROM moved AS m)" if whole else "'[]'::json"
    return f"""
WITH {_LIVE.format(near=near)}, {days.format(near=near)}, {_IMPORTANT}
SELECT json_build_object(
    'seq', coalesce((SELECT seq FROM wall_state), 0),
    'latest', coalesce((SELECT latest FROM wall_state), '[]'),
    'live', (SELECT coalesce(json_agg(c), '[]') FROM counted AS c),
    'days', (SELECT coalesce(json_agg(d ORDER BY d.day), '[]') FROM days AS d),
    'parts', {parts}, 'moved', {moved},
    'important', (SELECT coalesce(json_agg(i ORDER BY i.changed_at DESC, i.number), '[]') FROM important AS i)
)::text AS found
"""


_WHOLE, _BELOW = _statement(_DAYS, whole=True), _statement(_DAYS_BELOW, whole=False)
_NEAR = _statement(_DAYS_BELOW, whole=False, near=f"path[{COMMUNITY}] = $12 AND")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which panel set: the area as a filter (``None``: no filter) at its depth, the instant, the days.

    ``matters``: only cases of these (``None``: all). ``community``: the one in which the area lies.
    """

    area: str | None
    depth: int
    now: datetime
    rungs: Sequence[float]
    keys: Sequence[str]
    children: Sequence[str]
    whole_city: bool
    counted_daily: bool
    since: date  # exclusive, of the series
    parts_since: date  # exclusive, of the comparison
    week: date  # exclusive, of the newer of two weeks
    matters: Sequence[str] | None = None
    community: str | None = None


async def panels(tx: Tx, asked: Asked) -> dict[str, Any]:
    """Return everything that a wall counts, of one instant; one statement."""
    near = not asked.counted_daily and asked.community is not None
    text = await tx.fetchval(
        _WHOLE if asked.counted_daily else _NEAR if near else _BELOW,
        asked.area,
        asked.depth,
        asked.now,
        list(asked.rungs),
        asked.since,
        list(asked.keys),
        asked.parts_since,
        [f"a:{code}" for code in asked.children],
        asked.whole_city,
        asked.week,
        None if asked.matters is None else list(asked.matters),
        *([asked.community] if near else []),
    )
    found: dict[str, Any] = msgspec.json.decode(text)
    return found


_CELLS = """
SELECT cell, sum(n)::int AS n FROM wall_cell
WHERE zoom = $1 AND bucket = ANY($2) AND cell >= $3 AND cell < $4 GROUP BY cell HAVING sum(n) > 0
"""
_POINTS = """
SELECT place >> $3 AS cell, count(*)::int AS n FROM wall_case
WHERE shown AND place IS NOT NULL AND place >= $1 AND place < $2
    AND ($4::text[] IS NULL OR matter = ANY($4)) {days} GROUP BY 1
"""
_DAYS_BETWEEN = "AND opened_day >= $5 AND opened_day <= $6"


async def cells(tx: Tx, zoom: int, buckets: Sequence[int], span: tuple[int, int]) -> list[Row]:
    """Return ``cell`` and ``n`` of the kept cells of a tile."""
    return await tx.fetch(_CELLS, zoom, list(buckets), *span)


async def points(
    tx: Tx,
    span: tuple[int, int],
    shift: int,
    days: tuple[date, date] | None,
    matters: Sequence[str] | None = None,
) -> list[Row]:
    """Return ``cell`` (keys without their last ``shift`` bits) and ``n`` of the cases in a tile."""
    sql = _POINTS.format(days="" if days is None else _DAYS_BETWEEN)
    return await tx.fetch(sql, *span, shift, None if matters is None else list(matters), *(days or ()))


_MONTH = "to_char(day, 'YYYY-MM')"
_MONTHS = f"""
SELECT {_MONTH} AS month, sum(opened)::int AS opened FROM wall_day WHERE key = ANY($1) GROUP BY 1 ORDER BY 1
"""
_MONTHS_BELOW = """
SELECT to_char(opened_day, 'YYYY-MM') AS month, count(*)::int AS opened FROM wall_case
WHERE shown AND ($1::text IS NULL OR path @> ARRAY[$1::text]) AND ($2::text[] IS NULL OR matter = ANY($2))
    {near} GROUP BY 1 ORDER BY 1
"""


async def months(tx: Tx, keys: Sequence[str]) -> list[Row]:
    """Return ``month`` and how many cases were ``opened`` in it, by keys of the daily figures."""
    return [row for row in await tx.fetch(_MONTHS, list(keys)) if row["opened"]]


async def months_below(
    tx: Tx, area: str | None, matters: Sequence[str] | None, community: str | None
) -> list[Row]:
    """Return the same of an area or of matters for which no daily figures are kept."""
    near = "" if community is None else f"AND path[{COMMUNITY}] = $3"
    sql = _MONTHS_BELOW.format(near=near)
    return await tx.fetch(
        sql, area, None if matters is None else list(matters), *([] if community is None else [community])
    )


_LIVE_CELLS = """
SELECT min(place) AS place, count(*)::int AS n, count(*) FILTER (WHERE due_at < $4)::int AS late,
    count(*) FILTER (WHERE due_at >= $4 AND due_at < $5)::int AS soon
FROM wall_case WHERE live AND place >= $1 AND place < $2 AND ($6::text IS NULL OR path @> ARRAY[$6::text])
    AND ($7::text[] IS NULL OR matter = ANY($7))
GROUP BY place >> $3 ORDER BY 1
"""
_LIVE_CASES = """
SELECT place, number, stage, due_at FROM wall_case
WHERE live AND place >= $1 AND place < $2 AND ($3::text IS NULL OR path @> ARRAY[$3::text])
    AND ($5::text[] IS NULL OR matter = ANY($5))
ORDER BY due_at, number LIMIT $4
"""


async def live_cells(
    tx: Tx,
    span: tuple[int, int],
    shift: int,
    instants: tuple[datetime, datetime],
    area: str | None,
    matters: Sequence[str] | None,
) -> list[Row]:
    """Return per cell ``place`` of one case, ``n``, ``late`` (due before the first instant), ``soon``."""
    return await tx.fetch(_LIVE_CELLS, *span, shift, *instants, area, matters)


async def live_cases(
    tx: Tx, span: tuple[int, int], area: str | None, matters: Sequence[str] | None, limit: int
) -> list[Row]:
    """Return place, number, stage and deadline of live cases in a tile, the most pressing first."""
    return await tx.fetch(_LIVE_CASES, *span, area, limit, matters)
