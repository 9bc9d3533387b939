"""A real HTTP server on a port of its own, to be given answers; it runs in a thread until its block ends."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar


class Answering(ThreadingHTTPServer):
    """``released`` is set when the block ends: an answer that dawdles waits for it, never for a fixed time."""

    daemon_threads = True

    def __init__(self, handler: type[Handler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.released = threading.Event()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """A handler of JSON that keeps quiet; who speaks a protocol gives it ``get`` and ``post``."""

    def do_GET(self) -> None:
        self.get()

    def do_POST(self) -> None:
        self.post(json.loads(self.rfile.read(int(self.headers["content-length"]))))

    def get(self) -> None:
        self.say(405)

    def post(self, asked: Any) -> None:
        del asked
        self.say(405)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the library
        pass

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer; who asked may be gone by now."""
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)


Server = TypeVar("Server", bound=Answering)


@contextlib.contextmanager
def running(server: Server) -> Iterator[Server]:
    """Let ``server`` answer until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
