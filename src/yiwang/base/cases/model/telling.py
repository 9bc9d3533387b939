"""Telling a state as facts: the shortest journal that gives this case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.state import CaseState

_PLAIN = sorted(f.ATTRIBUTES - {"matter", "urgency"})


def facts_of(state: CaseState) -> list[f.Fact]:
    """Return facts that, folded at ``state.opened_at``, give ``state`` but for its version and head."""
    told: list[f.Fact] = [
        f.Opened(
            id=state.id,
            number=state.number,
            flow=state.flow,
            flow_version=state.flow_version,
            stage=state.stage,
            source=state.source,
            channel=state.channel,
            calendar=state.calendar,
            report=state.reports[0] if state.reports else None,
            matter=state.matter,
            urgency=state.urgency,
            place=state.place,
            parent=state.parent,
            contactable=state.contactable,
        )
    ]
    told += [f.ReportJoined(report=report) for report in state.reports[1:]]
    told += [f.TaskSet(task=task) for task in state.tasks.values()]
    told += [f.ClockSet(clock=clock) for clock in state.clocks.values()]
    told += [f.DispatchedBy(item=item) for item in state.dispatches]
    told += [f.ReturnSet(item=item) for item in state.returns.values()]
    told += [f.ExtensionSet(item=item) for item in state.extensions.values()]
    told += [f.SupervisionSet(item=item) for item in state.supervisions.values()]
    told += [f.ConsultationSet(item=item) for item in state.consultations.values()]
    told += [f.HandledBy(actor=actor) for actor in state.handlers]
    told += [f.Keyed(mark=mark) for mark in state.keyed]
    told += [f.Stamped(step=step, at=at) for step, at in state.times.items()]
    told += [f.Counted(counter=counter, by=by) for counter, by in state.counts.items()]
    told += [f.Linked(relation="copy", other=unit) for unit in state.copies]
    values = _attributes(state)
    if values:
        told.append(f.Attributed(values=values))
    if state.side is not None:
        told.append(f.Sided(side=state.side))
    return told


def _attributes(state: CaseState) -> dict[str, Any]:
    defaults = CaseState(
        id=state.id,
        number="",
        flow="",
        flow_version=0,
        stage="",
        opened_at=_EPOCH,
        source="",
        channel="",
        calendar="",
    )
    found = {name: getattr(state, name) for name in _PLAIN}
    changed = {name: value for name, value in found.items() if value != getattr(defaults, name)}
    built: dict[str, Any] = msgspec.to_builtins(changed)
    return built


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
