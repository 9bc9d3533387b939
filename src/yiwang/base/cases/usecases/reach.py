"""Reach: where an action of a flow may be done and where it may lead, whatever a single case is like.

For looking at past cases beside a version of their flow. Guards and the conditions of skipping depend on the
case of that moment, so they are left open here: reach allows all that a case could meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from yiwang.base.cases.usecases.moves import LEADS
from yiwang.base.workflow.api import Action, FlowVersion

#: A stage and the side state that is on, if any.
Stand: TypeAlias = tuple[str, str | None]
Reach: TypeAlias = dict[str, dict[Stand, frozenset[Stand]]]


def reach(flow: FlowVersion) -> Reach:
    """Return for each action of ``flow`` the stands where it exists, and those that it may lead to."""
    sides = (None, *flow.definition.sides)
    stands = [(stage, side) for stage in flow.stages for side in sides]
    return {
        name: {stand: _reached(flow, action, stand) for stand in stands if action.fits(*stand)}
        for name, action in flow.actions.items()
    }


def _reached(flow: FlowVersion, action: Action, stand: Stand) -> frozenset[Stand]:
    stage, side = stand
    data = action.data
    own = LEADS.get(action.move.name, frozenset())
    wanted = set(flow.stages) if "*" in own else own & set(flow.stages)
    stages = _passed(flow, wanted if data.to is None else [*wanted, data.to])
    if data.to is None:
        stages.add(stage)
    after = {data.set_side or (None if data.clear_side else side)}
    if own:
        after.add(None)  # such a move settles what was pending
    return frozenset((s, a) for s in stages for a in after)


def _passed(flow: FlowVersion, wanted: Iterable[str]) -> set[str]:
    """Return ``wanted`` and every stage that may be reached instead, because one is passed over."""
    found: set[str] = set()
    for name in wanted:
        stage = flow.stages[name]
        while stage.id not in found:
            found.add(stage.id)
            if not stage.skip_when or stage.next is None:
                break
            stage = flow.stages[stage.next]
    return found
