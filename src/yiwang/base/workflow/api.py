"""The door of workflow: published flows and work calendars."""

from __future__ import annotations

from typing import Any

from yiwang.base.workflow import store
from yiwang.base.workflow.definition import (
    ActionData,
    CalendarData,
    ClockData,
    FlowDefinition,
    StageData,
)
from yiwang.base.workflow.errors import CalendarNotFoundError, FlowFrozenError
from yiwang.base.workflow.model import (
    Action,
    Flows,
    FlowVersion,
    compile_calendar,
    compile_flow,
    limit_of,
)
from yiwang.infra.database import Tx, Work
from yiwang.infra.snapshots import Snapshot, bump
from yiwang.kernel.worktime import WorkCalendar

__all__ = [
    "Action",
    "ActionData",
    "CalendarData",
    "ClockData",
    "FlowDefinition",
    "FlowVersion",
    "Flows",
    "StageData",
    "calendar",
    "calendars",
    "compile_flow",
    "flows",
    "limit_of",
    "publish",
    "save_calendar",
]


async def _load_flows(tx: Tx) -> Flows:
    compiled = [compile_flow(FlowDefinition.model_validate(d)) for d in await store.flow_definitions(tx)]
    newest: dict[str, int] = {}
    for flow in compiled:
        newest[flow.id] = max(flow.version, newest.get(flow.id, 0))
    return Flows({(f.id, f.version): f for f in compiled}, newest)


async def _load_calendars(tx: Tx) -> dict[str, WorkCalendar]:
    data = [CalendarData.model_validate(d) for d in await store.calendar_definitions(tx)]
    return {d.code: compile_calendar(d) for d in data}


_flows: Snapshot[Flows] = Snapshot("flows", _load_flows)
_calendars: Snapshot[dict[str, WorkCalendar]] = Snapshot("calendars", _load_calendars)


async def flows(tx: Tx) -> Flows:
    """Return all published flow versions (cached)."""
    return await _flows.get(tx)


async def calendars(tx: Tx) -> dict[str, WorkCalendar]:
    """Return all work calendars by code (cached)."""
    return await _calendars.get(tx)


async def calendar(tx: Tx, code: str) -> WorkCalendar:
    """Return the work calendar ``code``; raises :class:`CalendarNotFoundError`."""
    found = (await calendars(tx)).get(code)
    if found is None:
        raise CalendarNotFoundError(key=code)
    return found


async def publish(work: Work, definition: FlowDefinition) -> bool:
    """Publish a version of a flow; ``False`` if exactly this version is already published.

    Cases that run stay on the version they started with; new cases take the newest. Raises
    :class:`FlowInvalidError` for unknown moves or conditions and :class:`FlowFrozenError` when the
    version exists with another content.
    """
    compile_flow(definition)
    wanted: dict[str, Any] = definition.model_dump(mode="json")
    known = await store.flow_definition(work.tx, definition.id, definition.version)
    if known is not None:
        if known != wanted:
            raise FlowFrozenError(flow=definition.id, version=definition.version)
        return False
    await store.insert_flow(work, definition.id, definition.version, wanted)
    await bump(work.tx, "flows")
    return True


async def save_calendar(work: Work, data: CalendarData) -> WorkCalendar:
    """Store a work calendar; raises :class:`CalendarInvalidError`. Past deadlines do not move."""
    compiled = compile_calendar(data)
    await store.save_calendar(work, data.code, data.model_dump(mode="json"))
    await bump(work.tx, "calendars")
    return compiled
