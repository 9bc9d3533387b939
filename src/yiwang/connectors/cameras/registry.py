"""Cameras as registered devices: two products, their attributes, their status as a reading."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from yiwang.connectors.cameras.wvp import Channel
from yiwang.kernel.actor import SYSTEM
from yiwang.sdk.sensing import (
    Device,
    DeviceDraft,
    ProductDraft,
    Property,
    ThingModel,
    device,
    directory,
    save_devices,
    save_product,
)
from yiwang.sdk.uplink.road import Road
from yiwang.sdk.uplink.said import Said
from yiwang.sdk.work import Database

_log = logging.getLogger(__name__)
_OFFLINE: Final = 300.0
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)
_PORTS: Final = {"rtsp": 554, "rtmp": 1935, "http": 80, "https": 443, "ws": 80, "wss": 443}
_KNOCK: Final = 5.0

ONLINE: Final = Property(code="online", name="在线", name_en="Online", kind="boolean")
PLATFORM: Final = ProductDraft(
    code="camera-gb28181", name="国标摄像机", name_en="Camera (GB/T 28181)", city_state="safety",
    offline_s=_OFFLINE, model=ThingModel(properties=(ONLINE,)),
)  # fmt: skip
STREAM: Final = ProductDraft(
    code="camera-stream", name="视频流摄像机", name_en="Camera (stream)", city_state="safety",
    offline_s=_OFFLINE, model=ThingModel(properties=(ONLINE,)),
)  # fmt: skip
#: Attributes of a stream camera that hold its addresses.
LIVE: Final = ("live_flv", "live_hls", "live_rtsp")
PLAYBACK: Final = "playback_hls"


async def ensure_products(database: Database) -> None:
    """Make the two products of cameras, if they are missing."""
    async with database.work(SYSTEM) as work:
        for product in (PLATFORM, STREAM):
            await save_product(work, product)


async def register(database: Database, channels: Sequence[Channel]) -> None:
    """Register cameras of the platform under their 20-digit ids; what people added to them stays."""
    known = await directory(database).refs([channel.code for channel in channels])
    async with database.work(SYSTEM) as work:
        drafts = []
        for channel in channels:
            was = await device(work.tx, channel.code) if channel.code in known else None
            drafts.append(_draft(channel, was))
        _, problems = await save_devices(work, drafts, state="in_service")
    for at, problem in problems:
        _log.warning("camera %s is not registered: %s", channels[at].code, problem)


def _draft(channel: Channel, was: Device | None) -> DeviceDraft:
    attributes = {} if was is None else dict(was.attributes)
    attributes |= {"gb28181": channel.code, "gb28181_device": channel.device, "maker": channel.maker}
    return DeviceDraft(
        code=channel.code,
        product=PLATFORM.code,
        name=channel.name if was is None else was.name,
        lon=channel.lon if was is None or was.lon is None else was.lon,
        lat=channel.lat if was is None or was.lat is None else was.lat,
        address="" if was is None else was.address,
        unit=None if was is None else was.unit,
        keeper=None if was is None else was.keeper,
        tags=() if was is None else was.tags,
        attributes=attributes,
    )


async def tell_status(database: Database, status: Iterable[tuple[str, bool]]) -> None:
    """Store which cameras are online, as a reading of each."""
    now = (database.time.now() - _EPOCH) // _MICRO
    said = [Said(code, [now], {"online": [online]}) for code, online in status]
    if said:
        await Road(database).store(said)


async def reachable(address: str) -> bool:
    """Tell whether somebody listens where a stream should be."""
    parts = urlsplit(address)
    port = parts.port or _PORTS.get(parts.scheme)
    if parts.hostname is None or port is None:
        return False
    try:
        async with asyncio.timeout(_KNOCK):
            _, writer = await asyncio.open_connection(parts.hostname, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True


def addresses(camera: Device) -> dict[str, str]:
    """Return the live addresses that were entered for a stream camera, by form."""
    return {
        name.removeprefix("live_"): str(camera.attributes[name])
        for name in LIVE
        if camera.attributes.get(name)
    }
