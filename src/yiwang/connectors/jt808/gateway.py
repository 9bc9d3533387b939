"""What the protocol needs from the system behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from yiwang.kernel.errors import YiwangError
from yiwang.sdk.uplink.said import Said

REGISTERED, TERMINAL_TAKEN, NO_SUCH_TERMINAL = 0, 3, 4


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal that may speak: its device's code and the properties that its product has."""

    device: str
    properties: frozenset[str]
    #: What it authenticated with, to see whether that is still in force.
    secret: str = field(default="", repr=False)


class Gateway(Protocol):
    """The system as this door sees it."""

    def now(self) -> datetime:
        """Return the current time."""
        ...

    async def enrol(self, phone: str) -> tuple[int, str]:
        """Return what a terminal that registers is told, and its code if it gets one."""
        ...

    async def sign_in(self, phone: str, code: str) -> Terminal | None:
        """Return the terminal, if ``code`` is a key of its device."""
        ...

    async def still_valid(self, terminal: Terminal) -> bool:
        """Tell whether what the terminal authenticated with is still in force."""
        ...

    async def store(self, said: Sequence[Said]) -> Sequence[YiwangError | None]:
        """Store what was said, durably; return for each message why it was refused, if it was."""
        ...
