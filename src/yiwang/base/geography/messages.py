"""What geography announces."""

from __future__ import annotations

from typing import ClassVar

from yiwang.kernel.messages import Message


class AreasChanged(Message, frozen=True, kw_only=True):
    """Areas were created, changed or retired; readers take the new state from the door."""

    kind: ClassVar[str] = "geography.areas_changed"
    created: int
    changed: int
    retired: int

    @property
    def key(self) -> str:
        """Return a constant: areas change as a whole."""
        return "areas"
