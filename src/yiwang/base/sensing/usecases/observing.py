"""Observers: who looks at readings in the transaction that settles them. ``entry`` says who does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from yiwang.base.sensing.model.readings import Batch
from yiwang.infra.database import Database, Work


class Observer(Protocol):
    """Follows the readings of one partition; remembers in memory, writes in the given transaction.

    The settler calls one method at a time. After any exception it throws the observer away and makes a new
    one, which gets ``restore`` and then the parcels since that checkpoint once more (``Batch.replay``).
    """

    async def restore(self, work: Work, checkpoint: bytes | None) -> None:
        """Load what the tables and ``checkpoint`` (what :meth:`remember` returned, or nothing) say."""
        ...

    async def observe(self, work: Work, batch: Batch) -> None:
        """Look at ``batch``; write nothing when it is a replay."""
        ...

    async def tick(self, work: Work) -> None:
        """Let time pass: called about once a second with ``work.now``, whether readings come or not."""
        ...

    def remember(self) -> bytes:
        """Return what must be known to go on from here."""
        ...


#: Makes an observer for a partition of a database.
MakeObserver = Callable[[Database, int], Observer]

_makers: list[MakeObserver] = []


def use_observers(makers: Sequence[MakeObserver]) -> None:
    """Say who observes; called once by each process that settles."""
    _makers[:] = makers


def observers(database: Database, partition: int) -> list[Observer]:
    """Make the observers of ``partition``."""
    return [make(database, partition) for make in _makers]
