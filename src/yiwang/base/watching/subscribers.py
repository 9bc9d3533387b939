"""Watch orders hear of alarms, and show what happened to them on the live stream."""

from __future__ import annotations

from typing import Any

from yiwang.base.alarms.messages import AlarmChanged
from yiwang.base.watching import api
from yiwang.base.watching.messages import WatchChanged
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import allowed

SUBSCRIBERS: tuple[Subscriber, ...] = (
    Subscriber("watching.hits", frozenset({AlarmChanged.kind}), api.hear, batch=500, rest=0.2),
)


def _visible(actor: Actor, delivery: Delivery) -> bool:
    """Tell whether the actor oversees the target's area or is of a unit that is told; persons get notices."""
    told = delivery.payload
    if actor.unit is not None and actor.unit in told["units"]:
        return True
    return allowed(actor, api.OVERSEE) and (actor.area is None or actor.area in told["path"])


def _render(delivery: Delivery) -> dict[str, Any]:
    """Return codes and times, without the receivers."""
    return {name: value for name, value in delivery.payload.items() if name != "units"}


LIVE = (LiveView(frozenset({WatchChanged.kind}), _visible, _render),)
