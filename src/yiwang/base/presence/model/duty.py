"""Duty and its limits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

#: How often a phone says where it is.
EVERY: Final = timedelta(minutes=1)
#: Without a position for so long, a person is shown as lost.
LOST_AFTER: Final = timedelta(minutes=15)
#: Without a position for so long, nothing of it is kept.
KEPT: Final = timedelta(hours=24)
#: A map that reads every few seconds is one look.
LOOK: Final = timedelta(minutes=10)


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """A person on duty; the position (WGS-84, ``accuracy_m`` in metres) is ``None`` until the first one."""

    since: datetime
    seen_at: datetime
    lon: float | None = None
    lat: float | None = None
    accuracy_m: int | None = None

    def state(self, now: datetime) -> str:
        """Return ``on`` (在岗) or ``lost`` (失联)."""
        return "on" if now - self.seen_at <= LOST_AFTER else "lost"
