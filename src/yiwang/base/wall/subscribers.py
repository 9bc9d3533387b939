"""What the wall does when it hears of cases, and what it shows on the live stream."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yiwang.base.cases.messages import CaseChanged
from yiwang.base.wall.messages import CaseCounted, CountsRenewed, ScreenSwitched
from yiwang.base.wall.model.rights import SEE_WALL
from yiwang.base.wall.usecases.counting import Told, count
from yiwang.infra.database import Work
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import allowed

NAME = "wall.count"


async def _count(work: Work, deliveries: Sequence[Delivery]) -> None:
    """Count the cases anew; told twice, the second difference is nothing."""
    messages = [m for d in deliveries if isinstance(m := d.decode(), CaseChanged)]
    await count(work, {m.case: Told(m.action, m.at) for m in messages})


SUBSCRIBERS = (Subscriber(NAME, frozenset({CaseChanged.kind}), _count, batch=500, rest=0.2),)


def _visible(actor: Actor, delivery: Delivery) -> bool:
    del delivery
    return allowed(actor, SEE_WALL)


def _render(delivery: Delivery) -> dict[str, Any]:
    """Return the message as it is: codes, days and a place, never words of people."""
    data: dict[str, Any] = delivery.payload
    return data


def _narrow(actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    """Leave out faces outside the actor's area.

    The number of the change stays: who counts only an area must still see that none is missing.
    """
    if "was" not in data:
        return data
    faces = {name: _seen(actor.area, data[name]) for name in ("was", "now")}
    if faces["was"] is None and faces["now"] is None:
        return {"seq": data["seq"], "was": None, "now": None}
    return data | faces | ({} if faces["now"] else {"point": None})


def _seen(area: str | None, face: dict[str, Any] | None) -> dict[str, Any] | None:
    return face if face is not None and area in face["path"] else None


LIVE = (
    LiveView(
        frozenset({CaseCounted.kind, CountsRenewed.kind, ScreenSwitched.kind}), _visible, _render, _narrow
    ),
)
