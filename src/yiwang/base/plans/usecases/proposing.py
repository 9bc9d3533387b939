"""Which plans apply to a case, in order, with reasons; what their steps would be here and now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from yiwang.base.cases import api as cases
from yiwang.base.plans import store
from yiwang.base.plans.definition import LEVELS, Plan, Step
from yiwang.base.plans.model.conditions import applies
from yiwang.base.plans.model.library import Version
from yiwang.base.plans.model.rights import USE
from yiwang.base.plans.model.run import Run
from yiwang.base.plans.model.situation import filled, variables
from yiwang.base.plans.usecases.finding import Found, find
from yiwang.base.plans.usecases.looking import shown
from yiwang.base.plans.usecases.situating import Scene, scene
from yiwang.infra.database import Work
from yiwang.kernel.permissions import allowed
from yiwang.kernel.worktime import Words

_MOST: Final = 10
_YEAR: Final = timedelta(days=365)
_MOST_PAST: Final = 500
#: What the flow says of an action that the stage of a case does not have.
_NOT_HERE: Final = {
    "reason": {"zh": "案件所在环节还不能这样做", "en": "the stage of the case does not allow it yet"}
}
History = Mapping[str, int]


async def propose(work: Work, number: str) -> dict[str, Any]:
    """Return ``{proposed, runs, level}`` of a case: plans that apply, the best first, and what runs.

    A plan that says more of the case comes first; among equals the one that was taken more often for the same
    matter. A plan that runs is proposed again only for a higher level. Raises ``case_not_found``.
    """
    here = await scene(work, number)
    runs = await store.runs_of_case(work.tx, here.state.id)
    result: dict[str, Any] = {
        "may_use": allowed(work.actor, USE),
        "level": here.situation.level,
        "levels": [{"level": n, "zh": zh, "en": en} for n, (zh, en) in LEVELS.items()],
        "proposed": [],
        "runs": await shown(work, here, runs),
    }
    if here.state.is_over:
        return result
    approved = await store.APPROVED.get(work.tx)
    fitting = [(one, why) for one in approved.values() if (why := applies(one.plan, here.situation))]
    past = await _past(work, [one.plan.code for one, _ in fitting], here.state.matter)

    def rank(found: tuple[Version, tuple[Words, ...]]) -> tuple[int, int, str]:
        version, why = found
        return -len(why), -past[version.plan.code]["taken"], version.plan.code

    offered = {one["action"]: one for one in await cases.actions(work, number)}
    for version, why in sorted(fitting, key=rank)[:_MOST]:
        reached = reached_level(version.plan, runs)
        level = max(here.situation.level, min(reached + 1, max(LEVELS)))
        steps = [one for one in version.plan.steps if one.from_level > reached]
        if not steps:
            continue
        result["proposed"].append(
            {
                "plan": version.plan.code,
                "version": version.version,
                "title": version.plan.title,
                "summary": version.plan.summary,
                "example": version.plan.example,
                "references": version.plan.references,
                "reasons": [*why, *_of_past(past[version.plan.code])],
                "history": past[version.plan.code],
                "level": level,
                "reached": reached,
                "steps": [await _step(work, here, one, level, offered) for one in steps],
            }
        )
    return result


def reached_level(plan: Plan, runs: Sequence[Run]) -> int:
    """Return the highest level at which ``plan`` runs; nought: it does not."""
    return max((run.level for run in runs if run.plan == plan.code), default=0)


def text_of(here: Scene, step: Step, level: int) -> str:
    """Return the words of a step's order, its fields filled in."""
    return filled(step.text, variables(here.situation, level, here.opened_local))


async def _step(
    work: Work, here: Scene, step: Step, level: int, offered: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    found = await find(work, here, step.who)
    unit = here.directory.unit(found.unit) if found.unit is not None else None
    return {
        "id": step.id,
        "title": step.title,
        "how": step.how,
        "who": step.who,
        "found": found.how,
        "unit": None if unit is None else {"code": unit.code, "name": unit.name},
        "people": len(found.people),
        "role": found.role,
        "minutes": step.minutes,
        "text": text_of(here, step, level),
        "evidence": step.evidence,
        "from_level": step.from_level,
        "basis": step.basis,
        "hindered": _hindered(here, step, found, offered),
    }


def _hindered(
    here: Scene, step: Step, found: Found, offered: Mapping[str, Mapping[str, Any]]
) -> Words | None:
    """Return why a step cannot be carried out now, as far as can be seen before it is tried."""
    if not found.unit and not found.people and not found.role:
        return found.how
    if step.how == "notify":
        return None
    if step.how == "dispatch" and here.state.lead is not None:
        return Words("案件已派遣，此步跳过", "the case is dispatched: this step is passed over")
    if step.how != "dispatch" and offered.get("dispatch", {}).get("allowed"):
        return None  # allowed as soon as the first step has dispatched the case
    why = offered.get(step.how, _NOT_HERE)["reason"]
    return None if why is None else Words(why["zh"], why["en"])


async def _past(work: Work, plans: Sequence[str], matter: str | None) -> dict[str, History]:
    """Return how often each plan was taken for this matter in a year, and how that ended."""
    taken: dict[str, list[UUID]] = defaultdict(list)
    if matter is not None and plans:
        for plan, case in await store.cases_of(work.tx, plans, matter, work.now - _YEAR, _MOST_PAST):
            taken[plan].append(case)
    outlines = await cases.outlines(work.tx, [case for each in taken.values() for case in each])
    known = {one.id: one for one in outlines if one.shown}
    found: dict[str, History] = {}
    for plan in plans:
        some = [known[case] for case in set(taken[plan]) if case in known]
        counted = Counter(one.on_time for one in some if one.closed_at is not None)
        found[plan] = {"taken": len(some), "closed": counted.total(), "on_time": counted[True]}
    return found


def _of_past(past: History) -> list[Words]:
    taken, closed, on_time = past["taken"], past["closed"], past["on_time"]
    if not taken:
        return []
    return [
        Words(
            f"同一事项近一年启用 {taken} 次，已结案 {closed} 件，其中按期 {on_time} 件",
            f"taken {taken} times for this matter in a year; {closed} closed, {on_time} of them on time",
        )
    ]
