"""The library of plans: written by one, approved by another; what a pack brings, the installer approves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.identity import api as identity
from yiwang.base.matters import api as matters
from yiwang.base.notify import api as notify
from yiwang.base.plans import store
from yiwang.base.plans.definition import Plan, PlansSection
from yiwang.base.plans.errors import PlanInvalidError, PlanNotFoundError, PlanOwnError, PlanStateError
from yiwang.base.plans.model import conditions
from yiwang.base.plans.model.library import STATES, STEPS, Step, Version
from yiwang.base.plans.model.rights import APPROVE, WRITE
from yiwang.base.plans.model.run import advice, uses
from yiwang.infra.database import Work
from yiwang.kernel.actor import ROLES
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import allowed

#: Of so many of its newest uses a version is judged.
MOST_RUNS: Final = 500
_WAITS: Final = notify.register(
    "plans.waits", zh="预案“{title}”等待您审批", en="The plan “{title}” waits for your approval"
)


async def draft(work: Work, plan: Plan) -> Version:
    """Store a new version, which waits for somebody else's approval; an open draft is written over.

    Raises ``plan_invalid`` for conditions, units, posts, roles or matters that do not exist.
    """
    await _check(work, plan)
    await store.lock(work.tx)
    known = await store.versions(work.tx, plan.code)
    serial = (known[0].version + (known[0].state != "drafted")) if known else 1
    made = Version(plan=plan, version=serial, state="drafted", author=work.actor.key, at=work.now)
    await store.put(work.tx, made)
    await _record(work, "draft", made)
    notice = notify.NoticeDraft(
        target=notify.Target(role="leader"),
        kind=_WAITS.kind,
        subject=plan.code,
        period=f"{serial} {work.now.date()}",
        params={"title": plan.title},
    )
    await notify.send(work, [notice])
    return made


async def step(work: Work, code: str, step: Step, remark: str = "") -> Version:
    """Approve or refuse the draft of somebody else, or retire what is in force.

    Raises ``plan_not_found``, ``plan_state``, ``plan_own``, ``invalid_input`` for a refusal without a reason.
    """
    await store.lock(work.tx)
    wanted, target = STEPS[step]
    known = await store.versions(work.tx, code)
    if not known:
        raise PlanNotFoundError(plan=code)
    found = next((one for one in known if one.state == wanted), None)
    if found is None:
        raise PlanStateError(state=STATES[known[0].state][0])
    if wanted == "drafted" and found.author == work.actor.key:
        raise PlanOwnError
    if step == "refuse" and not remark.strip():
        raise InvalidInputError(field="remark", why_zh="退回须写明理由", why_en="a refusal needs a reason")
    if step == "approve":
        await _check(work, found.plan)
        await _retire(work, known)
    said = {"decided_by": work.actor.key, "decided_at": work.now, "remark": remark.strip()}
    made = msgspec.structs.replace(found, state=target, **said)
    await store.put(work.tx, made)
    await _record(work, step, made)
    return made


async def _retire(work: Work, known: Sequence[Version]) -> None:
    for old in known:
        if old.state == "approved":
            await store.put(work.tx, msgspec.structs.replace(old, state="retired"))


async def apply_section(work: Work, section: PlansSection, pack: str) -> None:
    """Bring the plans of a pack into force: whoever installs it approves it as a whole.

    A plan that the pack brought before and that says the same is left alone. Raises ``plan_invalid``.
    """
    await store.lock(work.tx)
    for data in section.plans:
        plan = msgspec.convert(data, Plan)
        conditions.check(plan)
        known = await store.versions(work.tx, plan.code)
        brought = next((one for one in known if one.author == f"pack:{pack}"), None)
        if brought is not None and brought.plan == plan:
            continue  # what a city has changed or retired since stays so
        await _retire(work, known)
        made = Version(
            plan=plan,
            version=known[0].version + 1 if known else 1,
            state="approved",
            author=f"pack:{pack}",
            at=work.now,
            decided_by=work.actor.key,
            decided_at=work.now,
        )
        await store.put(work.tx, made)
        await _record(work, "approve", made)


async def take(work: Work, plans: Sequence[Plan]) -> list[Version]:
    """Draft many plans, as an export says them; all or none."""
    return [await draft(work, plan) for plan in plans]


async def exported(work: Work) -> list[Plan]:
    """Return the plans in force."""
    return [one.plan for one in (await store.APPROVED.get(work.tx)).values()]


async def find(work: Work) -> dict[str, Any]:
    """Return of each plan the version in force and what is newer, how often it was used, what one may do."""
    used = await store.counts(work.tx)
    names = await _names(work)
    items = await store.newest(work.tx)
    return {
        "items": [_shown(work, one, names) | {"used": used.get(one.plan.code, 0)} for one in items],
        "may": {"write": allowed(work.actor, WRITE), "approve": allowed(work.actor, APPROVE)},
    }


async def detail(work: Work, code: str) -> dict[str, Any]:
    """Return all versions of a plan; of the one in force, how its steps were used and what that advises."""
    known = await store.versions(work.tx, code)
    if not known:
        raise PlanNotFoundError(plan=code)
    names = await _names(work)
    current = next((one for one in known if one.state == "approved"), known[0])
    runs = await store.runs_of_version(work.tx, code, current.version, MOST_RUNS)
    return {
        "code": code,
        "versions": [_shown(work, one, names) for one in known],
        "runs": len(runs),
        "uses": uses(current.plan, runs),
        "advice": advice(current.plan, runs),
    }


async def _names(work: Work) -> identity.Directory:
    return await identity.directory(work.tx)


def _shown(work: Work, one: Version, directory: identity.Directory) -> dict[str, Any]:
    def name(key: str | None) -> str | None:
        found = person_of(key)
        person = None if found is None else directory.person(found)
        if person is not None and person.name:
            return person.name
        return key if key is not None and key.startswith("pack:") else None  # no keys of accounts

    return {
        "plan": one.plan,
        "version": one.version,
        "state": one.state,
        "author": name(one.author),
        "own": one.author == work.actor.key,
        "at": one.at,
        "decided_by": name(one.decided_by),
        "decided_at": one.decided_at,
        "remark": one.remark,
    }


def person_of(key: str | None) -> UUID | None:
    """Return the person behind an actor's key, ``None`` where it is no person's."""
    kind, _, number = (key or "").partition(":")
    return UUID(number) if kind == "person" else None


async def _check(work: Work, plan: Plan) -> None:
    conditions.check(plan)
    directory, catalogue = await identity.directory(work.tx), await matters.catalogue(work.tx)
    for at, one in enumerate(plan.steps):
        known = {
            "matter": lambda code: catalogue.get(code) is not None,
            "unit": lambda code: directory.unit(code) is not None,
            "post": lambda code: directory.post(code) is not None,
            "duty": lambda code: code in ROLES,
        }.get(one.who.by)
        if known is not None and not known(one.who.code):
            raise PlanInvalidError(
                field=f"steps.{at}.who",
                why_zh=f"步骤“{one.title}”的“{one.who.code}”不存在",
                why_en=f"{one.who.code!r} of the step {one.id!r} does not exist",
            )


async def _record(work: Work, act: str, made: Version) -> None:
    detail = {"version": made.version, "state": made.state}
    await audit.record(work, f"plan.{act}", "plan", made.plan.code, detail)
