"""What the registry announces to others."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from yiwang.kernel.messages import Message


class AlgorithmChanged(Message, frozen=True, kw_only=True):
    """A version came into another stage, or its settings changed."""

    kind: ClassVar[str] = "algorithms.changed"
    version: UUID
    task: str
    scope: str
    stage: str
    action: str
    at: datetime

    @property
    def key(self) -> str:
        """Return the version's id."""
        return str(self.version)
