"""``yiwang assess``: who did how well, by a scheme."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click

from yiwang.base.assessment import api as assessment
from yiwang.base.indicators import api as indicators
from yiwang.entry.cli import remote
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


@click.group("assess")
def group() -> None:
    """Assess departments, streets and others (考核)."""


@group.command(name="list")
@data_option
@remote.url_option
@json_option
def list_schemes(data: Path | None, config: Path | None, url: str | None, *, as_json: bool) -> None:
    """List all schemes with their parts and weights."""
    if url is not None:
        found = remote.Server(url).get("/api/v1/assessment/schemes")
    else:
        found = {"items": run(_listed(settings_of(data, config)))}
    if as_json:
        click.echo(dump(found))
        return
    for item in found["items"]:
        parts = "  ".join(f"{part['zh']} {part['weight']:g}" for part in item["parts"])
        click.echo(f"{item['code']:<24} v{item['version']}  {item['zh']}  {parts}")


async def _listed(settings: Settings) -> list[dict[str, Any]]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return await assessment.listed(work.tx)


@group.command(name="run")
@data_option
@remote.url_option
@click.argument("scheme")
@click.option(
    "--period", required=True, help="2016, 2016-Q4, 2016-12, 2016-W50, 2016-12-05, 2016-12-01..2016-12-15."
)
@click.option("--version", type=click.IntRange(1), help="A version that is not the one in force.")
@click.option("--with-excluded", is_flag=True, help="Count excluded cases (剔除) too, to see their effect.")
@json_option
def run_scheme(
    data: Path | None, config: Path | None, url: str | None, *, as_json: bool, **asked: Any
) -> None:
    """Rank the objects of a scheme in a period of the city's time zone, each with its parts and counts.

    Without --url every case that changed since is read first, so the answer is of this moment.
    """
    code, assessed = asked.pop("scheme"), not asked.pop("with_excluded")
    if url is not None:
        given = {name: value for name, value in asked.items() if value is not None}
        words = urlencode(given | {"assessed": str(assessed).lower()})
        found = remote.Server(url).get(f"/api/v1/assessment/schemes/{code}/result?{words}")
    else:
        found = run(_result(settings_of(data, config), code, assessed=assessed, **asked))
    if as_json:
        click.echo(dump(found))
        return
    for row in found["objects"]:
        told = f"{row['score']:g}" if row["score"] is not None else row["reason"]["zh"]
        click.echo(f"{row['rank'] or '-':>4}{'=' if row['tied'] else ' '} {row['name']}  {told}")
    note(f"{found['zh']} v{found['version']}, {found['first']} … {found['last']}, {found['as_of']}")


async def _result(settings: Settings, code: str, **asked: Any) -> dict[str, Any]:
    async with opened(settings) as database:
        await indicators.catch_up(database)
        async with database.reading(SYSTEM) as work:
            return await assessment.result(work, code, **asked)


@group.command(name="check")
@data_option
@click.argument("scheme", required=False)
@json_option
def check_editions(data: Path | None, config: Path | None, scheme: str | None, *, as_json: bool) -> None:
    """Recompute every frozen result (of SCHEME) from the journals of its cases, to the last digit.

    Ends with 1 if any differs.
    """
    found = run(_checked(settings_of(data, config), scheme))
    if as_json:
        click.echo(dump({"items": found}))
    else:
        for one in found:
            told = "ok" if one["ok"] else f"DIFFERS {one['differs']}"
            click.echo(f"{one['scheme']} {one['period']} #{one['number']}  {one['cases']} cases  {told}")
    if not all(one["ok"] for one in found):
        raise SystemExit(1)


async def _checked(settings: Settings, scheme: str | None) -> list[dict[str, Any]]:
    async with opened(settings) as database:
        async with database.reading(SYSTEM) as work:
            editions = await assessment.editions(work, scheme)
        found = []
        for edition in editions:
            async with database.reading(SYSTEM) as work:
                found.append(await assessment.check(work, edition.id))
        return found
