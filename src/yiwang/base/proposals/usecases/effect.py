"""The effect of a proposal: what share of clocks was missed before it came into force, and since."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from yiwang.base.cases.api import CaseFilter, CaseState
from yiwang.base.insight import api as insight
from yiwang.base.insight.api import DutyChange, LimitChange, PaceChange, StaffChange
from yiwang.base.matters import api as matters
from yiwang.base.mining.api import wilson
from yiwang.base.proposals.model.proposal import Proposal
from yiwang.base.proposals.usecases.shapes import change_of
from yiwang.infra.database import Work

#: So long before the change is compared with the time since.
BEFORE: Final = timedelta(days=90)
_FINAL: Final = "handle"
_NAMED: Final = 200


async def effect(work: Work, proposal: Proposal) -> dict[str, Any] | None:
    """Return the measured shares before and since, ``None`` while the change is not in force.

    Raises ``insight_too_many``.
    """
    since = proposal.effective_at
    if since is None or proposal.stands(work.now) != "applied":
        return None
    before = await _cases(work, proposal, since - BEFORE, since)
    after = await _cases(work, proposal, since, work.now)
    clock = clock_of(proposal)
    return await asyncio.to_thread(
        lambda: {
            "clock": clock,
            "since": since,
            "before": _missed(before, clock),
            "after": _missed(after, clock),
            "expected": expected(proposal),
        }
    )


def clock_of(proposal: Proposal) -> str:
    """Return the clock that the change is judged by."""
    change = change_of(proposal)
    return change.clock if isinstance(change, LimitChange | PaceChange) else _FINAL


def expected(proposal: Proposal) -> dict[str, Any] | None:
    """Return what the replay expected of that clock."""
    clock = clock_of(proposal)
    row = next((row for row in proposal.figures["clocks"] if row["clock"] == clock), None)
    return None if row is None else row["after"]


async def _cases(work: Work, proposal: Proposal, begin: datetime, end: datetime) -> list[CaseState]:
    return await insight.chosen(work, await _scope(work, proposal, begin, end))


async def _scope(work: Work, proposal: Proposal, begin: datetime, end: datetime) -> CaseFilter:
    """Return the cases that the change is about: its own matter, area and unit, else those of the figures."""
    change, scope = change_of(proposal), proposal.scope
    matter = getattr(change, "matter", None) or scope.matter
    leaf = None if matter is None else (await matters.catalogue(work.tx)).find(matter)
    unit = change.unit if isinstance(change, StaffChange) else scope.unit
    if isinstance(change, DutyChange):
        unit = None  # those of before were with the other unit
    area = getattr(change, "area", None) or scope.area
    return insight.asked(
        work.now,
        begin,
        end,
        area=area,
        matter=None if leaf is None else leaf.key,
        unit=unit,
        channel=scope.channel,
    )


def _missed(states: Sequence[CaseState], clock: str) -> dict[str, Any]:
    judged = [(s.number, c.status) for s in states for c in s.clocks.values() if c.kind == clock]
    met = sum(status == "met" for _, status in judged)
    numbers = list(dict.fromkeys(number for number, status in judged if status == "missed"))
    missed = sum(status == "missed" for _, status in judged)
    low, high = wilson(missed, met + missed)
    n = met + missed
    return {
        "missed": missed,
        "n": n,
        "share": missed / n if n else None,
        "low": low,
        "high": high,
        "cases": len(numbers),
        "numbers": numbers[:_NAMED],
    }
