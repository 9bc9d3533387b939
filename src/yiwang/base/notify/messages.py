"""What notify announces."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from yiwang.kernel.messages import Message


class Addressed(msgspec.Struct, frozen=True, array_like=True):
    """For whom there is something new: audience key, role within it, area codes."""

    audience: str
    within: str | None
    path: tuple[str, ...]


class NoticesSent(Message, frozen=True, kw_only=True):
    """Notices were sent: one message for all of one step, naming only for whom."""

    kind: ClassVar[str] = "notify.sent"
    targets: tuple[Addressed, ...]
    count: int

    @property
    def key(self) -> str:
        """Return a constant: readers look up what is new for them."""
        return "notices"
