"""Joining reports to open cases: the same caller about the same thing (+1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from yiwang.base.cases.model import facts as f
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.usecases import persist
from yiwang.base.cases.usecases.context import Reference
from yiwang.base.cases.usecases.reference import context
from yiwang.infra.database import Work


async def join_reports(
    work: Work, joining: Mapping[str, Sequence[UUID]], ref: Reference
) -> tuple[dict[UUID, UUID], set[UUID]]:
    """Add reports to the open cases named by number; return (report → case id) and those left over.

    A case that was closed or merged in the meantime takes in nothing: its reports are returned as left
    over and become cases of their own. The cases stay locked until the transaction ends. Deadlines do
    not move; the journal says ``join``. Publishes :class:`CaseChanged` per case.
    """
    if not joining:
        return {}, set()
    states = await store.load_many(work.tx, sorted(joining))
    bound: dict[UUID, UUID] = {}
    left: set[UUID] = set()
    acted = []
    for number, reports in joining.items():
        state = states.get(number)
        if state is None or state.is_over:
            left.update(reports)
            continue
        ctx = context(work, state, ref)
        for report in reports:
            if report not in state.reports:
                ctx.emit(f.ReportJoined(report=report), f.Counted(counter="joined"))
            bound[report] = state.id
        if ctx.facts:
            ctx.data["origin"] = state.stage
            acted.append((ctx, "join"))
    await persist.update(work, acted)
    return bound, left
