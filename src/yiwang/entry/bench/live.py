"""How fast an act is seen by all who look on, and that nothing is lost when connections break."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any
from urllib.parse import urlsplit

import msgspec

from yiwang.entry.bench.figures import Tally
from yiwang.entry.bench.lifecycle import Lives
from yiwang.entry.bench.matter import read_city
from yiwang.entry.bench.target import Target

_CASES = 8
_PATIENCE = 15.0
_BREAK_EVERY = 10  # every tenth listener's connection breaks once in the middle
_CHANGED = b"cases.changed"

Act = tuple[str, int]


class Listener:
    """One screen: an open stream that notes when it heard of each act, and comes back where it stopped."""

    def __init__(self, address: str, token: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._token = token
        self._last: bytes | None = None
        self._writer: asyncio.StreamWriter | None = None
        self.heard: dict[Act, float] = {}
        self.repeated = 0
        self.opened = asyncio.Event()
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Listen until cancelled."""
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._listen()

    def break_off(self) -> None:
        """Break the connection, as a network does."""
        if self._writer is not None:
            self._writer.transport.abort()

    async def has(self, acts: set[Act]) -> None:
        """Wait until all of ``acts`` were heard."""
        while not acts <= self.heard.keys():
            self._news.clear()
            await self._news.wait()

    async def _listen(self) -> None:
        reader, self._writer = await asyncio.open_connection(self._host, self._port)
        resume = b"last-event-id: " + self._last + b"\r\n" if self._last else b""
        self._writer.write(
            b"GET /api/v1/live HTTP/1.1\r\nhost: " + self._host.encode() + b"\r\n"
            b"authorization: Bearer " + self._token.encode() + b"\r\n" + resume + b"\r\n"
        )
        kind = b""
        while True:
            line = (await reader.readuntil(b"\n")).rstrip()
            if line.startswith(b"id: "):
                self._last = line[4:]
            elif line.startswith(b"event: "):
                kind = line[7:]
                self.opened.set()
            elif line.startswith(b"data: ") and kind == _CHANGED:
                self._note(msgspec.json.decode(line[6:]))

    def _note(self, data: dict[str, Any]) -> None:
        act = (data["number"], data["version"])
        if act in self.heard:
            self.repeated += 1
        self.heard.setdefault(act, time.perf_counter())
        self._news.set()


async def live(target: Target, *, clients: int, acts: int, per_second: float) -> dict[str, Any]:
    """Let ``clients`` listen while ``acts`` happen; half-way some connections break and come back.

    The delay of an act at a listener runs from the moment it was sent to the moment it was heard.
    """
    listeners = [Listener(target.address, target.tokens["dispatcher"]) for _ in range(clients)]
    lives = Lives(target, await read_city(target), f"live-{time.time_ns()}")
    tasks = [asyncio.create_task(one.run()) for one in listeners]
    try:
        numbers = [await lives.filed() for _ in range(_CASES)]
        await asyncio.gather(*(one.opened.wait() for one in listeners))
        sent = await _act(lives, listeners, numbers, acts, per_second)
        await _settle(listeners, sent)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        lives.close()
    return _figures(listeners, sent, per_second)


async def _act(
    lives: Lives, listeners: list[Listener], numbers: list[str], acts: int, per_second: float
) -> dict[Act, float]:
    sent: dict[Act, float] = {}
    started = time.perf_counter()
    for turn in range(acts):
        await asyncio.sleep(max(0.0, started + turn / per_second - time.perf_counter()))
        if turn == acts // 2:
            for one in listeners[::_BREAK_EVERY]:
                one.break_off()
        number = numbers[turn % len(numbers)]
        path = f"/api/v1/cases/{number}/actions/comment"
        at = time.perf_counter()
        answer = await lives.call("comment", "POST", path, "dispatcher", {"text": "看一下"})
        sent[number, answer.json()["version"]] = at
    return sent


async def _settle(listeners: list[Listener], sent: dict[Act, float]) -> None:
    """Wait until everybody has heard of everything, or patience is out."""
    await asyncio.wait([asyncio.create_task(one.has(set(sent))) for one in listeners], timeout=_PATIENCE)


def _figures(listeners: list[Listener], sent: dict[Act, float], per_second: float) -> dict[str, Any]:
    tally, steady = Tally(), Tally()
    for index, one in enumerate(listeners):
        for act, at in sent.items():
            heard = one.heard.get(act)
            if heard is None:
                tally.fail("never heard")
                continue
            tally.add(heard - at)
            if index % _BREAK_EVERY:
                steady.add(heard - at)
    return {
        "name": "live",
        "clients": len(listeners),
        "acts": len(sent),
        "per_second": per_second,
        "broken_connections": len(listeners[::_BREAK_EVERY]),
        "heard_twice": sum(one.repeated for one in listeners),
        **tally.figures(),
        "unbroken": steady.figures(),
    }
