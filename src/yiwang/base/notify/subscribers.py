"""What notify shows on the live stream; it reacts to nothing itself."""

from __future__ import annotations

from typing import Any

from yiwang.base.notify.api import is_for
from yiwang.base.notify.messages import NoticesSent
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor

SUBSCRIBERS: tuple[Subscriber, ...] = ()


def _visible(actor: Actor, delivery: Delivery) -> bool:
    """Tell whether one of the new notices is for the actor."""
    return any(is_for(actor, *target) for target in delivery.payload["targets"])


def _render(delivery: Delivery) -> dict[str, Any]:
    """Say only that there is something new: the same frame goes to readers of different notices."""
    return {"at": delivery.at}


LIVE = (LiveView(frozenset({NoticesSent.kind}), _visible, _render),)
