"""A system in memory behind the door, a server on a port of its own, and a client that writes bytes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Self

from tests.support.patience import PATIENCE

from yiwang.connectors.mqtt import wire
from yiwang.connectors.mqtt.codes import Kind
from yiwang.connectors.mqtt.gateway import Caller, Gateway
from yiwang.connectors.mqtt.hub import Hub
from yiwang.connectors.mqtt.limits import Limits
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.sdk.uplink.said import NotYoursError, Said
from yiwang.sdk.uplink.topics import own_prefixes, route

NOW = 1_773_104_400_000_000
KEY = b"key-of-d1"


class Memory:
    """Keeps what was said; holds commits back, or fails them, when a test says so."""

    def __init__(self) -> None:
        self.stored: list[Said] = []
        self.open = asyncio.Event()
        self.open.set()
        self.fail = 0
        self.waiting = 0
        self.revoked: set[str] = set()

    async def sign_in(self, client: str, user: str | None, password: bytes | None) -> Caller | None:
        if user is None or password != b"key-of-" + user.encode():
            return None
        return Caller(user, own_prefixes(user, "p"))

    def read_now(self, caller: Caller, topic: str, payload: bytes) -> tuple[Said, str | None] | None:
        found = route(topic.split("/"))
        if found is None or (found.device or caller.device) != caller.device:
            raise NotYoursError(topic=topic)
        if topic.endswith("/occurrences"):
            return None
        return found.said(payload, caller.device, NOW), found.reply

    async def read(self, caller: Caller, topic: str, payload: bytes) -> tuple[Said, str | None]:
        await asyncio.sleep(0)
        found = route(topic.split("/"))
        assert found is not None
        return found.said(payload, caller.device, NOW), found.reply

    async def still_valid(self, caller: Caller) -> bool:
        return caller.device not in self.revoked

    async def answer(self, caller: Caller, payload: bytes) -> None:
        raise NotYoursError(topic=f"yiwang/v1/{caller.device}/answers")

    async def store(self, said: Sequence[Said], scopes: Sequence[object]) -> Sequence[YiwangError | None]:
        self.waiting += len(said)
        await self.open.wait()
        self.waiting -= len(said)
        if self.fail:
            self.fail -= 1
            raise OSError("the database is away")
        self.stored += said
        return [InvalidInputError(why_zh="x", why_en="x") if "odd" in s.columns else None for s in said]


@contextlib.asynccontextmanager
async def serving(memory: Gateway, limits: Limits | None = None) -> AsyncIterator[tuple[Hub, int]]:
    hub = Hub(memory, limits or Limits(penalty=0))
    server = await asyncio.get_running_loop().create_server(hub.connection, "127.0.0.1", 0)
    sweeping = asyncio.create_task(hub.sweep())
    try:
        yield hub, server.sockets[0].getsockname()[1]
    finally:
        if isinstance(memory, Memory):
            memory.open.set()
        sweeping.cancel()
        server.close()
        await hub.stop()
        await server.wait_closed()


class Raw:
    """A client that writes what a test wants and reads whole packets."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Raw:
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()
        with contextlib.suppress(OSError):
            await self.writer.wait_closed()

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def packet(self) -> tuple[int, bytes]:
        """Return kind and body of the next packet; kind 0: the server ended the connection."""
        async with asyncio.timeout(PATIENCE):
            first = await self.reader.read(1)
            if not first:
                return 0, b""
            length = shift = 0
            while True:
                byte = (await self.reader.readexactly(1))[0]
                length |= (byte & 127) << shift
                shift += 7
                if not byte & 128:
                    break
            return first[0] >> 4, await self.reader.readexactly(length)

    async def connect(self, version: int = 4, **options: object) -> bytes:
        self.send(connect(version, **options))
        kind, body = await self.packet()
        assert kind == Kind.CONNACK
        return body

    def publish(self, topic: str, payload: bytes, number: int = 1, qos: int = 1, version: int = 4) -> None:
        body = wire.written(topic) + (number.to_bytes(2, "big") if qos else b"")
        self.send(wire.packet(Kind.PUBLISH, body + (b"\0" if version == 5 else b"") + payload, qos << 1))


def connect(
    version: int = 4,
    *,
    client: str = "c1",
    user: str | None = "d1",
    key: bytes | None = KEY,
    clean: bool = True,
    keep_alive: int = 60,
    will: tuple[str, bytes] | None = None,
    properties: wire.Properties | None = None,
) -> bytes:
    marks = (2 if clean else 0) | (4 if will else 0) | (0x80 if user else 0) | (0x40 if key else 0)
    body = wire.written("MQTT") + bytes((version, marks)) + keep_alive.to_bytes(2, "big")
    if version == 5:
        body += wire.properties(properties or {})
    body += wire.written(client)
    if will:
        body += (b"\0" if version == 5 else b"") + wire.written(will[0]) + wire.written(will[1])
    for part in (user, key):
        if part:
            body += wire.written(part)
    return wire.packet(Kind.CONNECT, body)
