"""``yiwang bench`` of parts of the program itself, on the installation's database and without a server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yiwang.entry.bench.figures import machine
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of

if TYPE_CHECKING:
    from yiwang.infra.database import Database


def show(figures: dict[str, Any], *, as_json: bool) -> None:
    """Print figures as JSON; to people also line by line."""
    if not as_json:
        for key, value in figures.items():
            note(f"{key:>24}  {value}")
    click.echo(dump(figures))


def _on_database(
    data: Path | None,
    config: Path | None,
    measure: Callable[[Database], Awaitable[dict[str, Any]]],
    *,
    as_json: bool,
) -> None:
    settings = settings_of(data, config)

    async def go() -> dict[str, Any]:
        async with opened(settings) as database:
            return await measure(database)

    show(run(go()) | {"machine": machine()}, as_json=as_json)


@click.command()
@data_option
@click.option("--asked", type=click.IntRange(1, 100_000), default=100, show_default=True)
@click.option("--times", type=click.IntRange(1, 1000), help="Ask files of so many times the facts.")
@json_option
def indicators(
    data: Path | None, config: Path | None, asked: int, times: int | None, *, as_json: bool
) -> None:
    """Read and roll up the facts of a database that `bench seed` filled, and ask indicators of them.

    With --times DuckDB is asked, over files, against SQL by hand on the same files.
    """
    from yiwang.entry.bench import factfiles  # noqa: PLC0415 - heavy
    from yiwang.entry.bench.indicators import measure  # noqa: PLC0415

    _on_database(
        data,
        config,
        lambda database: factfiles.measure(database, times, asked) if times else measure(database, asked),
        as_json=as_json,
    )


@click.command()
@data_option
@click.option("--calls", type=click.IntRange(20, 100_000), default=1000, show_default=True)
@json_option
def turns(data: Path | None, config: Path | None, calls: int, *, as_json: bool) -> None:
    """Take turns in the queue of models: what one costs, and how fast a place changes hands."""
    from yiwang.entry.bench.turns import turns as measure  # noqa: PLC0415

    _on_database(data, config, lambda database: measure(database, calls), as_json=as_json)


@click.command()
@click.option("--rounds", type=click.IntRange(1, 1000), default=20, show_default=True)
@json_option
def bulletins(rounds: int, *, as_json: bool) -> None:
    """Write ten pages and a table of 10,000 rows as Word, PDF, Excel and a page; without a database."""
    from yiwang.entry.bench.bulletins import measure  # noqa: PLC0415

    show(measure(rounds) | {"machine": machine()}, as_json=as_json)
