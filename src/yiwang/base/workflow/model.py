"""Flow versions ready for use: look-ups made once, all rules without I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import msgspec

from yiwang.base.workflow.definition import (
    ActionData,
    CalendarData,
    ClockData,
    ConditionData,
    FlowDefinition,
    LimitData,
    StageData,
)
from yiwang.base.workflow.errors import CalendarInvalidError, FlowInvalidError, FlowNotFoundError
from yiwang.kernel.refusals import complaint
from yiwang.kernel.registry import Named, conditions, moves
from yiwang.kernel.worktime import Limit, TimeUnit, WorkCalendar


@dataclass(frozen=True)
class Condition:
    """A condition bound to its parameters."""

    named: Named[Any]
    params: Any
    negate: bool

    def holds(self, view: Any) -> bool:
        """Tell whether the condition holds for ``view`` (the acting module's view of its case)."""
        return bool(self.named.call(view, self.params)) is not self.negate


@dataclass(frozen=True)
class Action:
    """An action of a flow with its move and guards resolved."""

    data: ActionData
    move: Named[Any]
    guards: tuple[Condition, ...]

    @property
    def id(self) -> str:
        """Return the action's name, as in ``POST …/actions/{action}``."""
        return self.data.id

    def fits(self, stage: str, side: str | None) -> bool:
        """Tell whether the action exists in ``stage`` under the side state ``side``."""
        if stage not in self.data.stages and "*" not in self.data.stages:
            return False
        if side is None:
            return not self.data.sides or "*" in self.data.sides
        return side in self.data.sides or "*" in self.data.sides


@dataclass(frozen=True)
class FlowVersion:
    """A published version of a flow, compiled: never changes, shared by all its cases."""

    definition: FlowDefinition
    actions: dict[str, Action]
    stages: dict[str, StageData]
    skips: dict[str, tuple[Condition, ...]]
    clocks: tuple[ClockData, ...]
    clock_when: dict[str, tuple[Condition, ...]]
    at: dict[str, tuple[Action, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the flow's name."""
        return self.definition.id

    @property
    def version(self) -> int:
        """Return the version number."""
        return self.definition.version

    def stage(self, name: str) -> StageData:
        """Return the stage called ``name``."""
        return self.stages[name]

    def automatic(self, stage: str, side: str | None) -> list[Action]:
        """Return the actions that the system may do by itself in ``stage``."""
        return [a for a in self.at[stage] if a.data.automatic and a.fits(stage, side)]

    def target(self, wanted: str, view: Any) -> str:
        """Return the stage that a move to ``wanted`` really reaches after skipping."""
        stage = self.stages[wanted]
        seen: set[str] = set()
        while stage.next is not None and stage.id not in seen:
            seen.add(stage.id)
            if not any(c.holds(view) for c in self.skips[stage.id]):
                break
            stage = self.stages[stage.next]
        return stage.id

    def starts(self, clock: str, view: Any) -> bool:
        """Tell whether the clock ``clock`` is to start for ``view``."""
        conditions = self.clock_when[clock]
        return not conditions or all(c.holds(view) for c in conditions)

    @cached_property
    def final_clock(self) -> str | None:
        """Return the kind of the clock that on-time closing is judged by."""
        return next((c.kind for c in self.clocks if c.final), None)


@dataclass(frozen=True)
class Flows:
    """All published flow versions: the snapshot that cases are worked with."""

    versions: dict[tuple[str, int], FlowVersion]
    newest: dict[str, int]

    def version(self, flow: str, version: int) -> FlowVersion:
        """Return exactly this version; raises :class:`FlowNotFoundError`."""
        found = self.versions.get((flow, version))
        if found is None:
            raise FlowNotFoundError(key=f"{flow} v{version}")
        return found

    def current(self, flow: str) -> FlowVersion:
        """Return the newest published version of ``flow``; raises :class:`FlowNotFoundError`."""
        if flow not in self.newest:
            raise FlowNotFoundError(key=flow)
        return self.versions[flow, self.newest[flow]]


def compile_flow(definition: FlowDefinition) -> FlowVersion:
    """Bind names to registered functions; raises :class:`FlowInvalidError` naming what is unknown."""
    actions = {a.id: _action(a) for a in definition.actions}
    stages = {s.id: s for s in definition.stages}
    return FlowVersion(
        definition=definition,
        actions=actions,
        stages=stages,
        skips={
            s.id: tuple(_condition(c, f"stages.{s.id}.skip_when") for c in s.skip_when)
            for s in definition.stages
        },
        clocks=definition.clocks,
        clock_when={
            c.kind: tuple(_condition(w, f"clocks.{c.kind}.when") for w in c.when) for c in definition.clocks
        },
        at={
            name: tuple(a for a in actions.values() if name in a.data.stages or "*" in a.data.stages)
            for name in stages
        },
    )


def _action(data: ActionData) -> Action:
    if data.move not in moves:
        raise FlowInvalidError(
            field=f"actions.{data.id}.move", why_zh=f"未知动作 {data.move}", why_en=data.move
        )
    move = moves.get(data.move)
    try:
        msgspec.convert(data.params, move.params)
    except msgspec.ValidationError as error:
        raise _unfit(f"actions.{data.id}.params", error) from error
    return Action(data, move, tuple(_condition(g, f"actions.{data.id}.guards") for g in data.guards))


def _condition(data: ConditionData, where: str) -> Condition:
    if data.name not in conditions:
        raise FlowInvalidError(field=where, why_zh=f"未知条件 {data.name}", why_en=f"unknown: {data.name}")
    named = conditions.get(data.name)
    try:
        params = msgspec.convert(data.params, named.params)
    except msgspec.ValidationError as error:
        raise _unfit(f"{where}.{data.name}", error) from error
    return Condition(named, params, data.negate)


def _unfit(where: str, error: msgspec.ValidationError) -> FlowInvalidError:
    """Return the named error for parameters at ``where`` that are not what the function asks for."""
    field, zh, en = complaint(error)
    return FlowInvalidError(field=f"{where}.{field}" if field else where, why_zh=zh, why_en=en)


def limit_of(data: LimitData) -> Limit:
    """Return the kernel's limit for a limit of a definition."""
    return Limit(data.amount, TimeUnit(data.unit))


def compile_calendar(data: CalendarData) -> WorkCalendar:
    """Return the calendar ready for computing; raises :class:`CalendarInvalidError` naming the key."""
    try:
        ordinary = next((f for _, f in sorted(data.weekly.items()) if f), ())
        return WorkCalendar(
            code=data.code,
            timezone=data.timezone,
            weekly={day: _frames(frames) for day, frames in data.weekly.items()},
            holidays=frozenset(date.fromisoformat(d) for d in data.holidays),
            makeup={date.fromisoformat(d): _frames(frames or ordinary) for d, frames in data.makeup.items()},
            names={date.fromisoformat(d): name for d, name in data.holidays.items()},
            day_rule=data.day_rule,
        )
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise CalendarInvalidError(field=f"calendars.{data.code}", why=str(error)) from error


def _frames(texts: Iterable[str]) -> tuple[tuple[time, time], ...]:
    frames = []
    for text in texts:
        start, _, end = text.partition("-")
        frames.append((time.fromisoformat(start), time.fromisoformat("00:00" if end == "24:00" else end)))
    return tuple(frames)
