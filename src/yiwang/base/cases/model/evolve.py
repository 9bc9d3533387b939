"""Folding facts into the state of a case: the only code that changes a :class:`CaseState`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.once import MOST_MARKS
from yiwang.base.cases.model.state import CaseState


def evolve(state: CaseState | None, facts: Iterable[f.Fact], at: datetime) -> CaseState:
    """Apply ``facts`` of one journal entry made at ``at`` to ``state`` in place and return it.

    Raises ``ValueError`` when the first fact of a case is not :class:`Opened`.
    """
    for fact in facts:
        if isinstance(fact, f.Opened):
            state = _open(fact, at)
        elif state is None:
            raise ValueError("a case's journal must begin with its opening")
        else:
            _apply(fact, state)
    if state is None:
        raise ValueError("no facts and no case")
    return state


def _open(fact: f.Opened, at: datetime) -> CaseState:
    return CaseState(
        id=fact.id,
        number=fact.number,
        flow=fact.flow,
        flow_version=fact.flow_version,
        stage=fact.stage,
        opened_at=at,
        source=fact.source,
        channel=fact.channel,
        calendar=fact.calendar,
        matter=fact.matter,
        urgency=fact.urgency,
        place=fact.place,
        reports=[fact.report] if fact.report else [],
        parent=fact.parent,
        contactable=fact.contactable,
    )


@singledispatch
def _apply(fact: Any, state: CaseState) -> None:
    raise TypeError(f"unknown fact {fact!r} for {state.number}")


@_apply.register
def _(fact: f.Moved, state: CaseState) -> None:
    state.stage = fact.stage


@_apply.register
def _(fact: f.Sided, state: CaseState) -> None:
    state.side = fact.side


@_apply.register
def _(fact: f.Attributed, state: CaseState) -> None:
    for name, value in fact.values.items():
        if name not in f.ATTRIBUTES:
            raise ValueError(f"{name} is not an attribute a fact may set")
        setattr(state, name, UUID(value) if name in _UUIDS and isinstance(value, str) else value)


_UUIDS = frozenset({"responsibility", "result", "public_reply"})


@_apply.register
def _(fact: f.Placed, state: CaseState) -> None:
    state.place = fact.place


@_apply.register
def _(fact: f.TaskSet, state: CaseState) -> None:
    state.tasks[fact.task.id] = fact.task


@_apply.register
def _(fact: f.ClockSet, state: CaseState) -> None:
    state.clocks[fact.clock.id] = fact.clock


@_apply.register
def _(fact: f.ReturnSet, state: CaseState) -> None:
    state.returns[fact.item.id] = fact.item


@_apply.register
def _(fact: f.ExtensionSet, state: CaseState) -> None:
    state.extensions[fact.item.id] = fact.item


@_apply.register
def _(fact: f.SupervisionSet, state: CaseState) -> None:
    state.supervisions[fact.item.id] = fact.item


@_apply.register
def _(fact: f.ConsultationSet, state: CaseState) -> None:
    state.consultations[fact.item.id] = fact.item


@_apply.register
def _(fact: f.ReportJoined, state: CaseState) -> None:
    if fact.report not in state.reports:
        state.reports.append(fact.report)


@_apply.register
def _(fact: f.ReportLeft, state: CaseState) -> None:
    state.reports.remove(fact.report)


@_apply.register
def _(fact: f.Linked, state: CaseState) -> None:
    if fact.relation == "merged_into":
        state.merged_into = fact.other
    else:
        _relation(state, fact.relation).append(fact.other)


@_apply.register
def _(fact: f.Unlinked, state: CaseState) -> None:
    if fact.relation == "merged_into":
        state.merged_into = None
    else:
        _relation(state, fact.relation).remove(fact.other)


def _relation(state: CaseState, name: str) -> list[str]:
    return {"merged": state.merged, "child": state.children, "copy": state.copies}[name]


@_apply.register
def _(fact: f.Stamped, state: CaseState) -> None:
    if fact.again or fact.step not in state.times:
        state.times[fact.step] = fact.at


@_apply.register
def _(fact: f.Counted, state: CaseState) -> None:
    state.counts[fact.counter] = state.counts.get(fact.counter, 0) + fact.by


@_apply.register
def _(fact: f.HandledBy, state: CaseState) -> None:
    if fact.actor not in state.handlers:
        state.handlers.append(fact.actor)


@_apply.register
def _(fact: f.Keyed, state: CaseState) -> None:
    state.keyed = [*state.keyed, fact.mark][-MOST_MARKS:]


def decode_facts(data: list[Any]) -> list[f.Fact]:
    """Return typed facts from the ``facts`` list of a journal entry's data."""
    return msgspec.convert(data, list[f.Fact])


def encode_facts(facts: Iterable[f.Fact]) -> list[Any]:
    """Return the JSON form of ``facts`` for a journal entry's data."""
    encoded: list[Any] = msgspec.to_builtins(list(facts))
    return encoded
