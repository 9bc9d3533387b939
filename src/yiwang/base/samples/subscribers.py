"""What samples does when it hears of cases."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yiwang.base.cases.messages import ReportErased
from yiwang.base.samples.usecases.versions import forget
from yiwang.infra.database import Work
from yiwang.infra.outbox import Delivery, Subscriber


async def _erased(work: Work, deliveries: Sequence[Delivery]) -> None:
    await forget(work, [UUID(d.payload["report"]) for d in deliveries])


SUBSCRIBERS = (Subscriber("samples.erased", frozenset({ReportErased.kind}), _erased),)
