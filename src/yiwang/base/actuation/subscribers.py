"""What became of commands, on the live stream."""

from __future__ import annotations

from typing import Any

from yiwang.base.actuation.messages import CommandChanged
from yiwang.base.sensing import api as sensing
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import allowed

SUBSCRIBERS: tuple[Subscriber, ...] = ()


def _visible(actor: Actor, delivery: Delivery) -> bool:
    """Tell whether it concerns the actor's unit or area; the page asks again for what it may see."""
    told = delivery.payload
    if actor.unit is not None and actor.unit == told["unit"]:
        return True
    return allowed(actor, sensing.SEE_DEVICES) and (actor.area is None or actor.area in told["path"])


def _render(delivery: Delivery) -> dict[str, Any]:
    return {name: delivery.payload[name] for name in ("command", "device", "state", "at")}


LIVE = (LiveView(frozenset({CommandChanged.kind}), _visible, _render),)
