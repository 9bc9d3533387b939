"""What presence does when a person's data are erased, and what it shows on the live stream."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yiwang.base.identity.messages import PersonErased
from yiwang.base.presence.api import SEE, forget
from yiwang.base.presence.messages import PresenceChanged
from yiwang.infra.database import Work
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import allowed


async def _forget(work: Work, deliveries: Sequence[Delivery]) -> None:
    """Delete the positions of persons whose data were erased; a second delivery finds nothing."""
    for message in (delivery.decode() for delivery in deliveries):
        if isinstance(message, PersonErased):
            await forget(work, message.person)


# Seldom told: it need not look fifty times a second while others are told much.
SUBSCRIBERS = (Subscriber("presence.forget", frozenset({PersonErased.kind}), _forget, rest=0.5),)


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
