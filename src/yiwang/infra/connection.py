"""Opening the database of a running process: checked, and with a bell for sleeping readers."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable

import asyncpg

from yiwang.infra.database import Database
from yiwang.infra.errors import DatabaseUnreachableError, DatabaseVersionError
from yiwang.infra.outbox import CHANNEL, Waker
from yiwang.kernel.time import TimeSource

LEAST_VERSION = 15


async def connect(url: str, *, size: int = 10, time: TimeSource | None = None) -> Database:
    """Return the database at ``url``, ready for work.

    Raises ``database_unreachable`` or ``database_too_old`` (below PostgreSQL 15).
    """
    try:
        database = await Database.open(url, size=size, time=time)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError, ValueError) as error:
        raise DatabaseUnreachableError(why=f"{type(error).__name__}: {error}") from error
    async with database.raw() as connection:
        version = connection.get_server_version()
    if version.major < LEAST_VERSION:
        await database.close()
        raise DatabaseVersionError(found=f"{version.major}.{version.minor}", least=LEAST_VERSION)
    database.wake = Waker(_notifier(database))
    return database


def _notifier(database: Database) -> Callable[[], Awaitable[None]]:
    async def notify() -> None:
        # only a hint: readers also poll, so a lost one costs milliseconds
        with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError):
            async with database.raw() as connection:
                await connection.execute(f"NOTIFY {CHANNEL}")

    return notify
