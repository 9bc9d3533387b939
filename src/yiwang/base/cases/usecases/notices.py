"""Telling units, dispatchers and supervisors what happened to cases: notices in the application.

What to tell is read from what the acts left behind (tasks, returns, supervisions with the act's own
instant), not from the names of actions: a flow calls them as it likes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from yiwang.base.cases.messages import CaseChanged, ClockFired
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store import answering as store
from yiwang.base.cases.usecases.answering import answer, has_ended
from yiwang.base.geography import api as geography
from yiwang.base.notify import api as notify
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Work

#: Moves whose traces are looked for in the state of the case; all others are told by their tasks.
_LOOKED_AT: Final = frozenset({"send_back", "judge_return", "rule", "supervise", "urge", "consult"})

_TASKS: Final = {
    "lead": ("主办", "lead"),
    "assist": ("协办", "assisting"),
    "countersign": ("会签", "countersigning"),
    "whistle": ("吹哨响应", "whistle"),
    "check": ("核实", "checking"),
}
#: Who in a unit works on a task of a kind; the others are for handlers.
_WORKERS: Final = {"check": "verifier", "verify": "verifier", "callback": "agent"}

_CLOCKS: Final = {
    "accept": ("受理", "accepting"),
    "file": ("立案", "filing"),
    "dispatch": ("派遣", "dispatching"),
    "sign": ("签收", "signing"),
    "contact": ("首次联系", "first contact"),
    "handle": ("处置", "handling"),
    "review": ("审核", "review"),
    "verify": ("核查", "verification"),
    "callback": ("回访", "call-back"),
    "close": ("结案", "closing"),
    "total": ("全程", "the whole case"),
} | _TASKS

_TASK = notify.register(
    "cases.task", zh="新的{task_zh}任务：案件 {number}", en="New {task_en} task: case {number}"
)
_ASKED = notify.register(
    "cases.return_asked",
    level="warn",
    zh="案件 {number} 的承办单位申请退回，请裁定",
    en="The unit asks to return case {number}: please judge",
)
_ACCEPTED = notify.register(
    "cases.return_accepted",
    zh="案件 {number} 的退回申请已同意",
    en="The return of case {number} was accepted",
)
_REFUSED = notify.register(
    "cases.return_refused",
    level="warn",
    zh="案件 {number} 的退回申请未获同意，请继续办理",
    en="The return of case {number} was refused: please go on",
)
_SUPERVISED = notify.register(
    "cases.supervised",
    level="urgent",
    zh="案件 {number} 被督办，请按要求办理并反馈",
    en="Case {number} is under supervision: please act and answer",
)
_URGED = notify.register(
    "cases.urged", level="warn", zh="案件 {number} 被催办", en="You are urged to act on case {number}"
)
_CONSULTED = notify.register(
    "cases.consulted",
    level="warn",
    zh="请参加案件 {number} 的会商",
    en="Please take part in the consultation on case {number}",
)
_WARN = notify.register(
    "cases.clock_warn",
    level="warn",
    zh="案件 {number} 的{clock_zh}时限将于 {due} 到期",
    en="Case {number}: the time for {clock_en} ends at {due}",
)
_DUE = notify.register(
    "cases.clock_due",
    level="urgent",
    zh="案件 {number} 的{clock_zh}时限已于 {due} 到期",
    en="Case {number}: the time for {clock_en} ended at {due}",
)


async def tell(work: Work, changed: Sequence[CaseChanged], fired: Sequence[ClockFired]) -> None:
    """Send the notices that follow from these messages and answer the reporters of ended cases.

    Told twice, everybody hears once. The number of statements does not depend on the number of messages.
    """
    drafts: list[notify.NoticeDraft] = []
    if fired:
        zone = ZoneInfo((await geography.areas(work.tx)).city.timezone)
        drafts += [draft for message in fired for draft in _of_clock(message, zone)]
    if changed:
        drafts += await _of_tasks(work, changed)
        flows = await workflow.flows(work.tx)
        names = _actions(flows)
        ended = [m for m in changed if has_ended(m)]
        marked = [m for m in changed if m.action in names]
        if ended or marked:
            states = await store.states(work.tx, [m.case for m in (*ended, *marked)])
            drafts += [draft for m in marked for draft in _of_act(m, states.get(m.case), flows)]
            await answer(work, ended, states)
    await notify.send(work, drafts)


async def _of_tasks(work: Work, changed: Sequence[CaseChanged]) -> list[notify.NoticeDraft]:
    """Return the notices of the tasks that these acts opened."""
    drafts = []
    for row in await store.opened_tasks(work.tx, [(m.case, m.at) for m in changed]):
        zh, en = _TASKS.get(row["kind"], (row["kind"], row["kind"]))
        target = notify.Target(unit=row["unit"], role=_WORKERS.get(row["kind"], "handler"))
        words = {"task_zh": zh, "task_en": en}
        drafts.append(_draft(target, _TASK.kind, row["number"], str(row["id"]), words))
    return drafts


def _actions(flows: workflow.Flows) -> set[str]:
    """Return the names that any flow gives to the moves looked at."""
    every = (action for version in flows.versions.values() for action in version.actions.values())
    return {action.id for action in every if action.move.name in _LOOKED_AT}


def _draft(
    target: notify.Target, kind: str, number: str, period: str, more: Mapping[str, str] | None = None
) -> notify.NoticeDraft:
    params = {"number": number, **(more or {})}
    return notify.NoticeDraft(target=target, kind=kind, subject=number, period=period, params=params)


def _of_act(message: CaseChanged, state: CaseState | None, flows: workflow.Flows) -> list[notify.NoticeDraft]:
    """Return what the act of ``message`` left in its case for others to know."""
    if state is None:
        return []
    found = [
        _draft(notify.Target(unit=item.unit), _SUPERVISED.kind, message.number, str(item.id))
        for item in state.supervisions.values()
        if item.at == message.at and item.unit
    ]
    found += [
        _draft(notify.Target(unit=unit), _CONSULTED.kind, message.number, str(talk.id))
        for talk in state.consultations.values()
        if talk.at == message.at
        for unit in talk.members
    ]
    found += _of_returns(message, state)
    action = flows.version(state.flow, state.flow_version).actions.get(message.action)
    if action is not None and action.move.name == "urge":
        units = {task.unit for task in state.live_tasks()}
        targets = [notify.Target(unit=unit) for unit in sorted(units)] or [_dispatchers(message)]
        found += [_draft(t, _URGED.kind, message.number, str(message.version)) for t in targets]
    return found


def _of_returns(message: CaseChanged, state: CaseState) -> Iterator[notify.NoticeDraft]:
    """Yield a return asked for, to the dispatchers, and one judged, to the unit that asked."""
    for asked in state.returns.values():
        if asked.at == message.at:
            yield _draft(_dispatchers(message), _ASKED.kind, message.number, str(asked.id))
        if asked.judged_at == message.at:
            kind = _ACCEPTED.kind if asked.status == "accepted" else _REFUSED.kind
            yield _draft(notify.Target(unit=asked.unit), kind, message.number, str(asked.id))


def _dispatchers(message: CaseChanged | ClockFired) -> notify.Target:
    return notify.Target(role="dispatcher", path=message.path)


def _of_clock(message: ClockFired, zone: ZoneInfo) -> Iterator[notify.NoticeDraft]:
    """Yield the reminder for the unit, or the dispatchers if none has the case, and for supervisors."""
    kind = _DUE.kind if message.level == "due" else _WARN.kind
    zh, en = _CLOCKS.get(message.clock_kind, (message.clock_kind, message.clock_kind))
    more = {"clock_zh": zh, "clock_en": en, "due": f"{message.due_at.astimezone(zone):%m-%d %H:%M}"}
    # an approved extension moves the end: the reminder of the new one is another
    period = f"{message.clock} {message.due_at.isoformat()}"
    who = _dispatchers(message) if message.unit is None else notify.Target(unit=message.unit)
    for target in (who, notify.Target(role="supervisor", path=message.path)):
        yield _draft(target, kind, message.number, period, more)
