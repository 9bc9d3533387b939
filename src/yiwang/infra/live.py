"""The live stream: what happens, told to those who look on, without a gap after a broken connection.

Each process follows the outbox once and hands every message to its listeners. A listener that comes
back names the last position it saw and first gets what it missed from the database.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import msgspec

from yiwang.infra import outbox
from yiwang.infra.bell import Bell, wait
from yiwang.infra.database import Database
from yiwang.infra.outbox import Delivery
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import InvalidInputError, YiwangError

log = logging.getLogger(__name__)

_PAGE = 500
_QUEUE = 2000
_FRAMES_KEPT = 256
_HEARTBEAT = 15.0
_SHORT, _LONG, _REST = 0.02, 0.5, 0.04

StillAllowed = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class LiveView:
    """What a module shows of its messages: of which ``kinds``, to whom, and in what form.

    ``visible`` decides by the actor's scope; ``render`` returns the public data of a message (never
    personal data) or ``None`` to show nothing; it is asked once, whoever listens. ``narrow`` then leaves
    out what one actor with an area may not see.
    """

    kinds: frozenset[str]
    visible: Callable[[Actor, Delivery], bool]
    render: Callable[[Delivery], dict[str, Any] | None]
    narrow: Callable[[Actor, dict[str, Any]], dict[str, Any] | None] | None = None


def parse_position(text: str) -> int:
    """Return the position that ``text`` names, or raise ``invalid_input`` for ``after``."""
    longest = 18
    if not (text.isdecimal() and text.isascii() and len(text) <= longest):
        raise InvalidInputError(field="after", why_zh="不是有效的位置", why_en="not a valid position")
    return int(text)


def frame(kind: str, position: int, data: Any) -> bytes:
    """Return one message in the wire form of Server-Sent Events."""
    body = msgspec.json.encode(data)
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (position, kind.encode(), body)


@dataclass(slots=True, eq=False)
class _Listener:
    queue: asyncio.Queue[Delivery | None] = field(default_factory=lambda: asyncio.Queue(_QUEUE))
    lost: bool = False

    def put(self, delivery: Delivery) -> None:
        try:
            self.queue.put_nowait(delivery)
        except asyncio.QueueFull:
            self.lost = True  # it reconnects with its position and misses nothing


class LiveTail:
    """One follower of the outbox per process, at rest while nobody looks on; :meth:`stream` serves one."""

    def __init__(self, database: Database, views: Sequence[LiveView]) -> None:
        self._database = database
        self._views = {kind: view for view in views for kind in view.kinds}
        self._kinds = frozenset(self._views)
        self._listeners: set[_Listener] = set()
        self._position = 0
        self._wanted, self._ready = asyncio.Event(), asyncio.Event()
        self._bell = Bell(database)
        self._frames: OrderedDict[int, bytes | None] = OrderedDict()

    async def run(self) -> None:
        """Follow the outbox until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._bell.run(), name="live-bell")
            group.create_task(self._follow(), name="live-tail")

    async def _follow(self) -> None:
        rung = self._bell.hook()
        pause = _SHORT
        while True:
            if not self._listeners:
                self._ready.clear()
                self._wanted.clear()
                await self._wanted.wait()
            try:
                if not self._ready.is_set():
                    self._position = await self._horizon()
                    self._ready.set()
                found = await self._next()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, YiwangError) as error:
                log.warning("the live stream waits for the database: %s", error)
                await asyncio.sleep(1)
                continue
            if found == _PAGE:
                continue
            await asyncio.sleep(_REST)  # what is committed meanwhile is read together
            pause = _SHORT if await wait(rung, pause) or found else min(pause * 2, _LONG)

    async def _horizon(self) -> int:
        async with self._database.reading(SYSTEM) as work:
            return await outbox.horizon(work.tx)

    async def _next(self) -> int:
        async with self._database.reading(SYSTEM) as work:
            upto = await outbox.horizon(work.tx)
            if upto <= self._position:
                return 0
            page = await outbox.read(work.tx, self._position, upto, self._kinds, _PAGE)
        for delivery in page:
            self._position = delivery.seq
            if delivery.kind in self._kinds:
                for listener in self._listeners:
                    listener.put(delivery)
        return len(page)

    async def stream(
        self, actor: Actor, after: int | None, still_allowed: StillAllowed
    ) -> AsyncIterator[bytes]:
        """Yield the frames for one listener, from ``after`` (``None``: from now) until it must reconnect.

        The first frame is ``hello`` with the current position, or ``reset`` when ``after`` is not known
        here any more and the listener must read afresh what it shows. ``still_allowed`` is awaited at
        each heartbeat; the stream ends when it says no.
        """
        listener = _Listener()
        self._listeners.add(listener)  # first listen, then catch up: nothing falls in between
        self._wanted.set()
        try:
            await self._ready.wait()
            known = after is None or await self._known(after)
            position = after if known and after is not None else self._position
            yield frame("hello" if known else "reset", position, {})
            if known and after is not None:
                async for delivery in self._missed(position):
                    position = delivery.seq
                    if (shown := self._show(actor, delivery)) is not None:
                        yield shown
            async for shown in self._live(listener, actor, position, still_allowed):
                yield shown
        finally:
            self._listeners.discard(listener)

    async def _live(
        self, listener: _Listener, actor: Actor, position: int, still_allowed: StillAllowed
    ) -> AsyncIterator[bytes]:
        """Yield what comes in behind ``position``, and a sign of life when nothing does."""
        while not listener.lost:
            try:
                async with asyncio.timeout(_HEARTBEAT):
                    live = await listener.queue.get()
            except TimeoutError:
                if not await still_allowed():
                    return
                yield b": still here\n\n"
                continue
            if live is None:
                return
            if live.seq > position:
                position = live.seq
                if (shown := self._show(actor, live)) is not None:
                    yield shown

    def close(self) -> None:
        """End all streams: their listeners come back to another process."""
        for listener in self._listeners:
            listener.lost = True
            if not listener.queue.full():
                listener.queue.put_nowait(None)

    async def _known(self, after: int) -> bool:
        """Tell whether the outbox still holds everything behind ``after``."""
        async with self._database.reading(SYSTEM) as work:
            if after > await outbox.horizon(work.tx):
                return False
            oldest = await work.tx.fetchval("SELECT min(seq) FROM infra_outbox")
        return oldest is None or after >= oldest - 1

    async def _missed(self, after: int) -> AsyncIterator[Delivery]:
        async with self._database.reading(SYSTEM) as work:
            upto = await outbox.horizon(work.tx)
        while True:
            async with self._database.reading(SYSTEM) as work:
                page = await outbox.read(work.tx, after, upto, self._kinds, _PAGE)
            for delivery in page:
                yield delivery
            if len(page) < _PAGE:
                return
            after = page[-1].seq

    def _show(self, actor: Actor, delivery: Delivery) -> bytes | None:
        view = self._views.get(delivery.kind)
        if view is None or not view.visible(actor, delivery):
            return None
        position = delivery.seq
        if view.narrow is not None and actor.area is not None:
            data = view.render(delivery)
            narrowed = None if data is None else view.narrow(actor, data)
            return None if narrowed is None else frame(delivery.kind, position, narrowed)
        if position not in self._frames:  # hundreds of listeners get the very same bytes
            data = view.render(delivery)
            self._frames[position] = None if data is None else frame(delivery.kind, position, data)
            while len(self._frames) > _FRAMES_KEPT:
                self._frames.popitem(last=False)
        return self._frames[position]
