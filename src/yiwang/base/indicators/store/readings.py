"""SQL of what other sources than cases say: their sums, their rows, and every change of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.indicators.model.book import Measure
from yiwang.base.indicators.model.cuts import NONE, By, Cut
from yiwang.base.indicators.model.expressions import type_of
from yiwang.base.indicators.model.sources import Source
from yiwang.base.indicators.model.values import Sum
from yiwang.base.indicators.store.compile import Values, sql
from yiwang.infra.database import Row, Tx


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a source as it is to be stored."""

    day: date
    series: str
    path: tuple[str, ...]
    unit: str | None
    said: dict[str, Any]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Who changed rows, when, with which act and import, and why."""

    act: str
    by: str
    at: datetime
    why: str = ""
    batch: UUID | None = None
    account: UUID | None = None


async def totals(
    tx: Tx, source: Source, measures: Sequence[Measure], cut: Cut, by: By | None = None
) -> dict[str, dict[str, Sum]]:
    """Return sums by part (``''``: undivided) and code of the measure; no row, no part."""
    values = Values()
    rows = f"SELECT {_key(by)} AS key, f.* FROM ({_rows(source, cut, values)}) AS f"
    parts = [
        f"SELECT {values(m.data.code)}::text AS code, g.* FROM ({_sum(m, values)}) AS g" for m in measures
    ]
    found: dict[str, dict[str, Sum]] = {}
    for row in await tx.fetch_planned(f"WITH rows AS ({rows}) {' UNION ALL '.join(parts)}", *values.all):
        found.setdefault(row["key"], {})[row["code"]] = Sum(row["total"], row["missing"])
    return found


def _rows(source: Source, cut: Cut, values: Values) -> str:
    columns = ", ".join(
        f"(r.said ->> '{code}'){'::numeric' if one.type == 'number' else ''} AS {code}"
        for code, one in source.columns.items()
    )
    parts = [
        f"r.source = {values(source.data.code)}::text AND r.said IS NOT NULL",
        f"r.day >= {values(cut.first)}::date AND r.day < {values(cut.end)}::date",
    ]
    if cut.area is not None:
        parts.append(f"r.path @> ARRAY[{values(cut.area)}::text]")
    if cut.units is not None:
        parts.append(f"r.unit = ANY ({values(list(cut.units))}::text[])")
    return (
        f"SELECT r.day, r.series, r.path, r.unit, {columns} FROM indicators_reading r "
        f"WHERE {' AND '.join(parts)}"
    )


def _key(by: By | None) -> str:
    match by:
        case None:
            return "''::text"
        case By(dimension="area", level=level):
            return f"coalesce(f.path[{int(level)}], '{NONE}')"
        case By(dimension="time", grain=grain):
            return f"date_trunc('{grain}', f.day)::date::text"
    return f"coalesce(f.unit, '{NONE}')"


def _sum(measure: Measure, values: Values) -> str:
    """Return the total of a measure by part; null where no row says enough, which is not 0."""
    unknown = " OR ".join(f"{values.column(need)} IS NULL" for need in measure.needs) or "false"
    where = "true" if measure.where is None else sql(measure.where, values)
    taken = f"(NOT ({unknown}) AND {where})"
    value = "1" if measure.value is None else sql(measure.value, values)
    if measure.data.aggregate == "distinct":
        total = f"count(DISTINCT {value}) FILTER (WHERE {taken})"
    else:
        condition = measure.value is not None and type_of(measure.value, measure.types) == "bool"
        value = f"({value})::int::numeric" if condition else f"({value})::numeric"
        total = _aggregate(measure, value, taken, values)
    if measure.data.aggregate == "last":
        newest = (
            f"SELECT f.key, {taken} AS taken, ({unknown}) AS unknown, {value} AS value, row_number() OVER "
            f"(PARTITION BY f.key, f.series, {taken} ORDER BY f.day DESC) AS n FROM rows f"
        )
        return (
            f"SELECT n.key, sum(n.value) FILTER (WHERE n.taken AND n.n = 1)::numeric AS total, "
            f"count(*) FILTER (WHERE n.unknown) AS missing FROM ({newest}) AS n GROUP BY 1"
        )
    return (
        f"SELECT f.key, CASE WHEN count(*) FILTER (WHERE NOT ({unknown})) > 0 THEN {total} END::numeric "
        "AS total, "
        f"count(*) FILTER (WHERE {unknown}) AS missing FROM rows f GROUP BY 1"
    )


def _aggregate(measure: Measure, value: str, taken: str, values: Values) -> str:
    match measure.data.aggregate:
        case "min" | "max" as extreme:
            return f"{extreme}({value}) FILTER (WHERE {taken})"
        case "percentile":
            share = f"{values(measure.data.share)}::float8"
            return (
                f"percentile_cont({share}) WITHIN GROUP (ORDER BY ({value})::float8) FILTER (WHERE {taken})"
            )
    return f"coalesce(sum({value}) FILTER (WHERE {taken}), 0)"


_PUT = """
WITH given AS (
    SELECT * FROM unnest($2::date[], $3::text[], $4::text[], $5::text[], $6::jsonb[])
        AS g (day, series, path, unit, said)
), before AS (
    SELECT r.day, r.series, r.said, r.proposed FROM indicators_reading r JOIN given USING (day, series)
    WHERE r.source = $1
), put AS (
    INSERT INTO indicators_reading (source, day, series, path, unit, said, proposed, batch, by, account, at)
    SELECT $1, day, series, string_to_array(path, '/'), unit,
        CASE WHEN $11 THEN NULL ELSE said END, CASE WHEN $11 THEN said END, $7, $8, $13, $9 FROM given
    ON CONFLICT (source, day, series) DO UPDATE SET path = excluded.path, unit = excluded.unit,
        said = CASE WHEN $11 THEN indicators_reading.said ELSE excluded.said END,
        proposed = excluded.proposed, batch = excluded.batch, by = excluded.by,
        account = excluded.account, at = excluded.at
)
INSERT INTO indicators_reading_log (source, day, series, act, before, after, why, batch, by, at)
SELECT $1, g.day, g.series,
    CASE WHEN b.said IS NOT NULL AND $10 = 'enter' THEN 'correct' ELSE $10 END,
    b.said, g.said, $12, $7, $8, $9
FROM given g LEFT JOIN before b USING (day, series)
WHERE b.said IS DISTINCT FROM g.said OR b.proposed IS NOT NULL
"""


async def put(tx: Tx, source: str, rows: Sequence[Reading], change: Change, *, proposed: bool = False) -> int:
    """Store rows, each with its trace; the same again leaves none. Returns how many said something else.

    ``proposed``: what is in force stays so until somebody approves.
    """
    return await tx.execute(
        _PUT, source, [r.day for r in rows], [r.series for r in rows], ["/".join(r.path) for r in rows],
        [r.unit for r in rows], [r.said for r in rows], change.batch, change.by, change.at, change.act,
        proposed,
        change.why, change.account,
    )  # fmt: skip


async def refresh(tx: Tx, source: str, rows: Sequence[Reading], days: Sequence[date], at: datetime) -> None:
    """Put what was gathered of devices in the place of what was known of these days; it leaves no trace."""
    await tx.execute(
        "DELETE FROM indicators_reading WHERE source = $1 AND day = ANY ($2)", source, list(days)
    )
    await tx.copy(
        "indicators_reading",
        ("source", "day", "series", "path", "unit", "said", "by", "at"),
        [(source, r.day, r.series, list(r.path), r.unit, r.said, "system", at) for r in rows],
    )


async def decide(tx: Tx, source: str, day: date, series: str, change: Change) -> bool:
    """Bring what was proposed into force (act ``approve``) or send it back; tells whether any was."""
    approved = change.act == "approve"
    done = await tx.execute(
        """
        WITH old AS (
            SELECT said, proposed FROM indicators_reading
            WHERE source = $1 AND day = $2 AND series = $3 AND proposed IS NOT NULL FOR UPDATE
        ), gone AS (
            DELETE FROM indicators_reading r USING old
            WHERE r.source = $1 AND r.day = $2 AND r.series = $3 AND NOT $4 AND old.said IS NULL
        ), kept AS (
            UPDATE indicators_reading r
            SET said = CASE WHEN $4 THEN old.proposed ELSE old.said END, proposed = NULL
            FROM old WHERE r.source = $1 AND r.day = $2 AND r.series = $3 AND ($4 OR old.said IS NOT NULL)
        )
        INSERT INTO indicators_reading_log (source, day, series, act, before, after, why, by, at)
        SELECT $1, $2, $3, $5, said, proposed, $6, $7, $8 FROM old
        """,
        source, day, series, approved, change.act, change.why, change.by, change.at,
    )  # fmt: skip
    return done > 0


async def rows(
    tx: Tx, source: str, first: date, end: date, *, path: str | None = None, unit: str | None = None
) -> list[Row]:
    """Return the rows of a source from ``first`` to before ``end``, by day and series."""
    return await tx.fetch(
        "SELECT day, series, path, unit, said, proposed, batch, by, account, at FROM indicators_reading "
        "WHERE source = $1 AND day >= $2 AND day < $3 AND ($4::text IS NULL OR path @> ARRAY[$4]) "
        "AND ($5::text IS NULL OR unit = $5) ORDER BY day, series LIMIT 5000",
        source, first, end, path, unit,
    )  # fmt: skip


async def days(tx: Tx, source: str, cut: Cut) -> Mapping[date, int]:
    """Return of how many areas there are rows in force, per day in the cut."""
    found = await tx.fetch(
        "SELECT day, count(DISTINCT path) AS n FROM indicators_reading "
        "WHERE source = $1 AND day >= $2 AND day < $3 AND said IS NOT NULL "
        "AND ($4::text IS NULL OR path @> ARRAY[$4]) "
        "AND ($5::text[] IS NULL OR unit = ANY ($5)) GROUP BY day",
        source, cut.first, cut.end, cut.area, None if cut.units is None else list(cut.units),
    )  # fmt: skip
    return {row["day"]: row["n"] for row in found}


async def trace(tx: Tx, source: str, day: date, series: str) -> list[Row]:
    """Return every change of one row, the newest first."""
    return await tx.fetch(
        "SELECT act, before, after, why, by, at FROM indicators_reading_log "
        "WHERE source = $1 AND day = $2 AND series = $3 ORDER BY no DESC LIMIT 200",
        source, day, series,
    )  # fmt: skip


async def newest(tx: Tx) -> dict[str, Row]:
    """Return per source the last day in force and when anything last came."""
    found = await tx.fetch(
        "SELECT source, max(day) FILTER (WHERE said IS NOT NULL) AS last, max(at) AS at, "
        "count(*) FILTER (WHERE proposed IS NOT NULL) AS waiting FROM indicators_reading GROUP BY source"
    )
    return {row["source"]: row for row in found}


async def keep_import(tx: Tx, values: Mapping[str, Any]) -> int:
    """Keep that a file was imported; returns the number that it got. Imports of a source come one by one."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtext('indicators_import ' || $1))", values["source"])
    number: int = await tx.fetchval(
        "INSERT INTO indicators_import (id, source, number, file, sha256, rows, changed, first, last, by, "
        "at) SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, 0, $6, $7, $8, $9 "
        "FROM indicators_import WHERE source = $2 RETURNING number",
        *(values[n] for n in ("id", "source", "file", "sha256", "rows", "first", "last", "by", "at")),
    )
    return number


async def imports(tx: Tx, source: str) -> list[Row]:
    """Return the imports of a source, the newest first."""
    return await tx.fetch(
        "SELECT id, number, file, sha256, rows, changed, first, last, by, at, withdrawn_at "
        "FROM indicators_import WHERE source = $1 ORDER BY number DESC LIMIT 200",
        source,
    )


async def changed(tx: Tx, batch: UUID) -> int:
    """Count, and keep with the import, the rows that said something else before it."""
    found: int = await tx.fetchval(
        "UPDATE indicators_import SET changed = (SELECT count(*) FROM indicators_reading_log "
        "WHERE batch = $1 AND act = 'import' AND before IS NOT NULL) WHERE id = $1 RETURNING changed",
        batch,
    )
    return found


async def withdraw(tx: Tx, source: str, batch: UUID, change: Change) -> int | None:
    """Undo an import where its rows are still as it left them; ``None`` if there is none to be undone."""
    taken = await tx.execute(
        "UPDATE indicators_import SET withdrawn_at = $3 "
        "WHERE id = $1 AND source = $2 AND withdrawn_at IS NULL",
        batch, source, change.at,
    )  # fmt: skip
    if not taken:
        return None
    return await tx.execute(
        """
        WITH old AS (
            SELECT r.day, r.series, r.said, l.before FROM indicators_reading r
            JOIN indicators_reading_log l ON l.batch = $2 AND l.act = 'import' AND l.source = r.source
                AND l.day = r.day AND l.series = r.series
            WHERE r.source = $1 AND r.batch = $2 AND r.said = l.after
        ), gone AS (
            DELETE FROM indicators_reading r USING old
            WHERE r.source = $1 AND r.day = old.day AND r.series = old.series AND old.before IS NULL
        ), kept AS (
            UPDATE indicators_reading r SET said = old.before, batch = NULL, by = $3, at = $4
            FROM old
            WHERE r.source = $1 AND r.day = old.day AND r.series = old.series AND old.before IS NOT NULL
        )
        INSERT INTO indicators_reading_log (source, day, series, act, before, after, why, batch, by, at)
        SELECT $1, day, series, 'withdraw', said, before, $5, $2, $3, $4 FROM old
        """,
        source, batch, change.by, change.at, change.why,
    )  # fmt: skip


async def disagreements(tx: Tx, column: str, first: str, second: str, limit: int) -> list[Row]:
    """Return days and areas of which two sources say different things in a column."""
    return await tx.fetch(
        "SELECT a.day, a.path, a.said -> $1 AS holds, b.said -> $1 AS other FROM indicators_reading a "
        "JOIN indicators_reading b ON b.source = $3 AND b.day = a.day AND b.path = a.path "
        "WHERE a.source = $2 AND a.said -> $1 <> b.said -> $1 ORDER BY a.day DESC, a.path LIMIT $4",
        column, first, second, limit,
    )  # fmt: skip
