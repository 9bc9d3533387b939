"""A client of NATS that reads pulled messages in bulk.

The library parses, wraps and queues each message by itself, which costs more than storing it. Here whole
messages of subscriptions that have a tap are cut out of what the socket gave in one loop; everything else
(and every other protocol line) goes the library's way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from nats.aio.client import Client
from nats.protocol.parser import Parser

#: Subject, payload, where to acknowledge: of one message.
Pulled: TypeAlias = tuple[bytes, bytes, bytes]
#: Takes one message, or the header of a status (without a reply) and ``None``.
Tap: TypeAlias = Callable[[Pulled | None, bytes], None]

_END: Final = b"\r\n"
_WITH_HEADER, _PLAIN = b"HMSG ", b"MSG "
_STATUS: Final = b"NATS/1.0 "  # a message's own headers follow "NATS/1.0\r\n"


class _Swift(Parser):
    """Cuts out the messages of taps, hands the rest on."""

    def __init__(self, client: Any, taps: dict[bytes, Tap]) -> None:
        self._taps = taps
        self._rest = b""
        super().__init__(client)

    def reset(self) -> None:
        """Forget what came from a connection that is gone."""
        self._rest = b""
        super().reset()

    async def parse(self, data: bytes = b"") -> None:
        """Read what the socket gave."""
        data, self._rest = self._rest + data, b""
        at = 0
        while True:
            at, end = self._cut(data, at)
            if end is None:
                self._rest = data[at:]
                return
            # one line or message at a time: what follows it may be for a tap
            await super().parse(data[at:end])
            at = end

    def _cut(self, data: bytes, at: int) -> tuple[int, int | None]:
        """Hand over whole messages from ``at`` on; return where they end, and where the library's part does.

        ``None``: what follows has not come as a whole.
        """
        taps = self._taps
        while True:
            line = data.find(_END, at)
            if line < 0:
                return at, None
            if data.startswith(_WITH_HEADER, at):
                words = data[at + 5 : line].split()
                header = int(words[-2])
            elif data.startswith(_PLAIN, at):
                words = data[at + 4 : line].split()
                header = 0
            else:
                return at, line + 2
            body, stop = line + 2, line + 2 + int(words[-1])
            if stop + 2 > len(data):
                return at, None
            tap = taps.get(words[1])
            if tap is None:
                return at, stop + 2
            if header and data.startswith(_STATUS, body):
                tap(None, data[body : body + header])
            else:
                reply = words[2] if len(words) > (4 if header else 3) else b""
                tap((words[0], data[body + header : stop], reply), b"")
            at = stop + 2


class PullClient(Client):
    """The library's client, with taps by subscription."""

    def __init__(self) -> None:
        super().__init__()
        self.taps: dict[bytes, Tap] = {}
        self._ps = _Swift(self, self.taps)

    async def tapped(self, subject: str, tap: Tap) -> Any:
        """Subscribe to ``subject``; messages go to ``tap`` at once, in order, without a queue."""
        subscription = await self.subscribe(subject, cb=_nothing)
        self.taps[b"%d" % subscription._id] = tap  # noqa: SLF001 - the number on the wire
        return subscription

    async def untap(self, subscription: Any) -> None:
        """End it."""
        self.taps.pop(b"%d" % subscription._id, None)  # noqa: SLF001
        if not self.is_closed:
            await subscription.unsubscribe()


async def _nothing(message: Any) -> None:
    """Stand for the library's way; nothing comes here while there is a tap."""
    del message
