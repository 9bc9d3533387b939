"""The proposal 改进提案 and what may be done with it in which state."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias, get_args
from uuid import UUID

import msgspec

State: TypeAlias = Literal["drafted", "sent", "accepted", "refused", "withdrawn", "applied"]
STATES: Final[tuple[State, ...]] = get_args(State)
Step: TypeAlias = Literal["send", "accept", "refuse", "withdraw", "apply"]

#: From which state a step may be taken, and where it leads.
STEPS: Final[dict[Step, tuple[frozenset[State], State]]] = {
    "send": (frozenset({"drafted"}), "sent"),
    "accept": (frozenset({"sent"}), "accepted"),
    "refuse": (frozenset({"sent"}), "refused"),
    "withdraw": (frozenset({"drafted", "sent"}), "withdrawn"),
    "apply": (frozenset({"accepted"}), "applied"),
}


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """Which past cases the figures are about: opened in a period, of an area, matter, unit, channel."""

    opened_from: datetime
    opened_to: datetime | None = None
    area: str | None = None
    matter: str | None = None
    unit: str | None = None
    channel: str | None = None


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A change that somebody asks for, with the figures that led to it and what came of it.

    ``change`` is one of insight's, as plain data; ``figures`` the answer of the replay when it was drafted.
    ``flow`` is the flow of most of the cases. ``entries`` are the drafts of the responsibility list,
    ``parts`` the keys of finer matters drafted in the catalogue, ``version`` the flow's version that
    accepting made. ``effective_at``: when it comes, or came, into force.
    """

    id: UUID
    state: State
    change: dict[str, Any]
    scope: Scope
    figures: dict[str, Any]
    reason: str
    owner: str
    deadline: date
    valid_from: date
    flow: str
    at: datetime
    entries: tuple[UUID, ...] = ()
    parts: tuple[str, ...] = ()
    version: int | None = None
    sent_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    remark: str = ""
    effective_at: datetime | None = None

    def stands(self, now: datetime) -> State:
        """Return the state at ``now``: what was accepted is applied from the day it is in force."""
        due = self.effective_at is not None and self.effective_at <= now
        return "applied" if self.state == "accepted" and due else self.state

    def allows(self, step: Step, now: datetime) -> bool:
        """Tell whether ``step`` may be taken now."""
        return self.stands(now) in STEPS[step][0]
