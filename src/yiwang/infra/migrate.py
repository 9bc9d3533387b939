"""Bringing a database to the schema that this program expects."""

from __future__ import annotations

import functools
import hashlib
from typing import Any, cast

import asyncpg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from yiwang.infra.database import Tx
from yiwang.infra.errors import DatabaseUnreachableError, DatabaseVersionError, SchemaForeignError
from yiwang.infra.resources import folder
from yiwang.infra.schema import metadata

_LOCK = 0x5969_7761_6E67  # "Yiwang": one migration at a time, however many processes start
_LEAST = 150000
_VERSIONED = "SELECT to_regclass('alembic_version') IS NOT NULL"
_ORIGIN = """
SELECT obj_description('alembic_version'::regclass, 'pg_class') AS origin,
    (SELECT count(*) FROM alembic_version) AS revisions
"""
_COLUMNS = """
SELECT table_name::text, column_name::text FROM information_schema.columns
WHERE table_schema = current_schema()
"""


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

    Raises ``database_unreachable``, ``database_too_old`` or ``schema_foreign``. A migration that cannot get
    its lock within seconds fails as a whole and changes nothing; running it again is safe.
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
    origin = _origin(config)
    known = _check_origin(connection, origin)
    connection.commit()  # each migration begins a transaction of its own
    command.upgrade(config, revision)
    if not known:
        connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{origin}'")


def _origin(config: Config) -> str:
    """Return the digest of the initial migration: until the first release it changes under one revision."""
    scripts = ScriptDirectory.from_config(config)
    initial = scripts.get_revision(str(scripts.get_base()))
    assert initial is not None
    statements = "\n".join(initial.module.STATEMENTS)
    return f"initial {hashlib.sha256(statements.encode()).hexdigest()}"


def _check_origin(connection: sa.Connection, origin: str) -> bool:
    """Tell whether the database notes that ``origin`` made it; raises ``schema_foreign`` if it did not.

    Where nothing is noted, all declared columns must be there.
    """
    if not connection.exec_driver_sql(_VERSIONED).scalar_one():
        return False
    found = connection.exec_driver_sql(_ORIGIN).one()
    if found.revisions == 0:
        return False
    if found.origin is not None:
        if found.origin != origin:
            raise SchemaForeignError
        return True
    have = {tuple(row) for row in connection.exec_driver_sql(_COLUMNS)}
    if any((table.name, column.name) not in have for table in metadata.sorted_tables for column in table.c):
        raise SchemaForeignError
    return False
