"""Views that people save: filters and columns of a list under a name, one's own or the unit's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from yiwang.base.cases.errors import TooManySavedViewsError
from yiwang.base.cases.store import saved as store
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError, NotFoundError
from yiwang.kernel.ids import new_id


async def save_view(
    work: Work, name: str, query: Mapping[str, str], columns: Sequence[str], *, shared: bool
) -> list[dict[str, Any]]:
    """Save a view under ``name``, replacing one's own of that name; returns all that the actor sees.

    A shared one is found by everybody of the actor's unit. Raises ``invalid_input`` for sharing without
    a unit and ``too_many_saved_views``.
    """
    actor = work.actor
    if shared and actor.unit is None:
        raise InvalidInputError(
            field="shared", why_zh="您不属于任何单位，不能共享", why_en="you belong to no unit"
        )
    unit = actor.unit if shared else None
    wanted = {key: value for key, value in query.items() if value and key != "cursor"}
    key = await store.save(work.tx, new_id(), actor.key, unit, name.strip(), wanted, list(columns), work.now)
    if key is None:
        raise TooManySavedViewsError(limit=store.MOST_PER_PERSON)
    return await saved_views(work)


async def saved_views(work: Work) -> list[dict[str, Any]]:
    """Return the actor's own views, then those that the actor's unit shares."""
    rows = await store.visible(work.tx, work.actor.key, work.actor.unit)
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "query": row["query"],
            "columns": row["columns"],
            "shared": row["unit"] is not None,
            "mine": row["owner"] == work.actor.key,
            "saved_at": row["saved_at"],
        }
        for row in rows
    ]


async def forget_view(work: Work, key: UUID) -> list[dict[str, Any]]:
    """Delete one's own view and return what is left; raises ``not_found``."""
    if not await store.remove(work.tx, key, work.actor.key):
        raise NotFoundError(what_zh="保存的视图", what_en="saved view", key=str(key))
    return await saved_views(work)
