"""Putting a plan into effect: a person says so, and its steps become tasks, supervisions and notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace as replaced

from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.notify import api as notify
from yiwang.base.plans import store
from yiwang.base.plans.definition import How, Step
from yiwang.base.plans.errors import PlanNotFoundError, PlanOvertakenError, PlanRunningError, PlanStepError
from yiwang.base.plans.model.library import Version
from yiwang.base.plans.model.run import Run, RunStep, advice
from yiwang.base.plans.usecases.finding import Found, find, named
from yiwang.base.plans.usecases.library import MOST_RUNS, person_of
from yiwang.base.plans.usecases.proposing import reached_level, text_of
from yiwang.base.plans.usecases.shapes import Confirmation, Order
from yiwang.base.plans.usecases.situating import Scene, scene
from yiwang.infra.database import Work
from yiwang.kernel.ids import new_id

#: Steps that become tasks of the case with a clock of their own.
_JOINT: Final = frozenset({"assist", "whistle"})
_ORDER: Final = notify.register(
    "plans.order",
    level="urgent",
    zh="案件 {number} 已启用预案“{title}”，请查看对您的要求",
    en="The plan “{title}” is in effect for case {number}: see what is asked of you",
)
_ADVICE: Final = notify.register(
    "plans.advice",
    zh="预案“{title}”的步骤常被删改，建议修订",
    en="Steps of the plan “{title}” are often struck or changed: look at it again",
)


@dataclass(frozen=True, slots=True)
class Given:
    """A step as it will be ordered, with everything decided."""

    id: str
    title: str
    how: How
    minutes: int
    text: str
    evidence: bool
    found: Found
    changed: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return what whoever acts will read."""
        proof = "（须附现场照片或视频）" if self.evidence else ""
        return f"{self.title}：{self.text}{proof}" if self.text else f"{self.title}{proof}"


async def confirm(work: Work, number: str, body: Confirmation) -> Run:
    """Put a plan into effect on a case and return the run; all of its steps, or nothing.

    Each step is done by the caller, with the caller's rights in the flow of the case. The journal of the case
    names plan, version, level and what was struck, changed and added. Raises ``plan_not_found``,
    ``plan_overtaken``, ``plan_running``, ``plan_step``, and what the flow says against an action.
    """
    version = (await store.APPROVED.get(work.tx)).get(body.plan)
    if version is None:
        raise PlanNotFoundError(plan=body.plan)
    if version.version != body.version:
        raise PlanOvertakenError(version=version.version)
    here = await scene(work, number)
    runs = await store.runs_of_case(work.tx, here.state.id)
    reached = reached_level(version.plan, runs)
    if body.level <= reached:
        raise PlanRunningError
    offered = [
        one
        for one in version.plan.steps
        if reached < one.from_level <= body.level and not (one.how == "dispatch" and here.state.lead)
    ]
    given = await _given(work, here, body, offered)
    taken = {one.id for one in given}
    struck = tuple(one.id for one in offered if one.id not in taken)
    notices = [one for one in given if one.how == "notify"]
    state, notes = await cases.enter(
        work, number, "plan", _told(version, body.level, given, struck), [one.words for one in notices]
    )
    if state.version != here.state.version + 1:
        # somebody acted between the look and the lock: perhaps put the same plan into effect
        runs = await store.runs_of_case(work.tx, state.id)
        if body.level <= reached_level(version.plan, runs):
            raise PlanRunningError
    words = iter(notes)
    steps = []
    for one in given:
        note = next(words) if one.how == "notify" else None
        steps.append(await _carry_out(work, here, version, one, note))
    run = Run(
        id=new_id(),
        case=state.id,
        number=number,
        plan=body.plan,
        version=body.version,
        level=body.level,
        matter=state.matter,
        at=work.now,
        by=work.actor.key,
        steps=tuple(steps),
        struck=struck,
    )
    await store.add_run(work.tx, run)
    await audit.record(work, "plan.use", "case", number, {"plan": body.plan, "version": body.version})
    await _advise(work, version)
    return run


def _told(version: Version, level: int, given: Sequence[Given], struck: Sequence[str]) -> dict[str, Any]:
    """Return what the journal of the case says: codes and figures only."""
    return {
        "plan": version.plan.code,
        "version": version.version,
        "level": level,
        "steps": [one.id for one in given],
        "struck": list(struck),
        "changed": {one.id: list(one.changed) for one in given if one.changed and one.id[0] != "+"},
        "added": sum(one.id[0] == "+" for one in given),
    }


async def _given(work: Work, here: Scene, body: Confirmation, offered: Sequence[Step]) -> list[Given]:
    known = {one.id: one for one in offered}
    added = 0
    found: list[Given] = []
    for order in body.steps:
        if order.id is None:
            added += 1
            found.append(_added(here, order, added))
        elif order.id in known:
            found.append(await _of_plan(work, here, known.pop(order.id), order, body.level))
        else:
            raise _refused(order.id, "不属于该级别，或给出了两次", "not of this level, or given twice")
    # the lead unit first: before the case is dispatched nobody can assist
    return sorted(found, key=lambda one: one.how != "dispatch")


async def _of_plan(work: Work, here: Scene, step: Step, order: Order, level: int) -> Given:
    meant = await find(work, here, step.who)
    found = meant if order.unit is None or order.unit == meant.unit else named(here, order.unit)
    text = text_of(here, step, level)
    given = Given(
        id=step.id,
        title=step.title,
        how=step.how,
        minutes=step.minutes if order.minutes is None else order.minutes,
        text=text if order.text is None else order.text.strip(),
        evidence=step.evidence if order.evidence is None else order.evidence,
        found=found,
    )
    if order.how not in {None, step.how}:
        raise _refused(step.title, "不能改变办理方式，请另加一步", "it is done otherwise: add a step")
    differs = {
        "minutes": given.minutes != step.minutes,
        "text": given.text != text.strip(),
        "evidence": given.evidence != step.evidence,
        "unit": found is not meant,
    }
    return _sound(replace(given, changed=tuple(name for name, is_so in differs.items() if is_so)))


def _added(here: Scene, order: Order, serial: int) -> Given:
    title = order.title or f"新增步骤 {serial}"
    if order.how is None or order.how == "dispatch" or order.unit is None or not (order.text or "").strip():
        raise _refused(title, "新增步骤须写明方式、单位和要求", "an added step needs how, unit and text")
    return _sound(
        Given(
            id=f"+{serial}",
            title=title,
            how=order.how,
            minutes=order.minutes or 0,
            text=(order.text or "").strip(),
            evidence=bool(order.evidence),
            found=named(here, order.unit),
        )
    )


def _sound(given: Given) -> Given:
    if not given.found.unit and (given.how != "notify" or not given.found.targets(())):
        raise _refused(given.title, given.found.how.zh, given.found.how.en)
    if given.how in {"assist", "whistle", "supervise"} and given.minutes == 0:
        raise _refused(given.title, "须写明时限", "it needs a time")
    return given


def _refused(step: str, zh: str, en: str) -> PlanStepError:
    return PlanStepError(field="steps", step=step, why_zh=zh, why_en=en)


async def _carry_out(work: Work, here: Scene, version: Version, one: Given, note: UUID | None) -> RunStep:
    """Do what a step says through the doors of cases and notify."""
    made = RunStep(
        id=one.id,
        how=one.how,
        minutes=one.minutes,
        evidence=one.evidence,
        due_at=work.now + timedelta(minutes=one.minutes) if one.minutes else None,
        unit=one.found.unit,
        role=one.found.role,
        told=len(one.found.people) if one.how == "notify" else 0,
        changed=one.changed,
        note=note,
    )
    if one.how == "notify":
        await _tell(work, here, version, one)
        return made
    number = here.situation.number
    before = await cases.state_of(work, number)
    after = await cases.act(work, number, one.how, _body(one))
    if one.how == "supervise":
        item = next(s for s in after.supervisions.values() if s.id not in before.supervisions)
        return replaced(made, supervision=item.id, note=item.demand)
    task = next(t for t in after.tasks.values() if t.id not in before.tasks and t.unit == one.found.unit)
    return replaced(made, task=task.id, note=task.demand)


def _body(one: Given) -> dict[str, Any]:
    """Return the body of the action that a step becomes."""
    hours = one.minutes / 60
    if one.how in _JOINT:
        who: dict[str, Any] = {"units": [one.found.unit], "amount": hours, "unit_of_time": "natural_hour"}
    else:
        who = {"unit": one.found.unit}
    return who | {"demand": one.words} | ({"hours": hours} if one.how == "supervise" else {})


async def _tell(work: Work, here: Scene, version: Version, one: Given) -> None:
    params = {"number": here.situation.number, "title": version.plan.title}
    period = f"{version.plan.code} {one.id} {work.now.isoformat()}"
    drafts = [
        notify.NoticeDraft(
            target=target, kind=_ORDER.kind, subject=params["number"], period=period, params=params
        )
        for target in one.found.targets(here.state.place.path)
    ]
    await notify.send(work, drafts)


async def _advise(work: Work, version: Version) -> None:
    """Tell the plan's owner, once per version and advice, what its use says about it."""
    owner = person_of(version.author) or person_of(version.decided_by)
    runs = await store.runs_of_version(work.tx, version.plan.code, version.version, MOST_RUNS)
    if owner is None:
        return
    await notify.send(
        work,
        [
            notify.NoticeDraft(
                target=notify.Target(person=owner),
                kind=_ADVICE.kind,
                subject=version.plan.code,
                period=f"{version.version} {one.step} {one.kind} {one.field}",
                params={"title": version.plan.title},
            )
            for one in advice(version.plan, runs)
        ],
    )
