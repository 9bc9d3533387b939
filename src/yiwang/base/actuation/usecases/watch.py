"""One look a second for all of a process that wait for a command, however many they are."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta
from typing import Final
from weakref import WeakKeyDictionary

from yiwang.base.actuation import store
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_log = logging.getLogger(__name__)
_EVERY: Final = 1.0
#: A transaction may commit so much later than the instant it carries.
_OVERLAP: Final = timedelta(seconds=30)


class Watch:
    """Wakes who waits for commands of a device."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def wait(self, device: str, seconds: float) -> None:
        """Return when something may be there for ``device``, or after ``seconds``."""
        flag = asyncio.Event()
        self._waiting.setdefault(device, set()).add(flag)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await flag.wait()
        finally:
            flags = self._waiting[device]
            flags.discard(flag)
            if not flags:
                del self._waiting[device]

    async def _look(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(_EVERY)
                try:
                    async with self._database.reading(SYSTEM) as work:
                        found = await store.fresh(work.tx, work.now - _OVERLAP, work.now)
                except Exception as error:  # noqa: BLE001 - those who wait ask again by themselves
                    _log.warning("commands could not be looked for: %s", error)
                    continue
                for address in {a for command in found for a in (command.device, command.gateway) if a}:
                    for flag in self._waiting.get(address, ()):
                        flag.set()
        finally:
            self._looking = None


_watches: WeakKeyDictionary[Database, Watch] = WeakKeyDictionary()


def watch(database: Database) -> Watch:
    """Return the watch of ``database`` in this process."""
    found = _watches.get(database)
    if found is None:
        found = _watches[database] = Watch(database)
    return found
