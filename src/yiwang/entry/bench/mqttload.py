"""A raw MQTT 3.1.1 sender: writes packets as bytes, so that the door is measured and not a client library."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, cast

import numpy as np

from yiwang.connectors.mqtt import wire
from yiwang.connectors.mqtt.codes import Kind

_TURN: Final = 0.005  # seconds between two helpings of a paced sender
_PATIENCE: Final = 60.0
_HELPING: Final = 500  # messages written at once by an unpaced sender
_NUMBERS: Final = 65_535
_KEEP_ALIVE: Final = 600

#: Gives topic and payload of the n-th message of a sender.
Make = Callable[[int], tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How many messages a second are due, phase after phase: (seconds, messages a second)."""

    phases: tuple[tuple[float, float], ...]

    @property
    def highest(self) -> float:
        """Return the most messages that are due in a second."""
        return max(per_second for _, per_second in self.phases)

    @property
    def seconds(self) -> float:
        """Return how long it takes."""
        return sum(seconds for seconds, _ in self.phases)

    def due(self, elapsed: float) -> int:
        """Return how many messages are due after so many seconds."""
        count = 0.0
        for seconds, per_second in self.phases:
            count += min(elapsed, seconds) * per_second
            elapsed -= min(elapsed, seconds)
        return int(count)

    def instant(self, n: int) -> float:
        """Return after how many seconds message ``n`` is due."""
        before, rest = 0.0, float(n)
        for seconds, per_second in self.phases:
            if rest < seconds * per_second:
                return before + rest / per_second
            before, rest = before + seconds, rest - seconds * per_second
        return before


@dataclass(slots=True)
class Sent:
    """What became of a run; times in seconds from writing a message to its answer."""

    acknowledged: int = 0
    written: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    #: How many messages each sender has written.
    each: list[int] = field(default_factory=list)

    def summary(self) -> dict[str, float | int]:
        """Return the figures of the run."""
        waits = np.array(self.waits) if self.waits else np.zeros(1)
        p50, p99, most = (1000 * float(w) for w in (*np.percentile(waits, [50, 99]), waits.max()))
        return {
            "acknowledged": self.acknowledged,
            "unanswered": self.written - self.acknowledged,
            "per_second": round(self.acknowledged / max(self.seconds, 1e-9)),
            "ack_p50_ms": round(p50, 2),
            "ack_p99_ms": round(p99, 2),
            "ack_max_ms": round(most, 2),
        }


class _Sender(asyncio.Protocol):
    def __init__(self, client: str, user: str, key: str, sent: Sent) -> None:
        self.connected: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.sent = sent
        self.open = 0
        self.freed = asyncio.Event()
        self._login = client, user, key
        self._rest = b""
        self._times = [0.0] * (_NUMBERS + 1)
        self._number = 0
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = made = cast("asyncio.Transport", transport)
        client, user, key = self._login
        body = wire.written("MQTT") + b"\x04\xc2" + _KEEP_ALIVE.to_bytes(2, "big")
        body += wire.written(client) + wire.written(user) + wire.written(key)
        made.write(wire.packet(Kind.CONNECT, body))

    def data_received(self, data: bytes) -> None:
        data = self._rest + data if self._rest else data
        whole = len(data) & ~3  # every answer to a sender is four bytes long
        self._rest = data[whole:]
        now = time.perf_counter()
        for at in range(0, whole, 4):
            if data[at] == 0x40:  # noqa: PLR2004 - PUBACK
                number = data[at + 2] << 8 | data[at + 3]
                self.sent.waits.append(now - self._times[number])
                self.sent.acknowledged += 1
                self.open -= 1
            elif not self.connected.done():
                self.connected.set_result(data[at + 3] == 0)
        self.freed.set()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.transport = None
        self.freed.set()
        if not self.connected.done():
            self.connected.set_result(False)

    def write(self, make: Make, first: int, count: int) -> None:
        now = time.perf_counter()
        out = bytearray()
        for n in range(first, first + count):
            topic, payload = make(n)
            self._number = self._number % _NUMBERS + 1
            self._times[self._number] = now
            out += wire.message(topic, payload, number=self._number, version=4)
        self.open += count
        self.sent.written += count
        assert self.transport is not None
        self.transport.write(bytes(out))


async def send(
    address: tuple[str, int],
    logins: Sequence[tuple[str, str, str]],
    make: Make,
    *,
    seconds: float,
    pace: Pace | None = None,
    window: int = 2000,
) -> Sent:
    """Send for ``seconds``, a connection per login (client, user, key), QoS 1, and wait for the answers.

    Without ``pace`` each sender writes as soon as fewer than ``window`` of its messages are unanswered.
    Messages are numbered through; sender k of n takes k, k + n, …
    """
    sent = Sent()
    loop = asyncio.get_running_loop()
    senders = []
    for login in logins:
        _, sender = await loop.create_connection(functools.partial(_Sender, *login, sent), *address)
        if not await sender.connected:
            raise ConnectionError(f"the door refused {login[1]}")
        senders.append(sender)
    start = time.perf_counter()
    end = start + seconds
    sent.each = await asyncio.gather(
        *(_drive(s, make, k, len(senders), start, end, pace, window) for k, s in enumerate(senders))
    )
    patience = time.perf_counter() + _PATIENCE
    for sender in senders:
        while sender.open and sender.transport is not None and time.perf_counter() < patience:
            sender.freed.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await sender.freed.wait()
    sent.seconds = time.perf_counter() - start
    for sender in senders:
        if sender.transport is not None:
            sender.transport.close()
    return sent


async def _drive(
    sender: _Sender, make: Make, k: int, n: int, start: float, end: float, pace: Pace | None, window: int
) -> int:
    done = 0
    while (now := time.perf_counter()) < end and sender.transport is not None:
        room = window - sender.open
        due = room if pace is None else min(room, (pace.due(now - start) + n - 1 - k) // n - done)
        if due > 0 and (pace is not None or due >= window // 4):
            count = min(due, _HELPING)
            sender.write(lambda i: make(i * n + k), done, count)
            done += count
            await asyncio.sleep(0)
        elif pace is None or room <= 0:
            sender.freed.clear()
            await sender.freed.wait()
        else:
            await asyncio.sleep(_TURN)
    return done
