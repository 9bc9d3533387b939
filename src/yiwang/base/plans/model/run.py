"""A plan carried out on a case: its steps, and how they differ from what the plan says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from statistics import median
from typing import Final
from uuid import UUID

import msgspec

from yiwang.base.plans.definition import How, Plan
from yiwang.kernel.worktime import Words

#: From so many uses of a version on its steps are judged, and the share of them that says something.
ENOUGH: Final = 5
_SHARE: Final = 0.5


class RunStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A step as it was ordered: what it became, for whom, until when. Its words are a note of the case.

    ``id`` is the plan's, or ``+1`` … for one that was added. ``changed`` names what differs from the plan.
    ``told``: how many persons a notice went to, where it went to persons.
    """

    id: str
    how: How
    minutes: int
    evidence: bool
    due_at: datetime | None = None
    unit: str | None = None
    role: str | None = None
    told: int = 0
    changed: tuple[str, ...] = ()
    task: UUID | None = None
    supervision: UUID | None = None
    note: UUID | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A plan put into effect on a case, by a person, at a level of response."""

    id: UUID
    case: UUID
    number: str
    plan: str
    version: int
    level: int
    matter: str | None
    at: datetime
    by: str
    steps: tuple[RunStep, ...]
    struck: tuple[str, ...] = ()


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What the use of a version says about one of its steps: ``drop``, or change ``field``."""

    step: str
    kind: str
    field: str
    n: int
    of: int
    said: Words


class StepUse(msgspec.Struct, frozen=True, kw_only=True):
    """How often a step of a version was offered, struck, and changed in which field."""

    step: str
    offered: int
    struck: int
    changed: dict[str, int]


_FIELDS: Final = {
    "minutes": ("时限", "time"),
    "unit": ("单位", "unit"),
    "text": ("文字", "text"),
    "evidence": ("证据要求", "evidence"),
}


def uses(plan: Plan, runs: Sequence[Run]) -> list[StepUse]:
    """Return how each step of ``plan`` was used in ``runs`` of its version."""
    found = []
    for step in plan.steps:
        taken = [one for run in runs for one in run.steps if one.id == step.id]
        struck = sum(step.id in run.struck for run in runs)
        changed = Counter(field for one in taken for field in one.changed)
        found.append(StepUse(step=step.id, offered=len(taken) + struck, struck=struck, changed=dict(changed)))
    return found


def advice(plan: Plan, runs: Sequence[Run]) -> list[Advice]:
    """Return what half or more of at least :data:`ENOUGH` uses did differently from the plan."""
    found: list[Advice] = []
    titles = {step.id: step.title for step in plan.steps}
    for use in uses(plan, runs):
        if use.offered < ENOUGH:
            continue
        if use.struck >= use.offered * _SHARE:
            said = Words(
                f"“{titles[use.step]}”在 {use.offered} 次启用中被删去 {use.struck} 次，"
                "建议删去或提高其响应级别",
                f"struck in {use.struck} of {use.offered} uses: drop the step, or give it a higher level",
            )
            found.append(
                Advice(step=use.step, kind="drop", field="", n=use.struck, of=use.offered, said=said)
            )
        taken = use.offered - use.struck
        for field, n in sorted(use.changed.items()):
            if taken >= ENOUGH and n >= taken * _SHARE:
                said = _better(titles[use.step], use.step, field, (n, taken), runs)
                found.append(Advice(step=use.step, kind="change", field=field, n=n, of=taken, said=said))
    return found


def _better(title: str, step: str, field: str, share: tuple[int, int], runs: Sequence[Run]) -> Words:
    zh, en = _FIELDS.get(field, (field, field))
    more_zh = more_en = ""
    if field == "minutes":
        middle = median(one.minutes for run in runs for one in run.steps if one.id == step)
        more_zh, more_en = f"，中位数为 {middle:g} 分钟", f", the median is {middle:g} minutes"
    n, taken = share
    return Words(
        f"“{title}”的{zh}在 {taken} 次启用中被改 {n} 次{more_zh}，建议修订",
        f"the {en} was changed in {n} of {taken} uses{more_en}: revise it",
    )
