"""The bell: one LISTEN connection per process that wakes whoever waits for new messages.

It is a hint only. Those who wait also look by themselves every so often, because a notification can be
lost with its connection and because a message may become readable some milliseconds after the ring.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import asyncpg

from yiwang.infra.database import Database
from yiwang.infra.outbox import CHANNEL


class Bell:
    """Rings all of its hooks when something was committed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._hooks: set[asyncio.Event] = set()

    def hook(self) -> asyncio.Event:
        """Return a flag that is set at each ring; its owner clears it."""
        flag = asyncio.Event()
        self._hooks.add(flag)
        return flag

    def unhook(self, flag: asyncio.Event) -> None:
        """Stop setting ``flag``."""
        self._hooks.discard(flag)

    async def run(self) -> None:
        """Listen until cancelled; a broken connection is opened again."""
        while True:
            with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                async with self._database.raw() as connection:
                    await self._listen(connection)
            await asyncio.sleep(1)

    async def _listen(self, connection: Any) -> None:
        gone = asyncio.Event()

        def over(_: Any) -> None:
            gone.set()

        connection.add_termination_listener(over)
        await connection.add_listener(CHANNEL, self._ring)
        try:
            await gone.wait()
        finally:
            with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError):
                connection.remove_termination_listener(over)
                await connection.remove_listener(CHANNEL, self._ring)

    def _ring(self, *_: Any) -> None:
        for flag in self._hooks:
            flag.set()


async def wait(flag: asyncio.Event, seconds: float) -> bool:
    """Wait for a ring, at most ``seconds``; clear it and tell whether it rang."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await flag.wait()
    rang = flag.is_set()
    flag.clear()
    return rang
