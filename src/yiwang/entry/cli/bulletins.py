"""``yiwang bulletin``: documents made from indicators by templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from yiwang.base.bulletins import api as bulletins
from yiwang.base.indicators import api as indicators
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.infra.documents import Document, based, write
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


@click.group("bulletin")
def group() -> None:
    """Make bulletins (简报): daily, weekly, monthly, quarterly, special, public."""


@group.command(name="list")
@data_option
@json_option
def list_templates(data: Path | None, config: Path | None, *, as_json: bool) -> None:
    """List the templates in force."""
    found = run(_templates(settings_of(data, config)))
    if as_json:
        click.echo(dump({"items": [msgspec.to_builtins(one) for one in found]}))
        return
    for one in found:
        click.echo(f"{one.code:<12} v{one.version}  {one.every:<8} {one.zh}  {one.en}")


async def _templates(settings: Settings) -> list[bulletins.Template]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return [kept.template for kept in (await bulletins.templates(work.tx)).values()]


@group.command()
@data_option
@click.argument("template")
@click.option(
    "--period", required=True, help="2016, 2016-Q4, 2016-12, 2016-W50, 2016-12-05, 2016-12-01..2016-12-15."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file; its ending says what is written: docx, pdf, xlsx or html.",
)
@click.option("--area", help="Area code; what lies below it is counted.")
@click.option("--unit", help="Unit code; those below it are counted.")
@click.option("--version", type=click.IntRange(1), help="A version of the template that is not in force.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@json_option
def make(
    data: Path | None, config: Path | None, template: str, out: Path, version: int | None, *,
    as_json: bool, **scope: Any,
) -> None:  # fmt: skip
    """Make a bulletin; every figure of it is one that `yiwang indicators` gives.

    What changed since is read first, so the figures are of this moment.
    """
    form = out.suffix.lower().removeprefix(".")
    bulletins.check_form(form)
    settings = settings_of(data, config)
    found = run(_made(settings, template, version, scope))
    content = write(based(found, settings.public_url or settings.address), form)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(out), error.strerror) from error
    told = {"out": str(out), "bytes": len(content), "title": found.title, "subtitle": found.subtitle}
    told["figures"] = sum(1 for _ in found.figures())
    if as_json:
        click.echo(dump(told))
        return
    note(f"{found.title} · {found.subtitle}")
    click.echo(f"{out}  ({len(content):,} bytes)")


async def _made(settings: Settings, code: str, version: int | None, scope: dict[str, Any]) -> Document:
    async with opened(settings) as database:
        await indicators.catch_up(database)
        async with database.reading(SYSTEM) as work:
            template = await bulletins.template(work.tx, code, version)
            return await bulletins.make(work, template, bulletins.Scope(**scope))
