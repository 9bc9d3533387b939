"""What warnings show on the live stream; they react to nothing."""

from __future__ import annotations

from typing import Any

from yiwang.base.warning import api
from yiwang.base.warning.messages import WarningChanged
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import allowed

SUBSCRIBERS: tuple[Subscriber, ...] = ()


def _visible(actor: Actor, delivery: Delivery) -> bool:
    """Tell whether the message is shown: of the own area; before it is published, to those who work on it.

    Who is addressed elsewhere hears of it by notice.
    """
    told = delivery.payload
    if not allowed(actor, api.SEE) or not (told["edition"] or api.sees_drafts(actor)):
        return False
    return actor.area is None or actor.area in told["path"] or actor.area in told["areas"]


def _render(delivery: Delivery) -> dict[str, Any]:
    """Return the message as it is: codes and times, never words of people."""
    shown: dict[str, Any] = delivery.payload
    return shown


LIVE = (LiveView(frozenset({WarningChanged.kind}), _visible, _render),)
