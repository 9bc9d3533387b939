"""``yiwang import organisation``: areas, units, posts, persons, accounts and responsibilities from files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

import click

from yiwang.connectors.organisation import run, writer
from yiwang.connectors.organisation.drafts import Handed
from yiwang.entry.cli import remote
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, settings_of
from yiwang.entry.cli.common import run as run_async
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError, PayloadTooLargeError
from yiwang.kernel.rows import ChangeSummary, RowsRefusedError

_TOLD = 50  # problems shown at the terminal; --json gives more


@click.command("organisation")
@data_option
@remote.url_option
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--crs",
    default="wgs84",
    type=click.Choice(["wgs84", "cgcs2000", "gcj02", "bd09"]),
    help="Coordinate system of the GeoJSON files.",
)
@click.option("--complete", is_flag=True, help="Retire what is missing from the sheets that are given.")
@click.option("--trial", is_flag=True, help="Check and count, but keep nothing.")
@click.option("--template", type=click.Path(path_type=Path), help="Write an empty workbook with help here.")
@click.option("--export", type=click.Path(path_type=Path), help="Write the organisation in force here.")
@json_option
def organisation(
    data: Path | None,
    config: Path | None,
    url: str | None,
    files: tuple[Path, ...],
    crs: str,
    template: Path | None,
    export: Path | None,
    *,
    complete: bool,
    trial: bool,
    as_json: bool,
) -> None:
    """Bring one workbook (or CSV files named after their sheets, and GeoJSON) into force, or nothing."""
    if template is not None:
        write(template, writer.template())
        return
    if url is not None:
        body = _send(url, files, {"crs": crs, "complete": str(complete), "trial": str(trial)})
    else:
        settings = settings_of(data, config)
        if export is not None:
            write(export, run_async(_export(settings)))
            return
        body = _bring(settings, files, crs, complete=complete, trial=trial)
    if as_json:
        click.echo(dump(body))
        return
    for sheet, counts in body["sheets"].items():
        click.echo(f"{sheet}: " + ", ".join(f"{count} {what}" for what, count in counts.items()))


def _bring(
    settings: Settings, files: tuple[Path, ...], crs: str, *, complete: bool, trial: bool
) -> dict[str, Any]:
    if not files:
        raise InvalidInputError(field="FILES", why_zh="请给出文件", why_en="name at least one file")
    handed = run.read([_upload(file) for file in files], crs)
    try:
        summary = run_async(_import(settings, handed, complete=complete, trial=trial))
    except RowsRefusedError as error:
        for problem in error.problems[:_TOLD]:
            place = " ".join(str(p) for p in (problem.sheet, problem.row, problem.column) if p is not None)
            note(f"{place}: {problem.zh} / {problem.en}")
        raise
    return {"trial": trial, **run.report(summary)}


def _send(url: str, files: tuple[Path, ...], fields: dict[str, str]) -> dict[str, Any]:
    if len(files) != 1:
        raise InvalidInputError(
            field="FILES", why_zh="用 --url 时一次一个文件", why_en="with --url, name exactly one file"
        )
    _upload(files[0])
    answer = remote.Server(url).upload("/api/v1/organisation/import", fields, {"file": files[0]})
    return cast("dict[str, Any]", answer)


def _upload(file: Path) -> run.Upload:
    if not file.is_file():
        raise InvalidInputError(field="FILES", why_zh=f"没有文件 {file}", why_en=f"there is no file {file}")
    if file.stat().st_size > run.MOST_BYTES:
        raise PayloadTooLargeError(field="FILES", limit=f"{run.MOST_BYTES // 1_000_000} MB")
    return run.Upload(file.name, file.read_bytes())


async def _import(
    settings: Settings, handed: Handed, *, complete: bool, trial: bool
) -> dict[str, ChangeSummary]:
    async with opened(settings) as database, database.work(SYSTEM) as work:
        return await run.import_organisation(work, handed, complete=complete, trial=trial)


async def _export(settings: Settings) -> bytes:
    async with opened(settings) as database, database.work(SYSTEM) as work:
        return await writer.export(work, personal=True, with_accounts=True)


def write(target: Path, content: bytes) -> None:
    """Write a file that only its owner may read; it may hold names and numbers of people."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    click.echo(str(target))
