"""``yiwang pack``: packs of definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from yiwang.entry.cli.common import data_option, dump, json_option, opened, run, settings_of
from yiwang.entry.cli.remote import local_only
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM
from yiwang.packs import install as packs
from yiwang.packs.reader import read

_folder = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.group()
def pack() -> None:
    """Packs: flows, catalogues, calendars, cities, as data."""


@pack.command()
@_folder
@json_option
def validate(folder: Path, *, as_json: bool) -> None:
    """Check the pack in FOLDER without a database; names file and key of every fault."""
    found = read(folder)
    answer = {"pack": found.manifest.id, "version": found.manifest.version, "definitions": len(found.items)}
    if as_json:
        click.echo(dump(answer))
    else:
        click.echo(
            f"{found.manifest.id} {found.manifest.version}: {len(found.items)} 项定义，检查通过 (sound)"
        )


@pack.command()
@data_option
@local_only("包是服务器上的文件夹", "a pack is a folder on the server")
@_folder
@json_option
def install(data: Path | None, config: Path | None, folder: Path, *, as_json: bool) -> None:
    """Install or upgrade the pack in FOLDER, whole or not at all."""

    async def go(settings: Settings) -> packs.Outcome:
        async with opened(settings) as database, database.work(SYSTEM) as work:
            return await packs.install(work, folder)

    outcome = run(go(settings_of(data, config)))
    if as_json:
        click.echo(dump({"pack": outcome.pack, "version": outcome.version, "status": outcome.status}))
    else:
        click.echo(f"{outcome.pack} {outcome.version}: {outcome.status}")


@pack.command("list")
@data_option
@local_only("它读取服务器上的包登记", "it reads the register of packs on the server")
@json_option
def list_packs(data: Path | None, config: Path | None, *, as_json: bool) -> None:
    """List the installed packs."""

    async def go(settings: Settings) -> list[dict[str, Any]]:
        async with opened(settings) as database, database.reading(SYSTEM) as work:
            found = await packs.list_installed(work.tx)
        return [
            {"id": p.id, "version": p.version, "installed_at": p.installed_at, "title": p.manifest["title"]}
            for p in found
        ]

    items = run(go(settings_of(data, config)))
    if as_json:
        click.echo(dump({"items": items}))
    else:
        for item in items:
            click.echo(f"{item['id']} {item['version']}  {item['title']['zh']} / {item['title']['en']}")


@pack.command()
@data_option
@local_only("包是服务器上的文件夹", "a pack is a folder on the server")
@_folder
@json_option
def diff(data: Path | None, config: Path | None, folder: Path, *, as_json: bool) -> None:
    """Show what installing the pack in FOLDER would add, change and leave out."""

    async def go(settings: Settings) -> packs.Difference:
        async with opened(settings) as database, database.reading(SYSTEM) as work:
            return await packs.diff(work.tx, folder)

    found = run(go(settings_of(data, config)))
    if as_json:
        click.echo(dump({"added": found.added, "changed": found.changed, "removed": found.removed}))
    else:
        for sign, names in (("+", found.added), ("~", found.changed), ("-", found.removed)):
            for name in names:
                click.echo(f"{sign} {name}")
