"""``yiwang bench decide``: how well and how fast the machine decides, on open data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from yiwang.entry.bench.deciding import TASKS, Asked, DataMissingError, load
from yiwang.entry.bench.figures import machine
from yiwang.entry.cli.common import dump, json_option, note

_HELP = "; ".join(f"{name}: {task.about}" for name, task in TASKS.items())
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.option("--task", type=click.Choice(list(TASKS)), help=f"{_HELP}. Without: all on the open data.")
@click.option("--train", type=_FILE, multiple=True, help="Train on this file; again for more.")
@click.option("--test", type=_FILE, help="Score this file of the same form.")
@click.option("--log", type=click.Path(path_type=Path), help="An XES (also packed) or CSV file.")
@click.option("--column", "columns", multiple=True, help="What a column of the CSV is: case=…, time=….")
@click.option("--pm4py", is_flag=True, help="Race and compare pm4py on the same file (make bench-env).")
@click.option("--replay", is_flag=True, help="With --pm4py: also its token replay, which takes long.")
@json_option
def decide(
    task: str | None,
    train: tuple[Path, ...],
    test: Path | None,
    log: Path | None,
    columns: tuple[str, ...],
    *,
    pm4py: bool,
    replay: bool,
    as_json: bool,
) -> None:
    """Measure how well and how fast the machine decides.

    --train and --test score files of the same form as the open data; without them a task uses the open data
    and says how it splits them. --task log prints arcs with times, variants and findings of any process log.
    """
    if bool(train) != (test is not None):
        raise click.UsageError("--train and --test go together")
    asked = Asked(
        train=train,
        test=test,
        log=log,
        columns=dict(column.split("=", 1) for column in columns if "=" in column),
        pm4py=pm4py,
        replay=replay,
    )
    if task is None and asked != Asked():
        raise click.UsageError("files belong to one --task")
    found = _one(task, asked) if task is not None else _all(asked)
    if as_json:
        click.echo(dump(found | {"machine": machine()}))


def _one(task: str, asked: Asked) -> dict[str, Any]:
    run, tell = load(task)
    found = run(asked)
    if tell is not None:
        tell(found)
    else:
        note(dump(found))
    return found


def _all(asked: Asked) -> dict[str, Any]:
    """Run every task on the open data; one whose data are absent is named, not measured."""
    found: dict[str, Any] = {}
    for task in TASKS:
        note(f"— {task}")
        try:
            found[task] = _one(task, asked)
        except DataMissingError as error:
            note(str(error))
            found[task] = {"not_measured": error.code}
    return found
