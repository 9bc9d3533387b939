"""What a reporter may do and see with number and receipt secret: follow, rate, supplement.

Nothing internal leaves here: no opinions, no other reporters, no names of staff.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yiwang.base.cases.errors import NotRatableError, ReceiptRefusedError
from yiwang.base.cases.model.number import check
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.store import notes as note_store
from yiwang.base.cases.store import reports as report_store
from yiwang.base.cases.usecases.act import act
from yiwang.base.cases.usecases.context import Reference
from yiwang.base.cases.usecases.receive import hash_secret
from yiwang.base.cases.usecases.reference import reference
from yiwang.infra.database import Work

#: Stages in words for the public, and how far along the road they are (0 to 4).
_STAGES: dict[str, tuple[int, str, str]] = {
    "intake": (0, "已收到，等待受理", "Received, waiting to be accepted"),
    "check": (1, "正在现场核实", "Being checked on site"),
    "filing": (1, "已受理，正在审核", "Accepted, under review"),
    "dispatch": (1, "已受理，正在交办", "Accepted, being assigned"),
    "sign": (2, "已交办，等待承办单位签收", "Assigned, waiting for the unit to start"),
    "handle": (2, "承办单位正在办理", "Being worked on"),
    "review": (3, "已反馈结果，正在审核", "Done, result under review"),
    "verify": (3, "已反馈结果，正在核查", "Done, being verified"),
    "callback": (3, "正在回访", "You will be called back"),
    "closing": (3, "已办理，等待结案", "Done, about to be closed"),
    "closed": (4, "已办结", "Closed"),
    "rated": (4, "已办结，感谢评价", "Closed; thank you for rating"),
    "archived": (4, "已办结并归档", "Closed and filed away"),
    "rejected": (4, "不予受理", "Not accepted"),
    "not_filed": (4, "不予立案", "Not taken up"),
    "void": (4, "已作废", "Void"),
    "merged": (2, "已并入同一问题的案件一并办理", "Worked together with a case about the same thing"),
}
_SIDES = {
    "waiting": ("等待您补充材料", "Waiting for you to add something"),
    "suspended": ("因客观原因暂缓办理", "On hold for a stated reason"),
    "shelved": ("已列入长期问题库，按计划解决", "On the list of long-term problems"),
}
#: Steps that the public sees, in the order of the road.
_TRACK = {
    "accepted": ("已受理", "Accepted"),
    "dispatched": ("已交办", "Assigned"),
    "signed": ("承办单位已签收", "Taken on by the unit"),
    "contacted": ("承办单位已联系您", "The unit contacted you"),
    "feedback": ("承办单位已反馈结果", "The unit reported the result"),
    "verified": ("已核查", "Verified"),
    "called_back": ("已回访", "Called back"),
    "closed": ("已办结", "Closed"),
    "rated": ("已评价", "Rated"),
}
_PUBLIC_NOTES = {"public_reply": ("答复", "Reply"), "question": ("请您补充", "Please add")}


def stage_words(stage: str) -> tuple[str, str]:
    """Return what the public is told of a stage, in Chinese and English."""
    _, zh, en = _STAGES.get(stage, (0, stage, stage))
    return zh, en


async def follow_report(work: Work, report: UUID, secret: str) -> dict[str, Any]:
    """Return ``{id, case}`` of a report; raises ``receipt_refused``.

    ``case`` is ``None`` until the report was prepared.
    """
    row = await report_store.view(work.tx, report)
    if row is None or not await report_store.has_receipt(work.tx, [report], hash_secret(secret)):
        raise ReceiptRefusedError(field="receipt")
    return {"id": report, "case": row["number"], "received_at": row["received_at"]}


async def follow_case(work: Work, number: str, secret: str) -> dict[str, Any]:
    """Return the public view of a case; raises ``receipt_refused`` and ``invalid_number``.

    A merged case is shown as the one it goes on in, under its own number.
    """
    ref = await reference(work.tx)
    own = await _trusted(work, number, secret)
    state = own
    if own.merged_into is not None:
        state = await store.load(work.tx, own.merged_into) or own
    return await _view(work, own, state, ref)


async def rate_case(work: Work, number: str, secret: str, body: dict[str, Any]) -> dict[str, Any]:
    """Rate a closed case (``satisfaction`` 1 to 5) and return its public view.

    The same rating once more is answered as the first was: whoever lost the answer repeats it. Raises
    ``receipt_refused``, ``not_ratable`` while it is not closed, and ``invalid_input``.
    """
    own = await _trusted(work, number, secret)
    state = await store.load(work.tx, own.merged_into) if own.merged_into else own
    if state is not None and state.stage == "rated" and state.satisfaction == body.get("satisfaction"):
        return await follow_case(work, number, secret)
    return await _act(work, number, secret, "rate", body, zh="评价", en="rated")


async def supplement_case(work: Work, number: str, secret: str, body: dict[str, Any]) -> dict[str, Any]:
    """Add what was asked for (``text``, ``media``) and return the public view.

    Raises ``receipt_refused``, and ``not_ratable`` unless the case waits for the reporter.
    """
    return await _act(work, number, secret, "supplement", body, zh="补充", en="supplemented")


async def _act(
    work: Work, number: str, secret: str, action: str, body: dict[str, Any], *, zh: str, en: str
) -> dict[str, Any]:
    own = await _trusted(work, number, secret)
    goal = own.merged_into or number
    state = own if goal == number else await store.load(work.tx, goal)
    fits = state is not None and (state.stage == "closed" if action == "rate" else state.side == "waiting")
    if not fits:
        words = _STAGES.get(state.stage if state is not None else "", (0, "?", "?"))
        raise NotRatableError(stage_zh=words[1], stage=words[2], what_zh=zh, what_en=en)
    await act(work, goal, action, body)
    return await follow_case(work, number, secret)


async def _trusted(work: Work, number: str, secret: str) -> CaseState:
    """Return the case whose receipt ``secret`` is; the same refusal whatever does not fit."""
    check(number)
    state = await store.load(work.tx, number)
    if state is None or not await report_store.has_receipt(work.tx, state.reports, hash_secret(secret)):
        raise ReceiptRefusedError(field="receipt")
    return state


async def _view(work: Work, own: CaseState, state: CaseState, ref: Reference) -> dict[str, Any]:
    notes = await note_store.of_case(work.tx, state.id)
    unit = ref.directory.unit(state.lead) if state.lead else None
    matter = ref.catalogue.get(state.matter) if state.matter else None
    step, zh, en = _STAGES.get(state.stage, (0, state.stage, state.stage))
    side = _SIDES.get(state.side or "")
    return {
        "number": own.number,
        "stage": state.stage,
        "step": step,
        "status": {"zh": side[0] if side else zh, "en": side[1] if side else en},
        "merged": own.merged_into is not None,
        "waiting": state.side == "waiting",
        "ratable": state.stage == "closed",
        "matter": matter.name if matter is not None else None,
        "address": own.place.address,
        "unit": unit.name if unit is not None else None,
        "opened_at": own.opened_at,
        "closed_at": state.times.get("closed") if state.is_over else None,
        "satisfaction": state.satisfaction,
        "track": _track(own, state),
        "notes": [
            {"at": n["at"], "label": _words(*_PUBLIC_NOTES[n["kind"]]), "text": n["text"]}
            for n in notes
            if n["public"] and n["kind"] in _PUBLIC_NOTES and n["text"] is not None
        ],
    }


def _track(own: CaseState, state: CaseState) -> list[dict[str, Any]]:
    steps = [{"at": own.opened_at, "label": _words("已登记", "Registered")}]
    steps += [
        {"at": state.times[name], "label": _words(*words)}
        for name, words in _TRACK.items()
        if name in state.times
    ]
    return sorted(steps, key=lambda step: step["at"])


def _words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}
