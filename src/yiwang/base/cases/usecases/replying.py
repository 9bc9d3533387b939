"""Looking at replies: at one before it is sent, at many that were."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import msgspec

from yiwang.base.cases.model.filters import CaseFilter
from yiwang.base.cases.model.replies import Doubt, doubts
from yiwang.base.cases.model.report import LONGEST_TEXT
from yiwang.base.cases.store import opinion as store
from yiwang.base.cases.usecases.lists import understood
from yiwang.base.cases.usecases.views import detail
from yiwang.infra.database import Work
from yiwang.kernel.text import clean_text


async def check_reply(work: Work, number: str, text: str) -> list[dict[str, Any]]:
    """Return what may be wrong with a reply to the reporters of a case; nothing is stored.

    Raises ``case_not_found`` and ``invalid_input``.
    """
    page = await detail(work, number)
    reply = clean_text(text, field="text", longest=LONGEST_TEXT)
    return [msgspec.to_builtins(doubt) for doubt in doubts(page["text"] or page["title"] or "", reply)]


class CheckedReply(msgspec.Struct, frozen=True, kw_only=True):
    """What may be wrong with the last reply of a case; no words of anybody."""

    number: str
    unit: str | None
    matter: str | None
    replied_at: datetime
    closed_at: datetime | None
    doubts: tuple[Doubt, ...]


async def checked_replies(work: Work, asked: CaseFilter, limit: int) -> list[CheckedReply]:
    """Return the newest answered cases that the caller may see, each with the doubts about its last reply.

    The rules are those a handler is warned by. Raises ``invalid_input``.
    """
    wanted, _, _ = await understood(work, asked)
    rows = await store.replied(work.tx, wanted, limit)

    def judge() -> list[CheckedReply]:
        return [
            CheckedReply(
                number=row["number"],
                unit=row["unit"],
                matter=row["matter"],
                replied_at=row["replied_at"],
                closed_at=row["closed_at"],
                doubts=tuple(doubts(row["demand"], row["reply"])),
            )
            for row in rows
        ]

    return await asyncio.to_thread(judge)
