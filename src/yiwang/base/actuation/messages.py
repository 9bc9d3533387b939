"""What commands to devices announce."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from yiwang.kernel.messages import Message


class CommandChanged(Message, frozen=True, kw_only=True):
    """A command was asked for, or took a step."""

    kind: ClassVar[str] = "actuation.changed"
    command: UUID
    device: str
    unit: str | None
    path: tuple[str, ...]
    function: str
    state: str
    at: datetime

    @property
    def key(self) -> str:
        """Return the device's code."""
        return self.device
