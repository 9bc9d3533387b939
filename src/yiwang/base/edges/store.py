"""SQL of edge nodes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from yiwang.base.edges.model.node import Node
from yiwang.infra.database import Row, Tx, Work

_COLUMNS: Final = ", ".join(Node.__struct_fields__)


def _node(row: Row | None) -> Node | None:
    return None if row is None else Node(**dict(row))


async def add(work: Work, device: int, code: str, digest: bytes, until: datetime) -> None:
    """Register a node that waits for its enrolment."""
    await work.tx.execute(
        "INSERT INTO edges_node (device, code, stage, enrol_digest, enrol_until, created_at, created_by) "
        "VALUES ($1, $2, 'waiting', $3, $4, $5, $6)",
        device,
        code,
        digest,
        until,
        work.now,
        work.actor.key,
    )


async def change(tx: Tx, device: int, **columns: Any) -> None:
    """Set columns of a node; their names are ours."""
    terms = ", ".join(f"{name} = ${n}" for n, name in enumerate(columns, 2))
    await tx.execute(f"UPDATE edges_node SET {terms} WHERE device = $1", device, *columns.values())


async def find(tx: Tx) -> list[Node]:
    """Return all nodes by code."""
    rows = await tx.fetch(f"SELECT {_COLUMNS} FROM edges_node ORDER BY code")
    return [Node(**dict(row)) for row in rows]


async def of_code(tx: Tx, code: str) -> Node | None:
    """Return a node, locked."""
    return _node(await tx.fetchrow(f"SELECT {_COLUMNS} FROM edges_node WHERE code = $1 FOR UPDATE", code))


async def of_key(tx: Tx, digest: bytes, now: datetime) -> Node | None:
    """Return the node that waits for this one-time key, locked."""
    return _node(
        await tx.fetchrow(
            f"SELECT {_COLUMNS} FROM edges_node WHERE enrol_digest = $1 AND enrol_until > $2 FOR UPDATE",
            digest,
            now,
        )
    )


async def of_secret(tx: Tx, digest: bytes) -> Node | None:
    """Return the node with this secret."""
    return _node(await tx.fetchrow(f"SELECT {_COLUMNS} FROM edges_node WHERE digest = $1", digest))


async def take_up(tx: Tx, device: int, digest: bytes, journal: UUID) -> tuple[int | None, int] | None:
    """Lock a node whose secret is still in force; return how far ``journal`` was taken, and what missed.

    Of a journal that is not known nothing was taken (``None``), wherever it begins.
    """
    row = await tx.fetchrow(
        "SELECT journal, taken, missed FROM edges_node WHERE device = $1 AND digest = $2 FOR UPDATE",
        device,
        digest,
    )
    if row is None:
        return None
    return (row["taken"] if row["journal"] == journal else None), row["missed"]


async def serve(tx: Tx, node: int, devices: Sequence[int], now: datetime) -> None:
    """Note that a node was given these devices."""
    await tx.execute(
        "INSERT INTO edges_served (node, device, since) SELECT $1, n, $3 FROM unnest($2::int4[]) AS n "
        "ON CONFLICT DO NOTHING",
        node,
        list(devices),
        now,
    )


async def strangers(tx: Tx, node: int, devices: Sequence[int]) -> list[int]:
    """Return those of ``devices`` that the node was never given."""
    rows = await tx.fetch(
        "SELECT n FROM unnest($2::int4[]) AS n WHERE NOT EXISTS "
        "(SELECT FROM edges_served s WHERE s.node = $1 AND s.device = n)",
        node,
        list(devices),
    )
    return [row["n"] for row in rows]
