"""``yiwang city``: a fictional city to try things on."""

from __future__ import annotations

from pathlib import Path

import click

from yiwang.entry.city import SIZES, generate
from yiwang.entry.cli.common import data_option, dump, json_option, opened, run, settings_of
from yiwang.infra.settings import Settings


@click.group()
def city() -> None:
    """Make a fictional city, as an overlay pack, and live through its past."""


@city.command()
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Same seed, same city."
)
@click.option("--size", type=click.Choice(list(SIZES)), default="small", show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@json_option
def new(seed: int, size: str, out: Path, *, as_json: bool) -> None:
    """Write a fictional city into OUT/demo-city: areas, people, duties, sources of its map, a past."""
    folder = generate(out, seed=seed, size=size)
    click.echo(dump({"pack": str(folder), "seed": seed, "size": size}) if as_json else str(folder))


@city.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@data_option
@json_option
def settle(folder: Path, data: Path | None, config: Path | None, *, as_json: bool) -> None:
    """Install the city of FOLDER in an installation without cases, build its map, live through its past."""
    stages = run(_settle(settings_of(data, config), folder))
    click.echo(dump(stages) if as_json else "\n".join(f"{key:<12} {n:>8,}" for key, n in stages.items()))


async def _settle(settings: Settings, folder: Path) -> dict[str, int]:
    from yiwang.entry.demo.seed import settle as live_through  # noqa: PLC0415 - heavy, and not for ``new``

    async with opened(settings) as database:
        return dict(await live_through(database, folder, map_path=settings.map_path))
