"""Bringing a database to the schema that this program expects."""

from __future__ import annotations

import functools
from typing import Any, cast

import asyncpg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from yiwang.infra.database import Tx
from yiwang.infra.errors import DatabaseUnreachableError, DatabaseVersionError
from yiwang.infra.resources import folder
from yiwang.infra.schema import metadata

_LOCK = 0x5969_7761_6E67  # "Yiwang": one migration at a time, however many processes start
_LEAST = 150000


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
    return config


@functools.cache
def head() -> str | None:
    """Return the revision that this program expects."""
    return ScriptDirectory.from_config(_config()).get_current_head()


async def current(tx: Tx) -> str | None:
    """Return the revision of a database, ``None`` for an empty one."""
    if await tx.fetchval("SELECT to_regclass('alembic_version')") is None:
        return None
    return cast("str | None", await tx.fetchval("SELECT version_num FROM alembic_version"))


async def upgrade(url: str, revision: str = "head") -> None:
    """Apply what is missing up to ``revision``, one process at a time and with time-outs.

    Raises ``database_unreachable`` or ``database_too_old``. A migration that cannot get its lock within
    seconds fails as a whole and changes nothing; running it again is safe.
    """

    async def connect() -> Any:
        try:
            return await asyncpg.connect(url, timeout=30)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
            raise DatabaseUnreachableError(why=f"{type(error).__name__}: {error}") from error

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            found = (await connection.execute(sa.text("SHOW server_version_num"))).scalar_one()
            if int(found) < _LEAST:
                raise DatabaseVersionError(found=int(found) // 10000, least=_LEAST // 10000)
            await connection.execute(sa.text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            await connection.execute(sa.text("SET lock_timeout = '10s'"))
            await connection.execute(sa.text("SET statement_timeout = '30min'"))
            await connection.commit()
            await connection.run_sync(_upgrade, revision)
            await connection.commit()
    finally:
        await engine.dispose()


def _upgrade(connection: sa.Connection, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    command.upgrade(config, revision)
