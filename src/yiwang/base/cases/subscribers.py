"""What cases does when it hears of something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from yiwang.base.cases.messages import CaseChanged, ClockFired, ReportReceived
from yiwang.base.cases.usecases.notices import tell
from yiwang.base.cases.usecases.prepare import prepare_reports
from yiwang.infra.database import Work
from yiwang.infra.live import LiveView
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import Actor


async def _prepare(work: Work, deliveries: Sequence[Delivery]) -> None:
    """Prepare the reports that were received; one that cannot be is set aside with its reason."""
    await prepare_reports(work, [UUID(d.key) for d in deliveries])


#: Older messages (a replay, the first start after an upgrade) are no news to anybody.
_NEWS: Final = timedelta(days=3)


async def _notify(work: Work, deliveries: Sequence[Delivery]) -> None:
    """Tell those concerned; each notice has a key of its own, so that a second delivery tells nobody."""
    messages = [d.decode() for d in deliveries if work.now - d.at < _NEWS]
    changed = [m for m in messages if isinstance(m, CaseChanged)]
    fired = [m for m in messages if isinstance(m, ClockFired)]
    if messages:
        await tell(work, changed, fired)


SUBSCRIBERS = (
    Subscriber("cases.prepare", frozenset({ReportReceived.kind}), _prepare, batch=200, rest=0.02),
    Subscriber("cases.notify", frozenset({CaseChanged.kind, ClockFired.kind}), _notify, batch=500, rest=0.2),
)


def _live_visible(actor: Actor, delivery: Delivery) -> bool:
    """Tell whether the actor may hear of it: the own area, and for handlers what concerns a unit.

    A handler learns only that a case of the area moved; opening it is checked again by the case.
    """
    path = delivery.payload["path"]
    if actor.area is not None and path and actor.area not in path:
        return False
    if actor.unit is None or not actor.roles <= {"handler"}:
        return "public" not in actor.roles
    return actor.unit in (delivery.payload.get("units") or [delivery.payload.get("unit")])


def _live_render(delivery: Delivery) -> dict[str, Any]:
    """Return the message as it is: cases announces codes and times, never words of people."""
    shown: dict[str, Any] = delivery.payload
    return shown


LIVE = (LiveView(frozenset({CaseChanged.kind, ClockFired.kind}), _live_visible, _live_render),)
