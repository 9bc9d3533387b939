"""The life of a hard matter: admitted, handled step by step, ended with a result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.knots import store
from yiwang.base.knots.errors import KnotInvalidError, KnotNotFoundError, KnotStateError
from yiwang.base.knots.model.knot import Handling, Knot, Note, State, stepped
from yiwang.base.language import api as language
from yiwang.base.notify import api as notify
from yiwang.base.plans import api as plans
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.ids import new_id

_MOST_CASES: Final = 200
_GIVEN = notify.register(
    "knots.given",
    zh="您被指定负责疑难事项“{title}”，期限 {deadline}",
    en="You answer for {title!r} until {deadline}",
)


async def admit(work: Work, numbers: Sequence[str], given: Handling) -> Knot:
    """Admit cases of one matter as a hard matter; they are no candidates any more.

    Raises ``case_not_found``, ``knot_invalid``.
    """
    held = [await cases.state_of(work, number) for number in dict.fromkeys(numbers)]
    matter = held[0].matter if held else None
    if matter is None or any(state.matter != matter for state in held):
        raise _invalid("cases", "案件须属同一事项", "the cases must be of one matter")
    why = await store.reasons_of(work.tx, [state.number for state in held])
    told = await _told(work, given)
    made = Knot(
        id=new_id(),
        state="open",
        matter=matter,
        cases=tuple(state.number for state in held),
        reasons=tuple(why),
        at=work.now,
        by=work.actor.key,
        steps=stepped((), given.steps),
        **told,
    )
    await store.decide(work.tx, made.cases, "admitted")
    await _keep(work, made, "admit")
    await _tell(work, made)
    return made


async def change(work: Work, knot: UUID, given: Handling) -> Knot:
    """Change how a hard matter is handled; steps that keep their title keep that they were done."""
    found = await opened(work, knot)
    made = msgspec.structs.replace(found, steps=stepped(found.steps, given.steps), **await _told(work, given))
    await _keep(work, made, "change")
    if made.owner != found.owner:
        await _tell(work, made)
    return made


async def step(work: Work, knot: UUID, at: int, result: str) -> Knot:
    """Say that a step, counted from nought, is done, with its result."""
    found = await opened(work, knot)
    if not 0 <= at < len(found.steps):
        raise KnotNotFoundError
    if found.steps[at].done_at is not None:
        raise KnotStateError(state="done")
    done = msgspec.structs.replace(
        found.steps[at], done_at=work.now, done_by=work.actor.key, result=_words(result, "result")
    )
    made = msgspec.structs.replace(found, steps=(*found.steps[:at], done, *found.steps[at + 1 :]))
    await _keep(work, made, "step")
    return made


async def note(work: Work, knot: UUID, text: str) -> Knot:
    """Write down how it goes."""
    found = await opened(work, knot)
    said = Note(work.now, work.actor.key, _words(text, "text"))
    made = msgspec.structs.replace(found, notes=(*found.notes, said))
    await _keep(work, made, "note")
    return made


async def gather(work: Work, knot: UUID, numbers: Sequence[str]) -> Knot:
    """Put more cases to a hard matter; raises ``case_not_found``."""
    found = await opened(work, knot)
    more = [(await cases.state_of(work, number)).number for number in numbers]
    held = tuple(dict.fromkeys([*found.cases, *more]))
    if len(held) > _MOST_CASES:
        raise _invalid("cases", f"最多 {_MOST_CASES} 件", f"at most {_MOST_CASES} cases")
    made = msgspec.structs.replace(found, cases=held)
    await store.decide(work.tx, more, "admitted")
    await _keep(work, made, "gather")
    return made


async def end(work: Work, knot: UUID, result: str, *, solved: bool) -> Knot:
    """End a hard matter as solved, with what solved it, or as dropped, with the reason."""
    found = await opened(work, knot)
    state: State = "solved" if solved else "dropped"
    made = msgspec.structs.replace(
        found, state=state, result=_words(result, "result"), ended_at=work.now, ended_by=work.actor.key
    )
    await _keep(work, made, "end")
    return made


async def opened(work: Work, knot: UUID) -> Knot:
    """Return an open knot, locked; raises ``knot_not_found``, ``knot_state``."""
    found = await store.get(work.tx, knot, lock=True)
    if found is None:
        raise KnotNotFoundError
    if found.state != "open":
        raise KnotStateError(state=found.state)
    return found


async def _told(work: Work, given: Handling) -> dict[str, Any]:
    """Return the fields of a knot that a person fills in, checked."""
    directory, tree = await identity.directory(work.tx), await geography.areas(work.tx)
    for unit in (given.lead, *given.assists, *(one.unit for one in given.steps if one.unit is not None)):
        if directory.unit(unit) is None:
            raise _invalid("lead", f"没有单位“{unit}”", f"there is no unit {unit!r}")
    if given.lead in given.assists:
        raise _invalid("assists", "主责单位不能同时是配合单位", "the lead unit cannot also assist")
    if len({one.title for one in given.steps}) < len(given.steps):
        raise _invalid("steps", "步骤重名", "two steps have one name")
    if given.area is not None and tree.get(given.area) is None:
        raise _invalid("area", f"没有区域“{given.area}”", f"there is no area {given.area!r}")
    if given.plan is not None:
        await plans.detail(work, given.plan)
    owner = work.actor.key
    if given.owner is not None:
        person = directory.person(given.owner)
        if person is None:
            raise _invalid(
                "owner", f"没有人员“{given.owner}”", f"there is nobody with number {given.owner!r}"
            )
        owner = f"person:{person.id}"
    if given.deadline < await today(work):
        raise InvalidInputError(field="deadline", why_zh="不能早于今天", why_en="must not be before today")
    return {
        "title": language.masked(given.title),
        "lead": given.lead,
        "assists": tuple(dict.fromkeys(given.assists)),
        "assist_hours": given.assist_hours,
        "basis": language.masked(given.basis),
        "plan": given.plan,
        "owner": owner,
        "deadline": given.deadline,
        "area": given.area,
    }


def _invalid(field: str, zh: str, en: str) -> KnotInvalidError:
    return KnotInvalidError(field=field, why_zh=zh, why_en=en)


def _words(text: str, field: str) -> str:
    said = language.masked(text).strip()
    if not said:
        raise InvalidInputError(field=field, why_zh="不能为空", why_en="must not be empty")
    return said


async def _keep(work: Work, made: Knot, did: str) -> None:
    await store.put(work.tx, made)
    await audit.record(work, f"knot.{did}", "knot", made.id, {"state": made.state, "cases": list(made.cases)})


async def _tell(work: Work, made: Knot) -> None:
    kind, _, number = made.owner.partition(":")
    if kind == "person" and made.owner != work.actor.key:
        target = notify.Target(person=UUID(number))
        params = {"title": made.title, "deadline": str(made.deadline)}
        await notify.send(
            work,
            [
                notify.NoticeDraft(
                    target=target, kind=_GIVEN.kind, subject=str(made.id), period=made.owner, params=params
                )
            ],
        )


async def today(work: Work) -> date:
    """Return the city's date."""
    return work.now.astimezone(ZoneInfo((await geography.areas(work.tx)).city.timezone)).date()
