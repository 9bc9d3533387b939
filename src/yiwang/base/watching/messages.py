"""What watch orders announce to others."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from yiwang.kernel.messages import Message


class WatchChanged(Message, frozen=True, kw_only=True):
    """A watch order was given, began, was extended, ended, or was hit (``alarm``)."""

    kind: ClassVar[str] = "watching.changed"
    order: UUID
    number: str
    action: str
    stage: str
    path: tuple[str, ...]
    units: tuple[str, ...]
    alarm: UUID | None = None
    at: datetime

    @property
    def key(self) -> str:
        """Return the order's id."""
        return str(self.order)
