"""The lock of a partition, and the bell that rings when something was appended."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any, Final

import asyncpg

from yiwang.base.sensing.store.inbox import CHANNEL

_LOCK: Final = "SELECT pg_try_advisory_lock(hashtextextended('yiwang.sensing.settler', $1))"
_UNLOCK: Final = "SELECT pg_advisory_unlock(hashtextextended('yiwang.sensing.settler', $1))"


class Rung:
    """Tells when something was appended, and when the connection that holds the lock is gone."""

    def __init__(self) -> None:
        self.gone = False
        self._flag = asyncio.Event()

    def ring(self, *_: Any) -> None:
        """Wake who waits."""
        self._flag.set()

    def lose(self, *_: Any) -> None:
        """Note that the lock is lost."""
        self.gone = True
        self._flag.set()

    async def wait(self, seconds: float) -> None:
        """Wait for a ring, ``seconds`` at most."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._flag.wait(), seconds)
        self._flag.clear()


@contextlib.asynccontextmanager
async def held(connection: Any, partition: int) -> AsyncIterator[Rung | None]:
    """Hold the lock of ``partition`` on ``connection``; ``None``: somebody else does."""
    if not await connection.fetchval(_LOCK, partition):
        yield None
        return
    rung = Rung()
    connection.add_termination_listener(rung.lose)
    await connection.add_listener(CHANNEL, rung.ring)
    try:
        yield rung
    finally:
        with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            connection.remove_termination_listener(rung.lose)
            await connection.remove_listener(CHANNEL, rung.ring)
            await connection.fetchval(_UNLOCK, partition)
