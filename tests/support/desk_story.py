"""Every action of the flow with a row of the desk's list before and after it, and the messages in between.

The story is the fixture of the page's own test (``web/src/testing/desk-story.json``): what the server tells
and what the page makes of it are held against one record. Write it anew with ``YIWANG_WRITE_STORY=1``.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from tests.support import world as w

from yiwang.base.cases import api as cases
from yiwang.base.cases.messages import CaseChanged
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM, Actor

FIXTURE = Path(__file__).parents[2] / "web/src/testing/desk-story.json"

#: What a row of the list is made of that an act can change.
KEPT = (
    "number", "stage", "side", "matter", "area", "unit", "urgency", "closed_at", "due_at", "clock", "overdue",
    "counts", "supervised", "unplaced", "version",
)  # fmt: skip
NO_MATTER: dict[str, Any] = {"matter": None}
NO_PLACE: dict[str, Any] = {"place": cases.Place(address="某处", path=())}
URGENT: dict[str, Any] = {"urgency": 3}
Act = tuple[Actor, str, dict[str, Any]]
TO_VERIFY: tuple[Act, ...] = ((w.HANDLER, "sign", {}), (w.HANDLER, "feedback", {"result": "已清理"}))
TO_CLOSED: tuple[Act, ...] = (
    *TO_VERIFY,
    (w.VERIFIER, "verify_pass", {}),
    (w.AGENT, "call_back", {"satisfaction": 5, "resolved": True}),
    (w.DISPATCHER, "close", {}),
)
TO_DISPATCH: tuple[Act, ...] = ((w.DISPATCHER, "withdraw", {"reason": "派错"}),)

#: How each case is opened, and what is done with it, in order.
STORIES: tuple[tuple[dict[str, Any], tuple[Act, ...]], ...] = (
    ({}, (*TO_CLOSED, (w.AGENT, "rate", {"satisfaction": 4}), (w.ASSESSOR, "archive", {}))),
    ({}, (*TO_CLOSED, (w.AGENT, "redo", {"reason": "复发"}))),
    (NO_MATTER, ((w.AGENT, "classify", {"matter": "matter:06010"}),)),
    (URGENT, (*TO_VERIFY, (w.DISPATCHER, "pass_review", {}))),
    (URGENT, (*TO_VERIFY, (w.DISPATCHER, "fail_review", {"reason": "不完整"}))),
    (NO_MATTER, ((w.AGENT, "reject", {"reason": "不属受理范围"}),)),
    (NO_MATTER, ((w.AGENT, "answer", {"reply": "已告知"}),)),
    (
        NO_MATTER,
        (
            (w.AGENT, "ask_reporter", {"question": "几楼"}),
            (w.AGENT, "supplement", {"text": "三楼"}),
            (w.AGENT, "request_check", {"unit": w.CLEAN}),
            (w.VERIFIER, "report_check", {"confirmed": True, "result": "属实"}),
            (w.DISPATCHER, "decline_filing", {"reason": "不符合"}),
        ),
    ),
    (NO_PLACE, ((w.AGENT, "locate", {"lon": w.HERE[0], "lat": w.HERE[1]}),)),
    ({}, ((w.HANDLER, "contact", {"result": "已联系"}), (w.DISPATCHER, "grade", {"urgency": 3}))),
    ({}, (*TO_DISPATCH, (w.DISPATCHER, "dispatch", {"unit": w.WATER}))),
    (
        {},
        (
            (w.HANDLER, "send_back", {"reason": "非本单位职责", "basis": "三定方案"}),
            (w.DISPATCHER, "judge_return", {"accepted": False, "liable": "unit"}),
            (w.DISPATCHER, "transfer", {"unit": w.WATER, "reason": "转办"}),
            (w.DISPATCHER, "copy", {"units": [w.LAMPS]}),
        ),
    ),
    (
        {},
        (
            (w.HANDLER, "sign", {}),
            (w.HANDLER, "assist", {"units": [w.LAMPS]}),
            (w.LAMP_HANDLER, "complete", {"result": "完成"}),
            (w.HANDLER, "countersign", {"units": [w.LAMPS]}),
            (w.LAMP_HANDLER, "complete", {"result": "同意"}),
            (w.HANDLER, "whistle", {"units": [w.LAMPS]}),
            (w.LAMP_HANDLER, "complete", {"result": "到场"}),
            (w.HANDLER, "ask_extension", {"amount": 2, "reason": "雨天"}),
            (w.LEADER, "decide_extension", {"approved": True}),
            (w.DISPATCHER, "suspend", {"reason": "等待材料"}),
            (w.DISPATCHER, "resume", {}),
            (w.SUPERVISOR, "shelve", {"reason": "条件不具备"}),
            (w.SUPERVISOR, "resume", {}),
        ),
    ),
    (
        {},
        (
            (w.AGENT, "urge", {}),
            (w.SUPERVISOR, "supervise", {"demand": "限期办结", "hours": 4}),
            (w.HANDLER, "answer_supervision", {"answer": "已办"}),
            (w.SUPERVISOR, "close_supervision", {}),
            (w.DISPATCHER, "comment", {"text": "备注"}),
            (w.ASSESSOR, "exclude", {"reason": "不可抗力"}),
            (w.SUPERVISOR, "void", {"reason": "测试"}),
        ),
    ),
    ({}, (*TO_VERIFY, (w.VERIFIER, "verify_fail", {"reason": "未解决"}))),
    (
        {},
        (
            (w.DISPATCHER, "consult_early", {"members": [w.CLEAN, w.WATER], "question": "归谁"}),
            (w.HANDLER, "opinion", {"stance": "agree", "text": "同意"}),
            (w.SUPERVISOR, "rule", {"lead": w.WATER, "assists": [], "ruling": "水务牵头"}),
        ),
    ),
    (
        {},
        (
            (w.HANDLER, "send_back", {"reason": "非本单位职责", "basis": "三定方案"}),
            (w.DISPATCHER, "consult", {"members": [w.CLEAN, w.WATER], "question": "归谁"}),
        ),
    ),
    ({}, ((w.DISPATCHER, "merge", {"into": "first"}), (w.DISPATCHER, "unmerge", {"reason": "不是一处"}))),
    ({}, (*TO_DISPATCH, (w.DISPATCHER, "split", {"parts": [{"text": "垃圾"}, {"text": "噪声"}]}))),
)


async def row(database: Database, number: str) -> dict[str, Any]:
    """Return the row of a case as a list gives it, without what no act changes."""
    async with database.reading(SYSTEM) as work:
        found = (await cases.find_cases(work, cases.CaseFilter(q=number))).items
    plain = msgspec.json.decode(msgspec.json.encode(found[0]))
    return {key: plain[key] for key in KEPT}


async def told(database: Database, number: str, after: int) -> list[dict[str, Any]]:
    """Return the messages about a case since its version ``after``, in order."""
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch(
            "SELECT payload FROM infra_outbox WHERE kind = $1 AND payload ->> 'number' = $2 "
            "AND (payload ->> 'version')::int > $3 ORDER BY seq",
            CaseChanged.kind,
            number,
            after,
        )
    kept = ("number", "action", "stage", "side", "version", "unit", "area", "due_at")
    return [{key: row["payload"].get(key) for key in kept} for row in rows]


async def live(database: Database) -> list[dict[str, Any]]:
    """Live through all stories; returns each act with the row before it, the messages, and the fresh row."""
    first = (await w.opened(database)).number
    record: list[dict[str, Any]] = []
    for opening, acts in STORIES:
        number = (await w.opened(database, **opening)).number
        database.time.advance(timedelta(minutes=1))
        opened = await row(database, number)
        record.append(
            {"before": None, "messages": await told(database, number, 0), "fresh": opened, "action": "open"}
        )
        before = opened
        for who, action, body in acts:
            database.time.advance(timedelta(minutes=1))
            sent = body | ({"into": first} if "into" in body else {})
            await w.do(database, who, number, action, **sent)
            fresh = await row(database, number)
            messages = await told(database, number, before["version"])
            record.append({"action": action, "before": before, "messages": messages, "fresh": fresh})
            before = fresh
    return record


def keep(record: list[dict[str, Any]]) -> str:
    """Return the fixture's text."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n"
