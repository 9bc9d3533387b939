"""What presence shows on the live stream; it reacts to nothing itself."""

from __future__ import annotations

from typing import Any

from yiwang.base.presence.api import SEE
from yiwang.base.presence.messages import PresenceChanged
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import allowed

SUBSCRIBERS: tuple[Subscriber, ...] = ()


def _visible(actor: Actor, delivery: Delivery) -> bool:
    del delivery
    return allowed(actor, SEE)


def _render(delivery: Delivery) -> dict[str, Any]:
    """Say only that something changed."""
    return {"at": delivery.at}


def _narrow(actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    """Tell those with an area the same: the message says nothing of any area."""
    del actor
    return data


LIVE = (LiveView(frozenset({PresenceChanged.kind}), _visible, _render, _narrow),)
