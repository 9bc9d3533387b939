"""What presence announces: that something changed, never who or where."""

from __future__ import annotations

from typing import ClassVar

from yiwang.kernel.messages import Message


class PresenceChanged(Message, frozen=True, kw_only=True):
    """Somebody went on duty, off duty or moved; readers ask for what they may see."""

    kind: ClassVar[str] = "presence.changed"

    @property
    def key(self) -> str:
        """Return a constant: the message names nobody."""
        return "presence"
