"""``yiwang ingest``: the doors for devices, in a process of their own; start as many as the load asks for."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import click

from yiwang.entry import bootstrap
from yiwang.entry.cli.common import data_option, opened, run, settings_of
from yiwang.entry.cli.processes import until_stopped
from yiwang.infra import memory
from yiwang.infra.errors import SettingsError
from yiwang.infra.logs import configure
from yiwang.infra.service import serve_all
from yiwang.infra.settings import Settings


@click.command()
@data_option
@click.option("--settle", is_flag=True, help="Also settle what came in (workers do, otherwise).")
def ingest(data: Path | None, config: Path | None, *, settle: bool) -> None:
    """Take in what devices say: MQTT, JT/T 808, NATS, as the settings open them."""
    settings = settings_of(data, config)
    configure(settings.log_level)
    if not settings.has_doors:
        raise SettingsError(
            key="mqtt_port",
            why_zh="没有打开任何设备接入口（mqtt_port、mqtts_port、jt808_port、nats_url）",
            why_en="no door for devices is open (mqtt_port, mqtts_port, jt808_port, nats_url)",
        )
    run(_ingest(settings, settle=settle))


async def _ingest(settings: Settings, *, settle: bool) -> None:
    services = bootstrap.doors(settings) + (bootstrap.services() if settle else [])
    async with opened(settings, size=sum(s.connections for s in services) + 3) as database:
        memory.settle()
        stop = asyncio.create_task(until_stopped())
        serving = asyncio.create_task(serve_all(database, services))
        await asyncio.wait([stop, serving], return_when=asyncio.FIRST_COMPLETED)
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
