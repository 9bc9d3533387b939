"""Using devices of another unit: asked for, decided by the owner, metered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.identity import api as identity
from yiwang.base.sensing.errors import UseDecidedError
from yiwang.base.sensing.messages import UseDecided, UseRequested
from yiwang.base.sensing.model.rights import Reach
from yiwang.base.sensing.store import using as store
from yiwang.infra.database import Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import ForbiddenError, InvalidInputError, NotFoundError
from yiwang.kernel.ids import new_id

#: Roles that see what all devices say: they look after the city, not after one unit's things.
_CENTRE: Final = ("dispatcher", "supervisor", "leader", "assessor", "admin", "agent")
_METERED: Final = 1000


async def reach_of(work: Work, actor: Actor) -> Reach:
    """Return whose data ``actor`` may see."""
    everything = actor.has(*_CENTRE)
    if actor.unit is None or (everything and actor.area is None):
        return Reach(everything=everything, area=actor.area)
    known = await identity.directory(work.tx)
    units, queue = {actor.unit}, [actor.unit]
    while queue:
        below = [unit for unit in known.children(queue.pop()) if unit not in units]
        units.update(below)
        queue.extend(below)
    granted = await store.granted(work.tx, actor.unit, work.now)
    return Reach(
        everything=everything, area=actor.area, units=tuple(sorted(units)), granted=tuple(sorted(granted))
    )


async def meter(work: Work, devices: Sequence[int]) -> None:
    """Count that the actor's unit used devices of others."""
    if work.actor.unit is not None and 0 < len(devices) <= _METERED:
        await store.meter(work.tx, work.now.date(), work.actor.unit, devices)


async def ask_use(work: Work, devices: Sequence[str], purpose: str) -> list[UUID]:
    """Ask to use devices; one request per owner, returned by id. Announces ``sensing.use_requested``.

    Raises ``not_found``, and ``invalid_input`` for devices that are the asking unit's own.
    """
    if work.actor.unit is None:
        raise InvalidInputError(
            field="unit", why_zh="账号没有所属单位", why_en="the account belongs to no unit"
        )
    rows = await store.owners(work.tx, devices)
    missing = set(devices) - {row["code"] for row in rows}
    if missing:
        raise NotFoundError(field="devices", what_zh="设备", what_en="device", key=min(missing))
    by_owner: dict[str | None, list[int]] = {}
    for row in rows:
        if row["unit"] != work.actor.unit:
            by_owner.setdefault(row["unit"], []).append(row["no"])
    if not by_owner:
        raise InvalidInputError(field="devices", why_zh="都是本单位的设备", why_en="they are your own unit's")
    made = []
    for owner, numbers in by_owner.items():
        key = new_id()
        what = (purpose, work.now, work.actor.key)
        await store.ask(work.tx, key, work.actor.unit, owner, numbers, what)
        work.announce(UseRequested(request=str(key), unit=work.actor.unit, owners=(owner,) if owner else ()))
        await audit.record(work, "sensing.use_ask", "request", key, {"devices": len(numbers)})
        made.append(key)
    return made


async def decide_use(
    work: Work, key: UUID, *, grant: bool, reason: str, until: datetime | None
) -> dict[str, Any]:
    """Grant or refuse a request, or end what was granted (``grant=False``); ``until``: how long it is good.

    Announces ``sensing.use_decided``. Raises ``not_found``, ``forbidden`` and ``use_decided``.
    """
    row = await store.request(work.tx, key)
    if row is None:
        raise NotFoundError(what_zh="使用申请", what_en="request", key=str(key))
    if row["state"] != "asked" and not (row["state"] == "granted" and not grant):
        raise UseDecidedError
    owner = row["owner"]
    if owner is not None and work.actor.unit != owner and not work.actor.has("admin", "leader"):
        raise ForbiddenError(why_zh=f"须由设备所属单位 {owner} 审批", why_en=f"the owner {owner} decides")
    ended = row["state"] == "granted"
    state = "ended" if ended else "granted" if grant else "refused"
    await store.decide(work.tx, key, state, (work.actor.key, work.now), reason, until)
    work.announce(UseDecided(request=str(key), unit=row["unit"], granted=state == "granted"))
    await audit.record(work, "sensing.use_decide", "request", key, {"state": state, "reason": reason})
    return dict(row) | {"state": state, "reason": reason, "until": until}


async def use_requests(work: Work, state: str | None, limit: int) -> list[dict[str, Any]]:
    """Return requests, newest first: those of the actor's unit and those it decides; all for the centre."""
    everything = work.actor.unit is None or work.actor.has("admin", "leader")
    units = None if everything else [work.actor.unit or ""]
    return [dict(row) for row in await store.requests(work.tx, units, state, limit)]
