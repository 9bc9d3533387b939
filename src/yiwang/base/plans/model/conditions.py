"""Conditions that plans may name: each looks at a case and says in words why it holds, or ``None``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from yiwang.base.plans.definition import Condition, Plan
from yiwang.base.plans.errors import PlanInvalidError
from yiwang.base.plans.model.situation import Situation, level_of_colour
from yiwang.kernel.refusals import complaint
from yiwang.kernel.registry import Registry
from yiwang.kernel.worktime import Words

Said: TypeAlias = Words | None
conditions: Registry[Callable[[Situation, Any], Said]] = Registry("condition of plans")

Colour: TypeAlias = Literal["blue", "yellow", "orange", "red"]
_Codes: TypeAlias = Annotated[
    tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=64)], ...],
    msgspec.Meta(min_length=1, max_length=60),
]


class _Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Keys(_Params, frozen=True):
    """Matters or classes of the catalogue: ``matter:06013``, ``matter:06``."""

    keys: _Codes


class Codes(_Params, frozen=True):
    """Codes of areas, tags or channels; one of them is enough."""

    codes: _Codes


class WordsAny(_Params, frozen=True):
    """Words of which the report has one."""

    any: _Codes


class AtLeast(_Params, frozen=True):
    """The lowest urgency that counts."""

    urgency: Annotated[int, msgspec.Meta(ge=1, le=3)]


class AlarmParams(_Params, frozen=True):
    """Rules of alarms (none: any) and the lowest level."""

    rules: tuple[Annotated[str, msgspec.Meta(max_length=64)], ...] = ()
    level: Colour = "blue"


class WarningParams(_Params, frozen=True):
    """The lowest level of a warning that is in force for the place."""

    level: Colour = "blue"


@conditions.register("matter", zh="事项是", en="the matter is", params=Keys)
def matter(case: Situation, params: Keys) -> Said:
    """Tell whether the matter, or its class, is one of those named."""
    for one in (case.matter, case.klass):
        if one is not None and one.code in params.keys:
            return Words(f"事项属“{one.name}”", f"the matter is {one.name!r}")
    return None


@conditions.register("area", zh="发生在", en="it happened in", params=Codes)
def area(case: Situation, params: Codes) -> Said:
    """Tell whether the place lies in one of the areas."""
    for one in reversed(case.areas):
        if one.code in params.codes:
            return Words(f"发生在{one.name}", f"it happened in {one.name}")
    return None


@conditions.register("tag", zh="来件有标签", en="the report carries a tag", params=Codes)
def tag(case: Situation, params: Codes) -> Said:
    """Tell whether a report carries one of the tags."""
    for one in case.tags:
        if one.code in params.codes:
            return Words(f"来件带标签“{one.name}”", f"the report is tagged {one.name!r}")
    return None


@conditions.register("words", zh="来件写有", en="the report says", params=WordsAny)
def words(case: Situation, params: WordsAny) -> Said:
    """Tell whether a report has one of the words."""
    for one in params.any:
        if one in case.text:
            return Words(f"来件写有“{one}”", f"the report says {one!r}")
    return None


@conditions.register("urgency", zh="紧急程度不低于", en="at least this urgent", params=AtLeast)
def urgency(case: Situation, params: AtLeast) -> Said:
    """Tell whether the case is at least so urgent."""
    if case.urgency < params.urgency:
        return None
    name = ("一般", "紧急", "特急")[case.urgency - 1]
    return Words(f"紧急程度为{name}", f"its urgency is {case.urgency}")


@conditions.register("major", zh="定级为重大", en="graded major")
def major(case: Situation, _params: object) -> Said:
    """Tell whether the case is graded major."""
    return Words("案件定级为重大突发", "the case is graded major") if case.major else None


@conditions.register("channel", zh="渠道是", en="it came by", params=Codes)
def channel(case: Situation, params: Codes) -> Said:
    """Tell whether the case came by one of the channels."""
    found = case.channel in params.codes
    return Words(f"来自渠道“{case.channel}”", f"it came by {case.channel!r}") if found else None


@conditions.register("alarm", zh="由告警而来", en="it came from an alarm", params=AlarmParams)
def alarm(case: Situation, params: AlarmParams) -> Said:
    """Tell whether an alarm of one of the rules, so high at least, became the case."""
    found = case.alarm
    if found is None or (params.rules and found.rule not in params.rules):
        return None
    if found.level < level_of_colour(params.level):
        return None
    value = "" if found.value is None else f"，监测值 {found.value:g}"
    value_en = "" if found.value is None else f", measured {found.value:g}"
    return Words(f"由告警规则“{found.rule}”触发{value}", f"an alarm of rule {found.rule!r} made it{value_en}")


@conditions.register("warning", zh="当地有预警", en="a warning is in force", params=WarningParams)
def warning(case: Situation, params: WarningParams) -> Said:
    """Tell whether a warning of at least the level is in force for the place."""
    lowest = level_of_colour(params.level)
    title = next((title for level, title in case.warnings if level >= lowest), None)
    return None if title is None else Words(f"当地预警生效中：{title}", f"a warning is in force: {title}")


def check(plan: Plan) -> None:
    """Raise ``plan_invalid`` for a condition that is unknown, or whose parameters are not its own."""
    for alternative in plan.when:
        for condition in alternative:
            _params(condition)


def _params(condition: Condition) -> Any:
    if condition.name not in conditions:
        raise PlanInvalidError(
            field="when", why_zh=f"没有条件“{condition.name}”", why_en=f"no condition {condition.name!r}"
        )
    try:
        return msgspec.convert(condition.params, conditions.get(condition.name).params)
    except msgspec.ValidationError as error:
        said = complaint(error)
        raise PlanInvalidError(
            field=f"when.{condition.name}",
            why_zh=f"{condition.name}：{said.zh}",
            why_en=f"{condition.name}: {said.en}",
        ) from None


def applies(plan: Plan, case: Situation) -> tuple[Words, ...] | None:
    """Return why ``plan`` applies to ``case``: of its alternatives that hold the one that says most.

    ``None`` if none holds.
    """
    found = [said for alternative in plan.when if (said := _all(alternative, case)) is not None]
    return max(found, key=len, default=None)


def _all(alternative: tuple[Condition, ...], case: Situation) -> tuple[Words, ...] | None:
    reasons: list[Words] = []
    for condition in alternative:
        named = conditions.get(condition.name)
        said = named.call(case, _params(condition))
        if (said is None) != condition.negate:
            return None
        reasons.append(said or Words(f"不满足“{named.zh}”", f"it is not so that: {named.en}"))
    return tuple(reasons)
