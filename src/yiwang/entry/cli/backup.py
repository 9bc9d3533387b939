"""``yiwang backup`` and ``yiwang restore``: the whole state in one verified file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from yiwang.base.audit import api as audit
from yiwang.entry import bootstrap
from yiwang.entry.cli.common import address_of, data_option, dump, json_option, note, run, settings_of
from yiwang.entry.cli.remote import local_only
from yiwang.infra import backup as saving
from yiwang.infra import migrate, signing
from yiwang.infra import restore as restoring
from yiwang.infra.connection import connect
from yiwang.infra.errors import BackupError
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM

_FILE = click.Path(path_type=Path, dir_okay=False)


def _folders(settings: Settings) -> dict[str, Path]:
    return {
        "keys": settings.keys_folder,
        "media": settings.media_folder,
        "observations": settings.observations_folder,
    }


@click.command()
@data_option
@local_only("它含有私钥与全部数据", "it holds the private keys and everything there is")
@click.argument("file", type=_FILE)
@json_option
def backup(data: Path | None, config: Path | None, file: Path, *, as_json: bool) -> None:
    """Save the whole state to FILE while the system runs, and read it back to check it.

    FILE holds the private signing keys: keep it as you keep the data.
    """
    settings = settings_of(data, config)
    with address_of(settings) as url:
        manifest = run(_save(settings, url, file))
    _report(manifest, file, as_json=as_json)


async def _save(settings: Settings, url: str, file: Path) -> dict[str, Any]:
    await migrate.upgrade(url)
    return await saving.write(url, _folders(settings), file, note)


@click.command()
@data_option
@local_only("它写入一个空的数据目录", "it fills an empty data folder")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@json_option
def restore(data: Path | None, config: Path | None, file: Path, *, as_json: bool) -> None:
    """Restore FILE into an empty data folder (or an empty database) and verify the ledger."""
    settings = settings_of(data, config)
    bootstrap.configure(settings)
    with address_of(settings) as url:
        manifest = run(_restore(settings, url, file))
    _report(manifest, file, as_json=as_json)


async def _restore(settings: Settings, url: str, file: Path) -> dict[str, Any]:
    metadata, _ = bootstrap.schema()
    order = [table.name for table in metadata.sorted_tables]
    manifest = await restoring.read(url, file, _folders(settings), order, note)
    await migrate.upgrade(url)
    database = await connect(url, size=2)
    try:
        async with database.reading(SYSTEM) as work:
            verdict = await audit.verify(work.tx, signing.keys())
    finally:
        await database.close()
    if verdict.problems:
        first = str(verdict.problems[0])
        raise BackupError(
            why_zh=f"数据已恢复，但存证校验发现问题：{first}",
            why_en=f"the data were restored, but the ledger does not verify: {first}",
        )
    return manifest


def _report(manifest: dict[str, Any], file: Path, *, as_json: bool) -> None:
    entries = manifest["entries"]
    summary = {
        "file": str(file),
        "schema": manifest["schema"],
        "tables": sum(name.startswith("tables/") for name in entries),
        "rows": sum(entry.get("rows", 0) for entry in entries.values()),
        "objects": sum(name.startswith("media/") for name in entries),
        "verified": True,
    }
    counted = f"{summary['rows']} rows in {summary['tables']} tables, {summary['objects']} objects"
    click.echo(dump(summary) if as_json else f"{file}: {counted}, verified")
