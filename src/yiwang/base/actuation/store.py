"""SQL of commands to devices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.actuation.model.command import OPEN, Command
from yiwang.infra.database import Tx

_MOST_SENT: Final = 1000


def _command(row: Any) -> Command:
    return msgspec.convert(row["body"], Command)


async def insert(tx: Tx, command: Command) -> bool:
    """Store a new command; tell whether its id was new."""
    done = await tx.fetchval(
        "INSERT INTO actuation_command (id, device, state, function, made_at, ready_at, expires_at, body) "
        "VALUES ($1, $2, $3, $4, $5, CASE WHEN $3 = 'waiting' THEN $5::timestamptz END, $6, $7) "
        "ON CONFLICT (id) DO NOTHING RETURNING true",
        command.id,
        command.device,
        command.state,
        command.function,
        command.made_at,
        command.expires_at,
        msgspec.to_builtins(command),
    )
    return done is not None


async def update(tx: Tx, command: Command) -> None:
    """Store what became of a command."""
    await tx.execute(
        "UPDATE actuation_command SET state = $2, body = $3, "
        "ready_at = coalesce(ready_at, CASE WHEN $2 = 'waiting' THEN $4::timestamptz END) WHERE id = $1",
        command.id,
        command.state,
        msgspec.to_builtins(command),
        command.steps[-1].at,
    )


async def lock(tx: Tx, commands: Sequence[UUID]) -> list[Command]:
    """Return commands, held, in the order of their ids."""
    rows = await tx.fetch(
        "SELECT body FROM actuation_command WHERE id = ANY($1) ORDER BY id FOR UPDATE", list(commands)
    )
    return [_command(row) for row in rows]


async def one(tx: Tx, command: UUID) -> Command | None:
    """Return a command."""
    row = await tx.fetchrow("SELECT body FROM actuation_command WHERE id = $1", command)
    return None if row is None else _command(row)


async def count_open(tx: Tx, device: str) -> int:
    """Return how many commands of a device are not over yet."""
    found: int = await tx.fetchval(
        "SELECT count(*) FROM actuation_command WHERE device = $1 AND state = ANY($2)", device, list(OPEN)
    )
    return found


async def find(
    tx: Tx, device: str | None, states: Sequence[str] | None, before: tuple[datetime, UUID] | None, limit: int
) -> list[Command]:
    """Return commands, newest first."""
    rows = await tx.fetch_planned(
        "SELECT body FROM actuation_command WHERE ($1::text IS NULL OR device = $1) "
        "AND ($2::text[] IS NULL OR state = ANY($2)) "
        "AND ($3::timestamptz IS NULL OR (made_at, id) < ($3, $4::uuid)) "
        "ORDER BY made_at DESC, id DESC LIMIT $5",
        device,
        None if states is None else list(states),
        *(before or (None, None)),
        limit,
    )
    return [_command(row) for row in rows]


async def of_function(tx: Tx, device: str, function: str, limit: int) -> list[Command]:
    """Return the newest commands of a function."""
    rows = await tx.fetch(
        "SELECT body FROM actuation_command WHERE device = $1 AND function = $2 "
        "ORDER BY made_at DESC, id DESC LIMIT $3",
        device,
        function,
        limit,
    )
    return [_command(row) for row in rows]


_WAITING: Final = """
SELECT body FROM actuation_command WHERE state = 'waiting' AND expires_at > $1 AND {}
ORDER BY ready_at, id LIMIT $3
"""


async def waiting(tx: Tx, addresses: Sequence[str], now: datetime) -> list[Command]:
    """Return what waits for the devices ``addresses``, or for those behind them."""
    where = "(device = ANY($2) OR body->>'gateway' = ANY($2))"
    rows = await tx.fetch(_WAITING.format(where), now, list(addresses), _MOST_SENT)
    return [_command(row) for row in rows]


async def fresh(tx: Tx, since: datetime, now: datetime) -> list[Command]:
    """Return what waits and became ready after ``since``."""
    return [_command(row) for row in await tx.fetch(_WAITING.format("ready_at > $2"), now, since, _MOST_SENT)]


async def due(tx: Tx, now: datetime, limit: int) -> list[UUID]:
    """Return commands whose time is over, the oldest first."""
    rows = await tx.fetch(
        "SELECT id FROM actuation_command WHERE state IN ('asked', 'waiting', 'delivered') "
        "AND expires_at <= $1 ORDER BY expires_at LIMIT $2",
        now,
        limit,
    )
    return [row["id"] for row in rows]
