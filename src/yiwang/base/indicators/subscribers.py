"""What indicators do when they hear of cases."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.base.cases.messages import CaseChanged
from yiwang.base.indicators import api
from yiwang.infra.database import Work
from yiwang.infra.outbox import Delivery, Subscriber


async def _follow(work: Work, deliveries: Sequence[Delivery]) -> None:
    """Read the cases anew; told twice, they are the same."""
    cases = {m.case for d in deliveries if isinstance(m := d.decode(), CaseChanged)}
    if cases:
        await api.follow(work, sorted(cases))


#: A burst of acts is one reading; figures are behind by no more than this.
SUBSCRIBERS: tuple[Subscriber, ...] = (
    Subscriber("indicators.follow", frozenset({CaseChanged.kind}), _follow, batch=1000, rest=5.0),
)
