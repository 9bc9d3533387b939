"""The server that a benchmark asks: one that runs already, or one of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import msgspec

from yiwang.base.identity import api as identity
from yiwang.entry.bench.wire import Connection
from yiwang.entry.cli.common import opened, settings_of
from yiwang.entry.demo.seed import install_city
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import UnavailableError

ROLES = ("agent", "dispatcher", "handler", "verifier", "admin")
_PATIENCE = 120.0
_STOP = 40.0


class Target(msgspec.Struct, frozen=True):
    """Where to ask, and a token of each role."""

    address: str
    tokens: dict[str, str]
    own: bool
    data: Path | None


@contextlib.asynccontextmanager
async def target(data: Path | None, url: str | None, tell: Callable[[str], None]) -> AsyncIterator[Target]:
    """Give a server with the city of the demo.

    With ``url`` that one (tokens come from ``data``, or ``YIWANG_TOKEN`` stands for all roles); with
    ``data`` alone the server that runs on it, or else one started for the while; with neither a server
    on a temporary folder.
    """
    if url is not None:
        tokens = (
            await _tokens(data)
            if data is not None
            else dict.fromkeys(ROLES, os.environ.get("YIWANG_TOKEN", ""))
        )
        yield Target(url, tokens, own=False, data=data)
        return
    with contextlib.ExitStack() as stack:
        folder = data or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="yiwang-bench-", dir=_place()))
        )
        running = _running(folder)
        if running is not None:
            yield Target(running, await _tokens(folder), own=False, data=folder)
            return
        await _found_city(folder)
        address = stack.enter_context(_server(folder, tell))
        await _until_healthy(address)
        yield Target(address, await _tokens(folder), own=True, data=folder)


def _place() -> str | None:
    """Return where temporary data may lie: as root not in a private folder of root's."""
    return "/var/tmp" if Path("/var/tmp").is_dir() else None  # noqa: S108 - a folder of our own is made in it


def _running(folder: Path) -> str | None:
    from yiwang.infra.embedded import DataFolder  # noqa: PLC0415 - only where a folder is given

    if not folder.exists():
        return None
    address = DataFolder.open(folder).state().get("address")
    if not isinstance(address, str):
        return None
    host, _, port = address.removeprefix("http://").partition(":")
    with contextlib.suppress(OSError, ValueError), socket.create_connection((host, int(port)), 1):
        return address
    return None


async def _tokens(folder: Path) -> dict[str, str]:
    async with opened(settings_of(folder, None)) as database, database.work(SYSTEM) as work:
        return {r: await identity.create_token(work, role=r, label="bench") for r in ROLES}


async def _found_city(folder: Path) -> None:
    async with opened(settings_of(folder, None)) as database:
        await install_city(database)


@contextlib.contextmanager
def _server(folder: Path, tell: Callable[[str], None]) -> Iterator[str]:
    """Start a server of our own on ``folder`` and stop it by its process id in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "yiwang.entry.cli", "up", "--data", str(folder), "--port", str(port)]
    environment = os.environ | {"YIWANG_DEBUG_TIMING": "true"}
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    tell(f"server on port {port}, data in {folder}")
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def _until_healthy(address: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            connection = await Connection.open(address)
            answer = await connection.request("GET", "/api/v1/health")
            connection.close()
            if answer.status == 200:  # noqa: PLR2004 - the status itself
                return
        await asyncio.sleep(0.2)
    raise UnavailableError(why_zh="基准服务器没有启动", why_en="the server of the benchmark did not start")
