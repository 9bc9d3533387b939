"""A small HTTP/1.1 client for benchmarks: cheap enough not to become what is measured.

One connection carries one request at a time, as a browser's or a gateway's does; TLS is not spoken.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast
from urllib.parse import urlsplit

import httptools
import msgspec


class Answer(msgspec.Struct):
    """A response: status, body, and the number of SQL statements if the server told it."""

    status: int
    body: bytes
    statements: int | None = None

    def json(self) -> Any:
        """Return the decoded body."""
        return msgspec.json.decode(self.body)


class Connection(asyncio.Protocol):
    """One kept-open connection to ``address`` (``http://host:port``)."""

    def __init__(self, host: str) -> None:
        self._host = host.encode()
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[Answer] | None = None
        self._parser: Any = None
        self._chunks: list[bytes] = []
        self._statements: int | None = None

    @classmethod
    async def open(cls, address: str) -> Connection:
        """Connect; raises ``OSError`` when nobody listens."""
        parts = urlsplit(address)
        host, port = parts.hostname or "127.0.0.1", parts.port or 80
        loop = asyncio.get_running_loop()
        _, made = await loop.create_connection(lambda: cls(f"{host}:{port}"), host, port)
        return made

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport (called by the loop)."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail the request that waits (called by the loop)."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(exc or ConnectionResetError("the server closed the connection"))
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Feed the parser (called by the loop)."""
        self._parser.feed_data(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Look for the number of statements (called by the parser)."""
        if name == b"server-timing" and b'desc="' in value:
            self._statements = int(value.split(b'desc="')[1].split(b'"')[0])

    def on_body(self, body: bytes) -> None:
        """Collect a piece of the body (called by the parser)."""
        self._chunks.append(body)

    def on_message_complete(self) -> None:
        """Give the answer to the one who waits (called by the parser)."""
        if self._waiter is not None and not self._waiter.done():
            status = self._parser.get_status_code()
            self._waiter.set_result(Answer(status, b"".join(self._chunks), self._statements))

    async def request(
        self, method: str, path: str, *, token: str | None = None, body: Any = None, packed: bool = False
    ) -> Answer:
        """Send one request and return its answer; raises ``OSError`` when the connection breaks.

        ``packed`` lets the server answer in gzip; the body is then left as it came.
        """
        if self._transport is None:
            raise ConnectionResetError("not connected")
        payload = b"" if body is None else msgspec.json.encode(body)
        head = f"{method} {path} HTTP/1.1\r\nhost: ".encode() + self._host
        if token is not None:
            head += f"\r\nauthorization: Bearer {token}".encode()
        if packed:
            head += b"\r\naccept-encoding: gzip"
        if body is not None:
            head += b"\r\ncontent-type: application/json"
        if body is not None or method != "GET":
            head += b"\r\ncontent-length: %d" % len(payload)
        self._waiter = asyncio.get_running_loop().create_future()
        self._parser = httptools.HttpResponseParser(self)
        self._chunks, self._statements = [], None
        self._transport.write(head + b"\r\n\r\n" + payload)
        return await self._waiter

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()
