"""``yiwang up``: everything, in one process tree, until it is stopped."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from yiwang.entry.cli.common import data_option, dump, json_option, note, settings_of
from yiwang.entry.cli.supervisor import Child, Supervisor
from yiwang.infra.embedded import DataFolder, EmbeddedServer
from yiwang.infra.errors import SettingsError
from yiwang.infra.settings import Settings

_PORT_PATIENCE = 5.0  # processes of a killed run are just letting go of the port
_BACKLOG = 2048
_CLI = [sys.executable, "-m", "yiwang.entry.cli"]


@click.command()
@data_option
@click.option("--host", help="Address to listen on (default 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (default 8000).")
@click.option("--workers", type=int, help="Number of web processes (default: one per core, at most 4).")
@click.option("--demo", is_flag=True, help="Install the demo city on first start.")
@json_option
def up(
    data: Path | None,
    config: Path | None,
    host: str | None,
    port: int | None,
    workers: int | None,
    *,
    demo: bool,
    as_json: bool,
) -> None:
    """Serve everything until stopped: database, web and worker processes."""
    settings = settings_of(data, config, host=host, port=port, workers=workers)
    folder = DataFolder.open(settings.data)
    folder.lock("up")
    try:
        with _stopping() as stop, _listening(settings) as listening:
            _run(settings, folder, listening, stop, demo=demo, as_json=as_json)
    finally:
        folder.unlock()


class _Stop:
    """Whether SIGTERM, SIGINT or SIGHUP came."""

    asked = False

    def __call__(self, *_: Any) -> None:
        self.asked = True


@contextlib.contextmanager
def _stopping() -> Iterator[_Stop]:
    stop = _Stop()
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    former = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _listening(settings: Settings) -> Iterator[list[socket.socket]]:
    """Give the listening sockets of the web processes; raise ``settings_invalid`` for ``port``.

    On Linux each process gets a socket of its own and the kernel deals connections out evenly: of processes
    that share one, whoever is awake takes them all. Sockets stay open here, so that a process that is
    started again finds what came in meanwhile. Elsewhere they share one.
    """
    with contextlib.ExitStack() as stack:
        only = _bound(settings, stack, patience=_PORT_PATIENCE)
        if settings.workers == 1 or not sys.platform.startswith("linux"):
            only.listen(_BACKLOG)
            yield [only] * settings.workers
            return
        only.close()  # the port is free, which sockets that may share it could not tell
        shared = [_bound(settings, stack, share=True) for _ in range(settings.workers)]
        for listening in shared:
            listening.listen(_BACKLOG)
        yield shared


def _bound(
    settings: Settings, stack: contextlib.ExitStack, *, share: bool = False, patience: float = 0.0
) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    end = time.monotonic() + patience
    while True:
        bound = stack.enter_context(socket.socket(family, socket.SOCK_STREAM))
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if share:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            bound.bind((settings.host, settings.port))
        except OSError as error:
            bound.close()
            if error.errno == errno.EADDRINUSE and time.monotonic() < end:
                time.sleep(0.1)
                continue
            raise SettingsError(
                key="port",
                why_zh=f"无法在 {settings.host}:{settings.port} 监听：{error.strerror}",
                why_en=f"cannot listen on {settings.host}:{settings.port}: {error.strerror}",
            ) from None
        return bound


def _run(
    settings: Settings,
    folder: DataFolder,
    listening: list[socket.socket],
    stop: _Stop,
    *,
    demo: bool,
    as_json: bool,
) -> None:
    server = None if settings.database_url else EmbeddedServer(folder, log=note)
    supervisor: Supervisor | None = None
    try:
        url = settings.database_url or (server.start() if server else "")
        settings = settings.model_copy(update={"database_url": url, "data": settings.data.absolute()})
        environment = _environment(settings, folder)
        first = _prepare(environment, demo=demo)
        children = _children(environment, [s.fileno() for s in listening], demo=demo)
        if settings.has_doors:
            children.append(Child("ingest", [*_CLI, "ingest"], environment, ()))
        supervisor = Supervisor(children, stop_asked=lambda: stop.asked)
        supervisor.start()
        if not supervisor.wait_until_serving(settings):
            return
        folder.write_state(**folder.state(), address=settings.address)
        _greet(settings, first["links"], as_json=as_json)
        while not stop.asked:
            if server is not None and not server.alive():
                note("the database ended unexpectedly and is started again")
                server.start()
            supervisor.look()
            time.sleep(0.2)
        note("stopping")
    finally:
        if supervisor is not None:
            supervisor.stop()
        if server is not None:
            server.stop()


def _environment(settings: Settings, folder: DataFolder) -> dict[str, str]:
    """Return the environment of all children: these settings, one folder for their metrics."""
    counts = folder.root / "metrics"
    shutil.rmtree(counts, ignore_errors=True)
    counts.mkdir(mode=0o700)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("YIWANG_")}
    return (
        kept
        | settings.environment()
        | {
            "PROMETHEUS_MULTIPROC_DIR": str(counts),
            "YIWANG_PARENT": str(os.getpid()),
        }
    )


def _prepare(environment: dict[str, str], *, demo: bool) -> dict[str, Any]:
    """Migrate and create what a first start needs, in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own program
        [*_CLI, "prepare", *(["--demo"] if demo else [])],
        env=environment,
        stdout=subprocess.PIPE,
        check=False,
        start_new_session=True,
    )
    if done.returncode != 0:
        raise SystemExit(done.returncode)
    found = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def _children(environment: dict[str, str], files: list[int], *, demo: bool) -> list[Child]:
    web = [
        Child(f"web-{n}", [*_CLI, "serve", "--fd", str(fd)], environment, (fd,)) for n, fd in enumerate(files)
    ]
    return [*web, Child("worker", [*_CLI, "work", *(["--demo"] if demo else [])], environment, ())]


def _greet(settings: Settings, links: list[dict[str, str]], *, as_json: bool) -> None:
    if as_json:
        click.echo(dump({"address": settings.address, "links": links}))
    else:
        click.echo(f"一网 Yiwang: {settings.address}")
        if links:
            click.echo("首次登录链接（各用一次，24 小时内有效） First sign-in, one use each, for 24 hours:")
        for link in links:
            click.echo(f"  {link['account']} ({link['role']}): {link['link']}")
    sys.stdout.flush()
