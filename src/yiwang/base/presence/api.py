"""The door of presence: who is on duty (在岗) and where they are now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yiwang.base.presence import store
from yiwang.base.presence.model.duty import EVERY, KEPT, LOST_AFTER, Duty
from yiwang.base.presence.model.rights import NAMES, SEE, SHARE
from yiwang.base.presence.usecases import duty as duty_cases
from yiwang.base.presence.usecases import looking
from yiwang.infra.database import Tx, Work

__all__ = [
    "EVERY",
    "KEPT",
    "LOST_AFTER",
    "NAMES",
    "SEE",
    "SHARE",
    "Duty",
    "begin",
    "end",
    "forget",
    "moved",
    "on_duty",
    "own",
    "present",
    "sweep",
]


async def begin(work: Work) -> Duty:
    """Put ``work.actor`` on duty (上岗), without a position yet; again changes nothing.

    Announces ``presence.changed``, which names nobody.
    """
    return await duty_cases.begin(work)


async def moved(work: Work, lon: float, lat: float, accuracy_m: int | None) -> Duty:
    """Overwrite where ``work.actor`` is (degrees, WGS-84; radius in metres).

    Raises ``off_duty`` (409), so that a late position puts nobody back on duty, and
    ``invalid_coordinate``. Announces ``presence.changed``.
    """
    return await duty_cases.moved(work, lon, lat, accuracy_m)


async def end(work: Work) -> None:
    """Take ``work.actor`` off duty (下岗): the position is deleted. Idempotent."""
    await duty_cases.end(work)


async def own(work: Work) -> Duty | None:
    """Return the duty of ``work.actor``; ``None`` when off duty."""
    return await store.own(work.tx, work.actor.key)


async def present(work: Work, area: str | None = None) -> dict[str, Any]:
    """Return who is on duty in ``area`` and below, at most 2,000, those heard last first.

    Within the actor's own area. Names and staff numbers only with :data:`NAMES`. Needs a transaction
    that may write: the look is recorded in the security audit trail, once per reader, area and ten
    minutes. Raises ``not_found`` for an area out of sight.
    """
    return await looking.present(work, area)


async def on_duty(tx: Tx, role: str, path: Sequence[str]) -> list[UUID]:
    """Return the persons on duty who hold ``role``, in the narrowest area of ``path`` where anybody is.

    For telling them something: it says neither names nor positions, and no reader is to be shown more of it
    than how many they are. ``path`` goes from the city down; nobody on duty, or an empty path: nobody.
    """
    return await looking.on_duty(tx, role, path)


async def forget(work: Work, person: UUID) -> None:
    """Delete what is known of a person's presence, at once."""
    await duty_cases.forget(work, person)


async def sweep(work: Work) -> None:
    """Delete positions not renewed for 24 hours and those of people who have left; idempotent.

    Announces ``presence.changed`` when somebody was deleted or has just become lost.
    """
    await duty_cases.sweep(work)
