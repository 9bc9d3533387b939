"""``yiwang simulate``: things that only speak in a demo."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from yiwang.entry.cli.common import data_option, note, opened, run, settings_of


@click.group()
def simulate() -> None:
    """Let simulated things speak to a running server."""


@simulate.command()
@data_option
@click.option("--url", help="Where the server is; the one of the data folder's settings, if not given.")
@click.option("--every", type=click.FloatRange(1, 3600), default=30.0, show_default=True, help="Seconds.")
@click.option("--rounds", type=click.IntRange(1), help="So many rounds; without end, if not given.")
def devices(
    data: Path | None, config: Path | None, url: str | None, every: float, rounds: int | None
) -> None:
    """Register the demo's devices where there are areas, and let them speak through the HTTP door."""
    from yiwang.entry.demo.simulator import Simulator  # noqa: PLC0415 - only here

    settings = settings_of(data, config)

    async def go() -> None:
        async with opened(settings) as database:
            simulator = Simulator(database, url or settings.address)
            done = 0
            while rounds is None or done < rounds:
                note(f"{await simulator.step()} messages")
                done += 1
                if rounds is None or done < rounds:
                    await asyncio.sleep(every)

    run(go())
