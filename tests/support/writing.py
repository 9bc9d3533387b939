"""A real server on a port of its own that speaks chat completions, well or badly."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

from tests.support.answering import Answering, Handler, running


class Author(Answering):
    """``say`` makes the content of an answer from what it was asked; ``mood`` how it is sent."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.say: Callable[[dict[str, Any]], str] = lambda _: json.dumps({"text": "好的"})
        self.mood = "well"
        self.heard: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://{self.host}/v1"


class _Handler(Handler):
    server: Author

    def post(self, asked: Any) -> None:
        self.server.heard.append(asked)
        self.server.keys.append(self.headers["authorization"])
        self.say(*self._answer(asked))

    def _answer(self, asked: dict[str, Any]) -> tuple[int, bytes]:
        fixed = {
            "garbage": (200, b"<html>"),
            "nothing": (200, b'{"choices": []}'),
            "away": (500, b""),
            "locked": (401, b"{}"),
        }
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


def authoring() -> contextlib.AbstractContextManager[Author]:
    """Return a server that answers until its block ends."""
    return running(Author())
