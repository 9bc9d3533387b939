"""``yiwang db``: where the database is, and its schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from yiwang.entry.cli.common import address_of, data_option, dump, json_option, note, opened, run, settings_of
from yiwang.entry.cli.remote import local_only
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


@click.group()
def db() -> None:
    """Find, migrate and check the database."""


@db.command()
@data_option
@local_only("它给出数据库地址", "it tells where the database is")
@json_option
def url(data: Path | None, config: Path | None, *, as_json: bool) -> None:
    """Print the PostgreSQL address that psql accepts."""
    with address_of(settings_of(data, config)) as address:
        click.echo(dump({"url": address}) if as_json else address)


@db.command()
@data_option
@local_only("它改变数据库结构", "it changes the database's schema")
@json_option
def migrate(data: Path | None, config: Path | None, *, as_json: bool) -> None:
    """Bring the schema to what this program expects."""
    schema = run(_schema(settings_of(data, config)))
    click.echo(dump(schema) if as_json else f"schema {schema['schema']}")


@db.command()
@data_option
@local_only("它读取数据库的内部信息", "it reads the database's own figures")
@json_option
def check(data: Path | None, config: Path | None, *, as_json: bool) -> None:
    """Tell the server's version, the schema and how many rows the largest tables hold."""
    found = run(_check(settings_of(data, config)))
    if not as_json:
        for table in found["tables"]:
            note(f"{table['rows']:>12}  {table['name']}")
    click.echo(dump(found) if as_json else f"PostgreSQL {found['postgres']}, schema {found['schema']}")


async def _schema(settings: Settings) -> dict[str, object]:
    from yiwang.infra import migrate as migrations  # noqa: PLC0415 - heavy

    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return {"schema": await migrations.current(work.tx), "expected": migrations.head()}


async def _check(settings: Settings) -> dict[str, Any]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        schema = await work.tx.fetchval("SELECT version_num FROM alembic_version")
        rows = await work.tx.fetch(
            "SELECT relname AS name, n_live_tup AS rows FROM pg_stat_user_tables ORDER BY 2 DESC, 1 LIMIT 20"
        )
        size = await work.tx.fetchval("SELECT pg_database_size(current_database())")
        version = await work.tx.fetchval("SHOW server_version")
    return {"postgres": version, "schema": schema, "bytes": size, "tables": [dict(row) for row in rows]}
