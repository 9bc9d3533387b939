"""Appeals against scores: filed by whom they concern, decided by another, public in what they changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.assessment.definition import SchemeData
from yiwang.base.assessment.errors import (
    AppealNotFoundError,
    AppealRefusedError,
    ObjectNotFoundError,
    OwnDecisionError,
    PeriodFrozenError,
    StateError,
)
from yiwang.base.assessment.model.appeals import GROUNDS, Appeal, Grounds, Standing
from yiwang.base.assessment.store import appeals as store
from yiwang.base.assessment.store import editions as edition_store
from yiwang.base.assessment.usecases.defining import schemes
from yiwang.base.assessment.usecases.freezing import STREAM
from yiwang.base.assessment.usecases.running import asked_of, names, run, seen
from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.indicators import api as indicators
from yiwang.base.notify import api as notify
from yiwang.infra.database import Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.ids import new_id

_MOST: Final = 500
_FILED: Final = notify.register(
    "assessment.appeal",
    zh="有一件考核申诉待裁定，期限 {deadline}",
    en="An appeal against a score waits for a decision until {deadline}",
)
_DECIDED: Final = notify.register(
    "assessment.decided", zh="您的考核申诉已{said_zh}", en="Your appeal against a score was {said_en}"
)
_SAID: Final = {True: ("支持", "upheld"), False: ("驳回", "refused")}

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Number = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class AppealBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which cases are to be left out of whose score in which period, and why, with the evidence in words."""

    scheme: Annotated[str, msgspec.Meta(max_length=60)]
    period: Annotated[str, msgspec.Meta(max_length=40)]
    object: Annotated[str, msgspec.Meta(max_length=64)]
    cases: Annotated[tuple[Number, ...], msgspec.Meta(min_length=1, max_length=50)]
    grounds: Grounds
    reason: Words
    evidence: Words


async def file(work: Work, body: AppealBody) -> Appeal:
    """File an appeal for the own unit or area, or, who assesses, for any.

    Raises ``assessment_object_not_found``, ``assessment_frozen``, and ``assessment_appeal`` where the time to
    appeal is over, a case does not count in that score, or is contested already.
    """
    whole = indicators.period(body.period)
    scheme = (await schemes(work.tx)).get(body.scheme, whole.first)
    if not (await seen(work)).covers(body.object):
        raise ObjectNotFoundError(key=body.object)
    await edition_store.lock_period(work.tx, scheme.code, whole.text)
    await _check_open(work, scheme, whole)
    wanted = tuple(dict.fromkeys(body.cases))
    ids = await _counted(work, scheme, whole.text, body.object)
    for number in wanted:
        if number not in ids:
            raise AppealRefusedError(
                why_zh=f"{number} 不计入该对象本周期的考核",
                why_en=f"{number} does not count in this score of this period",
            )
    contested = await store.contested(work.tx, scheme.code, whole.text, wanted)
    if contested:
        raise AppealRefusedError(
            why_zh=f"{contested[0]} 已有申诉待裁定", why_en=f"{contested[0]} is contested already"
        )
    today = work.now.astimezone(await _zone(work)).date()
    made = Appeal(
        id=new_id(), scheme=scheme.code, period=whole.text, object=body.object, cases=wanted,
        grounds=body.grounds, reason=body.reason, evidence=body.evidence, state="filed",
        filed_at=work.now, filed_by=work.actor.key, deadline=today + timedelta(days=scheme.appeal_days),
    )  # fmt: skip
    await _step(work, made, b"", None, "file")
    await _tell(work, made, _FILED.kind, {"deadline": str(made.deadline)}, notify.Target(role="assessor"))
    return made


async def _check_open(work: Work, scheme: SchemeData, whole: indicators.Period) -> None:
    held = await edition_store.newest(work.tx, scheme.code, whole.text)
    if held is not None and held.edition.state != "reopened":
        raise PeriodFrozenError(period=whole.text, number=held.edition.number)
    last = whole.end + timedelta(days=scheme.appeal_days)
    if held is None and work.now.astimezone(await _zone(work)).date() > last:
        raise AppealRefusedError(why_zh=f"申诉期限 {last} 已过", why_en=f"the time to appeal ended on {last}")


async def _counted(work: Work, scheme: SchemeData, period: str, key: str) -> dict[str, UUID]:
    """Return the cases that count in somebody's score, by number."""
    place = {"area": key} if scheme.objects.kind == "area" else {"unit": key}
    asked = [msgspec.structs.replace(one, **place) for one in asked_of(scheme, period)]
    return {row["number"]: row["id"] for row in await indicators.counted(work.beside(SYSTEM), asked)}


async def decide(work: Work, appeal: UUID, *, accepted: bool, remark: str) -> Appeal:
    """Uphold or refuse somebody else's appeal; upheld, its cases are excluded and the score is read anew.

    Raises ``assessment_own`` for the own appeal or unit, ``assessment_state``, ``assessment_frozen``.
    """
    if not remark.strip():
        raise InvalidInputError(field="remark", why_zh="裁定须写明理由", why_en="a decision needs a reason")
    found, entry = await _locked(work, appeal)
    await _check_foreign(work, found)
    said: dict[str, Any] = {
        "state": "accepted" if accepted else "refused", "decided_at": work.now,
        "decided_by": work.actor.key, "remark": remark.strip(), "steps": found.steps + 1,
    }  # fmt: skip
    if accepted:
        said |= await _exclude(work, found, remark.strip())
    made = msgspec.structs.replace(found, **said)
    await _step(work, made, entry, "filed", "accept" if accepted else "refuse")
    kind, _, number = made.filed_by.partition(":")
    if kind == "person":
        zh, en = _SAID[accepted]
        target = notify.Target(person=UUID(number))
        await _tell(work, made, _DECIDED.kind, {"said_zh": zh, "said_en": en}, target)
    return made


async def _exclude(work: Work, found: Appeal, remark: str) -> dict[str, Any]:
    """Exclude the cases, bring their facts in step at once, and return the standing before and after."""
    await edition_store.lock_period(work.tx, found.scheme, found.period)
    held = await edition_store.newest(work.tx, found.scheme, found.period)
    if held is not None and held.edition.state != "reopened":
        raise PeriodFrozenError(period=found.period, number=held.edition.number)
    scheme = (await schemes(work.tx)).get(found.scheme, indicators.period(found.period).first)
    ids = await _counted(work, scheme, found.period, found.object)
    before = await _standing(work, found)
    for number in sorted(set(found.cases) & ids.keys()):
        reason = f"考核申诉（{GROUNDS[found.grounds][0]}）：{remark}"
        await cases.act(work, number, "exclude", {"excluded": True, "reason": reason})
    await indicators.follow(work, sorted(ids[number] for number in set(found.cases) & ids.keys()))
    return {"before": before, "after": await _standing(work, found)}


async def _standing(work: Work, found: Appeal) -> Standing:
    rows = (await run(work, found.scheme, found.period)).rows
    own = next((row for row in rows if row.key == found.object), None)
    return Standing(
        None if own is None else own.score,
        None if own is None else own.rank,
        sum(row.rank is not None for row in rows),
    )


async def _check_foreign(work: Work, found: Appeal) -> None:
    if found.filed_by == work.actor.key:
        raise OwnDecisionError(why_zh="不能裁定自己的申诉", why_en="nobody decides on an own appeal")
    unit = work.actor.unit
    if unit is not None and found.object in (await identity.directory(work.tx)).path(unit):
        raise OwnDecisionError(
            why_zh="不能裁定本单位的申诉", why_en="nobody decides on an appeal of the own unit"
        )


async def withdraw(work: Work, appeal: UUID) -> Appeal:
    """Take the own appeal back before it is decided."""
    found, entry = await _locked(work, appeal)
    if found.filed_by != work.actor.key:
        raise OwnDecisionError(why_zh="只有申诉人可以撤回", why_en="only who filed it may take it back")
    made = msgspec.structs.replace(found, state="withdrawn", steps=found.steps + 1)
    await _step(work, made, entry, "filed", "withdraw")
    return made


async def _locked(work: Work, appeal: UUID) -> tuple[Appeal, bytes]:
    found = await store.lock(work.tx, appeal)
    if found is None:
        raise AppealNotFoundError
    if found[0].state != "filed":
        raise StateError(state=found[0].state)
    return found


async def _step(work: Work, made: Appeal, entry: bytes, origin: str | None, action: str) -> None:
    """Write the journal and the row; words stay out of the journal, what was decided is in it."""
    data = {
        "scheme": made.scheme, "period": made.period, "object": made.object, "cases": list(made.cases),
        "grounds": made.grounds, "before": made.before, "after": made.after,
    }  # fmt: skip
    line = audit.chain(
        STREAM, made.id, made.steps, work.now, work.actor, action, origin, made.state, data, entry
    )
    await store.put(work.tx, made, line.hash)
    await audit.append(work.tx, [line])


async def _tell(work: Work, made: Appeal, kind: str, params: dict[str, str], target: notify.Target) -> None:
    draft = notify.NoticeDraft(
        target=target, kind=kind, subject=str(made.id), period=made.state, params=params
    )
    await notify.send(work, [draft])


async def _zone(work: Work) -> ZoneInfo:
    return ZoneInfo((await geography.areas(work.tx)).city.timezone)


async def find(work: Work, scheme: str | None = None, period: str | None = None) -> list[dict[str, Any]]:
    """Return appeals, newest first, at most 500: who sees the object's details reads the words too."""
    return await _shown(work, await store.newest(work.tx, scheme, period, _MOST))


async def detail(work: Work, appeal: UUID) -> dict[str, Any]:
    """Return one appeal; raises ``assessment_appeal_not_found``."""
    found = await store.get(work.tx, appeal)
    if found is None:
        raise AppealNotFoundError
    return (await _shown(work, [found]))[0]


async def _shown(work: Work, found: Sequence[Appeal]) -> list[dict[str, Any]]:
    sight, known = await seen(work), await schemes(work.tx)
    today = work.now.astimezone(await _zone(work)).date()
    shown = []
    for one in found:
        scheme = known.get(one.scheme)
        open_ = sight.covers(one.object)
        words = {} if open_ else {"reason": None, "evidence": None}
        shown.append(
            msgspec.to_builtins(one)
            | {
                "name": (await names(work, scheme))[one.object], "kind": scheme.objects.kind,
                "scheme_zh": scheme.zh, "scheme_en": scheme.en, "own": one.filed_by == work.actor.key,
                "overdue": one.state == "filed" and one.deadline < today,
            }
            | words
        )  # fmt: skip
    return shown
