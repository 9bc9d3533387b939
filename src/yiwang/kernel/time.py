"""Time: one way to ask what time it is, so that tests and replays can answer instead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class TimeSource(Protocol):
    """Anything that can say what time it is, in UTC."""

    def now(self) -> datetime:
        """Return the current instant with ``tzinfo=UTC``."""
        ...


class SystemTime:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's current instant."""
        return datetime.now(UTC)


class ManualTime:
    """A clock that stands still until it is moved: for tests, drills and replays."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant the clock was set to."""
        return self._now

    def advance(self, step: timedelta) -> None:
        """Move forward by ``step``."""
        self._now += step

    def set(self, instant: datetime) -> None:
        """Jump to ``instant``."""
        self._now = instant.astimezone(UTC)
