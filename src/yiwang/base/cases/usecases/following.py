"""What an act says about suggestions of duplicates: a merge confirms the pair, its undoing refutes it."""

from __future__ import annotations

from yiwang.base.cases.model import facts as f
from yiwang.base.cases.store import duplicates as store
from yiwang.base.cases.usecases.context import Ctx
from yiwang.infra.database import Work


async def follow(work: Work, ctx: Ctx) -> None:
    """Write the verdict that merging or un-merging the case of ``ctx`` is; other acts say nothing."""
    for fact in ctx.facts:
        if not isinstance(fact, f.Linked | f.Unlinked) or fact.relation != "merged_into":
            continue
        other = ctx.others.get(fact.other)
        if other is not None:
            verdict = "merged" if isinstance(fact, f.Linked) else "different"
            await store.judge(work, ctx.state.id, other.state.id, verdict)
