"""Who takes part in a benchmark of doors besides the server: ``yiwang ingest`` and a NATS server."""

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
from typing import Final

_PATIENCE: Final = 120.0
PARTITIONS: Final = 2
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


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def ingest(url: str, data: Path, **settings: object) -> Iterator[None]:
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


async def opened_port(port: int) -> None:
    """Wait until somebody listens on ``port``."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.1)
    raise TimeoutError(f"nobody listens on port {port}")


@contextlib.asynccontextmanager
async def nats_server() -> AsyncIterator[tuple[str, int] | None]:
    """Run a NATS server for the while; give its address and the port of MQTT, nothing where there is none."""
    program = shutil.which("nats-server") or shutil.which("nats-server", path="/usr/sbin")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="yiwang-nats-") as folder:
        port, mqtt, secret = free_port(), free_port(), os.urandom(8).hex()
        config = Path(folder) / "server.conf"
        config.write_text(
            _SERVER.format(port=port, mqtt=mqtt, folder=folder, partitions=PARTITIONS, secret=secret)
        )
        process = subprocess.Popen(  # noqa: S603, ASYNC220 - Debian's program; starting it takes no while
            [program, "-c", str(config)], stderr=subprocess.DEVNULL
        )
        try:
            await opened_port(mqtt)
            yield f"nats://ingest:{secret}@127.0.0.1:{port}", mqtt
        finally:
            process.terminate()
            process.wait(_PATIENCE)
