"""``yiwang bench decide``: how well and how fast the machine decides, on open data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from yiwang.entry.bench.figures import machine
from yiwang.entry.cli.common import dump, json_option, note

_LISTED = 50


@click.command()
@click.option("--task", type=click.Choice(["log"]), required=True, help="log: mine a process log.")
@click.option("--log", type=click.Path(path_type=Path), help="An XES (also packed) or CSV file.")
@click.option("--column", "columns", multiple=True, help="What a column of the CSV is: case=…, time=….")
@click.option("--pm4py", is_flag=True, help="Race and compare pm4py on the same file (make bench-env).")
@click.option("--replay", is_flag=True, help="With --pm4py: also its token replay, which takes long.")
@json_option
def decide(
    task: str, log: Path | None, columns: tuple[str, ...], *, pm4py: bool, replay: bool, as_json: bool
) -> None:
    """Measure how well and how fast the machine decides.

    --task log prints arcs with times, variants and findings of any process log; with --pm4py also whether
    both found the same and how they compare in time and memory, each in a process of its own.
    """
    from yiwang.entry.bench.mining import race  # noqa: PLC0415 - heavy

    if log is None:
        raise click.UsageError(f"--task {task} needs --log FILE")
    named = dict(column.split("=", 1) for column in columns if "=" in column)
    found = race(log, named, peer=pm4py, replay=replay)
    if as_json:
        click.echo(dump(found | {"machine": machine()}))
        return
    _tell(found)


def _tell(found: dict[str, Any]) -> None:
    note(f"{found['steps']:,} steps, {found['cases']:,} cases, {len(found['variants']):,} variants")
    for reason, n in found["left_out"].items():
        note(f"{n:,} rows left out: no {reason}")
    click.echo(f"{'n':>10} {'median s':>14} {'mean s':>14}  transition")
    for source, target, n, mean, median, *_ in found["arcs"][:_LISTED]:
        click.echo(f"{n:>10,} {median:>14,.1f} {mean:>14,.1f}  {source} → {target}")
    for path, n in found["variants"][:10]:
        click.echo(f"{n:>10,}  {' → '.join(path)}")
    for name, rows in found["findings"].items():
        note(f"{name}: {rows if isinstance(rows, int) else len(rows)}")
    click.echo(dump({"seconds": found["seconds"], "peak_mb": found["peak_mb"], "pm4py": found.get("pm4py")}))
