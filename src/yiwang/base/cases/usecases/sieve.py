"""Whether a filter names what exists: an unknown word is refused, so that it is not taken for “none”."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from yiwang.base.cases.model.filters import CaseFilter
from yiwang.base.cases.model.report import source_is_sound
from yiwang.base.cases.model.rules import Rules
from yiwang.base.cases.model.state import OVER
from yiwang.base.cases.usecases.context import Reference
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.kernel.errors import InvalidInputError

#: Cases of an import that was taken back; no flow knows this side state, and no list shows them.
_WITHDRAWN = "withdrawn"
_TOLD = 40


def check_words(asked: CaseFilter, ref: Reference, rules: Rules) -> None:
    """Raise ``invalid_input`` naming the first word of ``asked`` that means nothing here.

    Stages and side states of older flow versions count: cases are still worked by them. Former units and
    areas are in no directory, but their cases are found by code: only what cannot be a code is refused.
    """
    flows = [flow.definition for flow in ref.flows.versions.values()]
    stages = OVER | {stage.id for flow in flows for stage in flow.stages}
    sides = {_WITHDRAWN} | {side for flow in flows for side in flow.sides}
    _listed("stage", "阶段", "stage", asked.stages, stages)
    _listed("side", "状态", "side state", [asked.side] if asked.side else (), sides)
    _listed("channel", "渠道", "channel", asked.channels, rules.channels)
    _formed("source", "来源", "source", [s for s in asked.sources if not source_is_sound(s)])
    _formed("unit", "单位编码", "unit code", [u for u in asked.units if not identity.code_is_sound(u)])
    if asked.area is not None and geography.level_of(asked.area) is None:
        raise _formless("area", "区域编码", "area code", asked.area)
    for matter in asked.matters:
        if not (ref.catalogue.find(matter) or ref.catalogue.get(matter)):
            raise _unknown("matter", "事项", "matter", matter)


def _listed(field: str, zh: str, en: str, words: Iterable[str], known: Collection[str]) -> None:
    for word in words:
        if word not in known:
            raise _unknown(field, zh, en, word)


def _formed(field: str, zh: str, en: str, wrong: Iterable[str]) -> None:
    for word in wrong:
        raise _formless(field, zh, en, word)


def _unknown(field: str, zh: str, en: str, word: str) -> InvalidInputError:
    told = word[:_TOLD]
    return InvalidInputError(field=field, why_zh=f"没有{zh}“{told}”", why_en=f"there is no {en} {told!r}")


def _formless(field: str, zh: str, en: str, word: str) -> InvalidInputError:
    told = word[:_TOLD]
    return InvalidInputError(field=field, why_zh=f"“{told}”不是{zh}", why_en=f"{told!r} cannot be a {en}")
