"""Commands to devices, for connectors: what waits for whom, and what became of it.

A door that can carry commands holds a :class:`Courier`. It says which devices it can reach; the courier hands
it each command that waits for one of them, at least once; the door says what devices have acknowledged, and
hands over their answers.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from yiwang.base.actuation.api import SET, Answer, Command, fresh, waiting
from yiwang.base.actuation.api import answer as store_answer
from yiwang.base.actuation.api import delivered as store_delivered
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.refusals import UNREADABLE, refused
from yiwang.sdk.sensing import KeyScope
from yiwang.sdk.work import Database

__all__ = ["SET", "Answer", "Command", "Courier"]

_log = logging.getLogger(__name__)
_EVERY: Final = 1.0
#: A transaction may commit so much later than the instant it carries.
_OVERLAP: Final = timedelta(seconds=30)
#: So often everything that waits for the devices of this door is looked at, whatever was missed.
_ALL: Final = 30.0


class Courier:
    """Brings commands to one door of one process."""

    def __init__(
        self,
        database: Database,
        door: str,
        *,
        reached: Callable[[], Collection[str]],
        offer: Callable[[Command, bytes], None],
    ) -> None:
        """Serve ``door``: ``reached`` names the devices there now, ``offer`` sends what was not sent yet.

        ``offer`` gets the command and how it is written as JSON.
        """
        self._database = database
        self._door = door
        self._reached = reached
        self._offer = offer
        self._came: set[str] = set()
        self._had: set[UUID] = set()
        self._rung = asyncio.Event()

    def came(self, device: str) -> None:
        """Look what waits for a device that has just come, or for those behind it."""
        self._came.add(device)
        self._rung.set()

    def delivered(self, command: UUID) -> None:
        """Note that a device has acknowledged a command; stored soon, together with others."""
        self._had.add(command)
        self._rung.set()

    async def answer(self, said: Answer | bytes, *, scope: KeyScope | None, sender: str) -> None:
        """Store an answer, read from JSON where it comes so, and return after the commit.

        Raises ``invalid_input``, ``not_found`` and ``command_state``.
        """
        if isinstance(said, bytes):
            try:
                said = msgspec.json.decode(said, type=Answer)
            except UNREADABLE as error:
                raise refused(error) from None
        async with self._database.work(SYSTEM) as work:
            await store_answer(work, said, self._door, scope=scope, sender=sender)

    async def run(self) -> None:
        """Bring commands until cancelled; what fails is tried again."""
        looked = -_ALL
        while True:
            self._rung.clear()
            everything = time.monotonic() - looked >= _ALL
            try:
                await self.step(everything=everything)
            except Exception as error:  # noqa: BLE001 - the database is away: what waits goes on waiting
                _log.warning("commands could not be looked at: %s", error)
                await asyncio.sleep(_EVERY)
                continue
            if everything:
                looked = time.monotonic()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_EVERY):
                    await self._rung.wait()

    async def step(self, *, everything: bool = False) -> None:
        """Store what devices have, then offer what waits."""
        had, self._had = self._had, set()
        try:
            if had:
                async with self._database.work(SYSTEM) as work:
                    await store_delivered(work, had, self._door)
        except BaseException:
            self._had |= had
            raise
        came, self._came = self._came, set()
        reached = self._reached()
        try:
            async with self._database.reading(SYSTEM) as work:
                found = await waiting(work.tx, reached if everything else came, work.now)
                if reached:
                    found += await fresh(work.tx, work.now - _OVERLAP, work.now)
        except BaseException:
            self._came |= came
            raise
        for command in _once(found):
            if {command.device, command.gateway} & set(reached):
                self._offer(command, _encoded(command))


def _once(commands: Iterable[Command]) -> list[Command]:
    return list({command.id: command for command in commands}.values())


def _encoded(command: Command) -> bytes:
    """Return a command as it goes to a device."""
    return msgspec.json.encode(
        {
            "id": command.id,
            "device": command.device,
            "function": command.function,
            "values": command.values,
            "expires_at": command.expires_at,
        }
    )
