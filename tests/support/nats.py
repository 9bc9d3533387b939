"""Debian's nats-server for tests: one, or three in a cluster, each in a folder of its own."""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.installation import free_port
from tests.support.patience import PATIENCE

PROGRAM = shutil.which("nats-server") or shutil.which("nats-server", path="/usr/sbin:/usr/local/sbin")

needs_nats = pytest.mark.skipif(
    PROGRAM is None, reason="nats-server is not installed: the scale door was NOT tested"
)

MAPPINGS = """
mappings = {
  "yiwang.v1.*.readings": "in.{{partition(%(n)d,1)}}.yiwang.v1.{{wildcard(1)}}.readings"
  "yiwang.v1.*.occurrences": "in.{{partition(%(n)d,1)}}.yiwang.v1.{{wildcard(1)}}.occurrences"
  "/.*.*.properties.report": "in.{{partition(%(n)d,2)}}./.{{wildcard(1)}}.{{wildcard(2)}}.properties.report"
}
"""


class Node:
    """One server."""

    def __init__(self, folder: Path, name: str, *, partitions: int) -> None:
        self.folder, self.name = folder, name
        self.port, self.route_port, self.mqtt_port = free_port(), free_port(), free_port()
        self.partitions = partitions
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"nats://ingest:secret@127.0.0.1:{self.port}"

    def configure(self, peers: list[Node]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        routes = ", ".join(f'"nats://127.0.0.1:{peer.route_port}"' for peer in peers)
        cluster = (
            f"cluster {{ name: c, listen: 127.0.0.1:{self.route_port}, routes: [{routes}] }}" if peers else ""
        )
        (self.folder / "server.conf").write_text(
            f"server_name: {self.name}\nlisten: 127.0.0.1:{self.port}\n"
            f'jetstream {{ store_dir: "{self.folder}/js" }}\n'
            f"mqtt {{ listen: 127.0.0.1:{self.mqtt_port} }}\n{cluster}\n{MAPPINGS % {'n': self.partitions}}\n"
            "authorization { users = [ {user: ingest, password: secret}\n"
            '{user: L1, password: k, permissions: {publish: ["in.*.yiwang.v1.L1.>", "in.*./.*.L1.>"]}} ] }\n'
        )

    def start(self) -> None:
        assert PROGRAM is not None
        with (self.folder / "log").open("ab") as out:
            self.process = subprocess.Popen(
                [PROGRAM, "-c", str(self.folder / "server.conf")], stdout=out, stderr=out
            )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE)
            self.process = None


@contextlib.contextmanager
def cluster(folder: Path, size: int = 1, *, partitions: int = 2) -> Iterator[list[Node]]:
    nodes = [Node(folder / f"n{n}", f"n{n}", partitions=partitions) for n in range(size)]
    for node in nodes:
        node.configure(nodes if size > 1 else [])
    try:
        for node in nodes:
            node.start()
        yield nodes
    finally:
        for node in nodes:
            node.stop(signal.SIGKILL)
