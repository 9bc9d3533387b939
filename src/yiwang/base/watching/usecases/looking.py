"""Looking at watch orders and their hits."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.watching import store
from yiwang.base.watching.errors import WatchOrderNotFoundError
from yiwang.base.watching.model.order import WatchOrder
from yiwang.base.watching.model.rights import OVERSEE
from yiwang.base.watching.usecases.ordering import visible
from yiwang.infra.database import Row, Work
from yiwang.kernel.permissions import allowed

_HITS = 1000


async def find(
    work: Work, *, stage: str | None = None, before: tuple[datetime, UUID] | None = None, limit: int = 100
) -> list[tuple[WatchOrder, Row]]:
    """Return the orders that the actor may see, newest first."""
    oversees = allowed(work.actor, OVERSEE)
    return await store.find(work.tx, work.actor, oversees=oversees, stage=stage, before=before, limit=limit)


async def detail(work: Work, order: UUID) -> tuple[WatchOrder, list[Row], list[dict[str, Any]]]:
    """Return an order, its newest thousand hits and its journal; raises ``watch_order_not_found``."""
    held = await store.one(work.tx, order)
    if held is None or not visible(work.actor, held):
        raise WatchOrderNotFoundError(order=str(order))
    lines = [
        {
            "at": line.at,
            "actor": line.actor_name,
            "action": line.action,
            "stage": line.target,
            "data": line.data,
        }
        for line in await audit.history(work.tx, order)
    ]
    return held.order, await store.hits(work.tx, order, _HITS), lines
