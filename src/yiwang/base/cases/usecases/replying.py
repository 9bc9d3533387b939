"""Looking at a reply before it is sent."""

from __future__ import annotations

from typing import Any

import msgspec

from yiwang.base.cases.model.replies import doubts
from yiwang.base.cases.model.report import LONGEST_TEXT
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
