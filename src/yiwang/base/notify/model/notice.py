"""Whom a notice is for, and when two notices are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from yiwang.base.notify.model.catalogue import template
from yiwang.kernel.actor import Actor


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Exactly one of a unit, a person and a role.

    ``role`` beside ``unit`` narrows the notice to those of the unit who hold the role. ``path`` are area
    codes from the city down: only those hear of it whose own area is among them or who have none.
    """

    unit: str | None = None
    person: UUID | None = None
    role: str | None = None
    path: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.unit is not None) + (self.person is not None) != 1 and (
            self.role is None or self.unit is not None
        ):
            raise ValueError("a notice is for a unit, a person or a role")

    @property
    def audience(self) -> str:
        """Return the key under which readers find the notice."""
        if self.unit is not None:
            return f"unit:{self.unit}"
        return f"person:{self.person}" if self.person is not None else f"role:{self.role}"

    @property
    def within(self) -> str | None:
        """Return the role that readers of the unit or person must hold, if any."""
        return None if self.unit is None and self.person is None else self.role


class NoticeDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A notice to send: its kind and parameters (see the catalogue), about ``subject``.

    ``period`` tells occasions of the same kind apart (a task, a clock, a version): within one period a
    target hears of the subject once.
    """

    target: Target
    kind: str
    subject: str
    period: str
    params: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def key(self) -> UUID:
        """Return the identity by which a second sending is recognised."""
        t = self.target
        return digest(t.audience, t.within or "", self.kind, self.subject, self.period)

    @property
    def level(self) -> str:
        """Return how much it presses: a matter of its kind."""
        return template(self.kind).level


def digest(*parts: str) -> UUID:
    """Return 128 bits that stand for ``parts``: keys of one size, however long the parts."""
    return UUID(bytes=hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).digest())


def audiences(actor: Actor) -> list[str]:
    """Return the keys of all notices that may be for ``actor``."""
    found = [f"role:{role}" for role in sorted(actor.roles)]
    if actor.unit is not None:
        found.append(f"unit:{actor.unit}")
    if actor.person is not None:
        found.append(f"person:{actor.person}")
    return found


def is_for(actor: Actor, audience: str, within: str | None, path: Sequence[str]) -> bool:
    """Tell whether ``actor`` reads a notice of this target; SQL in ``store.notices`` says the same."""
    if audience not in audiences(actor) or (within is not None and within not in actor.roles):
        return False
    return not path or actor.area is None or actor.area in path


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice as its reader sees it; ``read_at`` is the reader's own."""

    id: UUID
    at: datetime
    kind: str
    level: str
    subject: str
    text: dict[str, str]
    params: dict[str, str]
    read_at: datetime | None = None
