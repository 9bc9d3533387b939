"""Changing alarms: every change is a line of the journal, folded into the row, announced; all in one go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.alarms.messages import AlarmChanged
from yiwang.base.alarms.model.alarm import Alarm, evolve, is_over
from yiwang.base.alarms.store import alarms as store
from yiwang.base.audit import api as audit
from yiwang.infra.database import Work

STREAM = "alarm"


class Recorder:
    """Collects the changes of one transaction to many alarms and writes them with a few statements."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._new: dict[UUID, None] = {}
        self._held: dict[UUID, tuple[Alarm, bytes]] = {}
        self._changed: dict[UUID, None] = {}
        self._entries: list[audit.JournalEntry] = []

    def hold(self, held: Iterable[tuple[Alarm, bytes]]) -> None:
        """Take alarms that are locked, with the hash of their last line."""
        for alarm, entry in held:
            self._held.setdefault(alarm.id, (alarm, entry))

    def get(self, alarm: UUID) -> Alarm:
        """Return an alarm as it is after the changes so far."""
        return self._held[alarm][0]

    def __contains__(self, alarm: object) -> bool:
        return alarm in self._held

    def raise_(self, alarm: Alarm) -> Alarm:
        """Begin the life of ``alarm``."""
        data = {"alarm": msgspec.to_builtins(alarm)}
        self._line(alarm, None, "raise", data, b"")
        self._new[alarm.id] = None
        return alarm

    def change(self, alarm: UUID, action: str, data: dict[str, Any] | None = None) -> Alarm:
        """Do one thing with an alarm; what is over by it is closed."""
        changed = self._one(alarm, action, data or {})
        if action != "close" and is_over(changed):
            return self._one(alarm, "close", {})
        return changed

    def _one(self, alarm: UUID, action: str, data: dict[str, Any]) -> Alarm:
        before, entry = self._held[alarm]
        after = evolve(before, action, self._work.now, data)
        self._line(after, before, action, data, entry)
        return after

    def _line(
        self, after: Alarm, before: Alarm | None, action: str, data: dict[str, Any], prev: bytes
    ) -> None:
        work = self._work
        origin = None if before is None else before.stage
        entry = audit.chain(
            STREAM, after.id, after.version, work.now, work.actor, action, origin, after.stage, data, prev
        )
        self._entries.append(entry)
        self._held[after.id] = (after, entry.hash)
        self._changed[after.id] = None
        work.announce(
            AlarmChanged(
                alarm=after.id,
                rule=after.rule,
                subject=after.subject,
                action=action,
                stage=after.stage,
                level=after.level,
                hushed=after.hushed is not None,
                parent=after.parent,
                case=after.case,
                unit=after.unit,
                path=after.path,
                at=work.now,
            )
        )

    def held(self) -> list[Alarm]:
        """Return all alarms taken."""
        return [alarm for alarm, _ in self._held.values()]

    def changed(self) -> list[Alarm]:
        """Return the alarms that are not written yet."""
        return [self._held[i][0] for i in self._changed]

    async def write(self) -> None:
        """Write everything; the transaction is the caller's."""
        tx = self._work.tx
        await store.insert(tx, [self._held[i] for i in self._new])
        await store.update(tx, [self._held[i] for i in self._changed if i not in self._new])
        await audit.append(tx, self._entries)
        self._new, self._changed, self._entries = {}, {}, []


async def rebuild(work: Work, alarm: UUID) -> Alarm | None:
    """Return the alarm that its journal tells of, ``None`` without one."""
    state: Alarm | None = None
    for line in await audit.history(work.tx, alarm):
        state = evolve(state, line.action, line.at, line.data)
    return state
