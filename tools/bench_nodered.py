"""Race on "MQTT in, over a threshold, out": Node-RED behind mosquitto, and Yiwang's scale door, in one run.

Both get the same messages at the same pace from the same sender, on the same cores. Node-RED parses each
message, compares one value and publishes what is over. Yiwang stores every reading, runs its rules, raises,
inhibits and clears alarms and commits cases; its delay is that to the committed case.

    make bench-nodered    # Node-RED comes from npm into .ci/node-red; mosquitto, nats-server from Debian
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import uvloop

from yiwang.connectors.mqtt import wire
from yiwang.connectors.mqtt.codes import Kind
from yiwang.entry.bench.effort import Effort
from yiwang.entry.bench.figures import machine
from yiwang.entry.bench.matter import read_city
from yiwang.entry.bench.mix import Mix, Run
from yiwang.entry.bench.mqttload import Pace, send
from yiwang.entry.bench.parties import free_port, opened_port
from yiwang.entry.bench.road import road_figures
from yiwang.entry.bench.target import target

SENDERS, WINDOW, DEVICES = 20, 300, 10_000
DRAIN = 8.0
FUNCTION = (
    "const said = msg.payload; const level = said.values && said.values.level;"
    "const lon = said.position && said.position.lon;"
    "if (level >= 3.1 || lon <= %f) { msg.payload = JSON.stringify({at: said.at});"
    " msg.topic = 'out'; return msg; } return null;"
)
SETTINGS = (
    "module.exports = {httpAdminRoot: false, httpNodeRoot: false, logging: {console: {level: 'warn'}}};"
)
MOSQUITTO = (
    "listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nset_tcp_nodelay true\n"
    "max_queued_messages 0\nmax_inflight_messages 0\n"
)


def flow(port: int, limit: float) -> list[dict[str, Any]]:
    """Return the flow: MQTT in, JSON, a comparison, MQTT out."""
    broker = {"id": "b", "type": "mqtt-broker", "broker": "127.0.0.1", "port": str(port), "clientid": "red"}
    more = {"protocolVersion": "4", "keepalive": "60", "cleansession": True, "autoConnect": True}
    return [
        {"id": "f", "type": "tab", "label": "race"},
        broker | more,
        {"id": "i", "z": "f", "type": "mqtt in", "topic": "yiwang/v1/+/readings", "qos": "1",
         "datatype": "json", "broker": "b", "wires": [["t"]]},
        {"id": "t", "z": "f", "type": "function", "func": FUNCTION % limit, "outputs": 1, "wires": [["o"]]},
        {"id": "o", "z": "f", "type": "mqtt out", "topic": "", "qos": "0", "broker": "b", "wires": []},
    ]  # fmt: skip


@contextlib.asynccontextmanager
async def running(*command: str) -> AsyncIterator[None]:
    """Run a program for the while."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603, ASYNC220 - ours to choose
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


class Ear(asyncio.Protocol):
    """Hears what is published on ``out``; how late, from when its message was due."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.last = 0.0
        self._rest = b""

    def connection_made(self, transport: Any) -> None:
        """Subscribe."""
        body = wire.written("MQTT") + b"\x04\x02" + (60).to_bytes(2, "big") + wire.written("ear")
        transport.write(wire.packet(Kind.CONNECT, body))
        transport.write(wire.packet(Kind.SUBSCRIBE, b"\0\1" + wire.written("out") + b"\0", 2))

    def data_received(self, data: bytes) -> None:
        """Note when each message came."""
        data, now = self._rest + data, time.time()
        while len(data) > 1 and len(data) >= data[1] + 2:  # all are shorter than 128 bytes
            packet, data = data[2 : data[1] + 2], data[data[1] + 2 :]
            if packet.startswith(b"\0\3out"):
                self.late.append(now - json.loads(packet[5:])["at"] / 1000)
                self.last = now
        self._rest = data


async def node_red(red: Path, city: Any, paces: dict[str, Pace], folder: Path) -> dict[str, Any]:
    """Drive Node-RED at each pace."""
    broker, found = free_port(), {}
    mix = Mix(city, DEVICES)
    (folder / "mosquitto.conf").write_text(MOSQUITTO.format(port=broker))
    (folder / "settings.js").write_text(SETTINGS)
    (folder / "flows.json").write_text(json.dumps(flow(broker, mix.middle)))
    mosquitto = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
    async with running(mosquitto, "-c", str(folder / "mosquitto.conf")):
        await opened_port(broker)
        port = str(free_port())
        async with running("node", str(red), "-u", str(folder), "-s", str(folder / "settings.js"), "-p", port,
                           str(folder / "flows.json")):  # fmt: skip
            _, ear = await asyncio.get_running_loop().create_connection(Ear, "127.0.0.1", broker)
            await asyncio.sleep(6)
            for name, pace in paces.items():
                found[name] = await drive(broker, ear, mix.run(pace), pace, folder)
    return found


async def drive(port: int, ear: Ear, run: Run, pace: Pace, folder: Path) -> dict[str, Any]:
    """Send at one pace; wait until nothing more comes out."""
    ear.late.clear()
    effort, begun = Effort(folder), time.time()
    logins = [(f"s{n}", "u", "p") for n in range(SENDERS)]
    sent = await send(("127.0.0.1", port), logins, run, seconds=pace.seconds, pace=pace, window=WINDOW)
    over = sum(run.over(i * SENDERS + k) for k, count in enumerate(sent.each) for i in range(count))
    ended = time.time()
    while len(ear.late) < over and time.time() - ended < DRAIN:  # noqa: ASYNC110 - others work
        await asyncio.sleep(0.05)
    late = 1000 * np.array(ear.late or [0.0])
    p50, p99 = np.percentile(late, [50, 99])
    return sent.summary() | {
        "over": over,
        "out": len(ear.late),
        "out_p50_ms": round(float(p50), 1),
        "out_p99_ms": round(float(p99), 1),
        "handled_per_second": round(sent.written * len(ear.late) / max(over, 1) / (ear.last - begun)),
        "cpu_us_per_message": effort.figures(sent.written),
    }


async def race(red: Path, rates: list[float], seconds: float) -> dict[str, Any]:
    """Race both at each rate."""
    paces = {f"{rate:.0f}": Pace(((seconds, rate),)) for rate in rates}

    def tell(line: str) -> None:
        sys.stderr.write(line + "\n")

    async with target(None, None, tell) as found:
        assert found.data is not None
        city = await read_city(found)
        ours = await road_figures(found, found.data, tell, paces={k: (p, 1) for k, p in paces.items()},
                                  wanted=DEVICES)  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="yiwang-race-") as folder:
        theirs = await node_red(red, city, paces, Path(folder))
    return {"name": "nodered", "node_red": theirs, "yiwang": ours["road"], "machine": machine()}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--node-red", type=Path, default=Path(".ci/node-red"))
    parser.add_argument("--rate", type=float, nargs="*", default=[5000, 10_000, 15_000, 20_000])
    parser.add_argument("--seconds", type=float, default=15)
    given = parser.parse_args()
    red = given.node_red.resolve() / "node_modules/node-red/red.js"
    sys.stdout.write(json.dumps(uvloop.run(race(red, given.rate, given.seconds))) + "\n")


if __name__ == "__main__":
    main()
