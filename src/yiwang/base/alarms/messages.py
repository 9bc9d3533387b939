"""What alarms announces to others."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from yiwang.kernel.messages import Message


class AlarmChanged(Message, frozen=True, kw_only=True):
    """An alarm was raised or something happened with it: what lists and live screens need to know."""

    kind: ClassVar[str] = "alarms.changed"
    alarm: UUID
    rule: str
    subject: str
    action: str
    stage: str
    level: int
    hushed: bool
    parent: UUID | None
    case: str | None
    unit: str | None
    path: tuple[str, ...]
    at: datetime

    @property
    def key(self) -> str:
        """Return the alarm's id."""
        return str(self.alarm)


class RuleChanged(Message, frozen=True, kw_only=True):
    """A rule was stored, switched on or off."""

    kind: ClassVar[str] = "alarms.rule"
    rule: str
    version: int
    on: bool

    @property
    def key(self) -> str:
        """Return the rule's code."""
        return self.rule
