"""Devices that say what was not acknowledged again, over a raw MQTT connection; and the ingest process."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.connectors.mqtt.support import Raw
from tests.support.installation import YIWANG, environment
from tests.support.patience import PATIENCE

from yiwang.connectors.mqtt.codes import Kind

#: Instants of a test begin an hour ago: the processes of the program have the real clock.
BASE_MS = int(time.time() * 1000) - 3_600_000


class Stubborn:
    """A device that numbers its readings and repeats each until it is acknowledged."""

    def __init__(self, port: int, device: str, key: str) -> None:
        self.port, self.device, self.key = port, device, key
        self.acknowledged: set[int] = set()
        self.sent = 0
        self.stop = False

    async def run(self, window: int = 50) -> None:
        unanswered: list[int] = []
        while not self.stop or unanswered:
            with contextlib.suppress(OSError, AssertionError, asyncio.IncompleteReadError, TimeoutError):
                async with await Raw.open(self.port) as client:
                    await client.connect(4, client=self.device, user=self.device, key=self.key.encode())
                    for n in unanswered:
                        self._say(client, n)
                    while not self.stop or unanswered:
                        while len(unanswered) < window and not self.stop:
                            self.sent += 1
                            unanswered.append(self.sent)
                            self._say(client, self.sent)
                        kind, body = await client.packet()
                        assert kind == Kind.PUBACK
                        number = int.from_bytes(body, "big")
                        found = next(n for n in unanswered if n % 65_000 + 1 == number)
                        unanswered.remove(found)
                        self.acknowledged.add(found)
            await asyncio.sleep(0.05)

    def _say(self, client: Raw, n: int) -> None:
        payload = b'{"at": %d, "values": {"level": %d}}' % (BASE_MS + n, n % 20)
        client.publish(f"yiwang/v1/{self.device}/readings", payload, n % 65_000 + 1)


class Ingest:
    """``yiwang ingest --settle`` on a database of a test."""

    def __init__(self, folder: Path, url: str, **settings: object) -> None:
        self._folder = folder
        given = {"data": folder / "data", "database_url": url, **settings}
        self._environment = environment() | {f"YIWANG_{k.upper()}": str(v) for k, v in given.items()}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, port: int | None = None) -> None:
        with (self._folder / "ingest.log").open("ab") as out:
            self.process = subprocess.Popen(
                [*YIWANG, "ingest", "--settle"], stdout=out, stderr=out, env=self._environment
            )
        end = time.monotonic() + PATIENCE
        while port is not None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < end, self.log()
            time.sleep(0.05)

    def log(self) -> str:
        return (self._folder / "ingest.log").read_text()

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process is not None:
            os.kill(self.process.pid, number)
            self.process.wait(PATIENCE)
            self.process = None
