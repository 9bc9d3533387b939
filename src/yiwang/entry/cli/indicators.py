"""``yiwang indicators``: what is measured, and what it comes to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
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
@click.option("--backend", type=click.Choice(indicators.BACKENDS), help="Who counts; the answer is the same.")
@json_option
def value(data: Path | None, config: Path | None, url: str | None, *, as_json: bool, **asked: Any) -> None:
    """Compute an indicator over a period in the city's time zone.

    Without --url every case that changed since is read first, so the answer is of this moment.
    """
    given = {name: found for name, found in asked.items() if found is not None}
    if url is not None:
        code = given.pop("code")
        if given.pop("backend", "auto") != "auto":
            raise click.UsageError("a running server chooses its back-end itself")
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


@group.command()
@data_option
@remote.url_option
@click.argument("code")
@click.option("--period", required=True, help="As of `value`.")
@click.option("--area", help="Area whose children are compared; by default the city.")
@click.option(
    "--spread",
    type=click.FloatRange(0, 0.9),
    default=indicators.SPREAD,
    show_default=True,
    help="How far each weight may be off, where the steadiness of ranks is told.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the random weights.")
@json_option
def index(data: Path | None, config: Path | None, url: str | None, *, as_json: bool, **asked: Any) -> None:
    """Compute a composite index over the areas below, ranked, with the share of each part."""
    given = {name: found for name, found in asked.items() if found is not None}
    code, spread, seed = given.pop("code"), given.pop("spread"), given.pop("seed")
    if url is not None:
        query = urlencode(given | {"spread": spread, "seed": seed})
        found = remote.Server(url).get(f"/api/v1/indicators/{code}/index?{query}")
    else:
        found = run(_index(settings_of(data, config), indicators.Asked(code=code, **given), spread, seed))
    if as_json:
        click.echo(dump(found))
        return
    for item in found["items"]:
        shown = item["reason"]["zh"] if item["value"] is None else f"{item['value']:.2f}"
        click.echo(f"{item['rank'] or '-':>3}  {item['name']}  {shown}")
    note(found["fresh"].get("zh", ""))


async def _index(settings: Settings, asked: indicators.Asked, spread: float, seed: int) -> dict[str, Any]:
    async with opened(settings) as database:
        await indicators.catch_up(database)
        async with database.reading(SYSTEM) as work:
            return await indicators.index(work, asked, spread=spread, seed=seed)


@group.command()
@data_option
@remote.url_option
@json_option
def sources(data: Path | None, config: Path | None, url: str | None, *, as_json: bool) -> None:
    """List the sources of figures beside cases: owner, what they say, how fresh they are."""
    if url is not None:
        found = remote.Server(url).get("/api/v1/indicator-sources")["items"]
    else:
        found = run(_read(settings_of(data, config), indicators.sources))
    if as_json:
        click.echo(dump({"items": found}))
        return
    for item in found:
        state = item["fresh"]["zh"] or item["fresh"]["state"]
        click.echo(f"{item['code']:<24} {item['kind']:<8} {item['zh']}  {item['owner']}  {state}")


@group.command()
@data_option
@click.argument("source")
@click.option("--period", required=True, help="As of `value`.")
@json_option
def missing(data: Path | None, config: Path | None, source: str, period: str, *, as_json: bool) -> None:
    """List what units have not handed in of SOURCE in a period (漏报清单)."""
    found = run(_read(settings_of(data, config), indicators.collection, source, period))
    lacking = [item for item in found["items"] if item["state"] in {"missing", "overdue"}]
    if as_json:
        click.echo(dump({"due": found["due"], "counts": found["counts"], "items": lacking}))
        return
    for item in lacking:
        click.echo(
            f"{item['period']}  {item['unit_name']}  {item['area_name']}  {item['due']}  {item['state']}"
        )


@group.command(name="import")
@data_option
@click.argument("source")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--why", default="", help="Reason, where figures in force are corrected.")
@json_option
def import_file(
    data: Path | None, config: Path | None, source: str, file: Path, why: str, *, as_json: bool
) -> None:
    """Bring a CSV or XLSX file of SOURCE in; with one wrong cell nothing is taken."""
    done = run(_import(settings_of(data, config), source, file, why))
    click.echo(dump(done) if as_json else f"{done['rows']} rows, {done['changed']} changed")


@group.command()
@data_option
@click.argument("source")
@click.option("--period", required=True, help="As of `value`; days of the city.")
def gather(data: Path | None, config: Path | None, source: str, period: str) -> None:
    """Gather the readings of devices of SOURCE anew for a past period; the same readings give the same."""
    made = run(_gather(settings_of(data, config), source, period))
    click.echo(f"{made} rows")


async def _read(settings: Settings, ask: Callable[..., Awaitable[Any]], *asked: str) -> Any:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return await ask(work, *asked)


async def _import(settings: Settings, source: str, file: Path, why: str) -> dict[str, Any]:
    content = await asyncio.to_thread(file.read_bytes)
    async with opened(settings) as database, database.work(SYSTEM) as work:
        return await indicators.take_file(work, source, file.name, content, why)


async def _gather(settings: Settings, source: str, period: str) -> int:
    async with opened(settings) as database:
        return await indicators.gather(database, source, indicators.period(period))


@group.command()
@data_option
@json_option
def export(data: Path | None, config: Path | None, *, as_json: bool) -> None:
    """Write the facts to Parquet files, a month each: for DuckDB, Spark and other programs.

    Only months that changed are written anew. Nothing in them names a person.
    """
    found = run(_export(settings_of(data, config)))
    click.echo(dump(found) if as_json else f"{found['folder']}: {found['files']} · {found['facts']}")


async def _export(settings: Settings) -> dict[str, Any]:
    async with opened(settings) as database:
        await indicators.catch_up(database)
        return await indicators.export(database, most=0)
