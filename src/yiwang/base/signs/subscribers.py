"""Signs hear of cases that move and of votes, and tell the live stream what is no longer what it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from yiwang.base.cases.messages import CaseChanged, CaseVoted, ReporterErased
from yiwang.base.signs import api, store
from yiwang.base.signs.messages import SignsChanged
from yiwang.infra.database import Work
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import allowed

#: Older messages (a replay, the first start after an upgrade) are no news: the hourly look sees their cases.
_NEWS: Final = timedelta(hours=6)


async def _follow(work: Work, deliveries: Sequence[Delivery]) -> None:
    """Look once at all that moved since; what is told twice is told once by its object and period."""
    moved = {}
    for delivery in deliveries:
        message = delivery.decode()
        if isinstance(message, CaseChanged | CaseVoted) and work.now - delivery.at < _NEWS:
            moved[message.number] = (message.number, message.matter, message.path)
    if moved:
        await api.follow(work, list(moved.values()))


async def _erased(work: Work, deliveries: Sequence[Delivery]) -> None:
    numbers = [number for d in deliveries if (number := d.payload["number"]) is not None]
    await store.forget_callers(work.tx, numbers)


SUBSCRIBERS: tuple[Subscriber, ...] = (
    # at rest most of the time: a burst of acts is one look, and a page is behind by no more than this
    Subscriber("signs.follow", frozenset({CaseChanged.kind, CaseVoted.kind}), _follow, batch=1000, rest=20.0),
    Subscriber("signs.erased", frozenset({ReporterErased.kind}), _erased),
)


def _visible(actor: Actor, delivery: Delivery) -> bool:
    areas = delivery.payload["areas"]
    return allowed(actor, api.SEE_SIGNS) and (actor.area is None or not areas or actor.area in areas)


def _render(delivery: Delivery) -> dict[str, Any]:
    """Return how much is new, not where: each reader asks for what it may see."""
    return {name: delivery.payload[name] for name in ("fresh", "limits", "at")}


LIVE = (LiveView(frozenset({SignsChanged.kind}), _visible, _render),)
