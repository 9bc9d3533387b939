"""``yiwang stats``: figures from the database or from a running server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from yiwang.base.cases import api as cases
from yiwang.entry.cli import remote
from yiwang.entry.cli.common import data_option, dump, json_option, opened, run, settings_of
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


@click.group()
def stats() -> None:
    """Count what is there."""


@stats.command(name="cases")
@data_option
@remote.url_option
@click.option("--by", type=click.Choice(cases.BY), default="stage", show_default=True)
@json_option
def count_cases(data: Path | None, config: Path | None, url: str | None, by: str, *, as_json: bool) -> None:
    """Count cases by one of their properties."""
    found = (
        remote.Server(url).get(f"/api/v1/stats/cases?by={by}")
        if url is not None
        else run(_count(settings_of(data, config), by))
    )
    if as_json:
        click.echo(dump(found))
        return
    for row in found["rows"]:
        click.echo(f"{row['count']:>10}  {row['key']}")
    click.echo(f"{found['total']:>10}  total")


async def _count(settings: Settings, by: str) -> dict[str, Any]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return await cases.stats(work, by)
