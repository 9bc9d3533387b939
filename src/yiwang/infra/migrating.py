"""The machinery of migrations, which a process loads only where there is something to migrate."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from yiwang.infra.errors import DatabaseVersionError, SchemaForeignError
from yiwang.infra.resources import folder
from yiwang.infra.schema import metadata

_LOCK = 0x5969_7761_6E67  # "Yiwang": one migration at a time, however many processes start
_VERSIONED = "SELECT to_regclass('alembic_version') IS NOT NULL"
_ORIGIN = """
SELECT obj_description('alembic_version'::regclass, 'pg_class') AS origin,
    (SELECT count(*) FROM alembic_version) AS revisions
"""
_COLUMNS = """
SELECT table_name::text, column_name::text FROM information_schema.columns
WHERE table_schema = current_schema()
"""


async def upgrade(connect: Any, revision: str, origin: str, least: int) -> None:
    """Apply what is missing up to ``revision`` on a connection of ``connect``; see ``migrate.upgrade``.

    ``origin`` is noted with the database; ``least`` is the oldest server that will do, as it says itself.
    """
    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            found = (await connection.execute(sa.text("SHOW server_version_num"))).scalar_one()
            if int(found) < least:
                raise DatabaseVersionError(found=int(found) // 10000, least=least // 10000)
            await connection.execute(sa.text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            await connection.execute(sa.text("SET lock_timeout = '10s'"))
            await connection.execute(sa.text("SET statement_timeout = '30min'"))
            await connection.commit()
            await connection.run_sync(_upgrade, revision, origin)
            await connection.commit()
    finally:
        await engine.dispose()


def _upgrade(connection: sa.Connection, revision: str, origin: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    known = _check_origin(connection, origin)
    connection.commit()  # each migration begins a transaction of its own
    command.upgrade(config, revision)
    if not known:
        connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{origin}'")


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
