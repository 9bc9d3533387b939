"""Counting cases by one of their properties."""

from __future__ import annotations

from typing import Any

from yiwang.base.cases.model.filters import CaseFilter
from yiwang.base.cases.store import lists as store
from yiwang.base.cases.usecases.lists import understood
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError

#: What cases can be counted by. ``on_time`` gives on_time, overdue, no_target (closed without a deadline),
#: open, and ended (refused, void, merged).
BY = ("stage", "unit", "matter", "month", "on_time", "channel", "source", "area")


async def stats(work: Work, by: str = "stage", asked: CaseFilter | None = None) -> dict[str, Any]:
    """Return ``{by, rows: [{key, count}], total}`` of the cases the caller may see; one statement.

    ``month`` is that of the opening in the city's time. Raises ``invalid_input`` for another ``by``
    and for a filter that means nothing.
    """
    if by not in BY:
        raise InvalidInputError(
            field="by", why_zh=f"可用的分组：{'、'.join(BY)}", why_en=f"count by one of {', '.join(BY)}"
        )
    wanted, _, tree = await understood(work, asked or CaseFilter())
    rows = await store.counted_by(work.tx, wanted, by, tree.city.timezone)
    counted = [{"key": row["key"], "count": row["count"]} for row in rows]
    return {"by": by, "rows": counted, "total": sum(row["count"] for row in rows)}
