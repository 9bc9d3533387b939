"""What signs announces to others."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from yiwang.kernel.messages import Message


class SignsChanged(Message, frozen=True, kw_only=True):
    """Topics or signs of some areas are no longer what they were; whoever shows them reads them again.

    ``areas`` are the codes concerned and those above (none: the whole city), ``fresh`` the signs that are
    new, ``limits`` the version of the limits that was put in force.
    """

    kind: ClassVar[str] = "signs.changed"
    areas: tuple[str, ...]
    fresh: int
    limits: int | None = None
    at: datetime

    @property
    def key(self) -> str:
        """Return what is concerned: all of it is one subject."""
        return "signs"
