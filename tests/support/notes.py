"""A message, and a subscriber that notes what it hears."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from yiwang.infra.database import Database, Work
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.messages import Message


class Noted(Message, frozen=True, kw_only=True):
    kind: ClassVar[str] = "test.noted"
    n: int

    @property
    def key(self) -> str:
        return str(self.n)


class Ignored(Message, frozen=True, kw_only=True):
    kind: ClassVar[str] = "test.ignored"

    @property
    def key(self) -> str:
        return "x"


Handle = Callable[[Work, Sequence[Delivery]], Awaitable[None]]


def subscriber(handle: Handle, batch: int = 3, name: str = "test") -> Subscriber:
    return Subscriber(name, frozenset({Noted.kind}), handle, batch)


async def subscribe(database: Database, name: str = "test") -> None:
    async with database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ($1, 0)", name)


async def announce(database: Database, *messages: Message) -> None:
    async with database.work(SYSTEM) as work:
        work.announce(*messages)


def collector(seen: list[int], bad: frozenset[int] = frozenset()) -> Handle:
    async def handle(work: Work, batch: Sequence[Delivery]) -> None:
        for delivery in batch:
            if delivery.payload["n"] in bad:
                raise ValueError(f"cannot digest {delivery.payload['n']}")
        seen.extend(d.payload["n"] for d in batch)

    return handle
