"""``yiwang cases``: check every case against its journal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from yiwang.base.cases import api as cases
from yiwang.entry.cli.common import data_option, dump, json_option, opened, run, settings_of
from yiwang.entry.cli.remote import local_only
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


@click.group("cases")
def group() -> None:
    """Look after cases (案件)."""


@group.command()
@data_option
@local_only("它逐条重建全部案件", "it rebuilds every case beside the server")
@json_option
def verify(data: Path | None, config: Path | None, *, as_json: bool) -> None:
    """Rebuild every case from its journal and compare; exit code 1 if any row differs.

    Runs beside the working system and changes nothing. A case somebody works on in that very moment may
    be named; run it again to be sure.
    """
    found = run(_verify(settings_of(data, config)))
    if as_json:
        click.echo(dump({"ok": not found, "different": found}))
    else:
        for item in found:
            click.echo(f"{item['number']}: {', '.join(item['fields'])}")
        click.echo("OK 一致" if not found else f"NOT OK 不一致：{len(found)}")
    if found:
        raise SystemExit(1)


async def _verify(settings: Settings) -> list[dict[str, Any]]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return [{"number": d.number, "fields": list(d.fields)} async for d in cases.differences(work.tx)]
