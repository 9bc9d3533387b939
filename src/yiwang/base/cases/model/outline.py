"""A case in outline: what other modules count and draw, never words of people."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """Codes, times and the place of a case as its row says.

    ``shown`` is false for cases of an import that was taken back. ``live``: not ended in any way.
    ``important``: live, and supervised, of the highest urgency or graded above normal.
    """

    id: UUID
    number: str
    version: int
    stage: str
    live: bool
    shown: bool
    important: bool
    channel: str
    matter: str | None
    unit: str | None
    path: tuple[str, ...]
    lon: float | None
    lat: float | None
    reports: int
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    on_time: bool | None
    satisfaction: int | None
