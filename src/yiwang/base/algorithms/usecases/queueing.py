"""The one queue of all processes: who waits for a slow model, and who is being answered.

A call is a row (``algorithms_turn``), written in the transaction that counts the call and deleted in the one
that notes how it ended, so that a turn costs statements and no transaction. Whoever frees a place gives it
away at once. A process whose calls wait looks ten times a second whether another gave it a place, and says
every two seconds that it lives; one that dies loses its places after ten.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from yiwang.base.algorithms import store
from yiwang.base.algorithms.errors import QueueFullError, TooLateError
from yiwang.base.algorithms.model.queue import LONGEST, Job
from yiwang.infra.database import Database, Tx
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.ids import new_id

log = logging.getLogger(__name__)

_LOOK: Final = 0.1
_LIVE: Final = 2.0
_places: list[int] = [2]


def use_places(places: int) -> None:
    """Say how many calls of models run at once, in all processes together."""
    _places[:] = [places]


class Place(NamedTuple):
    """A call's place in the queue, ``None`` if too many waited; ``given``: whose turn came when it joined."""

    turn: UUID | None
    within: float
    given: Sequence[UUID] = ()


class Desk:
    """The calls of this process in the queue of all."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turns: dict[UUID, asyncio.Future[None]] = {}
        self._keeper: asyncio.Task[None] | None = None

    async def join(self, tx: Tx, job: Job) -> Place:
        """Let a call wait, in the caller's transaction; what it says holds once that is committed."""
        turn = new_id()
        if not await store.join(tx, turn, job, LONGEST):
            return Place(None, job.within)
        return Place(turn, job.within, await store.start(tx, _places[0]))

    @contextlib.asynccontextmanager
    async def turn(self, place: Place) -> AsyncIterator[None]:
        """Wait for the turn; raises ``algorithm_queue_full``, ``algorithm_too_late``.

        However it ends, the caller lets the place :meth:`leave`.
        """
        if place.turn is None:
            raise QueueFullError(waiting=LONGEST)
        self._turns[place.turn] = asyncio.get_running_loop().create_future()
        try:
            self.wake(place.given)
            if self._keeper is None or self._keeper.done():
                self._keeper = asyncio.create_task(self._keep())
            try:
                # not wait_for, which loses a cancellation that comes with the turn
                async with asyncio.timeout(place.within):
                    await self._turns[place.turn]
            except TimeoutError:
                raise TooLateError(seconds=place.within) from None
            yield
        finally:
            del self._turns[place.turn]

    async def leave(self, tx: Tx, place: Place) -> list[UUID]:
        """Free the place, in the caller's transaction; returns whom to :meth:`wake` once it is committed."""
        return [] if place.turn is None else await store.leave(tx, place.turn, _places[0])

    def wake(self, turns: Iterable[UUID]) -> None:
        """Let those of ``turns`` go on that wait in this process; the others' processes find them."""
        for one in turns:
            waiting = self._turns.get(one)
            if waiting is not None and not waiting.done():
                waiting.set_result(None)

    async def _keep(self) -> None:
        """Look for turns that others gave, and say that this process lives, while it has calls."""
        clock = asyncio.get_running_loop().time
        lived = clock()
        while self._turns:
            await asyncio.sleep(_LOOK)
            waiting = [turn for turn, future in self._turns.items() if not future.done()]
            try:
                if clock() - lived >= _LIVE:
                    lived = clock()
                    async with self._database.work(SYSTEM) as work:
                        woken = await store.live(work.tx, list(self._turns), _places[0])
                    self.wake(woken)
                elif waiting:
                    async with self._database.reading(SYSTEM) as work:
                        self.wake(await store.started(work.tx, waiting))
            except Exception:  # the calls end by their own time; what is looked for is there next time
                log.exception("the queue of models cannot be read")


_desks: WeakKeyDictionary[Database, Desk] = WeakKeyDictionary()


def desk_of(database: Database) -> Desk:
    """Return the desk of this process for ``database``."""
    found = _desks.get(database)
    if found is None:
        found = _desks[database] = Desk(database)
    return found


async def queue(tx: Tx) -> dict[str, Any]:
    """Return who waits and who is answered, in all processes; clients as stable keys."""
    found: dict[str, Any] = {"places": _places[0], "longest": LONGEST, "running": [], "waiting": []}
    for row in await store.in_line(tx):
        job = {name: row[name] for name in ("client", "task", "priority")}
        job |= {name: round(row[name], 3) for name in ("waited_s", "left_s")}
        found["running" if row["running"] else "waiting"].append(job)
    return found
