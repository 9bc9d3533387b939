"""What alarms does when it hears of something, and what it shows on the live stream."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yiwang.base.alarms.messages import AlarmChanged
from yiwang.base.alarms.usecases.acting import hear_cases, note_clearing
from yiwang.base.cases.messages import CaseChanged
from yiwang.infra.database import Work
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor


async def _cases(work: Work, deliveries: Sequence[Delivery]) -> None:
    """Take what happened to cases back to their alarms; a second delivery finds them handled."""
    await hear_cases(work, [(d.payload["number"], d.payload["stage"]) for d in deliveries])


async def _clearings(work: Work, deliveries: Sequence[Delivery]) -> None:
    """Tell cases that their alarm has cleared; the message's id is the mark by which it is told once."""
    for delivery in deliveries:
        told = delivery.payload
        if told["action"] == "clear" and told["case"] is not None:
            mark = f"{delivery.id.hex[-20:]}.clear"
            await note_clearing(work, UUID(told["alarm"]), told["case"], mark)


SUBSCRIBERS = (
    Subscriber("alarms.cases", frozenset({CaseChanged.kind}), _cases, batch=500, rest=0.2),
    Subscriber("alarms.clearings", frozenset({AlarmChanged.kind}), _clearings, batch=200, rest=0.2),
)


def _visible(actor: Actor, delivery: Delivery) -> bool:
    if "public" in actor.roles:
        return False
    return actor.area is None or actor.area in delivery.payload["path"]


def _render(delivery: Delivery) -> dict[str, Any]:
    """Return the message as it is: codes and times, never words of people."""
    shown: dict[str, Any] = delivery.payload
    return shown


LIVE = (LiveView(frozenset({AlarmChanged.kind}), _visible, _render),)
