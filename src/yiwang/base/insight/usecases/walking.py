"""The norm 规范 of a flow version: what mining walks past cases through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yiwang.base.cases.api import Stand, reach
from yiwang.base.mining.api import Norm
from yiwang.base.workflow.api import FlowVersion

#: What stands before a stage that a step was seen to lead to.
SEEN: Final = "@"


def norm_of(flow: FlowVersion, *, by_itself: bool = False) -> Norm:
    """Return what ``flow`` allows; its states are stages with their side states.

    ``by_itself``: what the system does by itself may be missing, as in the logs of others.
    """
    rank = {stage: place for place, stage in enumerate(flow.stages)}
    sides = (None, *flow.definition.sides)
    steps = {
        name: {_name(stand): frozenset(map(_name, reached)) for stand, reached in by_stand.items()}
        for name, by_stand in reach(flow).items()
    }
    return Norm(
        initial=frozenset({_name((flow.definition.initial, None))}),
        steps=steps,
        rank={_name((stage, side)): rank[stage] for stage in rank for side in sides},
        silent=frozenset(a.id for a in flow.actions.values() if a.data.automatic)
        if by_itself
        else frozenset(),
        seen={SEEN + stage: frozenset(_name((stage, side)) for side in sides) for stage in rank},
    )


def _name(stand: Stand) -> str:
    return stand[0] if stand[1] is None else f"{stand[0]}/{stand[1]}"


def titles(flow: FlowVersion) -> Mapping[str, dict[str, str]]:
    """Return what the actions of ``flow`` are called."""
    return {action.id: action.data.title.model_dump() for action in flow.actions.values()}
