"""What a fixture stored, kept in memory and put back for the next test instead of made anew.

Copying a few hundred rows back takes a tenth of the time of doing again what made them.
"""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

import asyncpg
from tests.support.emptying import filled

from yiwang.infra.database import Database

T = TypeVar("T")

_COLUMNS = """
SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
_SEQUENCES = """
SELECT seqrelid::regclass::text, pg_sequence_last_value(seqrelid) FROM pg_sequence
WHERE pg_sequence_last_value(seqrelid) IS NOT NULL
"""


@dataclass(frozen=True)
class _Held:
    """All rows of the database in the binary form of COPY, and what their maker returned."""

    value: object
    tables: list[tuple[str, list[str], bytes]]
    sequences: list[tuple[str, int]]


_held: dict[tuple[str, datetime], _Held] = {}


async def kept(database: Database, name: str, make: Callable[[], Awaitable[T]]) -> T:
    """Fill ``database`` with what ``make`` stores, and return what it returns.

    For an empty database at one time of its clock ``make`` runs once in a test process; ``name`` is its own.
    What it returns is shared by tests, and what it leaves in memory (the clock, keys) each caller sees to.
    """
    async with database.raw() as connection:
        if await filled(connection):
            return await make()
    key = (name, database.time.now())
    if key not in _held:
        value = await make()
        async with database.raw() as connection:
            _held[key] = await _take(connection, value)
        return value
    held = _held[key]
    async with database.raw() as connection, connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")  # no triggers, in any order
        for table, columns, rows in held.tables:
            await connection.copy_to_table(table, source=io.BytesIO(rows), columns=columns, format="binary")
        for sequence, last in held.sequences:
            await connection.execute("SELECT setval($1::text::regclass, $2)", sequence, last)
    return cast("T", held.value)


async def _take(connection: asyncpg.Connection, value: object) -> _Held:
    tables = []
    for table in await filled(connection):
        columns: list[str] = await connection.fetchval(_COLUMNS, table)
        rows = io.BytesIO()
        listed = ", ".join(f'"{column}"' for column in columns)
        await connection.copy_from_query(f"SELECT {listed} FROM {table}", output=rows, format="binary")
        tables.append((table, columns, rows.getvalue()))
    sequences = [(name, last) for name, last in await connection.fetch(_SEQUENCES)]
    return _Held(value, tables, sequences)
