"""Cases that were worked, for looking at how that went."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support import world as w


@pytest.fixture
async def worked(database):
    """Three cases: one done at once, one given to and fro between two units, one that only lies there."""
    await w.world(database)
    plain = (await w.opened(database)).number
    for action, actor, body in (
        ("sign", w.HANDLER, {}),
        ("contact", w.HANDLER, {"result": "已联系"}),
        ("feedback", w.HANDLER, {"result": "已清理", "public_reply": "垃圾已清运"}),
        ("verify_pass", w.VERIFIER, {"comment": "现场干净"}),
    ):
        database.time.advance(timedelta(hours=1))
        await w.do(database, actor, plain, action, **body)
    tossed = (await w.opened(database)).number
    water = w.actor("handler", w.WATER)
    for unit, next_unit in ((w.HANDLER, w.WATER), (water, w.CLEAN)):
        database.time.advance(timedelta(minutes=30))
        await w.do(database, unit, tossed, "send_back", reason="非职责", basis="三定方案")
        await w.do(database, w.DISPATCHER, tossed, "judge_return", accepted=True)
        await w.do(database, w.DISPATCHER, tossed, "dispatch", unit=next_unit)
    lying = (await w.opened(database)).number
    return plain, tossed, lying
