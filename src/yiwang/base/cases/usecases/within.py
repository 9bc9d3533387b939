"""Cases within so many metres of a point, a line or a surface (缓冲区查询)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from yiwang.base.cases.model.buffer import Buffer
from yiwang.base.cases.model.filters import CaseFilter
from yiwang.base.cases.store import within as store
from yiwang.base.cases.usecases.lists import understood
from yiwang.infra.database import Work

#: Cases that are looked at in the box around the buffer.
MOST_LOOKED: Final = 20_000


async def within(work: Work, buffer: Buffer, asked: CaseFilter, limit: int = 200) -> dict[str, Any]:
    """Return ``{items, total, total_is_capped}``: cases the caller may see, the nearest first.

    ``limit`` bounds the items, not the total. Raises ``invalid_input``.
    """
    wanted, _, _ = await understood(work, asked)
    rows = await store.in_box(work.tx, wanted, buffer.box, MOST_LOOKED + 1)
    if not rows:
        return {"items": [], "total": 0, "total_is_capped": False}
    away = buffer.distances(np.array([r["lon"] for r in rows]), np.array([r["lat"] for r in rows]))
    order = [int(i) for i in np.argsort(away, kind="stable") if buffer.holds(float(away[i]))]
    items = [dict(rows[i]) | {"distance_m": round(float(away[i]), 1)} for i in order[:limit]]
    return {"items": items, "total": len(order), "total_is_capped": len(rows) > MOST_LOOKED}
