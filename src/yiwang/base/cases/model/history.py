"""A case of the past as another system tells it: the input of importing history."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

#: Steps of history a row may name, in the order of the main road, and the stage each one leads to.
STEPS: Final = (
    "accepted_at",
    "filed_at",
    "dispatched_at",
    "signed_at",
    "contacted_at",
    "feedback_at",
    "verified_at",
    "called_back_at",
)

#: What a row may say has become of the case.
OUTCOMES: Final = ("open", "closed", "rejected", "not_filed", "void")


class HistoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One report of another system, with what became of it when it is history.

    ``row`` is the row of the file (the header is row 1), for messages. Times are UTC; ``reported_at``
    is never missing for history. ``lon`` and ``lat`` are WGS-84 degrees. ``matter`` is a code, key or
    name of our catalogue; ``foreign_matter`` the source's own word that no mapping translated.
    ``unit`` is a code or name. ``external_id`` is unique per source; ``body_hash`` (SHA-256) tells
    whether the same id comes with another content. ``due_at`` is the deadline on-time is judged by.
    """

    row: int
    external_id: str
    body_hash: bytes
    text: str
    reported_at: datetime | None
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    area: str = ""
    channel: str = ""
    matter: str = ""
    foreign_matter: str = ""
    unit: str = ""
    urgency: int = 1
    outcome: str = "open"
    closed_at: datetime | None = None
    due_at: datetime | None = None
    steps: dict[str, datetime] = msgspec.field(default_factory=dict)
    returned: int = 0
    redone: int = 0
    extended: int = 0
    resolved: bool | None = None
    satisfaction: int | None = None
    result: str = ""
    reporter_name: str = ""
    reporter_phone: str = ""


class RowProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a row was not taken; ``kind`` is ``rejected`` or ``changed`` (same id, another content)."""

    row: int
    kind: str
    field: str
    zh: str
    en: str
