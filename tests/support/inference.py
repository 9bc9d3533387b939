"""A real inference server on a port of its own that speaks the Open Inference Protocol v2, well or badly."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from tests.support.answering import Answering, Handler, running

INPUTS = [
    {"name": "fill", "datatype": "FP32", "shape": [-1, -1]},
    {"name": "hours_since", "datatype": "FP32", "shape": [-1]},
]
OUTPUTS = [{"name": "hours_left", "datatype": "FP32", "shape": [-1]}]


class Speaker(Answering):
    """``mood`` says how infer answers: well, garbage, wrong, refuses, away, slow, endless, redirect."""

    mood = "well"
    asked: list[str]
    heard: list[Any]

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.asked, self.heard = [], []


class _Handler(Handler):
    server: Speaker

    def get(self) -> None:
        self.server.asked.append(self.path)
        if self.path.endswith("/ready"):
            self.say(200)
        else:
            self.say(200, json.dumps({"name": "bins", "inputs": INPUTS, "outputs": OUTPUTS}).encode())

    def post(self, asked: Any) -> None:
        self.server.asked.append(self.path)
        self.server.heard.append(asked)
        rows = asked["inputs"][0]["shape"][0]
        match self.server.mood:
            case "garbage":
                self.say(200, b"\xff\xfenot json")
            case "wrong":
                self.say(200, self._answer([rows + 5], [1.0]))
            case "refuses":
                self.say(400, b'{"error": "not in this shape"}')
            case "away":
                self.say(503)
            case "slow":
                self.server.released.wait(30)
                self.say(200, b"{}")
            case "endless":
                self.say(200, b"[" + b"1," * 6_000_000)
            case "redirect":
                self.say(307, location="http://127.0.0.1:1/")
            case _:
                width = asked["inputs"][0]["shape"][1]
                fill = asked["inputs"][0]["data"]
                left = [100.0 - fill[(r + 1) * width - 1] for r in range(rows)]
                self.say(200, self._answer([rows], left))

    def _answer(self, shape: list[int], data: list[float]) -> bytes:
        output = {"name": "hours_left", "datatype": "FP32", "shape": shape, "data": data}
        return json.dumps({"model_name": "bins", "outputs": [output]}).encode()


def speaking() -> contextlib.AbstractContextManager[Speaker]:
    """Return a server that answers until its block ends."""
    return running(Speaker())
