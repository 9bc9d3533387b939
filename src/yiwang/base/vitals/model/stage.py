"""The stage of the city: a scale of written criteria, and what they say now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

Words = Annotated[str, Meta(min_length=1, max_length=500)]
#: Stages are counted from 1, the quiet one.
LOWEST, HIGHEST = 1, 5
_SIGNS: Final = {"above": ">", "below": "<"}


class Criterion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition: so many of something in force, or an indicator beyond a limit.

    ``of``: ``warnings`` published, ``alarms`` of devices and ``alerts`` on indicators that are open, of
    ``level`` (blue to red) or graver; or an ``indicator`` over the piece of time (``grain``) that ended last.
    """

    of: Literal["warnings", "alarms", "alerts", "indicator"]
    level: Literal["blue", "yellow", "orange", "red"] = "red"
    indicator: Annotated[str, Meta(max_length=60)] = ""
    grain: Literal["day", "week", "month"] = "day"
    side: Literal["above", "below"] = "above"
    limit: float = 0.0


class Stage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stage: its name, when it holds (``any`` or ``all`` of the criteria), and what is advised then."""

    number: Annotated[int, Meta(ge=LOWEST, le=9)]
    zh: Words
    en: Words
    criteria: Annotated[tuple[Criterion, ...], Meta(max_length=20)] = ()
    need: Literal["any", "all"] = "any"
    advice_zh: Words
    advice_en: Words


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The stages in order; the first needs no criteria."""

    stages: Annotated[tuple[Stage, ...], Meta(min_length=2, max_length=9)]
    source_zh: Annotated[str, Meta(max_length=500)] = ""
    source_en: Annotated[str, Meta(max_length=1000)] = ""

    def flaw(self) -> tuple[str, str] | None:
        """Return in zh and en what does not hold together, if anything."""
        if [s.number for s in self.stages] != list(range(1, len(self.stages) + 1)):
            return "等级须从 1 起连续编号", "stages are numbered from 1 without gaps"
        if self.stages[0].criteria or not all(s.criteria for s in self.stages[1:]):
            return (
                "第 1 级没有条件，其余各级须有条件",
                "the first stage has no criteria, every other has some",
            )
        for one in (c for s in self.stages for c in s.criteria):
            if (one.of == "indicator") != bool(one.indicator):
                return "指标条件须写明指标", "a criterion on an indicator names it"
        return None

    def get(self, number: int) -> Stage | None:
        """Return the stage of this number."""
        return next((s for s in self.stages if s.number == number), None)


def holds(one: Criterion, value: float | None) -> bool | None:
    """Tell whether a criterion holds; ``None``: its value is not known. A count holds from ``limit`` on."""
    if value is None:
        return None
    if one.of != "indicator":
        return value >= max(one.limit, 1)
    return value > one.limit if one.side == "above" else value < one.limit


def written(one: Criterion, names: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return a criterion in words, so that the scale reads as it is computed."""
    colours = {
        "blue": ("蓝色", "blue"),
        "yellow": ("黄色", "yellow"),
        "orange": ("橙色", "orange"),
        "red": ("红色", "red"),
    }
    kinds = {
        "warnings": ("生效预警", "warnings in force"),
        "alarms": ("设备告警", "open alarms of devices"),
        "alerts": ("体征预警", "open alerts on indicators"),
    }
    if one.of != "indicator":
        (colour, tint), (zh, en) = colours[one.level], kinds[one.of]
        n = f"{max(one.limit, 1):g}"
        return {"zh": f"{colour}及以上{zh}不少于 {n} 条", "en": f"at least {n} {en}, {tint} or graver"}
    zh, en = names.get(one.indicator, (one.indicator, one.indicator))
    grains = {"day": ("日", "day"), "week": ("周", "week"), "month": ("月", "month")}
    sign = _SIGNS[one.side]
    return {
        "zh": f"{zh}（{grains[one.grain][0]}）{sign} {one.limit:g}",
        "en": f"{en} ({grains[one.grain][1]}) {sign} {one.limit:g}",
    }


def proposed(
    scale: Scale, values: Mapping[Criterion, float | None]
) -> tuple[int | None, list[dict[str, Any]]]:
    """Return the highest stage whose criteria hold, and every criterion with its value.

    ``None`` if nothing at all is known: a city of which nothing is known is not quiet.
    """
    found, told = LOWEST, []
    for stage in scale.stages:
        states = [holds(c, values.get(c)) for c in stage.criteria]
        for criterion, state in zip(stage.criteria, states, strict=True):
            told.append(
                {
                    "stage": stage.number,
                    "criterion": criterion,
                    "value": values.get(criterion),
                    "holds": state,
                }
            )
        met = any(s is True for s in states) if stage.need == "any" else bool(states) and all(states)
        if met:
            found = stage.number
    known = any(one["holds"] is not None for one in told)
    return (found if known else None), told


#: What is delivered: five stages in the manner of an operations centre; the limits are for the city to set.
DELIVERED: Final = Scale(
    source_zh="五级做法参照里约热内卢运营中心公开的运行阶段；条件与数值为本系统的建议值，由城市改定。",
    source_en="Five stages after the published practice of Rio's operations centre; criteria and limits are "
    "a proposal, for the city to set.",
    stages=(
        Stage(
            number=1, zh="一级 平稳", en="1 Quiet", advice_zh="按日常值守运行。", advice_en="Everyday duty."
        ),
        Stage(
            number=2,
            zh="二级 关注",
            en="2 Attention",
            criteria=(
                Criterion(of="warnings", level="blue", limit=1),
                Criterion(of="alarms", level="orange", limit=5),
                Criterion(of="alerts", level="yellow", limit=1),
            ),
            advice_zh="值班长加密巡屏，相关单位保持联络。",
            advice_en="The shift leader looks more often; units stay reachable.",
        ),
        Stage(
            number=3,
            zh="三级 警戒",
            en="3 Alert",
            criteria=(
                Criterion(of="warnings", level="yellow", limit=1),
                Criterion(of="alarms", level="red", limit=3),
                Criterion(of="alerts", level="orange", limit=1),
            ),
            advice_zh="带班领导到岗，处置力量前置，向公众发布提示。",
            advice_en="The leader on duty comes in, forces move forward, the public is advised.",
        ),
        Stage(
            number=4,
            zh="四级 紧急",
            en="4 Emergency",
            criteria=(
                Criterion(of="warnings", level="orange", limit=1),
                Criterion(of="alarms", level="red", limit=10),
                Criterion(of="alerts", level="red", limit=2),
            ),
            advice_zh="启动相应预案，联席指挥，限制非必要出行。",
            advice_en="Plans are started, command is joint, needless travel is discouraged.",
        ),
        Stage(
            number=5,
            zh="五级 危机",
            en="5 Crisis",
            criteria=(Criterion(of="warnings", level="red", limit=1),),
            advice_zh="全面应急响应，市主要领导指挥，必要时请求上级支援。",
            advice_en="Full response under the head of the city; help from above is asked for where needed.",
        ),
    ),
)
