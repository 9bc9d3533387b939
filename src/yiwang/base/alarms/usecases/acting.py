"""What people do with alarms, and what cases tell of them."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.alarms.errors import AlarmNotFoundError, SilenceNotFoundError, SilenceTooLongError
from yiwang.base.alarms.model.alarm import Alarm, check
from yiwang.base.alarms.model.noise import Silence
from yiwang.base.alarms.store import alarms as store
from yiwang.base.alarms.store import noise as noise_store
from yiwang.base.alarms.store import rules as rule_store
from yiwang.base.alarms.usecases.recording import Recorder
from yiwang.base.alarms.usecases.reporting import make_reports, running
from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.notify import api as notify
from yiwang.infra.database import Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import InvalidInputError, YiwangError

log = logging.getLogger(__name__)

LONGEST_SILENCE: Final = timedelta(days=30)
_MOST: Final = 1000
#: What people write when there was nothing: 误报 虚警; not where they say that it was none: 不是误报.
_FALSE: Final = re.compile(
    r"(?<!不是)(?<!并非)(?<!不属于)(?<!排除)(?<!没有)(?:误报|虚警|虚报)|(?<!not a )(?<!no )false alarm",
    re.IGNORECASE,
)
_CLEARED: Final = notify.register(
    "alarms.cleared",
    zh="案件 {number} 的告警已消警，建议核查现场后办结",
    en="The alarm of case {number} has cleared: please verify, then close",
)
_REFUSED: Final = {"rejected", "not_filed", "void"}
_OVER: Final = {"closed", "rated", "archived"}


def visible(actor: Actor, alarm: Alarm) -> bool:
    """Tell whether the actor may see it: the own area."""
    return actor.area is None or actor.area in alarm.path


async def act(
    work: Work, ids: Sequence[UUID], action: str, data: dict[str, Any]
) -> dict[UUID, Alarm | YiwangError]:
    """Do ``action`` on many alarms; what cannot be done on one does not keep the others from it.

    Announces ``alarms.changed`` per alarm. The answer of each is its new state or why not.
    """
    if len(ids) > _MOST:
        raise InvalidInputError(
            field="alarms", why_zh=f"一次最多 {_MOST} 条", why_en=f"at most {_MOST} at a time"
        )
    held = await store.lock(work.tx, ids)
    recorder = Recorder(work)
    answers: dict[UUID, Alarm | YiwangError] = {}
    judged: Counter[tuple[str, str]] = Counter()
    for one in dict.fromkeys(ids):
        if one not in held or not visible(work.actor, held[one][0]):
            answers[one] = AlarmNotFoundError(alarm=str(one))
            continue
        recorder.hold([held[one]])
        before = recorder.get(one)
        try:
            check(before, action, data)
        except YiwangError as error:
            answers[one] = error
            continue
        if action == "report":
            await make_reports(work, recorder, [before], await running(work))
        else:
            recorder.change(one, action, data)
        answers[one] = recorder.get(one)
        _judge(judged, before, recorder.get(one))
    await recorder.write()
    await _count(work, judged)
    return answers


def _judge(judged: Counter[tuple[str, str]], before: Alarm, after: Alarm) -> None:
    if after.verdict != before.verdict:
        if before.verdict is not None:
            judged[f"said_{before.verdict}", before.rule] -= 1
        if after.verdict is not None:
            judged[f"said_{after.verdict}", after.rule] += 1


async def _count(work: Work, judged: Counter[tuple[str, str]]) -> None:
    for column in ("said_true", "said_false"):
        numbers = {rule: n for (name, rule), n in judged.items() if name == column and n}
        await rule_store.count(work.tx, column, numbers)


async def hear_cases(work: Work, changed: Sequence[tuple[str, str]]) -> None:
    """Take what happened to cases: (number, stage). Handling and false alarms flow back to the alarms.

    A case that is over handles its alarms; its verdict is false where people wrote that it was a false
    alarm, true where the case was worked to its end, and open where it was refused for another reason.
    """
    over = {number: stage for number, stage in changed if stage in _REFUSED | _OVER}
    if not over:
        return
    held = await store.of_cases(work.tx, list(over))
    recorder = Recorder(work)
    recorder.hold(held)
    judged: Counter[tuple[str, str]] = Counter()
    words: dict[str, bool] = {}
    for before, _ in held:
        number = before.case
        if number is None or before.handled_at is not None:
            continue
        if number not in words:
            words[number] = await was_false(work, number)
        verdict = "false" if words[number] else "true" if over[number] in _OVER else None
        data = {"verdict": verdict, "case": number, "stage": over[number]}
        if before.closed_at is None:
            after = recorder.change(before.id, "handle", data)
            # a case that is over needs no second look at its alarm; what goes on comes back as a new one
            if after.closed_at is None:
                recorder.change(before.id, "close", {})
        elif verdict is not None and before.verdict is None:
            recorder.change(before.id, "verdict", {"verdict": verdict})
        _judge(judged, before, recorder.get(before.id))
    await recorder.write()
    await _count(work, judged)


async def note_clearing(work: Work, alarm: UUID, case: str, mark: str) -> None:
    """Write into the case that its alarm has cleared, once per ``mark``; some cases take no note.

    Where the rule says ``when_cleared: propose`` and no other alarm of the case goes on, the note proposes to
    verify and close, and whoever has the case is told. The case itself stays where it is.
    """
    found = await store.alarm(work.tx, alarm)
    if found is None or found.cleared_at is None:
        return
    seconds = (found.cleared_at - found.raised_at).total_seconds()
    text = f"告警已消警：{found.name}（{found.subject}），持续 {seconds / 60:.0f} 分钟，共 {found.count} 次"
    proposes = await _proposes(work, found, case)
    if proposes:
        text += "。建议核查现场后办结（不会自动办结）"
    try:
        state = await cases.act(work, case, "comment", {"text": text}, mark=mark)
    except YiwangError as error:
        log.info("case %s takes no note of alarm %s: %s", case, alarm, error)
        return
    if proposes:
        units = sorted({task.unit for task in state.live_tasks()})
        targets = [notify.Target(unit=unit) for unit in units]
        await notify.send(
            work,
            [
                notify.NoticeDraft(
                    target=target, kind=_CLEARED.kind, subject=case, period=mark, params={"number": case}
                )
                for target in targets or [notify.Target(role="dispatcher", path=found.path)]
            ],
        )


async def _proposes(work: Work, alarm: Alarm, case: str) -> bool:
    rule = (await running(work)).get(alarm.rule)
    if rule is None or rule.report is None or rule.report.when_cleared != "propose":
        return False
    return not any(
        other.active and other.closed_at is None for other, _ in await store.of_cases(work.tx, [case])
    )


async def was_false(work: Work, number: str) -> bool:
    """Tell whether anybody who worked on the case wrote that it was a false alarm."""
    lines = await cases.journal(work, number)
    return _FALSE.search(msgspec.json.encode(lines).decode()) is not None


async def silence(work: Work, wanted: Silence) -> Silence:
    """Begin a silence; raised alarms that it matches are hushed at once. Raises ``silence_too_long``."""
    if wanted.ends_at - wanted.starts_at > LONGEST_SILENCE:
        raise SilenceTooLongError(field="ends_at", days=LONGEST_SILENCE.days)
    if wanted.ends_at <= max(wanted.starts_at, work.now):
        raise InvalidInputError(field="ends_at", why_zh="结束时间须在将来", why_en="the end lies in the past")
    await noise_store.add_silence(work, wanted)
    recorder = Recorder(work)
    recorder.hold(
        (alarm, entry)
        for alarm, entry in await store.matching_active(work.tx)
        if wanted.covers(alarm.all_labels, work.now)
    )
    for alarm in recorder.held():
        recorder.change(alarm.id, "hush", {"why": f"silence:{wanted.id}"})
    await recorder.write()
    await audit.record(work, "alarm_silence.begin", "alarm_silence", wanted.id, {})
    return wanted


async def end_silence(work: Work, found: UUID, reason: str | None = None) -> None:
    """End a silence now; what still holds is called within seconds. Raises ``silence_not_found``.

    Why and by whom is written beside the reason it began for.
    """
    words = "" if not reason else f"（{work.actor.name} 提前结束：{reason}）"
    if not await noise_store.end_silences(work, [found], words):
        raise SilenceNotFoundError(silence=str(found))
    await audit.record(work, "alarm_silence.end", "alarm_silence", found, {})
