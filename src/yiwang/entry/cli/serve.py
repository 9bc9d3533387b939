"""``yiwang serve``: one web process, stateless; start as many as the load asks for."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from types import FrameType

import click
import uvicorn
import uvloop
from starlette.datastructures import State

from yiwang.entry.api import create_app
from yiwang.entry.cli.common import address_of, data_option, settings_of
from yiwang.infra.live import LiveTail
from yiwang.infra.logs import configure
from yiwang.infra.settings import Settings

_GRACE = 10  # seconds that running requests get when the process stops
# Steps of niceness below worker and database: where the processors are busy, what was taken in is prepared
# before more is taken in, and a number follows its report within a second instead of a growing backlog.
_COURTESY = 11


class _Server(uvicorn.Server):
    """Ends the live streams when it is told to stop: they would otherwise hold it up."""

    def __init__(self, config: uvicorn.Config, state: State) -> None:
        super().__init__(config)
        self._state = state

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note the signal and close what would not close by itself."""
        super().handle_exit(sig, frame)
        live: LiveTail | None = getattr(self._state, "live", None)
        if live is not None:
            live.close()


@click.command()
@data_option
@click.option("--host", help="Address to listen on (default 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (default 8000).")
@click.option("--fd", type=int, hidden=True, help="A listening socket handed down by the supervisor.")
def serve(data: Path | None, config: Path | None, host: str | None, port: int | None, fd: int | None) -> None:
    """Serve HTTP in this process."""
    settings = settings_of(data, config, host=host, port=port)
    configure(settings.log_level)
    with address_of(settings) as url:
        if fd is not None:
            os.nice(_COURTESY)
        listening = socket.socket(fileno=fd) if fd is not None else listen(settings)
        _serve(settings.model_copy(update={"database_url": url}), listening)


def listen(settings: Settings) -> socket.socket:
    """Return the listening socket of an installation."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((settings.host, settings.port))
    listening.listen(2048)
    return listening


def _serve(settings: Settings, listening: socket.socket) -> None:
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        loop="none",  # the loop is ours, below
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=settings.trusted_proxies is not None,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=_GRACE,
        timeout_keep_alive=30,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
    )
    server = _Server(config, app.state)
    uvloop.run(server.serve(sockets=[listening]))
