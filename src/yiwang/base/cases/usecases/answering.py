"""Answering reporters 答复来电人: all who stand behind a case hear, once, that it has ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from yiwang.base.cases.messages import CaseChanged
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store import answering as store
from yiwang.base.cases.usecases.public import stage_words
from yiwang.base.notify import api as notify
from yiwang.infra.database import Work

#: Ends that reporters hear of. A void case was none; of a merged one its reporters hear with the other.
ANSWERED: Final = frozenset({"closed", "rejected", "not_filed"})

_ANSWER: Final = notify.register(
    "cases.answered",
    zh="您反映的问题（编号 {number}）：{stage_zh}。凭编号和回执码可查看答复。",
    en="Your report, number {number}: {stage_en}. Number and receipt show you the reply.",
)


def has_ended(message: CaseChanged) -> bool:
    """Tell whether the act of ``message`` brought its case to an end that reporters hear of."""
    return message.stage in ANSWERED and message.origin is not None and message.origin != message.stage


async def answer(work: Work, ended: Sequence[CaseChanged], states: Mapping[UUID, CaseState]) -> int:
    """Queue a text message to each reporter of the cases that ``ended``; returns how many were new.

    Also to those of cases merged into them, each under the number that reporter knows. One telephone
    hears once of one ending. A case that was opened again meanwhile is not called ended.
    """
    waiting = {m.number: (m, s) for m in ended if (s := states.get(m.case)) is not None and s.is_over}
    reports = {report: number for number, (_, state) in waiting.items() for report in state.reports}
    if not reports:
        return 0
    drafts: dict[tuple[str, str], notify.SmsDraft] = {}
    for row in await store.reachable(work.tx, list(reports)):
        message, state = waiting[reports[row["report"]]]
        zh, en = stage_words(message.stage)
        own = row["number"] if row["number"] in state.merged else message.number
        draft = notify.SmsDraft(
            number=row["phone"],
            kind=_ANSWER.kind,
            key=(message.number, str(message.version), str(row["report"])),
            params={"number": own, "stage_zh": zh, "stage_en": en},
            ref=row["report"],
        )
        drafts.setdefault((message.number, row["phone"]), draft)
    return await notify.send_sms(work, list(drafts.values()))
