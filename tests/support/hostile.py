"""What tests of hostile input share: a client whom no door stays shut, and how a refusal must look."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from tests.support import http
from tests.support import world as w

from yiwang.entry import bootstrap
from yiwang.infra import objects
from yiwang.infra.database import Database
from yiwang.kernel.actor import ROLES, SYSTEM, Actor

#: Words that only a leak of the inside would show.
INSIDE = (
    "Traceback",
    "asyncpg",
    "sqlalchemy",
    "site-packages",
    'File "/',
    "pydantic.dev",
    "psycopg",
    "SELECT ",
)
#: Somebody who may do everything that people may: no door stays shut before its handle is tried.
EVERYBODY = Actor("everybody", frozenset(ROLES))


async def everybody(_database: Database, _secret: str) -> Actor:
    """Take any secret for everybody's."""
    return EVERYBODY


@contextlib.asynccontextmanager
async def hostile_client(database: Database, tmp_path: Path) -> AsyncIterator[http.Client]:
    """A client of a small city on ``database`` who may do everything."""
    await w.world(database)
    objects.use_objects(tmp_path / "media", 5_000_000)
    async with http.client(database, tmp_path) as made:
        transport: Any = made._transport
        transport.app.state.authenticate = everybody
        made.headers["authorization"] = "Bearer any"
        yield made


async def standing(database: Database) -> dict[str, int]:
    """How many rows each table holds, apart from the trail of who did what and the messages read."""
    metadata, _ = bootstrap.schema()
    names = [
        table.name
        for table in metadata.sorted_tables
        if not table.name.startswith(("infra_", "identity_attempt", "cases_secret"))
    ]
    apart = {"audit_journal": "WHERE stream <> 'audit'"}
    counted = [f"SELECT '{name}', count(*) FROM {name} {apart.get(name, '')}" for name in names]
    async with database.reading(SYSTEM) as work:
        return dict(await work.tx.fetch(" UNION ALL ".join(counted)))


def named(answer: Any, *, status: int | None = None) -> dict[str, Any]:
    """The error of an answer, after checking that it is one and gives nothing away."""
    assert 400 <= answer.status_code < 500, answer.text[:500]
    assert status is None or answer.status_code == status, answer.text[:500]
    assert not [word for word in INSIDE if word in answer.text]
    error: dict[str, Any] = answer.json()["error"]
    assert error["code"]
    assert error["message"]["zh"]
    assert error["message"]["en"]
    return error
