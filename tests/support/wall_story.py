"""Acts on cases with what the wall showed before and after each, and the messages in between.

The same story is the fixture of the page's own test (``web/src/testing/wall-story.json``): what the server
tells and what the page makes of it are held against one record. Write it anew with ``YIWANG_WRITE_STORY=1``.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from tests.support import world as w

from yiwang.base.cases import api as cases
from yiwang.base.wall import api as wall
from yiwang.base.wall.messages import CaseCounted
from yiwang.base.wall.subscribers import SUBSCRIBERS
from yiwang.infra.database import Database
from yiwang.infra.delivery import deliver
from yiwang.kernel.actor import SYSTEM

FIXTURE = Path(__file__).parents[2] / "web/src/testing/wall-story.json"

#: Which case (by opening), who, what, with what.
STORY: tuple[tuple[int, Any, str, dict[str, Any]], ...] = (
    (0, w.HANDLER, "sign", {}),
    (0, w.HANDLER, "contact", {"result": "已联系"}),
    (5, w.LAMP_HANDLER, "send_back", {"reason": "非本单位职责", "basis": "三定方案"}),
    (5, w.DISPATCHER, "judge_return", {"accepted": True, "liable": "dispatcher"}),
    (5, w.DISPATCHER, "dispatch", {"unit": w.WATER}),
    (2, w.DISPATCHER, "dispatch", {"unit": w.CLEAN}),
    (2, w.SUPERVISOR, "supervise", {"demand": "请说明进展"}),
    (2, w.DISPATCHER, "grade", {"grade": "major"}),
    (3, w.AGENT, "locate", {"lon": w.HERE[0], "lat": w.HERE[1]}),
    (3, w.DISPATCHER, "suspend", {"reason": "等待材料"}),
    (3, w.DISPATCHER, "resume", {}),
    (0, w.HANDLER, "feedback", {"result": "已清理", "public_reply": "垃圾已清运"}),
    (0, w.VERIFIER, "verify_pass", {}),
    (0, w.AGENT, "call_back", {"satisfaction": 5, "resolved": True}),
    (0, w.DISPATCHER, "close", {}),
    (0, w.AGENT, "rate", {"satisfaction": 4}),
    (0, w.ASSESSOR, "archive", {}),
    (4, w.DISPATCHER, "merge", {"into": "2"}),
    (4, w.DISPATCHER, "unmerge", {"reason": "不是一处"}),
    (4, w.DISPATCHER, "void", {"reason": "重复测试"}),
    (1, w.AGENT, "reject", {"reason": "不属受理范围"}),
)


async def opened(database: Database) -> list[str]:
    """Open the cases of the story, some of them days ago; returns their numbers."""
    more: list[dict[str, Any]] = [
        {},
        {"matter": None},
        {"matter": "matter:06028", "urgency": 3, "channel": "app"},
        {"place": cases.Place(address="某处", path=())},
        {},
        {"matter": "matter:01037"},
    ]
    numbers = []
    for fields in more:
        numbers.append((await w.opened(database, **fields)).number)
        database.time.advance(timedelta(hours=9))
    return numbers


async def count(database: Database) -> None:
    """Count whatever was announced and not counted yet."""
    async with database.work(SYSTEM) as work:
        await work.tx.execute(
            "INSERT INTO infra_subscription (name, seq) VALUES ('wall.count', 0) ON CONFLICT DO NOTHING"
        )
    while (await deliver(database, SUBSCRIBERS[0])).handled:
        pass


async def shown(
    database: Database, area: str | None = None, who: Any = SYSTEM, of: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return the panel set as a page gets it."""
    async with database.reading(who) as work:
        found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(await wall.panels(work, area, of)))
    return found


async def told(database: Database, after: int) -> list[dict[str, Any]]:
    """Return the messages about counts after number ``after``."""
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch(
            "SELECT payload FROM infra_outbox WHERE kind = $1 AND (payload ->> 'seq')::int > $2 ORDER BY seq",
            CaseCounted.kind,
            after,
        )
    return [row["payload"] for row in rows]


def keep(story: list[Any]) -> str:
    """Return the fixture's text."""
    return json.dumps(story, ensure_ascii=False, sort_keys=True) + "\n"
