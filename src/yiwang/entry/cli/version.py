"""``yiwang version``."""

from __future__ import annotations

import click

import yiwang
from yiwang.entry.cli.common import dump, json_option


@click.command()
@json_option
def version(*, as_json: bool) -> None:
    """Print the version."""
    click.echo(dump({"version": yiwang.__version__}) if as_json else yiwang.__version__)
