"""Alarms as people on the spot see them: raised, of a level, confirmed, cleared."""

from __future__ import annotations

from typing import TypeAlias
from uuid import UUID

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.kernel.ids import new_id


class LocalAlarm(msgspec.Struct, frozen=True, kw_only=True):
    """An alarm of one rule about one device. Instants in microseconds since 1970."""

    id: UUID
    rule: str
    version: int
    zh: str
    en: str
    device: int
    code: str
    name: str
    level: int
    peak: int
    value: float | None
    raised_at: int
    changed_at: int
    cleared_at: int | None = None
    confirmed_at: int | None = None
    confirmed_by: str | None = None


#: The rule's in Chinese and English, the device's code and name.
Names: TypeAlias = tuple[str, str, str, str]


def change(was: LocalAlarm | None, said: alarms.EdgeSignal, names: Names) -> LocalAlarm | None:
    """Return the alarm after a signal; ``None`` where there is none and none begins."""
    signal = said.signal
    if was is None:
        if not signal.rank:
            return None
        zh, en, code, name = names
        return LocalAlarm(
            id=new_id(),
            rule=signal.rule,
            version=said.version,
            zh=zh,
            en=en,
            device=said.device,
            code=code,
            name=name,
            level=signal.rank,
            peak=signal.rank,
            value=signal.value,
            raised_at=signal.at,
            changed_at=signal.at,
        )
    if not signal.rank:
        return msgspec.structs.replace(was, cleared_at=signal.at, changed_at=signal.at)
    return msgspec.structs.replace(
        was,
        level=signal.rank,
        peak=max(was.peak, signal.rank),
        value=was.value if signal.value is None else signal.value,
        changed_at=signal.at,
    )
