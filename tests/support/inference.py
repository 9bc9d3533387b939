"""A real inference server on a port of its own that speaks the Open Inference Protocol v2, well or badly."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

INPUTS = [
    {"name": "fill", "datatype": "FP32", "shape": [-1, -1]},
    {"name": "hours_since", "datatype": "FP32", "shape": [-1]},
]
OUTPUTS = [{"name": "hours_left", "datatype": "FP32", "shape": [-1]}]


class Speaker(ThreadingHTTPServer):
    """``mood`` says how infer answers: well, garbage, wrong, refuses, away, slow, endless, redirect."""

    daemon_threads = True
    mood = "well"
    asked: list[str]
    heard: list[Any]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked, self.heard = [], []
        self.released = threading.Event()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Speaker

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the library
        pass

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path.endswith("/ready"):
            self._say(200, b"")
        else:
            self._say(200, json.dumps({"name": "bins", "inputs": INPUTS, "outputs": OUTPUTS}).encode())

    def do_POST(self) -> None:
        self.server.asked.append(self.path)
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.heard.append(body)
        rows = body["inputs"][0]["shape"][0]
        match self.server.mood:
            case "garbage":
                self._say(200, b"\xff\xfenot json")
            case "wrong":
                self._say(200, self._answer([rows + 5], [1.0]))
            case "refuses":
                self._say(400, b'{"error": "not in this shape"}')
            case "away":
                self._say(503, b"")
            case "slow":
                self.server.released.wait(30)
                self._say(200, b"{}")
            case "endless":
                self._say(200, b"[" + b"1," * 6_000_000)
            case "redirect":
                self.send_response(307)
                self.send_header("location", "http://127.0.0.1:1/")
                self.send_header("content-length", "0")
                self.end_headers()
            case _:
                width = body["inputs"][0]["shape"][1]
                fill = body["inputs"][0]["data"]
                left = [100.0 - fill[(r + 1) * width - 1] for r in range(rows)]
                self._say(200, self._answer([rows], left))

    def _answer(self, shape: list[int], data: list[float]) -> bytes:
        output = {"name": "hours_left", "datatype": "FP32", "shape": shape, "data": data}
        return json.dumps({"model_name": "bins", "outputs": [output]}).encode()

    def _say(self, status: int, body: bytes) -> None:
        with contextlib.suppress(OSError):
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)


@contextlib.contextmanager
def speaking() -> Iterator[Speaker]:
    """Yield a server that answers until the block ends."""
    server = Speaker()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
