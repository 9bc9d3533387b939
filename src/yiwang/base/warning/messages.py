"""What warnings announce to others."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from yiwang.kernel.messages import Message


class WarningChanged(Message, frozen=True, kw_only=True):
    """Something happened with a warning: codes and times, none of its words."""

    kind: ClassVar[str] = "warning.changed"
    warning: UUID
    number: str
    action: str
    stage: str
    edition: int
    level: str
    areas: tuple[str, ...]
    path: tuple[str, ...]
    at: datetime

    @property
    def key(self) -> str:
        """Return the warning's id."""
        return str(self.warning)
