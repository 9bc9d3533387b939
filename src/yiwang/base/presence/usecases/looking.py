"""Who is where, for those who may see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.presence import store
from yiwang.base.presence.model.duty import EVERY, LOOK, LOST_AFTER, Duty
from yiwang.base.presence.model.rights import NAMES
from yiwang.infra.database import Row, Tx, Work
from yiwang.kernel.errors import NotFoundError
from yiwang.kernel.permissions import allowed

MOST: Final = 2000


async def present(work: Work, area: str | None) -> dict[str, Any]:
    """See :func:`yiwang.base.presence.api.present`."""
    tree = await geography.areas(work.tx)
    own = None if work.actor.is_system else work.actor.area
    if area is not None and (area not in tree or not tree.contains(own, area)):
        raise NotFoundError(what_zh="区域", what_en="area", key=area)
    wanted = area or own
    named = allowed(work.actor, NAMES)
    rows = await store.present(work.tx, wanted, MOST + 1)
    if await store.look(work.tx, work.actor.key, wanted, work.now, work.now - LOOK):
        detail = {"names": named, "people": min(len(rows), MOST)}
        await audit.record(work, "presence.read", "area", wanted or "all", detail)
    directory = await identity.directory(work.tx)
    items = [_item(work, row, tree, directory, named=named) for row in rows[:MOST]]
    return {
        "at": work.now,
        "every_s": int(EVERY.total_seconds()),
        "lost_after_s": int(LOST_AFTER.total_seconds()),
        "names": named,
        "more": len(rows) > MOST,
        "counts": {"on": 0, "lost": 0} | Counter(item["state"] for item in items),
        "items": items,
    }


async def on_duty(tx: Tx, role: str, path: Sequence[str]) -> list[UUID]:
    """See :func:`yiwang.base.presence.api.on_duty`."""
    if not path:
        return []
    found = await store.holding(tx, role, path[0], MOST)
    for area in reversed(path):
        near = [person for person, areas in found if area in areas]
        if near:
            return near
    return []


def _item(
    work: Work, row: Row, tree: geography.AreaTree, directory: identity.Directory, *, named: bool
) -> dict[str, Any]:
    duty = Duty(**{key: row[key] for key in Duty.__struct_fields__})
    unit = directory.unit(row["unit"]) if row["unit"] else None
    person = directory.person(row["person"]) if row["person"] else None
    path = row["path"]
    area = tree.get(path[-1]) if path else None
    found = {
        "id": row["id"],
        "state": duty.state(work.now),
        "since": duty.since,
        "seen_at": duty.seen_at,
        "lon": duty.lon,
        "lat": duty.lat,
        "accuracy_m": duty.accuracy_m,
        "area": None if area is None else {"code": area.code, "name": area.name},
        "unit": None if unit is None else {"code": unit.code, "name": unit.name},
        "roles": row["roles"],
        "code": None,
        "name": None,
    }
    if named:
        found["code"] = row["label"] if person is None else person.code
        found["name"] = row["label"] if person is None else person.name or person.code
    return found
