"""SQL of watch orders and their hits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from yiwang.base.watching.model.order import WatchOrder
from yiwang.infra.database import Row, Tx, Work
from yiwang.kernel.actor import Actor


class Held(msgspec.Struct, frozen=True):
    """An order with what its row knows besides."""

    order: WatchOrder
    path: list[str]
    units: list[str]
    persons: list[UUID]
    entry: bytes


def _held(row: Row) -> Held:
    return Held(
        msgspec.convert(row["body"], WatchOrder), row["path"], row["units"], row["persons"], row["entry"]
    )


async def next_number(work: Work) -> str:
    """Return the next number of the day; the counter is held until the commit."""
    await work.tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('yiwang.watching.number', 0))")
    day = f"BK{work.now:%Y%m%d}"
    last = await work.tx.fetchval("SELECT max(number) FROM watching_order WHERE number LIKE $1 || '%'", day)
    return f"{day}{int(last[len(day) :]) + 1 if last else 1:04d}"


async def put(work: Work, held: Held) -> None:
    """Store an order as it is now."""
    order = held.order
    await work.tx.execute(
        "INSERT INTO watching_order (id, number, stage, starts_at, ends_at, path, units, persons, at, body, "
        "entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO UPDATE "
        "SET stage = $3, ends_at = $5, units = $7, persons = $8, body = $10, entry = $11",
        order.id,
        order.number,
        order.stage,
        order.starts_at,
        order.ends_at,
        held.path,
        held.units,
        held.persons,
        work.now,
        msgspec.to_builtins(order),
        held.entry,
    )


async def lock(tx: Tx, order: UUID) -> Held | None:
    """Return an order, locked."""
    row = await tx.fetchrow("SELECT * FROM watching_order WHERE id = $1 FOR UPDATE", order)
    return None if row is None else _held(row)


async def one(tx: Tx, order: UUID) -> Held | None:
    """Return an order."""
    row = await tx.fetchrow("SELECT * FROM watching_order WHERE id = $1", order)
    return None if row is None else _held(row)


async def by_number(tx: Tx, numbers: Sequence[str]) -> dict[str, Held]:
    """Return orders by number."""
    rows = await tx.fetch("SELECT * FROM watching_order WHERE number = ANY($1)", list(numbers))
    return {row["number"]: _held(row) for row in rows}


async def due(tx: Tx, now: datetime) -> list[UUID]:
    """Return the orders that are to begin or to end."""
    rows = await tx.fetch(
        "SELECT id FROM watching_order WHERE stage <> 'ended' "
        "AND (ends_at <= $1 OR (stage = 'ordered' AND starts_at <= $1)) ORDER BY id",
        now,
    )
    return [row["id"] for row in rows]


_FIND: Final = """
SELECT o.*, (SELECT count(*) FROM watching_hit h WHERE h."order" = o.id) AS hits,
    (SELECT max(h.at) FROM watching_hit h WHERE h."order" = o.id) AS hit_at
FROM watching_order o
WHERE (($1 AND ($2::text IS NULL OR o.path @> ARRAY[$2])) OR $3 = ANY(o.units) OR $4 = ANY(o.persons))
    AND ($5::text IS NULL OR o.stage = $5)
    AND ($6::timestamptz IS NULL OR (o.at, o.id) < ($6, $7::uuid))
ORDER BY o.at DESC, o.id DESC LIMIT $8
"""


async def find(
    tx: Tx,
    actor: Actor,
    *,
    oversees: bool,
    stage: str | None,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[tuple[WatchOrder, Row]]:
    """Return orders that the actor may see, newest first, with how often and when they were hit."""
    rows = await tx.fetch_planned(
        _FIND,
        oversees,
        actor.area,
        actor.unit,
        actor.person,
        stage,
        *(before or (None, None)),
        limit,
    )
    return [(_held(row).order, row) for row in rows]


async def add_hits(tx: Tx, hits: Sequence[tuple[UUID, UUID, UUID, str, int, bool, datetime]]) -> set[UUID]:
    """Store hits (message, order, alarm, subject, level, hushed, at); return the ids that are new."""
    ids, orders, alarms, subjects, levels, hushed, at = zip(*hits, strict=True)
    rows = await tx.fetch(
        'INSERT INTO watching_hit (id, "order", alarm, subject, level, hushed, at) '
        "SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int2[], $6::bool[], "
        "$7::timestamptz[]) ON CONFLICT DO NOTHING RETURNING id",
        *(list(column) for column in (ids, orders, alarms, subjects, levels, hushed, at)),
    )
    return {row["id"] for row in rows}


async def hits(tx: Tx, order: UUID, limit: int) -> list[Row]:
    """Return the hits of an order, newest first."""
    return await tx.fetch(
        'SELECT id, alarm, subject, level, hushed, at FROM watching_hit WHERE "order" = $1 '
        "ORDER BY at DESC, id DESC LIMIT $2",
        order,
        limit,
    )
