"""``yiwang device``: the registry of devices from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from yiwang.base.sensing import api as sensing
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.infra import tabular
from yiwang.kernel.actor import SYSTEM

_MOST = 100_000
_TOLD = 50  # refused rows shown at the terminal; --json gives all


@click.group()
def device() -> None:
    """List, import and export devices, and make their keys."""


@device.command("list")
@data_option
@click.option("--product", help="Code of the product.")
@click.option("--unit", help="Code of the unit that owns them.")
@click.option("--area", help="Code of an area: those in it.")
@click.option("--state", type=click.Choice(list(sensing.STATES)), help="Stage of life.")
@click.option("--text", help="Part of code, name or address.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, _MOST))
@json_option
def listing(data: Path | None, config: Path | None, limit: int, *, as_json: bool, **asked: Any) -> None:
    """Show devices by code."""
    wanted = sensing.DeviceFilter(**asked)

    async def go() -> tuple[list[sensing.Device], int]:
        async with opened(settings_of(data, config)) as database, database.reading(SYSTEM) as work:
            found = await sensing.find_devices(work.tx, wanted, "code", None, limit)
            return found, await sensing.count_devices(work.tx, wanted)

    found, count = run(go())
    if as_json:
        click.echo(dump({"items": found, "count": count}))
        return
    for one in found:
        owner = one.unit or "-"
        click.echo(
            f"{one.code}\t{one.product}\t{one.state}\t{'online' if one.online else '-'}\t{owner}\t{one.name}"
        )
    note(f"{len(found)} / {count}")


@device.command()
@data_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--product", help="Code of the product.")
@click.option("--unit", help="Code of the unit that owns them.")
def export(data: Path | None, config: Path | None, file: Path, **asked: Any) -> None:
    """Write devices to FILE (.xlsx or .csv), in the form that ``import`` reads."""

    async def go() -> list[sensing.Device]:
        async with opened(settings_of(data, config)) as database, database.reading(SYSTEM) as work:
            wanted = sensing.DeviceFilter(**asked)
            return await sensing.find_devices(work.tx, wanted, "code", None, _MOST)

    rows = sensing.lines(run(go()))
    as_csv = file.suffix.lower() == ".csv"
    file.write_bytes(tabular.write_csv(rows) if as_csv else tabular.write_excel(sensing.SHEET, rows))
    note(f"{len(rows) - 1} → {file}")


@device.command("import")
@data_option
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--trial", is_flag=True, help="Check the form, but keep nothing.")
@json_option
def bring_in(data: Path | None, config: Path | None, file: Path, *, trial: bool, as_json: bool) -> None:
    """Register or change the devices of FILE (.xlsx or .csv) by code; refused rows hold up no others."""
    rows = tabular.read_table(file.name, file.read_bytes())

    async def go() -> sensing.RowResult:
        async with opened(settings_of(data, config)) as database, database.work(SYSTEM) as work:
            return await sensing.import_devices(work, rows, trial=trial)

    result = run(go())
    if as_json:
        click.echo(dump(result))
    else:
        for row in result.refused[:_TOLD]:
            click.echo(f"{row['row']}\t{row['field']}\t{row['zh']}\t{row['en']}")
        note(f"saved {result.saved}, unchanged {result.unchanged}, refused {len(result.refused)}")
    if result.refused:
        raise click.exceptions.Exit(1)


@device.command()
@data_option
@click.argument("code")
@click.option(
    "--scope", type=click.Choice(["device", "gateway", "product"]), default="device", show_default=True
)
@click.option("--label", default="", help="What the key is for.")
@json_option
def key(data: Path | None, config: Path | None, code: str, scope: str, label: str, *, as_json: bool) -> None:
    """Make a key of the device, gateway or product CODE. It is shown this once."""

    async def go() -> tuple[Any, str]:
        async with opened(settings_of(data, config)) as database, database.work(SYSTEM) as work:
            return await sensing.create_key(work, scope, code, label=label)

    made, secret = run(go())
    click.echo(dump({"id": str(made), "key": secret}) if as_json else secret)
