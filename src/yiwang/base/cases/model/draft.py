"""What is known of a case before it has a number: the output of preparing a report."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from yiwang.base.cases.model.state import Place


class CaseDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A case to be opened. ``words`` are the segmented words for searching, ``title`` a short text.

    ``opened_at`` is the instant the case counts from: now for live reports, the past for history.
    ``contactable``: a reporter left a way to be reached.
    ``number_area`` is the 6-digit code and ``number_source`` the 2-digit code its number carries.
    """

    source: str
    channel: str
    title: str
    words: tuple[str, ...]
    place: Place
    opened_at: datetime
    number_area: str
    number_source: str
    report: UUID | None = None
    matter: str | None = None
    urgency: int = 1
    parent: str | None = None
    contactable: bool = False
    flow: str | None = None
    import_id: UUID | None = None
