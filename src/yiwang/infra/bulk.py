"""Loading very many rows: text COPY, indexes built afterwards, statistics renewed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from yiwang.infra.database import Database, Tx
from yiwang.kernel.actor import SYSTEM

_BUILD = (
    "SELECT i.indexname AS name, i.indexdef AS statement FROM pg_indexes i "
    "WHERE i.schemaname = current_schema() AND i.tablename = ANY($1) AND NOT EXISTS ("
    "SELECT FROM pg_constraint c WHERE c.conname = i.indexname) ORDER BY i.tablename, i.indexname"
)


async def take_indexes(tx: Tx, tables: Sequence[str]) -> list[str]:
    """Drop the indexes of ``tables`` that guard no constraint; return what makes them again.

    Until then the tables are not vacuumed by themselves: it would read again and again what just came.
    """
    found = await tx.fetch(_BUILD, list(tables))
    for row in found:
        await tx.execute(f'DROP INDEX "{row["name"]}"')
    for table in tables:
        await tx.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
    return [row["statement"] for row in found] + [
        f"ALTER TABLE {table} RESET (autovacuum_enabled)" for table in tables
    ]


async def give_indexes(database: Database, statements: Sequence[str], *, memory_mb: int = 512) -> None:
    """Run what :func:`take_indexes` returned, two at a time; ``memory_mb`` is what each may sort in."""
    queue = list(reversed(statements))

    async def build() -> None:
        while queue:
            statement = queue.pop()
            async with database.work(SYSTEM) as work:
                await work.tx.execute(f"SET LOCAL maintenance_work_mem = '{int(memory_mb)}MB'")
                await work.tx.execute("SET LOCAL statement_timeout = 0")
                await work.tx.execute_long(statement)

    await asyncio.gather(build(), build())


async def renew_statistics(database: Database, tables: Sequence[str]) -> None:
    """Vacuum and analyse ``tables``, two at a time."""
    queue = list(reversed(tables))

    async def renew() -> None:
        while queue:
            table = queue.pop()
            async with database.raw() as connection:
                await connection.execute(f"VACUUM (ANALYZE) {table}", timeout=3600)

    await asyncio.gather(renew(), renew())
