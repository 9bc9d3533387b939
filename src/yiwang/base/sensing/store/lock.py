"""The lease of a partition, and the bell that rings when something was appended."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import asyncpg

from yiwang.base.sensing.store.inbox import CHANNEL
from yiwang.infra.database import Database
from yiwang.infra.lease import Lease, lease


class Rung:
    """Tells when something was appended, and when the connection that holds the lease is gone."""

    def __init__(self, held: Lease) -> None:
        self._held = held
        self._flag = asyncio.Event()
        held.when_lost = self.ring

    @property
    def gone(self) -> bool:
        """Tell whether the lease is lost."""
        return self._held.lost

    def ring(self, *_: Any) -> None:
        """Wake who waits."""
        self._flag.set()

    async def wait(self, seconds: float) -> None:
        """Wait for a ring, ``seconds`` at most."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._flag.wait()
        self._flag.clear()


@contextlib.asynccontextmanager
async def held(database: Database, partition: int) -> AsyncIterator[Rung | None]:
    """Hold the lease of ``partition``; ``None``: somebody else does."""
    async with lease(database, f"sensing.settler.{partition}") as found:
        if found is None:
            yield None
            return
        rung = Rung(found)
        await found.connection.add_listener(CHANNEL, rung.ring)
        try:
            yield rung
        finally:
            with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await found.connection.remove_listener(CHANNEL, rung.ring)
