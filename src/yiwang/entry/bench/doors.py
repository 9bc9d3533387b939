"""How many readings a second come in through the doors for devices: MQTT, and NATS JetStream."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Final

from yiwang.base.sensing import api as sensing
from yiwang.entry.bench.mqttload import Make, send
from yiwang.entry.bench.sensing import devices
from yiwang.entry.bench.target import Target
from yiwang.entry.cli.common import address_of, opened, settings_of
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_SENDERS: Final = 20
_ROWS: Final = 100
_PATIENCE: Final = 120.0
_PARTITIONS: Final = 2
_SERVER: Final = """
listen: 127.0.0.1:{port}
server_name: bench
jetstream {{ store_dir: "{folder}/js" }}
mqtt {{ listen: 127.0.0.1:{mqtt} }}
mappings = {{
  "yiwang.v1.*.readings": "in.{{{{partition({partitions},1)}}}}.yiwang.v1.{{{{wildcard(1)}}}}.readings"
}}
authorization {{ users = [ {{user: ingest, password: "{secret}"}} ] }}
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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


@contextlib.contextmanager
def _ingest(url: str, data: Path, **settings: object) -> Iterator[None]:
    """Run ``yiwang ingest`` for the while."""
    given = {"data": data, "database_url": url, "log_level": "warning", **settings}
    kept = {k: v for k, v in os.environ.items() if not k.startswith("YIWANG_")}
    environment = kept | {f"YIWANG_{k.upper()}": str(v) for k, v in given.items()}
    process = subprocess.Popen([sys.executable, "-m", "yiwang.entry.cli", "ingest"], env=environment)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_PATIENCE)


async def _open(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.1)
    raise TimeoutError(f"nobody listens on port {port}")


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
    port = _free_port()
    logins = [(f"s{n}", f"B{n}", key) for n in range(_SENDERS)]
    first = time.time_ns() // 1_000_000 - 6 * 3_600_000
    found: dict[str, Any] = {}
    with _ingest(url, data, mqtt_port=port):
        await _open(port)
        address = ("127.0.0.1", port)
        for name, make, pace in (
            ("singles_3000", singles(wanted, first), 3000.0),
            ("singles", singles(wanted, first + 3_600_000), None),
            ("batches", batches(wanted, first + 2 * 3_600_000), None),
        ):
            sent = await send(address, logins, make, seconds=seconds, per_second=pace, window=300)
            found[name] = sent.summary()
    found["batches"]["readings_per_second"] = found["batches"]["per_second"] * _ROWS
    return found


@contextlib.asynccontextmanager
async def _server() -> AsyncIterator[tuple[str, int] | None]:
    program = shutil.which("nats-server") or shutil.which("nats-server", path="/usr/sbin")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="yiwang-nats-") as folder:
        port, mqtt, secret = _free_port(), _free_port(), os.urandom(8).hex()
        config = Path(folder) / "server.conf"
        config.write_text(
            _SERVER.format(port=port, mqtt=mqtt, folder=folder, partitions=_PARTITIONS, secret=secret)
        )
        process = subprocess.Popen(  # noqa: S603, ASYNC220 - Debian's program; starting it takes no while
            [program, "-c", str(config)], stderr=subprocess.DEVNULL
        )
        try:
            await _open(mqtt)
            yield f"nats://ingest:{secret}@127.0.0.1:{port}", mqtt
        finally:
            process.terminate()
            process.wait(_PATIENCE)


async def _readings(database: Database) -> int:
    """Return how many readings the inbox has ever taken in."""
    async with database.reading(SYSTEM) as work:
        state = await sensing.inbox_state(work.tx)
    return sum(int(row["readings"]) for row in state["partitions"])


async def _through_nats(
    database: Database, url: str, data: Path, *, seconds: float, wanted: int
) -> dict[str, Any] | str:
    async with _server() as server:
        if server is None:
            return "nats-server is not installed: not measured"
        nats_url, mqtt = server
        secret = nats_url.split(":")[2].partition("@")[0]
        logins = [(f"s{n}", "ingest", secret) for n in range(_SENDERS)]
        first = time.time_ns() // 1_000_000 - 3 * 3_600_000
        found: dict[str, Any] = {}
        with _ingest(url, data, nats_url=nats_url, nats_partitions=_PARTITIONS):
            await asyncio.sleep(5)  # the streams are made by it, and what is sent before them is nobody's
            for name, make, pace, size in (
                ("singles_15000", singles(wanted, first), 15_000.0, 1),
                ("singles", singles(wanted, first + 3_600_000), None, 1),
                ("batches", batches(wanted, first + 2 * 3_600_000), None, _ROWS),
            ):
                before, begun = await _readings(database), time.monotonic()
                sent = await send(
                    ("127.0.0.1", mqtt), logins, make, seconds=seconds, per_second=pace, window=300
                )
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
