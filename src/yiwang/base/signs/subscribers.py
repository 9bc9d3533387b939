"""What signs does when it hears of cases."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.base.cases.messages import ReporterErased
from yiwang.base.signs import store
from yiwang.infra.database import Work
from yiwang.infra.outbox import Delivery, Subscriber


async def _erased(work: Work, deliveries: Sequence[Delivery]) -> None:
    numbers = [number for d in deliveries if (number := d.payload["number"]) is not None]
    await store.forget_callers(work.tx, numbers)


SUBSCRIBERS = (Subscriber("signs.erased", frozenset({ReporterErased.kind}), _erased),)
