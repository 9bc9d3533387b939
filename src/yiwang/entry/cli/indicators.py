"""``yiwang indicators``: what is measured, and what it comes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click

from yiwang.base.indicators import api as indicators
from yiwang.entry.cli import remote
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


@click.group("indicators")
def group() -> None:
    """Measure how the city runs (体征指标)."""


@group.command(name="list")
@data_option
@remote.url_option
@json_option
def list_indicators(data: Path | None, config: Path | None, url: str | None, *, as_json: bool) -> None:
    """List all indicators in force with their 口径."""
    if url is not None:
        found = remote.Server(url).get("/api/v1/indicators")
    else:
        found = {"items": run(_catalogue(settings_of(data, config)))}
    if as_json:
        click.echo(dump(found))
        return
    for item in found["items"]:
        click.echo(f"{item['code']:<24} v{item['version']}  {item['zh']}  {item['caliber_zh']}")


async def _catalogue(settings: Settings) -> list[dict[str, Any]]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return await indicators.catalogue(work.tx)


@group.command()
@data_option
@remote.url_option
@click.argument("code")
@click.option(
    "--period", required=True, help="2016, 2016-Q4, 2016-12, 2016-W50, 2016-12-05, 2016-12-01..2016-12-15."
)
@click.option("--area", help="Area code; what lies below it is counted.")
@click.option("--unit", help="Unit code; those below it are counted.")
@click.option("--matter", help="Matter or class of matters.")
@click.option("--channel", help="Channel code.")
@click.option("--version", type=click.IntRange(1), help="A version that is not the one in force.")
@json_option
def value(data: Path | None, config: Path | None, url: str | None, *, as_json: bool, **asked: Any) -> None:
    """Compute an indicator over a period in the city's time zone.

    Without --url every case that changed since is read first, so the answer is of this moment.
    """
    given = {name: found for name, found in asked.items() if found is not None}
    if url is not None:
        code = given.pop("code")
        found = remote.Server(url).get(f"/api/v1/indicators/{code}/value?{urlencode(given)}")
    else:
        found = run(_value(settings_of(data, config), indicators.Asked(**given)))
    if as_json:
        click.echo(dump(found))
        return
    shown = found["reason"]["zh"] if found["value"] is None else found["value"]
    click.echo(f"{shown}  ({found['numerator']} / {found['denominator']})")
    note(f"{found['first']} … {found['last']}, v{found['version']}, {found['as_of']}")


async def _value(settings: Settings, asked: indicators.Asked) -> dict[str, Any]:
    async with opened(settings) as database:
        await indicators.catch_up(database)
        async with database.reading(SYSTEM) as work:
            return await indicators.value(work, asked)
