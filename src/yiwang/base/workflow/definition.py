"""The pack section ``flows``: stages, actions, conditions and clocks as data.

A flow is validated when a pack is checked and again when it is published; a published version never
changes. What an action *does* is a registered move (:data:`yiwang.kernel.registry.moves`); where, by
whom and under which conditions it may be done, and where the case goes, is data.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Model):
    """A text in both languages."""

    zh: Annotated[str, Field(min_length=1, max_length=200)]
    en: Annotated[str, Field(min_length=1, max_length=200)]


class LimitData(_Model):
    """An amount of time and the unit it is counted in."""

    amount: Annotated[float, Field(gt=0, le=10_000)]
    unit: Literal["work_hour", "urgent_hour", "work_day", "natural_day", "natural_hour"]


class ConditionData(_Model):
    """A registered condition by name, with its parameters; ``negate`` turns it round."""

    name: Code
    params: dict[str, Any] = {}
    negate: bool = False


class StageData(_Model):
    """A stage 阶段. ``skip_when``: passed over if any condition holds, going on to ``next``.

    ``titles`` holds the stage's name in a dialect (数字城管, 12345 …), ``over`` marks the end of the
    loop, ``roles`` who is expected to act next (for queues and notices).
    """

    id: Code
    title: Text
    titles: dict[Code, Text] = {}
    roles: tuple[Code, ...] = ()
    next: Code | None = None
    skip_when: tuple[ConditionData, ...] = ()
    over: bool = False


class ActionData(_Model):
    """An action 动作 of the flow.

    ``stages`` and ``sides`` say where it is allowed (``sides`` empty: only when no side state is on;
    ``"*"`` any). ``to`` moves the case there; ``set_side``/``clear_side`` switch a side state.
    ``automatic`` actions are done by the system as soon as their ``guards`` hold.
    """

    id: Code
    title: Text
    move: Code
    stages: Annotated[tuple[Code | Literal["*"], ...], Field(min_length=1)]
    sides: tuple[Code | Literal["*"], ...] = ()
    roles: tuple[Code, ...] = ()
    to: Code | None = None
    set_side: Code | None = None
    clear_side: bool = False
    guards: tuple[ConditionData, ...] = ()
    automatic: bool = False
    primary: bool = False
    params: dict[str, Any] = {}


class ClockData(_Model):
    """A clock 时限: it runs while the case is in one of ``stages``, if all of ``when`` hold at its start.

    ``limits`` are the flow's own defaults per urgency (1 一般, 2 紧急, 3 特急); the responsibility list
    and the matter come first. ``warn_at`` is the share of the limit after which a reminder is given.
    ``stopped_by`` names actions that meet the clock before the stage ends. ``pauses_in`` names side
    states that stop the time. ``final`` marks the clock that 按期 (on time) is judged by.
    """

    kind: Code
    title: Text
    stages: tuple[Code, ...] = ()
    when: tuple[ConditionData, ...] = ()
    limits: dict[Literal["1", "2", "3"], LimitData] = {}
    warn_at: Annotated[float, Field(gt=0, lt=1)] = 0.8
    stopped_by: tuple[Code, ...] = ()
    pauses_in: tuple[Code, ...] = ()
    final: bool = False


class FlowDefinition(_Model):
    """A version of a flow 流程."""

    id: Code
    version: Annotated[int, Field(ge=1)]
    title: Text
    calendar: Code = "standard"
    initial: Code
    return_limit: Annotated[int, Field(ge=0, le=10)] = 2
    return_window: LimitData | None = None
    dialects: dict[Code, Text] = {}
    sides: dict[Code, Text] = {}
    stages: Annotated[tuple[StageData, ...], Field(min_length=2)]
    actions: Annotated[tuple[ActionData, ...], Field(min_length=1)]
    clocks: tuple[ClockData, ...] = ()

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        stages = [s.id for s in self.stages]
        _unique("stages", stages)
        _unique("actions", [a.id for a in self.actions])
        _unique("clocks", [c.kind for c in self.clocks])
        known, sides = set(stages), set(self.sides)
        _known("initial", [self.initial], known)
        actions = {a.id for a in self.actions}
        for stage in self.stages:
            _known(f"stages.{stage.id}.next", [stage.next] if stage.next else [], known)
            _known(f"stages.{stage.id}.titles", stage.titles, set(self.dialects))
            if stage.skip_when and stage.next is None:
                raise ValueError(f"stages.{stage.id}: skip_when needs next")
        for action in self.actions:
            where = f"actions.{action.id}"
            _known(f"{where}.stages", [s for s in action.stages if s != "*"], known)
            _known(f"{where}.sides", [s for s in action.sides if s != "*"], sides)
            _known(f"{where}.to", [action.to] if action.to else [], known)
            _known(f"{where}.set_side", [action.set_side] if action.set_side else [], sides)
        for clock in self.clocks:
            _known(f"clocks.{clock.kind}.stages", clock.stages, known)
            _known(f"clocks.{clock.kind}.stopped_by", clock.stopped_by, actions)
            _known(f"clocks.{clock.kind}.pauses_in", clock.pauses_in, sides)
        return self


def _unique(where: str, names: list[str]) -> None:
    twice = {n for n in names if names.count(n) > 1}
    if twice:
        raise ValueError(f"{where}: named twice: {', '.join(sorted(twice))}")


def _known(where: str, names: Any, known: set[str]) -> None:
    missing = [n for n in names if n not in known]
    if missing:
        raise ValueError(f"{where}: unknown: {', '.join(missing)}")


class CalendarData(_Model):
    """The pack section ``calendars``: a work calendar 工作日历.

    ``weekly`` maps weekday 0 (Monday) … 6 to frames ``HH:MM-HH:MM``; ``holidays`` are days without
    work and their names; ``makeup`` are 调休 days worked although they fall on a rest day, with their
    frames (empty: those of weekday 0). ``day_rule`` says what N 工作日 mean, see
    :class:`yiwang.kernel.worktime.WorkCalendar`.
    """

    code: Code
    title: Text
    timezone: str
    weekly: dict[Annotated[int, Field(ge=0, le=6)], tuple[str, ...]]
    holidays: dict[str, str] = {}
    makeup: dict[str, tuple[str, ...]] = {}
    day_rule: Literal["same_position", "end_of_day"] = "same_position"
    source: str = ""
