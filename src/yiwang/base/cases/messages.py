"""What cases announces to others."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from yiwang.kernel.messages import Message


class ReportReceived(Message, frozen=True, kw_only=True):
    """A report was stored and acknowledged; preparation follows."""

    kind: ClassVar[str] = "cases.report_received"
    report: UUID

    @property
    def key(self) -> str:
        """Return the report's id."""
        return str(self.report)


class CaseChanged(Message, frozen=True, kw_only=True):
    """A case was opened or an action was done on it: what lists and live screens need to know."""

    kind: ClassVar[str] = "cases.changed"
    case: UUID
    number: str
    action: str
    stage: str
    origin: str | None
    side: str | None
    version: int
    unit: str | None
    units: tuple[str, ...]
    area: str | None
    path: tuple[str, ...]
    matter: str | None
    channel: str
    at: datetime
    due_at: datetime | None

    @property
    def key(self) -> str:
        """Return the case number."""
        return self.number


class CaseVoted(Message, frozen=True, kw_only=True):
    """Somebody wants a published case solved too, or no longer; nothing says who."""

    kind: ClassVar[str] = "cases.voted"
    number: str
    matter: str | None
    path: tuple[str, ...]
    votes: int

    @property
    def key(self) -> str:
        """Return the case number."""
        return self.number


class ClockFired(Message, frozen=True, kw_only=True):
    """A clock reached its warning share or its end, once each."""

    kind: ClassVar[str] = "cases.clock_fired"
    case: UUID
    number: str
    clock: str
    clock_kind: str
    level: str  # warn, due
    unit: str | None
    path: tuple[str, ...]
    due_at: datetime

    @property
    def key(self) -> str:
        """Return the case number."""
        return self.number


class ReportErased(Message, frozen=True, kw_only=True):
    """The words of a report were erased: whoever keeps something made of them lets go of it."""

    kind: ClassVar[str] = "cases.report_erased"
    report: UUID
    at: datetime

    @property
    def key(self) -> str:
        """Return the report's id."""
        return str(self.report)


class ReporterErased(Message, frozen=True, kw_only=True):
    """Who sent a report was erased: whoever keeps something that tells of them lets go of it."""

    kind: ClassVar[str] = "cases.reporter_erased"
    report: UUID
    number: str | None
    at: datetime

    @property
    def key(self) -> str:
        """Return the report's id."""
        return str(self.report)
