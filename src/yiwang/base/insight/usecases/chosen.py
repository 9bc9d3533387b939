"""Which cases are looked at: those opened in a period, of an area, matter, unit, channel."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from yiwang.base.cases.api import CaseFilter
from yiwang.kernel.errors import InvalidInputError

#: A question without a beginning is about so long.
USUAL: Final = timedelta(days=30)


def asked(
    now: datetime,
    opened_from: datetime | None = None,
    opened_to: datetime | None = None,
    *,
    area: str | None = None,
    matter: str | None = None,
    unit: str | None = None,
    channel: str | None = None,
) -> CaseFilter:
    """Return the filter of a question; raises ``invalid_input`` for an instant without offset."""
    for name, at in (("from", opened_from), ("to", opened_to)):
        if at is not None and at.tzinfo is None:
            raise InvalidInputError(field=name, why_zh="时间须带时区", why_en="the time needs an offset")
    return CaseFilter(
        opened_from=opened_from or (opened_to or now) - USUAL,
        opened_to=opened_to,
        area=area,
        matters=(matter,) if matter else (),
        units=(unit,) if unit else (),
        channels=(channel,) if channel else (),
    )
