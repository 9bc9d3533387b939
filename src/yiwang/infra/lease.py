"""Leases: one process at a time does a named thing; it ends with the connection that holds it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import asyncpg

from yiwang.infra.database import Database

_LOCK: Final = "SELECT pg_try_advisory_lock(hashtextextended('yiwang.lease.' || $1, 0))"
_UNLOCK: Final = "SELECT pg_advisory_unlock(hashtextextended('yiwang.lease.' || $1, 0))"


class Lease:
    """Tells whether it is still held; ``connection`` is the one it lives on, free to be listened on."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.lost = False
        self.when_lost: Callable[[], None] | None = None

    def lose(self, *_: Any) -> None:
        """Note that the connection is gone, and the lease with it."""
        self.lost = True
        if self.when_lost is not None:
            self.when_lost()


@contextlib.asynccontextmanager
async def lease(database: Database, name: str) -> AsyncIterator[Lease | None]:
    """Hold the lease ``name`` for the while, on a connection of its own; ``None``: somebody else does."""
    async with database.raw() as connection:
        if not await connection.fetchval(_LOCK, name):
            yield None
            return
        held = Lease(connection)
        connection.add_termination_listener(held.lose)
        try:
            yield held
        finally:
            with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                connection.remove_termination_listener(held.lose)
                await connection.fetchval(_UNLOCK, name)
