"""``yiwang city``: a fictional city to try things on."""

from __future__ import annotations

from pathlib import Path

import click

from yiwang.entry.cli.common import dump, json_option
from yiwang.entry.demo.city import generate


@click.group()
def city() -> None:
    """Make a small fictional city, as an overlay pack."""


@city.command()
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same city.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@json_option
def new(seed: int, out: Path, *, as_json: bool) -> None:
    """Write the overlay pack of a fictional city into OUT/demo-city."""
    folder = generate(out, seed=seed)
    click.echo(dump({"pack": str(folder), "seed": seed}) if as_json else str(folder))
