"""``yiwang map``: the base map from the city's own data, and data in other coordinate systems."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from yiwang.connectors.basemap import export
from yiwang.connectors.basemap.build import Source, Summary
from yiwang.connectors.basemap.build import build as build_map
from yiwang.connectors.basemap.pmtiles import Map
from yiwang.connectors.basemap.schema import KINDS
from yiwang.connectors.basemap.sources import Reading
from yiwang.entry.cli.common import data_option, dump, json_option, note, settings_of
from yiwang.kernel.geometry import Crs

_STEPS = {"read": "读取 reading", "cut": "切片 cutting"}
_SYSTEMS = click.Choice([str(one.value) for one in Crs])


@click.group(name="map")
def maps() -> None:
    """Build the base map, look into it, move data between coordinate systems."""


def _reading(command: Any) -> Any:
    """Add the options that say how sources are read."""
    for option in (
        click.option("--encoding", help="Encoding of texts in Shapefiles (default: UTF-8, else GB 18030)."),
        click.option("--epsg", help="Reference system of the sources, where a file does not say it or lies."),
        click.option(
            "--crs", type=_SYSTEMS, help="What degrees mean (default: what the file says, or WGS-84)."
        ),
    ):
        command = option(command)
    return command


@maps.command()
@click.argument("inputs", metavar="[LAYER=]IN...", nargs=-1, required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: the installation's.")
@_reading
@click.option("--name", default="", help="Name of the map.")
@click.option("--attribution", default="", help="Where the data come from; shown on the map.")
@click.option("--private", default="grids", show_default=True, help="Layers only for people who sign in.")
@data_option
@json_option
def build(  # noqa: PLR0917 - one per option
    inputs: tuple[str, ...],
    out: Path | None,
    crs: str | None,
    epsg: str | None,
    encoding: str | None,
    name: str,
    attribution: str,
    private: str,
    data: Path | None,
    config: Path | None,
    *,
    as_json: bool,
) -> None:
    """Build the base map from GeoJSON, GeoPackage, Shapefile and OSM PBF.

    Layers: areas, grids, roads, buildings, water, green, poi. A file's layer is told by its name; else
    write LAYER=FILE. OSM is sorted by its tags. A running server shows the new map within seconds.
    """
    target = out or settings_of(data, config).map_path
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def told(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(_STEPS[step], total=total)
            bar.update(tasks[step], completed=done)

        summary = build_map(
            [Source.parse(word) for word in inputs],
            target,
            how=Reading(crs=crs, epsg=epsg, encoding=encoding),
            name=name,
            attribution=attribution,
            private=[word for word in private.split(",") if word],
            told=told,
        )
    _tell(summary, as_json=as_json)


def _tell(summary: Summary, *, as_json: bool) -> None:
    for line in summary.notes:
        note(line)
    if as_json:
        click.echo(dump(summary))
        return
    for layer, count in summary.features.items():
        click.echo(f"{layer:<10} {count:>9,}")
    if summary.skipped or summary.left_out:
        click.echo(
            f"无坐标 without a place {summary.skipped:,} · 不属于任何图层 of no layer {summary.left_out:,}"
        )
    click.echo(f"地名 named places {summary.places:,}")
    megabytes = summary.bytes / 1e6
    click.echo(f"{summary.file}: {summary.tiles:,} tiles, {megabytes:.1f} MB, {summary.seconds:.1f} s")


@maps.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def info(file: Path, *, as_json: bool) -> None:
    """Say what is in a PMTiles map."""
    with Map(file) as opened:
        frame = opened.frame
        told = opened.metadata | {
            "bounds": frame.bounds,
            "min_zoom": frame.least_zoom,
            "max_zoom": frame.most_zoom,
            "tiles": opened.count,
        }
    if as_json:
        click.echo(dump(told))
        return
    for key, value in told.items():
        click.echo(f"{key}: {value if isinstance(value, str | int) else dump(value)}")


@maps.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@_reading
@click.option("--to", "target", type=_SYSTEMS, default="wgs84", show_default=True)
@click.option("--layer", type=click.Choice(list(KINDS)), help="The layer, where FILE is a PMTiles map.")
@json_option
def convert(
    file: Path,
    out: Path,
    crs: str | None,
    epsg: str | None,
    encoding: str | None,
    target: str,
    layer: str | None,
    *,
    as_json: bool,
) -> None:
    """Write FILE as GeoJSON in another coordinate system (WGS-84, CGCS2000, GCJ-02, BD-09)."""
    if file.suffix.lower() == ".pmtiles":
        count = export.layer(file, layer or "roads", out, target=target)
    else:
        count = export.convert(file, out, how=Reading(crs=crs, epsg=epsg, encoding=encoding), target=target)
    click.echo(dump({"features": count, "file": str(out)}) if as_json else f"{out}: {count:,}")
