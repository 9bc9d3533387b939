"""From a batch of messages to the inbox: read, store, acknowledge."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from yiwang.connectors.nats import figures
from yiwang.connectors.nats.subjects import levels
from yiwang.kernel.errors import YiwangError
from yiwang.sdk.uplink.said import Said
from yiwang.sdk.uplink.topics import Route, route

if TYPE_CHECKING:
    from yiwang.connectors.nats.swift import Pulled

_log = logging.getLogger(__name__)
_MOST_ROUTES: Final = 500_000
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0

Store = Callable[[Sequence[Said]], Awaitable[Sequence[YiwangError | None]]]


class Source(Protocol):
    """Where batches come from."""

    async def next(self, patience: float = 1.0) -> list[Pulled]:
        """Return what has come."""
        ...

    async def acknowledge(self, last: Pulled) -> None:
        """Tell that everything up to ``last`` is stored."""
        ...


class Intake:
    """Stores batches; what is not stored is not acknowledged, and comes again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._routes: dict[bytes, Route | None] = {}

    async def step(self, source: Source) -> int:
        """Take one batch; return how many messages it had. Tries until it is stored."""
        messages = await source.next()
        if not messages:
            return 0
        said, refused = self.read(messages)
        verdicts = await self._stored(said) if said else []
        refused += sum(verdict is not None for verdict in verdicts)
        figures.REFUSED.inc(refused)
        figures.STORED.inc(len(messages) - refused)
        await source.acknowledge(messages[-1])
        return len(messages)

    async def _stored(self, said: Sequence[Said]) -> Sequence[YiwangError | None]:
        pause = _FIRST_PAUSE
        while True:
            try:
                return await self._store(said)
            except Exception as error:  # noqa: BLE001 - whatever it is: without a commit nothing is acknowledged
                _log.warning("%d messages wait, they cannot be stored: %s", len(said), error)
                figures.TRIED_AGAIN.inc()
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def read(self, messages: Sequence[Pulled]) -> tuple[list[Said], int]:
        """Return what the messages say and how many of them cannot be read: those never can."""
        now = time.time_ns() // 1000
        said, refused = [], 0
        for subject, payload, _ in messages:
            found = self._route(subject)
            try:
                if found is None or not found.device:
                    refused += 1
                    continue
                said.append(found.said(payload, found.device, now))
            except YiwangError as error:
                _log.debug("a message on %s is refused: %s", subject, error)
                refused += 1
        return said, refused

    def _route(self, subject: bytes) -> Route | None:
        found = self._routes.get(subject)
        if found is None and subject not in self._routes:
            if len(self._routes) >= _MOST_ROUTES:
                self._routes.clear()
            found = self._routes[subject] = route(levels(subject.decode(errors="replace")))
        return found
