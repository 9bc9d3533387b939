"""Connects to NATS and takes in the partitions that nobody else does."""

from __future__ import annotations

import asyncio
import functools
import logging
import ssl
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import nats

from yiwang.connectors.nats import figures
from yiwang.connectors.nats.intake import Intake
from yiwang.connectors.nats.puller import Puller
from yiwang.connectors.nats.streams import CONSUMER, ensure_stream, fresh_consumer
from yiwang.connectors.nats.subjects import stream_of
from yiwang.connectors.nats.swift import PullClient
from yiwang.sdk.service import Lease, Service, Settings, lease
from yiwang.sdk.uplink.road import Road
from yiwang.sdk.work import Database

_log = logging.getLogger(__name__)
_STAND_BY: Final = 1.0
_SPREAD: Final = 0.5  # who has more waits longer, so processes that start together share


def service(settings: Settings) -> Service | None:
    """Return the door, if the settings say where NATS is."""
    if settings.nats_url is None:
        return None
    return Service(
        "nats", functools.partial(serve, settings=settings), connections=settings.nats_partitions + 4
    )


async def connect(settings: Settings) -> PullClient:
    """Return a connection that comes back by itself for as long as it takes."""
    assert settings.nats_url is not None
    servers = settings.nats_url.split(",")
    options: dict[str, Any] = {"reconnect_time_wait": 0.2} | credentials(servers[0])
    if settings.nats_ca is not None:
        options["tls"] = ssl.create_default_context(cafile=str(settings.nats_ca))
    client = PullClient()
    await client.connect(
        servers=servers,
        name="yiwang ingest",
        max_reconnect_attempts=-1,
        ping_interval=5,
        max_outstanding_pings=2,
        error_cb=_note,
        **options,
    )
    return client


def credentials(url: str) -> dict[str, str]:
    """Return who we are at every server: those that the cluster names by itself come without it."""
    found = urlsplit(url)
    if found.username is None:
        return {}
    name = unquote(found.username)
    return {"token": name} if found.password is None else {"user": name, "password": unquote(found.password)}


async def _note(error: Exception) -> None:
    _log.warning("NATS: %s", error)


async def serve(database: Database, settings: Settings) -> None:
    """Take in all partitions that no other process takes in, until cancelled."""
    client = await connect(settings)
    try:
        intake = Intake(Road(database).store)
        state = _State()
        async with asyncio.TaskGroup() as group:
            for partition in range(settings.nats_partitions):
                group.create_task(_stand_by(database, client, settings, intake, partition, state))
    finally:
        await client.close()


class _State:
    held = 0


async def _stand_by(
    database: Database, client: PullClient, settings: Settings, intake: Intake, partition: int, state: _State
) -> None:
    name = stream_of(settings.nats_stream, partition)
    while True:
        async with lease(database, f"nats.{name}") as held:
            if held is not None:
                state.held += 1
                figures.PARTITIONS.set(state.held)
                try:
                    await _take_in(client, settings, intake, partition, held)
                except (nats.errors.Error, OSError, TimeoutError) as error:
                    _log.warning("partition %d is taken up again: %s", partition, error)
                finally:
                    state.held -= 1
                    figures.PARTITIONS.set(state.held)
        await asyncio.sleep(_STAND_BY + _SPREAD * state.held)


async def _take_in(
    client: PullClient, settings: Settings, intake: Intake, partition: int, held: Lease
) -> None:
    js = client.jetstream()
    await ensure_stream(js, settings.nats_stream, partition, settings.nats_replicas)
    await fresh_consumer(js, settings.nats_stream, partition)
    puller = Puller(client, stream_of(settings.nats_stream, partition), CONSUMER)
    await puller.start()
    try:
        while not held.lost:
            await intake.step(puller)
    finally:
        await puller.stop()
