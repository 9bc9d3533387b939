"""Migrations: from nothing to the declared schema, on both servers, once, without drift."""

from __future__ import annotations

import asyncio
import hashlib

import asyncpg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from tests.support.server import fresh_database

from yiwang.entry import bootstrap
from yiwang.infra import connection as connecting
from yiwang.infra import migrate, migrating
from yiwang.infra.ddl import creation
from yiwang.infra.errors import DatabaseUnreachableError, DatabaseVersionError, SchemaForeignError
from yiwang.infra.resources import folder

_SHAPE = {
    "columns": """SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'""",
    "indexes": """SELECT tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'""",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
          AND conrelid::regclass::text <> 'alembic_version'""",
    "views": "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'",
    "comments": """SELECT c.relname, d.objsubid, d.description FROM pg_description d
        JOIN pg_class c ON c.oid = d.objoid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version'""",
}


async def shape(url: str) -> dict[str, set[tuple[object, ...]]]:
    connection = await asyncpg.connect(url)
    try:
        return {name: {tuple(r) for r in await connection.fetch(sql)} for name, sql in _SHAPE.items()}
    finally:
        await connection.close()


@pytest.fixture(params=["embedded", "oldest"])
def server(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("server_url" if request.param == "embedded" else "postgres15_url"))


async def test_a_migrated_database_has_the_declared_shape(server: str) -> None:
    async with fresh_database(server) as migrated, fresh_database(server) as declared:
        await migrate.upgrade(migrated)
        connection = await asyncpg.connect(declared)
        for statement in creation(*bootstrap.schema()):
            await connection.execute(statement)
        await connection.close()
        wanted = await shape(declared)
        assert len(wanted["columns"]) > 50, "nothing is compared: the check is blind"
        assert await shape(migrated) == wanted


async def test_the_comparison_sees_a_drift(server_url: str) -> None:
    async with fresh_database(server_url) as url:
        await migrate.upgrade(url)
        before = await shape(url)
        connection = await asyncpg.connect(url)
        await connection.execute("ALTER TABLE infra_revision ADD COLUMN extra int")
        await connection.close()
        assert await shape(url) != before


async def run(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_tables_of_another_initial_migration_are_refused_by_name_and_left_alone(
    server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fresh_database(server_url) as url:
        await migrate.upgrade(url)
        before = await shape(url)
        with monkeypatch.context() as other:
            other.setattr(migrate, "origin", lambda: "initial of another version")
            with pytest.raises(SchemaForeignError, match="--data"):
                await migrate.upgrade(url)
        assert await shape(url) == before
        await migrate.upgrade(url)


async def test_tables_of_before_the_note_must_have_all_columns(server_url: str) -> None:
    async with fresh_database(server_url) as url:
        await migrate.upgrade(url)
        await run(url, "COMMENT ON TABLE alembic_version IS NULL")
        await migrate.upgrade(url)  # as declared: from now on it is noted
        connection = await asyncpg.connect(url)
        noted = await connection.fetchval("SELECT obj_description('alembic_version'::regclass, 'pg_class')")
        await connection.close()
        assert noted.startswith("initial ")
        await run(
            url,
            "COMMENT ON TABLE alembic_version IS NULL",
            "ALTER TABLE infra_periodic RENAME COLUMN error TO fault",
        )
        with pytest.raises(SchemaForeignError):
            await migrate.upgrade(url)


async def test_a_database_that_stands_where_it_should_needs_no_machinery(
    server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fresh_database(server_url) as url:
        await migrate.upgrade(url)
        started = []
        monkeypatch.setattr(migrating, "upgrade", lambda *_: started.append(1) or asyncio.sleep(0))
        await migrate.upgrade(url)
        assert started == []
        await run(url, "UPDATE alembic_version SET version_num = 'before'")
        await migrate.upgrade(url)
        assert started == [1]


def test_what_is_read_of_the_migrations_is_what_runs_them_says() -> None:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    scripts = ScriptDirectory.from_config(config)
    assert migrate.head() == scripts.get_current_head()
    initial = scripts.get_revision(str(scripts.get_base()))
    digest = hashlib.sha256("\n".join(initial.module.STATEMENTS).encode()).hexdigest()
    assert migrate.origin() == f"initial {digest}"


async def test_many_processes_migrate_once(server_url: str) -> None:
    async with fresh_database(server_url) as url:
        await asyncio.gather(*(migrate.upgrade(url) for _ in range(4)))
        connection = await asyncpg.connect(url)
        assert await connection.fetch("SELECT version_num FROM alembic_version") == [(migrate.head(),)]
        await connection.close()


async def test_a_server_that_is_too_old_is_named(server_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "_LEAST", 990000)
    monkeypatch.setattr(connecting, "LEAST_VERSION", 99)
    with pytest.raises(DatabaseVersionError, match="PostgreSQL 99"):
        await migrate.upgrade(server_url)
    with pytest.raises(DatabaseVersionError, match="PostgreSQL 99"):
        await connecting.connect(server_url)


@pytest.mark.parametrize(
    "url", ["postgresql://x@127.0.0.1:1/none", "postgresql://yiwang@/none?host=%2Fnonexistent"]
)
async def test_a_server_that_is_not_there_is_named(url: str) -> None:
    with pytest.raises(DatabaseUnreachableError):
        await connecting.connect(url)
    with pytest.raises(DatabaseUnreachableError):
        await migrate.upgrade(url)
