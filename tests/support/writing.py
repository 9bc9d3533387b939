"""A real server on a port of its own that speaks chat completions, well or badly."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Author(ThreadingHTTPServer):
    """``say`` makes the content of an answer from what it was asked; ``mood`` how it is sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.say: Callable[[dict[str, Any]], str] = lambda _: json.dumps({"text": "好的"})
        self.mood = "well"
        self.heard: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Author

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the library
        pass

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.heard.append(asked)
        self.server.keys.append(self.headers["authorization"])
        self._send(*self._answer(asked))

    def _answer(self, asked: dict[str, Any]) -> tuple[int, bytes]:
        fixed = {"garbage": (200, b"<html>"), "nothing": (200, b'{"choices": []}'), "away": (500, b"")}
        if self.path != "/v1/chat/completions":
            return 404, b""
        if self.server.mood in fixed:
            return fixed[self.server.mood]
        if self.server.mood == "slow":
            self.server.released.wait(30)
        if self.server.mood == "plain" and "response_format" in asked:
            return 400, b'{"error": {"message": "response_format"}}'
        message = {"role": "assistant", "content": self.server.say(asked)}
        told = {"choices": [{"message": message}], "usage": {"prompt_tokens": 12, "completion_tokens": 3}}
        return 200, json.dumps(told).encode()

    def _send(self, status: int, body: bytes) -> None:
        with contextlib.suppress(OSError):
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)


@contextlib.contextmanager
def authoring() -> Iterator[Author]:
    """Yield a server that answers until the block ends."""
    server = Author()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
