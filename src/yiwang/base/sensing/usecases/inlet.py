"""The inlet: readings of all doors of a process, appended in groups and acknowledged after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

import msgspec
import numpy as np

from yiwang.base.sensing.errors import InboxFullError
from yiwang.base.sensing.model.parcel import LARGEST, count, join, pack, select, split
from yiwang.base.sensing.model.readings import Occurrence, Readings
from yiwang.base.sensing.store import inbox
from yiwang.infra.database import Database, Work
from yiwang.infra.group_commit import GroupCommit
from yiwang.infra.metrics import REFUSED
from yiwang.infra.outbox import Waker
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError

#: So many readings may wait in one partition before doors say that they are full: about 40 s of the
#: fastest settling, about 250 MB.
ROOM: Final = 10_000_000
_MOST_DATA: Final = 65_536


class Inlet:
    """Appends readings for one process and database."""

    def __init__(self, database: Database, *, room: int = ROOM) -> None:
        self._database = database
        self._partitions = 0
        self._commit: GroupCommit[Readings, None] = GroupCommit(self._write, largest=500)
        self._waker: Waker | None = None
        self.room = room

    async def append(self, readings: Readings) -> None:
        """Store ``readings`` durably; when this returns they are committed.

        Raises ``inbox_full`` (503: send again later), ``unavailable`` and ``disk_full``; nothing of the
        call was stored then.
        """
        if not count(readings):
            return
        for one in readings.occurrences:
            check_occurrence(one)
        for part in _cut(readings):
            await self._commit.submit(part)
        if self._waker is None:
            self._waker = Waker(self._notify)
            self._database.closing.append(self.close)
        self._waker.ring()

    async def _write(self, items: Sequence[Readings]) -> Sequence[None]:
        parcels: list[list[Readings]] = [[]]
        size = 0
        for item in items:
            if size + count(item) > LARGEST and parcels[-1]:
                parcels.append([])
                size = 0
            parcels[-1].append(item)
            size += count(item)
        partitions = await self._known()
        made = [split(join(parcel), partitions) for parcel in parcels]
        packed = [(no, count(part), pack(part)) for parts in made for no, part in sorted(parts.items())]
        async with self._database.work(SYSTEM) as work:
            # by partition: two processes that append to several take the counters in the same order
            for no, n, body in sorted(packed, key=lambda one: one[0]):
                if not await inbox.append(work.tx, no, work.now, n, body, self.room):
                    REFUSED.labels("inbox_full").inc(sum(count(item) for item in items))
                    raise InboxFullError
        return [None] * len(items)

    async def within(self, work: Work, readings: Readings) -> None:
        """Append ``readings`` in the caller's transaction; :meth:`append` of its own is the rule.

        Raises ``inbox_full``. The settlers see it at their next look, a second later at most.
        """
        partitions = await inbox.partitions(work.tx)
        if not partitions:
            await inbox.add_partitions(work.tx, 1)
            partitions = 1
        for piece in _cut(readings):
            for no, part in sorted(split(piece, partitions).items()):
                n = count(part)
                if not await inbox.append(work.tx, no, work.now, n, pack(part), self.room):
                    REFUSED.labels("inbox_full").inc(count(readings))
                    raise InboxFullError

    async def _known(self) -> int:
        if not self._partitions:
            async with self._database.work(SYSTEM) as work:
                self._partitions = await inbox.partitions(work.tx)
                if not self._partitions:
                    await inbox.add_partitions(work.tx, 1)
                    self._partitions = 1
        return self._partitions

    async def _notify(self) -> None:
        await inbox.wake(self._database)

    async def close(self) -> None:
        """End the background task."""
        if self._waker is not None:
            await self._waker.close()
            self._waker = None


def check_occurrence(one: Occurrence) -> None:
    """Refuse what the database cannot hold: once it is in the inbox, the settler must be able to store it.

    Raises ``invalid_input``. Doors that append for many look at each by itself, so that one does not hold up
    the others.
    """
    try:
        data = msgspec.json.encode(one.data)
    except (RecursionError, ValueError, msgspec.EncodeError):
        data = b"\\u0000"
    if "\x00" in one.name or b"\\u0000" in data or len(data) > _MOST_DATA:
        raise InvalidInputError(
            field="happened",
            why_zh=f"含有空字符，或超过 {_MOST_DATA} 字节",
            why_en=f"it has a NUL character or more than {_MOST_DATA} bytes",
        )


def _cut(readings: Readings) -> list[Readings]:
    """Return ``readings`` in pieces that fit into a parcel."""
    n = len(readings.device)
    if n <= LARGEST:
        return [readings]
    none: list[bool] = [False] * len(readings.occurrences)
    places = np.arange(n)
    nothing = np.zeros(len(readings.fixes.device), np.bool_)
    pieces = []
    for start in range(0, n, LARGEST):
        mask = (places >= start) & (places < start + LARGEST)
        first = start == 0
        pieces.append(
            select(readings, mask, ~nothing if first else nothing, [True] * len(none) if first else none)
        )
    return pieces


_inlets: WeakKeyDictionary[Database, Inlet] = WeakKeyDictionary()


def inlet(database: Database, **options: Any) -> Inlet:
    """Return the inlet of ``database`` in this process."""
    found = _inlets.get(database)
    if found is None:
        found = _inlets[database] = Inlet(database, **options)
    return found
