"""``yiwang bench``: measure this machine with real clients against a real server."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import click

from yiwang.entry.bench.figures import machine
from yiwang.entry.bench.target import Target, target
from yiwang.entry.cli import remote
from yiwang.entry.cli.common import address_of, data_option, dump, json_option, note, opened, run, settings_of
from yiwang.entry.cli.decide import decide
from yiwang.entry.cli.parts import bulletins, indicators, show, turns

Measure = Callable[[Target], Coroutine[Any, Any, dict[str, Any]]]


@click.group()
def bench() -> None:
    """Measure intake, life cycles and lists; fill a database.

    Without --data and --url each measurement starts a server of its own on a temporary folder.
    """


def _measure(data: Path | None, url: str | None, measure: Measure, *, as_json: bool) -> None:
    import uvloop  # noqa: PLC0415 - only where a client is run

    async def go() -> dict[str, Any]:
        async with target(data, url, note) as found:
            return await measure(found)

    figures = uvloop.run(go()) | {"machine": machine()}
    show(figures, as_json=as_json)


@bench.command()
@data_option
@click.option("--cases", "wanted", type=click.IntRange(1, 100_000_000), default=1_000_000, show_default=True)
@json_option
def seed(data: Path | None, config: Path | None, wanted: int, *, as_json: bool) -> None:
    """Fill the database with a plausible city until it has so many cases."""
    from yiwang.entry.bench.seed import fill  # noqa: PLC0415 - heavy

    settings = settings_of(data, config)

    async def go() -> dict[str, Any]:
        async with opened(settings) as database:
            with address_of(settings) as url:
                return await fill(database, url, wanted, note)

    done = run(go())
    seconds = done["seconds"]["total"]
    figures = {"name": "seed", "n": done["cases"], "rate": round(done["cast"] / seconds, 1), "errors": 0}
    times = {"p50_ms": None, "p95_ms": None, "p99_ms": None}
    show(figures | times | done | {"machine": machine()}, as_json=as_json)


@bench.command()
@data_option
@remote.url_option
@click.option("--seconds", type=float, default=20.0, show_default=True)
@click.option("--connections", type=click.IntRange(1, 1000), default=16, show_default=True)
@json_option
def intake(
    data: Path | None,
    config: Path | None,
    url: str | None,
    seconds: float,
    connections: int,
    *,
    as_json: bool,
) -> None:
    """Hand in reports as fast as they are taken: durable reports per second, time to number, backlog."""
    from yiwang.entry.bench.intake import intake as measure  # noqa: PLC0415

    del config
    _measure(data, url, lambda t: measure(t, seconds=seconds, connections=connections), as_json=as_json)


@bench.command()
@data_option
@click.option("--asked", type=click.IntRange(1, 100_000), default=1000, show_default=True)
@click.option("--past", type=click.IntRange(0, 100_000_000), default=0, help="Copy ended cases up to here.")
@click.option("--open", "live", type=click.IntRange(0, 10_000_000), default=0, help="Copy open ones.")
@json_option
def repeats(
    data: Path | None, config: Path | None, asked: int, past: int, live: int, *, as_json: bool
) -> None:
    """Find possible duplicates among the cases of a database that `bench seed` filled.

    With --past or --open its cases are first copied until there are so many; such a database is then good for
    this measurement only.
    """
    from yiwang.entry.bench.crowd import crowd  # noqa: PLC0415
    from yiwang.entry.bench.repeats import repeats as measure  # noqa: PLC0415

    settings = settings_of(data, config)

    async def go() -> dict[str, Any]:
        async with opened(settings) as database:
            await crowd(database, {"past": past, "open": live}, note)
            return await measure(database, asked)

    show(run(go()) | {"machine": machine()}, as_json=as_json)


@bench.command()
@data_option
@click.option("--seconds", type=float, default=20.0, show_default=True)
@click.option("--connections", type=click.IntRange(1, 1000), default=8, show_default=True)
@click.option("--devices", "wanted", type=click.IntRange(1, 1_000_000), default=100_000, show_default=True)
@click.option("--batch", type=click.IntRange(1, 10_000), default=100, show_default=True)
@json_option
def sensing(
    data: Path | None,
    config: Path | None,
    seconds: float,
    connections: int,
    wanted: int,
    batch: int,
    *,
    as_json: bool,
) -> None:
    """Send readings in batches: durable and settled per second, latest values of many devices."""
    from yiwang.entry.bench.sensing import sensing_figures  # noqa: PLC0415

    del config

    async def measure(found: Target) -> dict[str, Any]:
        assert found.data is not None, "the readings go into a folder on this machine"
        return await sensing_figures(
            found, found.data, seconds=seconds, connections=connections, wanted=wanted, batch=batch
        )

    _measure(data, None, measure, as_json=as_json)


@bench.command()
@data_option
@click.option("--seconds", type=float, default=10.0, show_default=True)
@click.option("--devices", "wanted", type=click.IntRange(20, 1_000_000), default=1000, show_default=True)
@json_option
def doors(data: Path | None, config: Path | None, seconds: float, wanted: int, *, as_json: bool) -> None:
    """Send readings through the MQTT door, and through NATS where nats-server is installed."""
    from yiwang.entry.bench.doors import doors_figures  # noqa: PLC0415

    del config

    async def measure(found: Target) -> dict[str, Any]:
        assert found.data is not None, "the readings go into a folder on this machine"
        return await doors_figures(found, found.data, seconds=seconds, wanted=wanted)

    _measure(data, None, measure, as_json=as_json)


@bench.command()
@data_option
@click.option("--rate", "rates", type=float, multiple=True, default=(10_000.0, 15_000.0), show_default=True)
@click.option("--seconds", type=float, default=30.0, show_default=True)
@click.option("--burst", is_flag=True, help="1,000/s with 60 seconds of ten times as many.")
@click.option("--batched", type=float, multiple=True, help="Messages of 100 readings a second.")
@click.option("--devices", "wanted", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True)
@json_option
def road(
    data: Path | None,
    config: Path | None,
    rates: tuple[float, ...],
    seconds: float,
    batched: tuple[float, ...],
    wanted: int,
    *,
    burst: bool,
    as_json: bool,
) -> None:
    """Send a city's mix through the scale door: from device to committed case, with all that is between."""
    from yiwang.entry.bench.mqttload import Pace  # noqa: PLC0415
    from yiwang.entry.bench.road import road_figures  # noqa: PLC0415

    del config
    if burst or batched:
        rates = ()
    paces = {f"{rate:.0f}": (Pace(((seconds, rate),)), 1) for rate in rates}
    paces |= {f"{rate:.0f} of 100": (Pace(((seconds, rate),)), 100) for rate in batched}
    if burst:
        paces["burst"] = Pace(((10.0, 1000.0), (60.0, 10_000.0), (15.0, 1000.0))), 1

    async def measure(found: Target) -> dict[str, Any]:
        assert found.data is not None, "the readings go into a folder on this machine"
        return await road_figures(found, found.data, note, paces=paces, wanted=wanted)

    _measure(data, None, measure, as_json=as_json)


@bench.command()
@data_option
@remote.url_option
@click.option("--seconds", type=float, default=30.0, show_default=True)
@click.option("--parallel", type=click.IntRange(1, 1000), default=24, show_default=True)
@click.option(
    "--burst", is_flag=True, help="Arrivals at 15, 35 and 15 lives a second, a third of the time each."
)
@click.option("--low", type=float, default=15.0, show_default=True)
@click.option("--high", type=float, default=35.0, show_default=True)
@json_option
def lifecycle(
    data: Path | None,
    config: Path | None,
    url: str | None,
    seconds: float,
    parallel: int,
    *,
    burst: bool,
    low: float,
    high: float,
    as_json: bool,
) -> None:
    """Live whole lives of cases, from report to archive, by the roles that have to."""
    from yiwang.entry.bench import lifecycle as lives  # noqa: PLC0415

    del config

    async def measure(found: Target) -> dict[str, Any]:
        if burst:
            return await lives.burst(found, low=low, high=high, seconds=seconds)
        return await lives.steady(found, seconds=seconds, parallel=parallel)

    _measure(data, url, measure, as_json=as_json)


@bench.command(name="list")
@data_option
@remote.url_option
@click.option("--requests", type=click.IntRange(1, 1_000_000), default=1000, show_default=True)
@click.option("--connections", type=click.IntRange(1, 1000), default=2, show_default=True)
@click.option("--only", help="One kind of list.")
@json_option
def lists(
    data: Path | None,
    config: Path | None,
    url: str | None,
    requests: int,
    connections: int,
    only: str | None,
    *,
    as_json: bool,
) -> None:
    """Ask for the staff's lists with all kinds of filters and Chinese text."""
    from yiwang.entry.bench.listing import listing  # noqa: PLC0415

    del config
    _measure(
        data,
        url,
        lambda t: listing(t, requests=requests, connections=connections, only=only),
        as_json=as_json,
    )


@bench.command(name="live")
@data_option
@remote.url_option
@click.option("--clients", type=click.IntRange(1, 5000), default=200, show_default=True)
@click.option("--acts", type=click.IntRange(1, 100_000), default=100, show_default=True)
@click.option("--per-second", type=float, default=5.0, show_default=True)
@json_option
def live_stream(
    data: Path | None,
    config: Path | None,
    url: str | None,
    clients: int,
    acts: int,
    per_second: float,
    *,
    as_json: bool,
) -> None:
    """Act while many listen: how soon each act is heard by all, some of whose connections break."""
    from yiwang.entry.bench.live import live as measure  # noqa: PLC0415

    del config
    _measure(
        data, url, lambda t: measure(t, clients=clients, acts=acts, per_second=per_second), as_json=as_json
    )


@bench.command(name="wall")
@data_option
@remote.url_option
@click.option("--requests", type=click.IntRange(1, 100_000), default=200, show_default=True)
@json_option
def wall_figures(
    data: Path | None, config: Path | None, url: str | None, requests: int, *, as_json: bool
) -> None:
    """Ask for the wall's panel set and for tiles of all zooms over the city."""
    from yiwang.entry.bench.wall import wall as measure  # noqa: PLC0415

    del config
    _measure(data, url, lambda t: measure(t, requests=requests), as_json=as_json)


@bench.command()
@data_option
@remote.url_option
@click.option("--requests", type=click.IntRange(1, 1_000_000), default=4000, show_default=True)
@click.option("--connections", type=click.IntRange(1, 1000), default=8, show_default=True)
@click.option("--staff", is_flag=True, help="As somebody who signed in: with private layers.")
@json_option
def tiles(
    data: Path | None,
    config: Path | None,
    url: str | None,
    requests: int,
    connections: int,
    *,
    staff: bool,
    as_json: bool,
) -> None:
    """Ask for the base map's tiles of an installation that has one (--data or --url)."""
    from yiwang.entry.bench.tiles import tiles as measure  # noqa: PLC0415

    del config
    _measure(
        data,
        url,
        lambda t: measure(t, requests=requests, connections=connections, staff=staff),
        as_json=as_json,
    )


@bench.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--detector",
    "name",
    type=click.Choice(["joint", "nearest", "cheap"]),
    default="joint",
    show_default=True,
    help="Which detector is judged.",
)
@click.option("--threshold", type=float, help="Instead of the frozen one; for every series alike.")
@json_option
def nab(folder: Path, name: str, threshold: float | None, *, as_json: bool) -> None:
    """Find anomalies in labelled series (data/GROUP/*.csv, windows.json) and score them by NAB's rules.

    The detector never sees the windows, and its threshold is frozen. With --json exactly
    {standard, low_fp, low_fn} is printed.
    """
    from yiwang.entry.bench.nab import nab as measure  # noqa: PLC0415

    found = measure(folder, name, threshold, note)
    note(f"{found['rows']:,} rows in {found['seconds']} s")
    if as_json:
        click.echo(dump(found["scores"]))
        return
    columns = ("windows", "hits", "false_alarms", "standard", "low_fp", "low_fn")
    click.echo(f"{'':<26}" + "".join(f"{column:>14}" for column in columns))
    for group, figures in found["groups"].items():
        cells = ("–" if figures[column] is None else figures[column] for column in columns)
        click.echo(f"{group:<26}" + "".join(f"{cell:>14}" for cell in cells))


@bench.command()
@click.option("--devices", type=click.IntRange(100, 5_000_000), default=100_000, show_default=True)
@click.option("--seconds", type=click.FloatRange(0.1, 600), default=5, show_default=True)
@json_option
def rules(devices: int, seconds: float, *, as_json: bool) -> None:
    """Measure how many readings a second go through five rules on every device, in one thread."""
    from yiwang.entry.bench.rules import measure  # noqa: PLC0415 - heavy

    show(measure(devices, seconds) | {"machine": machine()}, as_json=as_json)


bench.add_command(decide)
bench.add_command(bulletins)
bench.add_command(indicators)
bench.add_command(turns)
