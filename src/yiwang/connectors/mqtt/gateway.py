"""What the protocol needs from the system behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from yiwang.kernel.errors import YiwangError
from yiwang.sdk.sensing import KeyScope
from yiwang.sdk.uplink.said import Said


@dataclass(frozen=True, slots=True)
class Caller:
    """Who signed in: a device, by its code."""

    device: str
    #: Beginnings of the topics that are its own.
    prefixes: tuple[str, ...]
    #: For whom its key speaks, and the key itself, to see whether it is still in force.
    scope: KeyScope | None = None
    secret: str = field(default="", repr=False)


class Gateway(Protocol):
    """The system as this door sees it."""

    async def sign_in(self, client: str, user: str | None, password: bytes | None) -> Caller | None:
        """Return the device that these credentials belong to."""
        ...

    async def still_valid(self, caller: Caller) -> bool:
        """Tell whether what the caller signed in with is still in force."""
        ...

    async def read(self, caller: Caller, topic: str, payload: bytes) -> tuple[Said, str | None]:
        """Return what the message says and the topic of an answer, if its dialect has one.

        Raises named errors for a topic that is not the caller's, or a payload that is not readable.
        """
        ...

    def read_now(self, caller: Caller, topic: str, payload: bytes) -> tuple[Said, str | None] | None:
        """Return what :meth:`read` would where that needs no waiting."""
        ...

    async def answer(self, caller: Caller, payload: bytes) -> None:
        """Store what a device says of a command, durably.

        Raises named errors for what is not readable, not its command's, or no answer any more.
        """
        ...

    async def store(
        self, said: Sequence[Said], scopes: Sequence[KeyScope | None]
    ) -> Sequence[YiwangError | None]:
        """Store what was said, durably; return for each message why it was refused, if it was.

        ``scopes``: for whom the sender of each speaks.

        Raises when nothing could be stored.
        """
        ...
