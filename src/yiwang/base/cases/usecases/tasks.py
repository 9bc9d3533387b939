"""The tasks that wait for somebody, by the time that is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.base.cases.model.filters import MOST_COUNTED
from yiwang.base.cases.model.state import TASK_KINDS
from yiwang.base.cases.store import lists as store
from yiwang.base.cases.usecases.reference import reference
from yiwang.base.cases.usecases.views import listed, unit_of
from yiwang.base.geography import api as geography
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError


async def find_tasks(
    work: Work,
    *,
    kinds: Sequence[str] = (),
    limit: int = 50,
    after: tuple[datetime | None, UUID] | None = None,
) -> dict[str, Any]:
    """Return the live tasks of the caller's unit and those below it, the most urgent first.

    Callers without a unit get the tasks of the centre itself. Two statements. ``next`` is the position
    of the last task when there are more: (due, id). Raises ``invalid_input`` for an unknown kind.
    """
    for kind in kinds:
        if kind not in TASK_KINDS:
            raise InvalidInputError(
                field="kind",
                why_zh=f"可用的任务类别：{'、'.join(TASK_KINDS)}",
                why_en=f"kinds of tasks: {', '.join(TASK_KINDS)}",
            )
    ref = await reference(work.tx)
    tree = await geography.areas(work.tx)
    unit = work.actor.unit
    units = sorted(ref.directory.subtree(unit) | {unit}) if unit is not None else [""]
    rows = await store.tasks(work.tx, units, area=work.actor.area, kinds=kinds, limit=limit + 1, after=after)
    total = await store.count_tasks(work.tx, units)
    items = [
        {
            "id": row["task"],
            "kind": row["kind"],
            "unit": unit_of(ref, row["task_unit"]),
            "person": row["person"],
            "status": row["status"],
            "opened_at": row["task_opened_at"],
            "signed_at": row["signed_at"],
            "due_at": row["task_due_at"],
            "overdue": row["task_due_at"] is not None and row["task_due_at"] < work.now,
            "case": listed(row, ref, tree, work.now),
        }
        for row in rows[:limit]
    ]
    last = rows[limit - 1] if len(rows) > limit else None
    return {
        "items": items,
        "next": None if last is None else [last["task_due_at"], last["task"]],
        "total": min(total, MOST_COUNTED),
        "total_is_capped": total > MOST_COUNTED,
    }
