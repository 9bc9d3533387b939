"""How many readings a second come in through the doors for devices: MQTT, and NATS JetStream."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any, Final

from yiwang.base.sensing import api as sensing
from yiwang.entry.bench.mqttload import Make, Pace, send
from yiwang.entry.bench.parties import PARTITIONS, free_port, ingest, nats_server, opened_port
from yiwang.entry.bench.sensing import devices
from yiwang.entry.bench.target import Target
from yiwang.entry.cli.common import address_of, opened, settings_of
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_SENDERS: Final = 20
_ROWS: Final = 100
_PATIENCE: Final = 120.0


def singles(wanted: int, first: int) -> Make:
    """Return messages of one reading each, round the devices."""

    def make(n: int) -> tuple[str, bytes]:
        at = first + n // wanted
        return f"yiwang/v1/B{n % wanted}/readings", b'{"at":%d,"values":{"level":%d.5}}' % (at, n % 20)

    return make


def batches(wanted: int, first: int) -> Make:
    """Return messages of a column of readings each."""
    values = b",".join(b"%d.5" % (i % 20) for i in range(_ROWS))

    def make(n: int) -> tuple[str, bytes]:
        at = first + n // wanted * _ROWS
        times = b",".join(b"%d" % t for t in range(at, at + _ROWS))
        return f"yiwang/v1/B{n % wanted}/readings", b'{"at":[%s],"values":{"level":[%s]}}' % (times, values)

    return make


async def doors_figures(target: Target, data: Path, *, seconds: float, wanted: int) -> dict[str, Any]:
    """Send single readings and batches through both doors; acknowledged and stored per second."""
    del target  # its database and workers are what is used
    settings = settings_of(data, None)
    with address_of(settings) as url:
        async with opened(settings) as database:
            key = await devices(database, wanted)
            mqtt = await _through_mqtt(url, data, key, seconds=seconds, wanted=wanted)
            nats = await _through_nats(database, url, data, seconds=seconds, wanted=wanted)
    return {
        "name": "doors",
        "mix": f"{_SENDERS} connections, QoS 1; batches of {_ROWS} readings of one device; raw sender",
        "devices": wanted,
        "mqtt": mqtt,
        "nats": nats,
    }


async def _through_mqtt(url: str, data: Path, key: str, *, seconds: float, wanted: int) -> dict[str, Any]:
    port = free_port()
    logins = [(f"s{n}", f"B{n}", key) for n in range(_SENDERS)]
    first = time.time_ns() // 1_000_000 - 6 * 3_600_000
    found: dict[str, Any] = {}
    with ingest(url, data, mqtt_port=port):
        await opened_port(port)
        address = ("127.0.0.1", port)
        for name, make, pace in (
            ("singles_3000", singles(wanted, first), Pace(((seconds, 3000.0),))),
            ("singles", singles(wanted, first + 3_600_000), None),
            ("batches", batches(wanted, first + 2 * 3_600_000), None),
        ):
            sent = await send(address, logins, make, seconds=seconds, pace=pace, window=300)
            found[name] = sent.summary()
    found["batches"]["readings_per_second"] = found["batches"]["per_second"] * _ROWS
    return found


async def _readings(database: Database) -> int:
    """Return how many readings the inbox has ever taken in."""
    async with database.reading(SYSTEM) as work:
        state = await sensing.inbox_state(work.tx)
    return sum(int(row["readings"]) for row in state["partitions"])


async def _through_nats(
    database: Database, url: str, data: Path, *, seconds: float, wanted: int
) -> dict[str, Any] | str:
    async with nats_server() as server:
        if server is None:
            return "nats-server is not installed: not measured"
        nats_url, mqtt = server
        secret = nats_url.split(":")[2].partition("@")[0]
        logins = [(f"s{n}", "ingest", secret) for n in range(_SENDERS)]
        first = time.time_ns() // 1_000_000 - 3 * 3_600_000
        found: dict[str, Any] = {}
        with ingest(url, data, nats_url=nats_url, nats_partitions=PARTITIONS):
            await asyncio.sleep(5)  # the streams are made by it, and what is sent before them is nobody's
            for name, make, pace, size in (
                ("singles_15000", singles(wanted, first), Pace(((seconds, 15_000.0),)), 1),
                ("singles", singles(wanted, first + 3_600_000), None, 1),
                ("batches", batches(wanted, first + 2 * 3_600_000), None, _ROWS),
            ):
                before, begun = await _readings(database), time.monotonic()
                sent = await send(("127.0.0.1", mqtt), logins, make, seconds=seconds, pace=pace, window=300)
                stored = await _until(database, before + sent.acknowledged * size)
                took = time.monotonic() - begun
                found[name] = sent.summary() | {
                    "stored": stored - before,
                    "stored_per_second": round((stored - before) / took),
                }
        return found


async def _until(database: Database, wanted: int) -> int:
    end = time.monotonic() + _PATIENCE
    while (found := await _readings(database)) < wanted and time.monotonic() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    return found
