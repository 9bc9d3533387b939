"""What is remembered of a client: its subscriptions, and messages for it that it has not confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from yiwang.connectors.mqtt.permits import matches

_MOST_UNCONFIRMED: Final = 100


class Session:
    """One client's state; lives in this process, and beyond its connection where the client asks for it."""

    __slots__ = ("_number", "client", "device", "ends", "filters", "kept_for", "received", "unconfirmed")

    def __init__(self, client: str, device: str) -> None:
        self.client = client
        self.device = device
        #: Filter → (its levels, the most it may be sent with).
        self.filters: dict[str, tuple[Sequence[str], int]] = {}
        #: Number → topic, payload and command (if it is one) of what was sent with QoS 1.
        self.unconfirmed: dict[int, tuple[str, bytes, UUID | None]] = {}
        #: Numbers of QoS 2 messages that are stored and not released yet.
        self.received: set[int] = set()
        self.kept_for = 0.0
        self.ends = 0.0
        self._number = 0

    def qos_of(self, topic: str) -> int | None:
        """Return with which QoS ``topic`` goes to this client; ``None``: it did not ask for it."""
        levels = topic.split("/")
        found = [qos for wanted, qos in self.filters.values() if matches(wanted, levels)]
        return min(1, max(found)) if found else None

    def carries(self, command: UUID) -> bool:
        """Tell whether a command is on its way to this client."""
        return any(tag == command for _, _, tag in self.unconfirmed.values())

    def remember(self, topic: str, payload: bytes, command: UUID | None = None) -> int:
        """Return the number under which a message waits to be confirmed; 0: too many wait."""
        if len(self.unconfirmed) >= _MOST_UNCONFIRMED:
            return 0
        while True:
            self._number = self._number % 65_535 + 1
            if self._number not in self.unconfirmed:
                self.unconfirmed[self._number] = topic, payload, command
                return self._number
