"""Going on and off duty, and saying where one is."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.presence import store
from yiwang.base.presence.errors import OffDutyError
from yiwang.base.presence.messages import PresenceChanged
from yiwang.base.presence.model.duty import KEPT, LOOK, LOST_AFTER, Duty
from yiwang.infra.database import Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.geometry import check_position
from yiwang.kernel.ids import new_id

#: Who fell silent in this stretch before now is told of once or twice, as sweeps come every minute.
_JUST: Final = timedelta(minutes=2)


def _tell(work: Work) -> None:
    """Announce as the system: a sender in the outbox would be a diary of who moved when."""
    nobody = work.beside(SYSTEM)
    nobody.announce(PresenceChanged())
    work.adopt(nobody)


async def _home(work: Work) -> tuple[str, ...]:
    tree, area = await geography.areas(work.tx), work.actor.area
    if area is None and work.actor.unit is not None:
        unit = (await identity.directory(work.tx)).unit(work.actor.unit)
        area = None if unit is None else unit.area
    return tree.path(area) if area else ()


async def begin(work: Work) -> Duty:
    """See :func:`yiwang.base.presence.api.begin`."""
    if await store.begin(work.tx, work.actor, new_id(), await _home(work), work.now):
        _tell(work)
    found = await store.own(work.tx, work.actor.key)
    assert found is not None, "it was inserted or was there"
    return found


async def moved(work: Work, lon: float, lat: float, accuracy_m: int | None) -> Duty:
    """See :func:`yiwang.base.presence.api.moved`."""
    spot = check_position(lon, lat)
    tree = await geography.areas(work.tx)
    area = tree.locate(*spot)
    found = await store.moved(
        work.tx, work.actor.key, spot, accuracy_m, tree.path(area) if area else (), work.now
    )
    if found is None:
        raise OffDutyError
    _tell(work)
    return found


async def end(work: Work) -> None:
    """See :func:`yiwang.base.presence.api.end`."""
    if await store.end(work.tx, work.actor.key):
        _tell(work)


async def forget(work: Work, person: UUID) -> None:
    """See :func:`yiwang.base.presence.api.forget`."""
    if await store.forget(work.tx, [person]):
        _tell(work)


async def sweep(work: Work) -> None:
    """See :func:`yiwang.base.presence.api.sweep`."""
    directory = await identity.directory(work.tx)
    gone = [key for key in await store.persons(work.tx) if directory.person(key) is None]
    deleted = await store.forget(work.tx, gone) if gone else 0
    deleted += await store.expire(work.tx, work.now - KEPT, work.now - 2 * LOOK)
    edge = work.now - LOST_AFTER
    if deleted or await store.silent_between(work.tx, edge - _JUST, edge):
        _tell(work)
