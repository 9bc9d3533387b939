"""Looking at warnings without changing them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.warning.errors import WarningNotFoundError
from yiwang.base.warning.model.rights import APPROVE, DRAFT
from yiwang.base.warning.model.warning import Edition, PublicWarning, evolve
from yiwang.base.warning.store import warnings as store
from yiwang.base.warning.store.warnings import WarningFilter
from yiwang.infra.database import Row, Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import allowed


def sees_drafts(actor: Actor) -> bool:
    """Tell whether the actor may see what is not published."""
    return allowed(actor, DRAFT) or allowed(actor, APPROVE)


async def visible(work: Work, warning: PublicWarning, path: list[str]) -> bool:
    """Tell whether the actor may see it: of the own area, or addressed; drafts only who works on them."""
    actor = work.actor
    if not warning.edition and not sees_drafts(actor):
        return False
    if actor.area is None or actor.area in path:
        return True
    above = (await geography.areas(work.tx)).path(actor.area)
    if not set(above).isdisjoint(warning.shown.areas):
        return True
    return await store.is_receiver(work.tx, warning.id, actor)


async def find(
    work: Work, wanted: WarningFilter, *, before: tuple[datetime, UUID] | None = None, limit: int = 100
) -> list[Row]:
    """Return warnings that the actor may see, newest first, with how many were told and confirmed."""
    actor = work.actor
    above = () if actor.area is None else (await geography.areas(work.tx)).path(actor.area)
    return await store.find(work.tx, actor, above, wanted, before, limit)


async def detail(
    work: Work, warning: UUID
) -> tuple[PublicWarning, list[dict[str, Any]], list[dict[str, Any]]]:
    """Return a warning, its receipts with the names of units and persons, and its journal.

    Raises ``warning_not_found``.
    """
    found = await store.one(work.tx, warning)
    if found is None or not await visible(work, *found):
        raise WarningNotFoundError(warning=str(warning))
    if not (sees_drafts(work.actor)):
        return found[0], [], []
    directory = await identity.directory(work.tx)
    receipts = [_receipt(row, directory) for row in await store.receipts(work.tx, warning)]
    lines = [
        {
            "at": line.at,
            "actor": line.actor_name,
            "action": line.action,
            "stage": line.target,
            "data": line.data,
        }
        for line in await audit.history(work.tx, warning)
    ]
    return found[0], receipts, lines


async def editions(work: Work, warning: UUID) -> tuple[PublicWarning, list[Edition]]:
    """Return a warning and all that was announced of it, the first first; nothing before it is published.

    Raises ``warning_not_found``.
    """
    found = await store.one(work.tx, warning)
    if found is None or not await visible(work, *found):
        raise WarningNotFoundError(warning=str(warning))
    state: PublicWarning | None = None
    told: list[Edition] = []
    for line in await audit.history(work.tx, warning):
        state = evolve(state, line.action, line.at, line.actor, line.data)
        if state.content is None or line.action not in {"publish", "lift"}:
            continue
        reason = (state.reason or "") if line.action == "lift" else None
        told.append(Edition(number=len(told) + 1, at=line.at, content=state.content, reason=reason))
    return found[0], told


def _receipt(row: Row, directory: identity.Directory) -> dict[str, Any]:
    if row["unit"] is not None:
        unit = directory.unit(row["unit"])
        return dict(row) | {"name": row["unit"] if unit is None else unit.name}
    person = directory.person(row["person"])
    return dict(row) | {"name": "" if person is None else person.name}
