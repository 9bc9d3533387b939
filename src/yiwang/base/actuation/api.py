"""The door of commands to devices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.base.actuation.model.command import ACTS, STATES, Answer, Command, CommandDraft
from yiwang.base.actuation.model.rights import CALL, CONFIRM
from yiwang.base.actuation.store import fresh
from yiwang.base.actuation.usecases import calling, delivering, looking
from yiwang.base.actuation.usecases.looking import desired, one, shown
from yiwang.base.actuation.usecases.values import SET
from yiwang.base.actuation.usecases.watch import watch
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Tx, Work

__all__ = [
    "ACTS",
    "CALL",
    "CONFIRM",
    "SET",
    "STATES",
    "Answer",
    "Command",
    "CommandDraft",
    "answer",
    "call",
    "decide",
    "delivered",
    "desired",
    "find",
    "fresh",
    "one",
    "shown",
    "tend",
    "waiting",
    "watch",
]


async def call(work: Work, draft: CommandDraft) -> tuple[Command, bool]:
    """Ask for a command; return it and whether it is new (the same id again is the same command).

    A dangerous one waits for a second person first. Announces ``actuation.changed``. Raises ``not_found``,
    ``forbidden``, ``function_not_callable``, ``command_value``, ``device_not_in_service``,
    ``too_many_commands``, and ``conflict`` where the id is another command's.
    """
    return await calling.call(work, draft)


async def decide(work: Work, command: UUID, act: str, words: str) -> Command:
    """``confirm``, ``refuse`` or ``withdraw`` a command.

    Raises ``not_found``, ``forbidden``, ``command_state``, and ``command_second_person`` where the asker
    confirms.
    """
    return await calling.decide(work, command, act, words)


async def waiting(tx: Tx, addresses: Collection[str], now: datetime) -> list[Command]:
    """Return what waits for the devices ``addresses`` or for those behind them, the oldest first."""
    return await delivering.waiting(tx, addresses, now)


async def delivered(work: Work, commands: Collection[UUID], door: str) -> None:
    """Note that devices have acknowledged ``commands``; what was known changes nothing."""
    await delivering.delivered(work, commands, door)


async def answer(
    work: Work, said: Answer, door: str, *, scope: sensing.KeyScope | None = None, sender: str | None = None
) -> Command:
    """Store a device's answer; the first one counts, the same again changes nothing.

    ``scope``: for whom the sender's key speaks; without one, ``sender`` is the device that signed in.
    Raises ``not_found`` also for a command of another device, and ``command_state``.
    """
    return await delivering.answer(work, said, door, scope=scope, sender=sender)


async def tend(work: Work) -> int:
    """End commands whose time is over, up to 500; return how many."""
    return await delivering.tend(work)


async def find(
    work: Work,
    device: str,
    states: Sequence[str] | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> list[dict[str, Any]]:
    """Return the commands of a device, newest first, with the names of who took their steps.

    Raises ``not_found`` and ``forbidden``.
    """
    return await looking.find(work, device, states, before, limit)
