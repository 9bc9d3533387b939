"""What findings does when it hears of cases."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.base.cases.messages import CaseChanged
from yiwang.base.findings.usecases.looking import hear_cases
from yiwang.infra.database import Work
from yiwang.infra.outbox import Delivery, Subscriber


async def _cases(work: Work, deliveries: Sequence[Delivery]) -> None:
    await hear_cases(work, [(d.payload["number"], d.payload["stage"]) for d in deliveries])


SUBSCRIBERS = (Subscriber("findings.cases", frozenset({CaseChanged.kind}), _cases, batch=500, rest=0.2),)
