"""Listens: one plain port, one with TLS, each only where the settings name it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import ssl

from yiwang.connectors.mqtt.hub import Hub
from yiwang.connectors.mqtt.limits import Limits
from yiwang.connectors.mqtt.system import System
from yiwang.sdk.downlink import Courier
from yiwang.sdk.service import Service, Settings
from yiwang.sdk.work import Database

_log = logging.getLogger(__name__)


def service(settings: Settings) -> Service | None:
    """Return the door, if the settings give it a port."""
    if not settings.mqtt_port and not settings.mqtts_port:
        return None
    return Service("mqtt", functools.partial(serve, settings=settings), connections=4)


async def serve(database: Database, settings: Settings) -> None:
    """Serve devices until cancelled; then answer what is on its way and say good-bye."""
    system = System(database)
    hub = Hub(system, Limits(connections=settings.device_connections))
    courier = Courier(database, "mqtt", reached=hub.reached, offer=hub.command)
    system.courier = hub.courier = courier
    carrying = asyncio.create_task(courier.run(), name="mqtt-commands")
    loop = asyncio.get_running_loop()
    host = settings.devices_host or settings.host
    servers = []
    try:
        if settings.mqtt_port:
            servers.append(await loop.create_server(hub.connection, host, settings.mqtt_port, backlog=1024))
        if settings.mqtts_port:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            assert settings.tls_cert is not None
            context.load_cert_chain(settings.tls_cert, settings.tls_key)
            servers.append(
                await loop.create_server(hub.connection, host, settings.mqtts_port, ssl=context, backlog=1024)
            )
        _log.info("devices may speak MQTT on %s", [s.sockets[0].getsockname()[:2] for s in servers])
        await hub.sweep()
    finally:
        for server in servers:
            server.close()
        await hub.stop()
        carrying.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await carrying
