"""Pulls messages of one partition, in their order, and hands them over in batches.

One process at a time pulls a partition (a lease says who), so acknowledging the last message of a batch
acknowledges all before it. ``fetch`` of the client library asks and waits by turns; here the next messages
are already asked for while a batch is stored.

What was on its way when a server or a connection died never comes, and acknowledging what came after it would
acknowledge it too. So the consumer's own count of deliveries, which every message carries, must have no gap.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import Any, Final

import nats

from yiwang.connectors.nats import figures
from yiwang.connectors.nats.swift import PullClient, Pulled

BATCH: Final = 2000
_EXPIRES: Final = 10.0
_SILENCE: Final = 15.0
_LEFT: Final = re.compile(rb"(?i)Nats-Pending-Messages:\s*(\d+)")
_NANO: Final = 1_000_000_000
#: $JS.ACK.<stream>.<consumer>.<times>.<in the stream>.<delivery>.<at>.<pending>; newer servers put domain and
#: account before the stream and a random word behind.
_DELIVERY, _DELIVERY_NEWER = 6, 8
_WORDS: Final = 9


class MissedError(nats.errors.Error):
    """Messages of this consumer were delivered and did not come."""


def delivery(reply: bytes) -> int:
    """Return the number of a message among all that its consumer was given; raise for anything else.

    Raises :class:`MissedError` where the words of ``reply`` are not those of a consumer.
    """
    words = reply.split(b".")
    try:
        return int(words[_DELIVERY if len(words) == _WORDS else _DELIVERY_NEWER])
    except (ValueError, IndexError):
        raise MissedError(f"no delivery: {reply!r}") from None


class Puller:
    """Messages of one consumer that was made anew for it."""

    def __init__(self, client: PullClient, stream: str, consumer: str, *, batch: int = BATCH) -> None:
        self._client = client
        self._ask_subject = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._batch = batch
        self._inbox = client.new_inbox()
        self._subscription: Any = None
        self._got: list[Pulled] = []
        self._asked = 0
        self._delivered = 0
        self._connection = 0
        self._heard = 0.0
        self._flag = asyncio.Event()

    async def start(self) -> None:
        """Begin to listen."""
        self._connection = self._client.stats["reconnects"]
        self._subscription = await self._client.tapped(self._inbox, self._take)
        await self._ask()

    async def stop(self) -> None:
        """Stop listening."""
        if self._subscription is not None:
            await self._client.untap(self._subscription)

    async def _ask(self) -> None:
        """Ask for as many as make two batches with those that are on their way."""
        count = 2 * self._batch - self._asked - len(self._got)
        if count < self._batch:
            return
        self._asked += count
        self._heard = time.monotonic()
        wish = json.dumps({"batch": count, "expires": int(_EXPIRES * _NANO)}).encode()
        await self._client.publish(self._ask_subject, wish, reply=self._inbox)

    def _take(self, message: Pulled | None, status: bytes) -> None:
        if message is None:
            # the wish has expired, or the server gave it up: how many of it are left says the header
            left = _LEFT.search(status)
            self._asked = max(0, self._asked - int(left[1])) if left is not None else 0
        else:
            self._asked = max(0, self._asked - 1)
            self._got.append(message)
        if not self._flag.is_set():
            self._heard = time.monotonic()
            self._flag.set()

    async def next(self, patience: float = 1.0) -> list[Pulled]:
        """Return what has come, in order, at most two batches; nothing after ``patience`` without any.

        Raises :class:`MissedError` when something in between did not come: nothing more may be acknowledged,
        the consumer must be made anew.
        """
        self._flag.clear()
        if not self._got:
            try:
                async with asyncio.timeout(patience):
                    await self._flag.wait()
            except TimeoutError:
                if time.monotonic() - self._heard > _SILENCE:
                    self._asked = 0  # the wish is lost, for instance with the server that had it
        found, self._got = self._got, []
        if self._client.stats["reconnects"] != self._connection:
            raise MissedError("the connection broke: what was on its way would come in a minute only")
        self._check(found)
        await self._ask()
        return found

    def _check(self, found: list[Pulled]) -> None:
        numbers = [delivery(reply) for _, _, reply in found]
        if numbers != list(range(self._delivered + 1, self._delivered + 1 + len(numbers))):
            figures.MISSED.inc()
            raise MissedError(f"after delivery {self._delivered} came {numbers[0]} to {numbers[-1]}, not all")
        self._delivered += len(numbers)

    async def acknowledge(self, last: Pulled) -> None:
        """Tell the stream that everything up to ``last`` is stored."""
        await self._client.publish(last[2].decode(), b"+ACK")
