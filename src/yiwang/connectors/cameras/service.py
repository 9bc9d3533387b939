"""Looks once a minute which cameras there are and whether they are online."""

from __future__ import annotations

import asyncio
import functools
import logging
from typing import Final

from yiwang.connectors.cameras import registry
from yiwang.connectors.cameras.wvp import Wvp
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError
from yiwang.sdk.sensing import Device, DeviceFilter, find_devices
from yiwang.sdk.service import Service, Settings, lease
from yiwang.sdk.work import Database

_log = logging.getLogger(__name__)
_EVERY: Final = 60.0
_PAGE: Final = 500
_AT_ONCE: Final = 50


def service(settings: Settings) -> Service | None:
    """Return the service, if the settings name a platform or ask for stream cameras."""
    if settings.wvp_url is None and not settings.stream_cameras:
        return None
    return Service("cameras", functools.partial(serve, settings=settings), connections=3)


async def serve(database: Database, settings: Settings) -> None:
    """Keep cameras and their status up to date, in one process at a time, until cancelled."""
    client = None
    if settings.wvp_url is not None:
        client = Wvp(settings.wvp_url, settings.wvp_user or "", settings.wvp_password or "")
    while True:
        async with lease(database, "cameras") as held:
            while held is not None and not held.lost:
                try:
                    await look(database, client)
                except YiwangError as error:
                    _log.warning("cameras could not be looked at: %s", error)
                await asyncio.sleep(_EVERY)
        await asyncio.sleep(_EVERY)


async def look(database: Database, client: Wvp | None) -> None:
    """Register new cameras and store which are online."""
    await registry.ensure_products(database)
    if client is not None:
        channels = await client.channels()
        await registry.register(database, channels)
        await registry.tell_status(database, [(c.code, c.online) for c in channels])
    cameras = await _stream_cameras(database)
    for at in range(0, len(cameras), _AT_ONCE):
        part = [c for c in cameras[at : at + _AT_ONCE] if registry.addresses(c)]
        online = await asyncio.gather(
            *(registry.reachable(next(iter(registry.addresses(c).values()))) for c in part)
        )
        await registry.tell_status(database, [(c.code, o) for c, o in zip(part, online, strict=True)])


async def _stream_cameras(database: Database) -> list[Device]:
    found: list[Device] = []
    async with database.reading(SYSTEM) as work:
        while True:
            after = [str(found[-1].no), found[-1].no] if found else None
            wanted = DeviceFilter(product=registry.STREAM.code)
            page = await find_devices(work.tx, wanted, "number", after, _PAGE)
            found += page
            if len(page) < _PAGE:
                return found
