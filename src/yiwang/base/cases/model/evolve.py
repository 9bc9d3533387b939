"""Folding facts into the state of a case: the only code that changes a :class:`CaseState`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
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
        if type(fact) is f.Opened:
            state = _open(fact, at)
        elif state is None:
            raise ValueError("a case's journal must begin with its opening")
        else:
            _FOLDS[type(fact)](fact, state)
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


_Fold = Callable[[Any, CaseState], None]
#: How each kind of fact changes a state; a table, because this runs dozens of times per act.
_FOLDS: dict[type, _Fold] = {}


def _folds(kind: type) -> Callable[[_Fold], _Fold]:
    def keep(fold: _Fold) -> _Fold:
        _FOLDS[kind] = fold
        return fold

    return keep


@_folds(f.Moved)
def _moved(fact: f.Moved, state: CaseState) -> None:
    state.stage = fact.stage


@_folds(f.Sided)
def _sided(fact: f.Sided, state: CaseState) -> None:
    state.side = fact.side


@_folds(f.Attributed)
def _attributed(fact: f.Attributed, state: CaseState) -> None:
    for name, value in fact.values.items():
        if name not in f.ATTRIBUTES:
            raise ValueError(f"{name} is not an attribute a fact may set")
        setattr(state, name, UUID(value) if name in _UUIDS and isinstance(value, str) else value)


_UUIDS = frozenset({"responsibility", "result", "public_reply"})


@_folds(f.Placed)
def _placed(fact: f.Placed, state: CaseState) -> None:
    state.place = fact.place


@_folds(f.TaskSet)
def _task_set(fact: f.TaskSet, state: CaseState) -> None:
    state.tasks[fact.task.id] = fact.task


@_folds(f.ClockSet)
def _clock_set(fact: f.ClockSet, state: CaseState) -> None:
    state.clocks[fact.clock.id] = fact.clock


@_folds(f.ReturnSet)
def _return_set(fact: f.ReturnSet, state: CaseState) -> None:
    state.returns[fact.item.id] = fact.item


@_folds(f.DispatchedBy)
def _dispatched_by(fact: f.DispatchedBy, state: CaseState) -> None:
    state.dispatches.append(fact.item)


@_folds(f.ExtensionSet)
def _extension_set(fact: f.ExtensionSet, state: CaseState) -> None:
    state.extensions[fact.item.id] = fact.item


@_folds(f.SupervisionSet)
def _supervision_set(fact: f.SupervisionSet, state: CaseState) -> None:
    state.supervisions[fact.item.id] = fact.item


@_folds(f.ConsultationSet)
def _consultation_set(fact: f.ConsultationSet, state: CaseState) -> None:
    state.consultations[fact.item.id] = fact.item


@_folds(f.ReportJoined)
def _report_joined(fact: f.ReportJoined, state: CaseState) -> None:
    if fact.report not in state.reports:
        state.reports.append(fact.report)


@_folds(f.ReportLeft)
def _report_left(fact: f.ReportLeft, state: CaseState) -> None:
    state.reports.remove(fact.report)


@_folds(f.Linked)
def _linked(fact: f.Linked, state: CaseState) -> None:
    if fact.relation == "merged_into":
        state.merged_into = fact.other
    else:
        _relation(state, fact.relation).append(fact.other)


@_folds(f.Unlinked)
def _unlinked(fact: f.Unlinked, state: CaseState) -> None:
    if fact.relation == "merged_into":
        state.merged_into = None
    else:
        _relation(state, fact.relation).remove(fact.other)


def _relation(state: CaseState, name: str) -> list[str]:
    return {"merged": state.merged, "child": state.children, "copy": state.copies}[name]


@_folds(f.Stamped)
def _stamped(fact: f.Stamped, state: CaseState) -> None:
    if fact.again or fact.step not in state.times:
        state.times[fact.step] = fact.at


@_folds(f.Counted)
def _counted(fact: f.Counted, state: CaseState) -> None:
    state.counts[fact.counter] = state.counts.get(fact.counter, 0) + fact.by


@_folds(f.HandledBy)
def _handled_by(fact: f.HandledBy, state: CaseState) -> None:
    if fact.actor not in state.handlers:
        state.handlers.append(fact.actor)


@_folds(f.Keyed)
def _keyed(fact: f.Keyed, state: CaseState) -> None:
    state.keyed = [*state.keyed, fact.mark][-MOST_MARKS:]


def decode_facts(data: list[Any]) -> list[f.Fact]:
    """Return typed facts from the ``facts`` list of a journal entry's data."""
    return msgspec.convert(data, list[f.Fact])


def condensed(facts: Iterable[f.Fact]) -> list[f.Fact]:
    """Return the facts that a journal entry keeps: of a task and of a clock only the last word.

    It stands where the first one stood, so that tasks and clocks keep their order; folding gives the same
    state, because no other fact looks at them.
    """
    kept: list[f.Fact] = []
    places: dict[UUID | str, int] = {}
    for fact in facts:
        key: UUID | str
        if type(fact) is f.ClockSet:
            key = fact.clock.id
        elif type(fact) is f.TaskSet:
            key = fact.task.id
        else:
            kept.append(fact)
            continue
        place = places.setdefault(key, len(kept))
        if place == len(kept):
            kept.append(fact)
        else:
            kept[place] = fact
    return kept
