"""SQL of cases in outline: slim columns only, nothing of it lies out of line."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yiwang.base.cases.model.outline import Outline
from yiwang.base.cases.store.wanted import LIVE, SHOWN
from yiwang.infra.database import Row, Tx

_URGENT = 3
_SELECT = f"""
SELECT c.id, c.number, c.version, c.stage, {LIVE} AS live, {SHOWN} AS shown, c.channel, c.matter, c.unit,
    c.path, c.lon, c.lat, c.reports, c.opened_at, c.due_at, c.closed_at, c.on_time, c.satisfaction,
    {LIVE} AND (c.supervised OR c.urgency >= {_URGENT} OR coalesce(c.brief ->> 'grade', 'normal') <> 'normal')
        AS important
FROM cases_case c
"""


async def by_ids(tx: Tx, cases: Sequence[UUID]) -> list[Outline]:
    """Return the outlines of ``cases``; unknown ones are left out."""
    return [_outline(r) for r in await tx.fetch(f"{_SELECT} WHERE c.id = ANY($1)", list(cases))]


async def after(tx: Tx, last: UUID, limit: int) -> list[Outline]:
    """Return up to ``limit`` outlines after ``last``, in the order of their ids."""
    return [
        _outline(r) for r in await tx.fetch(f"{_SELECT} WHERE c.id > $1 ORDER BY c.id LIMIT $2", last, limit)
    ]


def _outline(row: Row) -> Outline:
    fields = dict(row)
    fields["path"] = tuple(fields["path"])
    return Outline(**fields)
