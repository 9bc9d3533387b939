"""SQL of who may use whose devices, and how often they did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yiwang.infra.database import Row, Tx

_COLUMNS = (
    "id, unit, owner, purpose, state, asked_at, asked_by, decided_at, decided_by, reason, until, "
    "(SELECT coalesce(array_agg(d.code ORDER BY d.code), '{}') FROM sensing_device d "
    "WHERE d.no = ANY(g.devices)) AS devices"
)


async def ask(
    tx: Tx, key: UUID, unit: str, owner: str | None, devices: Sequence[int], what: tuple[str, datetime, str]
) -> None:
    """Store a request; ``what``: purpose, when, by whom."""
    purpose, at, by = what
    await tx.execute(
        "INSERT INTO sensing_grant (id, unit, owner, devices, purpose, state, asked_at, asked_by, reason) "
        "VALUES ($1, $2, $3, $4, $5, 'asked', $6, $7, '')",
        key,
        unit,
        owner,
        list(devices),
        purpose,
        at,
        by,
    )


async def owners(tx: Tx, devices: Sequence[str]) -> list[Row]:
    """Return number, code and owner of devices."""
    return await tx.fetch("SELECT no, code, unit FROM sensing_device WHERE code = ANY($1)", list(devices))


async def request(tx: Tx, key: UUID) -> Row | None:
    """Return a request and hold it."""
    return await tx.fetchrow(f"SELECT {_COLUMNS} FROM sensing_grant g WHERE id = $1 FOR UPDATE", key)


async def decide(
    tx: Tx, key: UUID, state: str, by: tuple[str, datetime], reason: str, until: datetime | None
) -> None:
    """Store what was decided."""
    who, at = by
    await tx.execute(
        "UPDATE sensing_grant SET state = $2, decided_by = $3, decided_at = $4, reason = $5, "
        "until = $6 WHERE id = $1",
        key,
        state,
        who,
        at,
        reason,
        until,
    )


async def requests(tx: Tx, units: Sequence[str] | None, state: str | None, limit: int) -> list[Row]:
    """Return requests of or to ``units`` (all, if ``None``), newest first."""
    return await tx.fetch(
        f"SELECT {_COLUMNS} FROM sensing_grant g "
        "WHERE ($1::text[] IS NULL OR unit = ANY($1) OR owner = ANY($1)) "
        "AND ($2::text IS NULL OR state = $2) ORDER BY asked_at DESC, id DESC LIMIT $3",
        None if units is None else list(units),
        state,
        limit,
    )


async def granted(tx: Tx, unit: str, at: datetime) -> list[int]:
    """Return the devices that ``unit`` was granted."""
    found: list[int] | None = await tx.fetchval(
        "SELECT array_agg(DISTINCT d) FROM sensing_grant g, unnest(g.devices) AS d "
        "WHERE g.unit = $1 AND g.state = 'granted' AND (g.until IS NULL OR g.until > $2)",
        unit,
        at,
    )
    return found or []


async def meter(tx: Tx, day: date, unit: str, devices: Sequence[int]) -> None:
    """Count one use of each of ``devices`` by another unit than its owner."""
    await tx.execute(
        "INSERT INTO sensing_use AS u (day, device, unit, n) "
        "SELECT $1, no, $2, 1 FROM sensing_device "
        "WHERE no = ANY($3) AND unit IS DISTINCT FROM $2 ORDER BY no "
        "ON CONFLICT (day, device, unit) DO UPDATE SET n = u.n + 1",
        day,
        unit,
        list(devices),
    )


async def uses(tx: Tx, device: int, first: date, last: date) -> list[dict[str, Any]]:
    """Return who used a device how often."""
    rows = await tx.fetch(
        "SELECT day, unit, n FROM sensing_use WHERE device = $1 AND day BETWEEN $2 AND $3 "
        "ORDER BY day DESC, unit",
        device,
        first,
        last,
    )
    return [dict(row) for row in rows]
