"""Freezing the result of a period, and opening it again with the approval of another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.assessment.errors import (
    EditionNotFoundError,
    OpenAppealsError,
    OwnDecisionError,
    PeriodFrozenError,
    PeriodRunningError,
    StateError,
)
from yiwang.base.assessment.model.editions import Edition, Payload, basis_digest, digest_of, payload_text
from yiwang.base.assessment.model.scoring import score
from yiwang.base.assessment.store import appeals as appeal_store
from yiwang.base.assessment.store import editions as store
from yiwang.base.assessment.store.editions import Held
from yiwang.base.assessment.usecases.defining import keep_versions, schemes
from yiwang.base.assessment.usecases.running import asked_of, objects, read
from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.indicators import api as indicators
from yiwang.infra.database import Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.ids import new_id

STREAM: Final = "assessment"
_MOST: Final = 500


async def freeze(work: Work, code: str, period: str) -> Edition:
    """Freeze the result of a period that has ended, with everything it was counted from.

    The facts stand still meanwhile. Raises ``assessment_period_running``, ``assessment_frozen``,
    ``assessment_appeals_open``, ``assessment_scheme_not_found``.
    """
    whole = indicators.period(period)
    found = await schemes(work.tx)
    scheme = found.get(code, whole.first)
    timezone = await indicators.hold(work)
    if work.now.astimezone(ZoneInfo(timezone)).date() < whole.end:
        raise PeriodRunningError(period=whole.text, last=str(whole.end - timedelta(days=1)))
    await store.lock_period(work.tx, code, whole.text)
    before = await store.newest(work.tx, code, whole.text)
    if before is not None and before.edition.state != "reopened":
        raise PeriodFrozenError(period=whole.text, number=before.edition.number)
    waiting = await appeal_store.waiting(work.tx, code, whole.text)
    if waiting:
        raise OpenAppealsError(period=whole.text, n=waiting)
    dimension, members = await objects(work, scheme.objects)
    inputs, as_of = await read(work, scheme, whole.text)
    payload = Payload(
        scheme=scheme.model_dump(mode="json"), period=whole.text, timezone=timezone, as_of=as_of,
        dimension=dimension, inputs=inputs, rows=score(scheme, inputs),
        members=None if members is None else {key: sorted(keys) for key, keys in members.items()},
    )  # fmt: skip
    counted = await indicators.counted(work.beside(SYSTEM), asked_of(scheme, whole.text))
    versions = {row["id"]: row["version"] for row in counted}
    text = payload_text(payload)
    edition = Edition(
        id=new_id(), scheme=code, version=scheme.version, period=whole.text,
        number=1 if before is None else before.edition.number + 1, state="frozen", first=whole.first,
        last=whole.end - timedelta(days=1), frozen_at=work.now, frozen_by=work.actor.key,
        result=digest_of(text), basis=basis_digest(versions), cases=len(versions),
    )  # fmt: skip
    await keep_versions(work, found)
    data = {
        "scheme": code, "version": scheme.version, "period": whole.text, "edition": edition.number,
        "result": edition.result, "basis": edition.basis, "cases": edition.cases,
    }  # fmt: skip
    await _step(work, Held(edition, text, b""), None, "freeze", data)
    await store.put_basis(work.tx, edition.id, versions)
    return edition


async def _step(work: Work, held: Held, origin: str | None, action: str, data: dict[str, Any]) -> None:
    one = held.edition
    line = audit.chain(
        STREAM, one.id, one.steps, work.now, work.actor, action, origin, one.state, data, held.entry
    )
    await store.put(work.tx, Held(one, held.text, line.hash))
    await audit.append(work.tx, [line])


async def ask_reopen(work: Work, edition: UUID, reason: str) -> Edition:
    """Ask to open a frozen period again; another decides. Raises ``assessment_state``."""
    if not reason.strip():
        raise InvalidInputError(field="reason", why_zh="须写明理由", why_en="a reason is needed")
    held = await _locked(work, edition, "frozen")
    made = msgspec.structs.replace(
        held.edition, state="asked", asked_at=work.now, asked_by=work.actor.key, reason=reason.strip(),
        decided_at=None, decided_by=None, remark="", steps=held.edition.steps + 1,
    )  # fmt: skip
    await _step(work, Held(made, held.text, held.entry), "frozen", "ask_reopen", {})
    return made


async def decide_reopen(work: Work, edition: UUID, *, approved: bool, remark: str) -> Edition:
    """Approve or refuse what somebody else asked; raises ``assessment_own``, ``assessment_state``."""
    held = await _locked(work, edition, "asked")
    if held.edition.asked_by == work.actor.key:
        raise OwnDecisionError(
            why_zh="申请人不能批准自己的申请", why_en="nobody approves what they asked for themselves"
        )
    if not approved and not remark.strip():
        raise InvalidInputError(field="remark", why_zh="不同意须写明理由", why_en="a refusal needs a reason")
    made = msgspec.structs.replace(
        held.edition, state="reopened" if approved else "frozen", decided_at=work.now,
        decided_by=work.actor.key, remark=remark.strip(), steps=held.edition.steps + 1,
    )  # fmt: skip
    action = "approve_reopen" if approved else "refuse_reopen"
    await _step(work, Held(made, held.text, held.entry), "asked", action, {})
    return made


async def _locked(work: Work, edition: UUID, state: str) -> Held:
    held = await store.get(work.tx, edition, lock=True)
    if held is None:
        raise EditionNotFoundError
    if held.edition.state != state:
        raise StateError(state=held.edition.state)
    newest = await store.newest(work.tx, held.edition.scheme, held.edition.period)
    if newest is not None and newest.edition.id != edition:
        raise StateError(state="superseded")
    return held


async def editions(work: Work, scheme: str | None = None) -> list[Edition]:
    """Return frozen periods, the newest first; at most 500."""
    return await store.listed(work.tx, scheme, _MOST)


async def frozen(work: Work, code: str, period: str) -> Held | None:
    """Return the edition that a period stands by, if it is frozen."""
    held = await store.newest(work.tx, code, indicators.period(period).text)
    return None if held is None or held.edition.state == "reopened" else held


async def check(work: Work, edition: UUID) -> dict[str, Any]:
    """Recompute a frozen result and tell what differs, in four steps.

    ``sealed``: it is the text whose digest the journal holds; ``basis``: so are the cases and versions it was
    counted from; ``scores``: they follow from the inputs; ``journal``: the inputs follow from the journals of
    the cases, read up to those versions, to the last digit.
    """
    held = await store.get(work.tx, edition)
    if held is None:
        raise EditionNotFoundError
    payload, versions = held.payload, await store.basis(work.tx, edition)
    entries = await audit.history(work.tx, edition, limit=1)
    said = entries[0].data if entries else {}
    wrong = {
        "sealed": [] if digest_of(held.text) == said.get("result") else [held.edition.result],
        "basis": [] if basis_digest(versions) == said.get("basis") else [held.edition.basis],
        "scores": _differing(score(payload.data, payload.inputs), payload.rows),
        "journal": await _against_journal(work, payload, versions),
    }
    return {
        "edition": held.edition.id, "scheme": held.edition.scheme, "period": held.edition.period,
        "number": held.edition.number, "cases": len(versions), "objects": len(payload.rows),
        "ok": not any(wrong.values()), "differs": wrong,
    }  # fmt: skip


def _differing(found: list[Any], kept: list[Any]) -> list[str]:
    one, other = {row.key: row for row in found}, {row.key: row for row in kept}
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


async def _against_journal(work: Work, payload: Payload, versions: dict[UUID, int]) -> list[str]:
    """Return the objects whose inputs are others when they are counted from the journals."""
    rows: list[dict[str, Any]] = []
    async for batch in cases.past_facts(work.tx, versions):
        rows += batch
    scheme = payload.data
    kept_versions = {
        part.indicator: each[part.code].version for each in payload.inputs.values() for part in scheme.parts
    }
    asked = [
        msgspec.structs.replace(one, version=kept_versions.get(one.code, one.version))
        for one in asked_of(scheme, payload.period)
    ]
    found = await indicators.compare(
        work.beside(SYSTEM), asked, payload.dimension, payload.members,
        indicators.Past(rows, payload.timezone),
    )  # fmt: skip
    wrong = []
    for key in sorted(payload.inputs.keys() | found.figures.keys()):
        kept, told = payload.inputs.get(key, {}), found.figures.get(key, {})
        for part in scheme.parts:
            one, other = kept.get(part.code), told.get(part.indicator)
            if one is None or other is None or _counts(one) != _counts(other):
                wrong.append(f"{key} {part.code}")
    return wrong


def _counts(given: Any) -> tuple[Any, ...]:
    return given.value, given.numerator, given.denominator, given.missing
