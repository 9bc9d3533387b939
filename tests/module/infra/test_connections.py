"""A fresh connection does not ask again what the process knows of the database's types."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

ARRAYS = "SELECT $1::uuid[] AS ids, $2::jsonb[] AS bodies, $3::float8[] AS numbers"


async def ask(database: Database, *, planned: bool) -> None:
    ids: list[UUID] = [uuid4()]
    async with database.reading(SYSTEM) as work:
        fetch = work.tx.fetch_planned if planned else work.tx.fetch
        [row] = await fetch(ARRAYS, ids, [{"a": 1}], [0.5])
    assert (row["ids"], row["bodies"], row["numbers"]) == (ids, [{"a": 1}], [0.5])


@pytest.mark.parametrize("planned", [False, True], ids=["kept plans", "own plans"])
async def test_types_of_all_databases_are_asked_for_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch, *, planned: bool
) -> None:
    asked: list[Any] = []
    truly = asyncpg.Connection._introspect_types

    async def count(self: Any, typeoids: Any, timeout: float) -> Any:
        asked.append(typeoids)
        return await truly(self, typeoids, timeout)

    monkeypatch.setattr("yiwang.infra.database._known_types", {})
    monkeypatch.setattr(asyncpg.Connection, "_introspect_types", count)
    counts = []
    for _ in range(2):
        database = await Database.open(database_url, size=1)
        await ask(database, planned=planned)
        await database.close()
        counts.append(len(asked))
    assert counts[0] == counts[1] > 0


async def test_types_of_one_database_are_asked_for_on_each_connection(database_url: str) -> None:
    for labels in ("'red', 'green'", "'blue'"):
        database = await Database.open(database_url, size=1)
        async with database.work(SYSTEM) as work:
            await work.tx.execute("DROP TYPE IF EXISTS shade")
            await work.tx.execute(f"CREATE TYPE shade AS ENUM ({labels})")
            label = labels.split(",")[0].strip("'")
            found = await work.tx.fetchval("SELECT $1::shade[]", [label])
        await database.close()
        assert found == [label]
