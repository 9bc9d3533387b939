"""What vitals announces to others."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from yiwang.kernel.messages import Message


class VitalAlertChanged(Message, frozen=True, kw_only=True):
    """An alert on an indicator was raised, grew, or ended."""

    kind: ClassVar[str] = "vitals.alert"
    alert: UUID
    rule: str
    indicator: str
    area: str | None
    action: str
    level: int
    at: datetime

    @property
    def key(self) -> str:
        """Return the alert's id."""
        return str(self.alert)


class CityStageChanged(Message, frozen=True, kw_only=True):
    """A stage was declared by a person, or the machine proposes another than the one declared."""

    kind: ClassVar[str] = "vitals.stage"
    stage: int
    proposed: int | None
    declared: bool
    at: datetime

    @property
    def key(self) -> str:
        """Return what is concerned: the city has one stage."""
        return "stage"
