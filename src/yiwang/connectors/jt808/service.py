"""Listens for terminals where the settings name a port."""

from __future__ import annotations

import asyncio
import contextlib
import functools

from yiwang.connectors.jt808.door import Door
from yiwang.connectors.jt808.system import System
from yiwang.sdk.downlink import Courier
from yiwang.sdk.service import Service, Settings
from yiwang.sdk.work import Database


def service(settings: Settings) -> Service | None:
    """Return the door, if the settings give it a port."""
    if not settings.jt808_port:
        return None
    return Service("jt808", functools.partial(serve, settings=settings), connections=4)


async def serve(database: Database, settings: Settings) -> None:
    """Serve terminals until cancelled."""
    door = Door(System(database), connections=settings.device_connections)
    host = settings.devices_host or settings.host
    courier = door.courier = Courier(database, "jt808", reached=door.reached, offer=door.command)
    carrying = asyncio.create_task(courier.run(), name="jt808-commands")
    server = await asyncio.start_server(door.serve, host, settings.jt808_port, backlog=1024)
    try:
        async with server:
            await server.serve_forever()
    finally:
        door.stop()
        carrying.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await carrying
