"""What the engine says: an alarm begins, changes its level, ends."""

from __future__ import annotations

from typing import Literal

import msgspec


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """Something changed for one subject (device or place) of one rule.

    ``subject`` is the position of the subject in the rule's list, ``device`` the number of the device whose
    reading made it so, -1 if only time passed. ``rank`` is the level now (0: cleared), ``before`` the one
    it had. ``at`` is the reading's instant.
    """

    rule: str
    subject: int
    kind: Literal["raised", "level", "cleared"]
    rank: int
    before: int
    at: int
    device: int = -1
    value: float | None = None
    lon: float | None = None
    lat: float | None = None
    quiet: bool = False


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """A raised subject was seen again: so often since it was raised, last at ``at``."""

    rule: str
    subject: int
    count: int
    at: int
    value: float | None
