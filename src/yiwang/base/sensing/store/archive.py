"""SQL of closed days: which days lie in which file of Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from yiwang.infra.database import Row, Tx


async def closed(tx: Tx, first: date, last: date) -> list[Row]:
    """Return the files of the days ``first`` to ``last``."""
    return await tx.fetch(
        "SELECT day, part, path, n, bytes, coarse, closed_at FROM sensing_closed "
        "WHERE day BETWEEN $1 AND $2 ORDER BY day, part",
        first,
        last,
    )


async def note_closed(
    tx: Tx, day: date, file: tuple[str, int, int], *, part: int, coarse: bool, at: datetime
) -> None:
    """Note that a day lies in a file: path, rows, bytes."""
    await tx.execute(
        "INSERT INTO sensing_closed (day, part, path, n, bytes, coarse, closed_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (day, part) DO UPDATE SET "
        "path = $3, n = $4, bytes = $5, coarse = $6, closed_at = $7",
        day,
        part,
        *file,
        coarse,
        at,
    )


async def forget(tx: Tx, day: date, *, part: int) -> None:
    """Note that a file of a day is gone."""
    await tx.execute("DELETE FROM sensing_closed WHERE day = $1 AND part = $2", day, part)


async def revision(tx: Tx) -> int:
    """Return the revision of the registry of devices."""
    return int(await tx.fetchval("SELECT revision FROM sensing_registry") or 0)


async def names(tx: Tx) -> tuple[list[int], list[str]]:
    """Return numbers and codes of all devices."""
    row = await tx.fetchrow(
        "SELECT coalesce(array_agg(no ORDER BY no), '{}') AS no, "
        "coalesce(array_agg(code ORDER BY no), '{}') AS code FROM sensing_device"
    )
    assert row is not None
    return row["no"], row["code"]


async def tally(tx: Tx, day: date) -> None:
    """Count the readings of each device on a day, as they lie in the database."""
    await tx.execute(
        "INSERT INTO sensing_tally AS t (day, device, n, doubtful) "
        "SELECT $1, device, sum(n), sum(bad) FROM ("
        "SELECT device, count(*) AS n, 0 AS bad FROM sensing_observation "
        "WHERE at >= $1::date::timestamptz AND at < ($1::date + 1)::timestamptz GROUP BY 1 UNION ALL "
        "SELECT device, 0, count(*) FROM sensing_doubtful "
        "WHERE received_at >= $1::date::timestamptz AND received_at < ($1::date + 1)::timestamptz GROUP BY 1"
        ") AS counted GROUP BY device ON CONFLICT (day, device) DO UPDATE SET "
        "n = greatest(t.n, excluded.n), doubtful = greatest(t.doubtful, excluded.doubtful)",
        day,
    )


async def prune_doubtful(tx: Tx, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` doubtful values received before ``before``."""
    return await tx.execute(
        "DELETE FROM sensing_doubtful WHERE id IN ("
        "SELECT id FROM sensing_doubtful WHERE received_at < $1 LIMIT $2)",
        before,
        limit,
    )


async def figures(tx: Tx, first: date, last: date) -> Sequence[Row]:
    """Return per owner: devices, online now, readings, doubtful ones, uses by others."""
    return await tx.fetch(
        "WITH said AS (SELECT device, sum(n) AS n, sum(doubtful) AS doubtful, "
        "count(*) FILTER (WHERE n > 0) AS days "
        "FROM sensing_tally WHERE day BETWEEN $1 AND $2 GROUP BY device), "
        "used AS (SELECT device, sum(n) AS n FROM sensing_use WHERE day BETWEEN $1 AND $2 GROUP BY device) "
        "SELECT coalesce(d.unit, '') AS unit, count(*) AS devices, "
        "count(*) FILTER (WHERE d.state = 'in_service') AS in_service, "
        "count(*) FILTER (WHERE d.online AND d.state = 'in_service') AS online, "
        "coalesce(sum(s.n), 0)::int8 AS readings, coalesce(sum(s.doubtful), 0)::int8 AS doubtful, "
        "coalesce(sum(s.days), 0)::int8 AS device_days, coalesce(sum(u.n), 0)::int8 AS used "
        "FROM sensing_device d LEFT JOIN said s ON s.device = d.no LEFT JOIN used u ON u.device = d.no "
        "WHERE d.state <> 'scrapped' GROUP BY 1 ORDER BY 1",
        first,
        last,
    )
