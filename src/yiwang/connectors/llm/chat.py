"""A client of chat completions as OpenAI's interface has them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import msgspec

from yiwang.sdk.assist import Written
from yiwang.sdk.outside import Answer, Outside, OutsideRefusedError


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


class Chat:
    """One model of one endpoint."""

    def __init__(self, outside: Outside, model: str, key: str | None) -> None:
        self.name = model
        self._outside = outside
        self._headers = {"content-type": "application/json", "accept": "application/json"}
        if key:
            self._headers["authorization"] = f"Bearer {key}"
        self._schemas = True

    def health(self) -> str:
        """Return the state of the circuit breaker."""
        return self._outside.breaker.state

    async def write(self, instructions: str, material: str, schema: dict[str, Any], most: int) -> Written:
        """Return the answer's text; raises ``outside_…``."""
        request: dict[str, Any] = {
            "model": self.name,
            "temperature": 0,
            "max_tokens": most,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": material},
            ],
        }
        if not self._schemas:
            return await self._ask(request)
        named = {"name": "answer", "strict": True, "schema": schema}
        try:
            return await self._ask(
                request | {"response_format": {"type": "json_schema", "json_schema": named}}
            )
        except OutsideRefusedError:
            written = await self._ask(request)
        self._schemas = False  # the schema it was, and not the key or the rate
        return written

    async def _ask(self, request: dict[str, Any]) -> Written:
        body = msgspec.json.encode(request)
        return await self._outside.ask("POST", "/chat/completions", self._read, body, self._headers)

    def _read(self, answer: Answer) -> Written:
        if answer.status != HTTPStatus.OK:
            raise OutsideRefusedError(host=self._outside.origin.name, why=f"HTTP {answer.status}")
        try:
            told = msgspec.json.decode(answer.body, type=_Completion)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise self._outside.garbage("no completion") from None
        if not told.choices:
            raise self._outside.garbage("no choice")
        usage = told.usage or _Usage()
        return Written(
            text=told.choices[0].message.content,
            tokens_in=min(max(usage.prompt_tokens, 0), 10**9),
            tokens_out=min(max(usage.completion_tokens, 0), 10**9),
        )
