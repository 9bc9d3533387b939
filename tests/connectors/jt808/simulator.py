"""A small terminal for tests: registers, authenticates, drives and reports."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

from tests.support.patience import PATIENCE

from yiwang.connectors.jt808 import messages
from yiwang.connectors.jt808.frames import Message, Splitter, read, write

CHINA = timezone(timedelta(hours=8))


def place_body(
    moment: datetime,
    lon: float,
    lat: float,
    *,
    speed: float = 36.5,
    alarm: int = 0,
    status: int = 3,
    items: bytes = b"",
) -> bytes:
    head = alarm.to_bytes(4, "big") + status.to_bytes(4, "big")
    head += round(lat * 1e6).to_bytes(4, "big") + round(lon * 1e6).to_bytes(4, "big")
    head += (12).to_bytes(2, "big") + round(speed * 10).to_bytes(2, "big") + (90).to_bytes(2, "big")
    return head + messages.time_digits(moment) + items


def batch_body(bodies: list[bytes]) -> bytes:
    return len(bodies).to_bytes(2, "big") + b"\0" + b"".join(len(b).to_bytes(2, "big") + b for b in bodies)


class Simulator:
    def __init__(self, phone: str, *, new: bool) -> None:
        self.phone, self.new, self.serial = phone, new, 0
        self.splitter = Splitter()
        self.waiting: list[bytes] = []

    async def open(self, port: int) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)

    def send(self, kind: int, body: bytes) -> None:
        self.serial += 1
        self.writer.write(write(kind, self.phone, self.serial, body, new=self.new))

    async def answer(self) -> Message:
        async with asyncio.timeout(PATIENCE):
            while not self.waiting:
                data = await self.reader.read(4096)
                assert data, "the door ended the connection"
                self.waiting += self.splitter.feed(data)
        return read(self.waiting.pop(0))

    async def ask(self, kind: int, body: bytes) -> bytes:
        self.send(kind, body)
        found = await self.answer()
        assert found.body[:2] == self.serial.to_bytes(2, "big") or kind == messages.ASK_TIME
        return found.body

    async def authenticate(self, code: str) -> int:
        body = code.encode()
        if self.new:
            body = bytes((len(body),)) + body + b"\0" * 35
        return (await self.ask(messages.AUTHENTICATE, body))[-1]

    async def close(self) -> None:
        self.writer.close()
        await self.writer.wait_closed()
