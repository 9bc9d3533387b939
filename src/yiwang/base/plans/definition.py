"""A plan 预案 as data, and the pack section ``plans``."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args

import msgspec
from pydantic import BaseModel, ConfigDict, Field, field_validator

#: What a step becomes: 派遣 主办 · 协办 · 吹哨 · 督办 · 提醒. The first four are actions of the case's flow.
How: TypeAlias = Literal["dispatch", "assist", "whistle", "supervise", "notify"]
HOWS: Final[dict[How, tuple[str, str]]] = {
    "dispatch": ("派遣主办", "dispatch to the lead unit"),
    "assist": ("协办任务", "assisting task"),
    "whistle": ("吹哨任务", "whistle task"),
    "supervise": ("督办", "supervision"),
    "notify": ("提醒", "notice"),
}
#: How the one who shall act is found, so that a plan names no unit of one city unless it wants to.
Finder: TypeAlias = Literal["lead", "matter", "area", "unit", "post", "duty"]
FINDERS: Final[dict[Finder, tuple[str, str]]] = {
    "lead": ("本案主办单位", "the lead unit of the case"),
    "matter": ("某事项在此处的主责单位", "whoever leads a matter in this place"),
    "area": ("属地街镇", "the street or town office of the place"),
    "unit": ("指定单位", "a named unit"),
    "post": ("岗位", "holders of a post"),
    "duty": ("在岗人员", "people on duty with a role"),
}
#: Levels of response, lowest first: the colours of warnings and alarms.
LEVELS: Final[dict[int, tuple[str, str]]] = {
    1: ("Ⅳ级响应（蓝）", "level IV (blue)"),
    2: ("Ⅲ级响应（黄）", "level III (yellow)"),
    3: ("Ⅱ级响应（橙）", "level II (orange)"),
    4: ("Ⅰ级响应（红）", "level I (red)"),
}
#: What may stand in braces in the text of an order.
FIELDS: Final[dict[str, tuple[str, str]]] = {
    "number": ("案件编号", "number of the case"),
    "matter": ("事项", "matter"),
    "place": ("地点", "place"),
    "area": ("区域", "area"),
    "time": ("接报时间", "when it was reported"),
    "caller": ("反映人（脱敏）", "reporter, masked"),
    "device": ("设备", "device"),
    "value": ("监测值", "measured value"),
    "level": ("响应级别", "level of response"),
}
_FIELD: Final = re.compile(r"\{(\w*)\}")
_MOST_MINUTES: Final = 60 * 24 * 60

Code: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_\-]{0,39}$")]
Title: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Words: TypeAlias = Annotated[str, msgspec.Meta(max_length=1000)]
Minutes: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=_MOST_MINUTES)]
ResponseLevel: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=4)]


class _Data(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class Who(_Data, frozen=True, kw_only=True):
    """Who shall act: how they are found, and by which code (matter, unit, post or role)."""

    by: Finder
    code: Annotated[str, msgspec.Meta(max_length=64)] = ""

    def __post_init__(self) -> None:
        if (self.by in {"lead", "area"}) == bool(self.code):
            needs = "must not have" if self.code else "needs"
            raise ValueError(f"who: {self.by} {needs} a code")


class Step(_Data, frozen=True, kw_only=True):
    """A step of a plan, an order 指令 once it is given.

    ``minutes`` from the start of the plan until it must be done (nought: at once, no deadline of its own).
    ``from_level``: the lowest level of response that has this step. ``basis``: what it rests on.
    """

    id: Code
    title: Title
    how: How
    who: Who
    minutes: Minutes = 0
    text: Words = ""
    evidence: bool = False
    from_level: ResponseLevel = 1
    basis: Annotated[str, msgspec.Meta(max_length=300)] = ""

    def __post_init__(self) -> None:
        if self.how != "notify" and self.who.by == "duty":
            raise ValueError(f"steps.{self.id}: people on duty can be told, a task needs a unit")
        if (self.how in {"assist", "whistle", "supervise"}) != (self.minutes > 0):
            raise ValueError(f"steps.{self.id}: {self.how} and {self.minutes} minutes do not go together")
        unknown = sorted(set(_FIELD.findall(self.text)) - set(FIELDS))
        if unknown:
            raise ValueError(f"steps.{self.id}.text: unknown field {{{unknown[0]}}}")


class Condition(_Data, frozen=True, kw_only=True):
    """A registered condition by name, with its parameters; ``negate`` turns it round."""

    name: Code
    params: dict[str, Any] = {}
    negate: bool = False


class Reference(_Data, frozen=True, kw_only=True):
    """A text the plan rests on: a matter of the catalogue (``matter:06013``) or where it is found."""

    title: Title
    where: Annotated[str, msgspec.Meta(max_length=300)] = ""


class Plan(_Data, frozen=True, kw_only=True):
    """A plan: when it applies, what is to be done.

    ``when`` are alternatives; one applies if all of its conditions hold. ``example``: shipped to show how a
    plan is written, not checked by any authority.
    """

    code: Code
    title: Title
    summary: Annotated[str, msgspec.Meta(max_length=500)] = ""
    when: Annotated[
        tuple[Annotated[tuple[Condition, ...], msgspec.Meta(min_length=1, max_length=12)], ...],
        msgspec.Meta(min_length=1, max_length=12),
    ]
    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1, max_length=40)]
    references: Annotated[tuple[Reference, ...], msgspec.Meta(max_length=20)] = ()
    example: bool = False

    def __post_init__(self) -> None:
        ids = [step.id for step in self.steps]
        if len(set(ids)) < len(ids):
            raise ValueError("steps: an id is given twice")
        if "dispatch" in [step.how for step in self.steps[1:]]:
            raise ValueError("steps: only the first step can dispatch the case")


class PlansSection(BaseModel):
    """The section ``plans``; each plan is checked as the library would."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plans: tuple[dict[str, Any], ...] = Field(default=(), max_length=200)

    @field_validator("plans")
    @classmethod
    def _read(cls, plans: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        try:
            read = [msgspec.convert(one, Plan) for one in plans]
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from None  # what pydantic names with file and key
        if len({one.code for one in read}) < len(read):
            raise ValueError("a code is given twice")
        return tuple(msgspec.to_builtins(one) for one in read)


assert get_args(How) == tuple(HOWS)
assert get_args(Finder) == tuple(FINDERS)
