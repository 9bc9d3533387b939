"""Bringing a database to the schema that this program expects.

Nearly every process finds that it is there already, with one question. So this module reads the migrations as
text; what runs them is loaded only for a database that needs it (some forty megabytes and half a second).
"""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib
from typing import Any, cast

import asyncpg

from yiwang.infra.database import Tx
from yiwang.infra.errors import DatabaseUnreachableError
from yiwang.infra.resources import folder

_LEAST = 150000
_NOTED = """
SELECT obj_description('alembic_version'::regclass, 'pg_class'), version_num FROM alembic_version
"""


@functools.cache
def _migrations() -> dict[str, dict[str, Any]]:
    """Return what each migration says of itself, by its revision."""
    found = {}
    for file in (folder("migrations") / "versions").glob("*.py"):
        said = {}
        for line in ast.parse(file.read_text("utf-8")).body:
            if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                said[line.targets[0].id] = ast.literal_eval(line.value)
        found[str(said["revision"])] = said
    return found


@functools.cache
def head() -> str:
    """Return the revision that this program expects: the one that no other follows."""
    followed = {said["down_revision"] for said in _migrations().values()}
    [last] = set(_migrations()) - followed
    return last


@functools.cache
def origin() -> str:
    """Return the digest of the initial migration: until the first release it changes under one revision."""
    [initial] = (said for said in _migrations().values() if said["down_revision"] is None)
    statements = "\n".join(initial["STATEMENTS"])
    return f"initial {hashlib.sha256(statements.encode()).hexdigest()}"


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

    wanted = head() if revision == "head" else revision
    connection = await connect()
    try:
        if await _stands_at(connection, wanted):
            return
    finally:
        await connection.close()
    machinery = importlib.import_module("yiwang.infra.migrating")
    await machinery.upgrade(connect, wanted, origin(), _LEAST)


async def _stands_at(connection: Any, revision: str) -> bool:
    """Tell whether the database was made by our initial migration and is at ``revision``."""
    if connection.get_server_version().major * 10000 < _LEAST:
        return False
    try:
        return [tuple(row) for row in await connection.fetch(_NOTED)] == [(origin(), revision)]
    except asyncpg.UndefinedTableError:
        return False
