"""A city whose units worked, and a way to assess it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support import world as w

from yiwang.base.assessment import api
from yiwang.base.assessment.definition import AssessmentSection
from yiwang.base.indicators import api as indicators
from yiwang.kernel.actor import SYSTEM

WATER_HANDLER = w.actor("handler", w.WATER)
#: First-pass and satisfaction: what three days of work can tell.
SCHEME = {
    "code": "small", "zh": "小考核", "en": "Small", "objects": {"kind": "unit"},
    "parts": [
        {"code": "first_pass", "zh": "一次办结率", "en": "First pass", "indicator": "first_pass_rate", "weight": 60},
        {"code": "satisfied", "zh": "满意率", "en": "Satisfied", "indicator": "satisfaction_rate", "weight": 40},
    ],
    "boards": [
        {"colour": "red", "zh": "红榜（优秀）", "en": "Red: good", "at_least": 90},
        {"colour": "yellow", "zh": "黄榜（提醒）", "en": "Yellow: take care", "below": 60},
        {"colour": "blue", "zh": "蓝榜（其余）", "en": "Blue: others"},
    ],
}  # fmt: skip


async def install(database, *schemes, pack="city"):
    async with database.work(SYSTEM) as work:
        section = AssessmentSection.model_validate({"schemes": schemes})
        await api.apply_section(work, section, pack, "1")


async def handled(database, *, unit=None, redone=False, satisfaction=5):
    """Open a case, let a unit work on it (again, if ``redone``), and close it; return its number."""
    number = (await w.opened(database)).number
    who = w.HANDLER
    if unit is not None:
        who = w.actor("handler", unit)
        await w.do(database, w.HANDLER, number, "send_back", reason="非职责", basis="三定方案")
        await w.do(database, w.DISPATCHER, number, "judge_return", accepted=True, liable="dispatcher")
        await w.do(database, w.DISPATCHER, number, "dispatch", unit=unit)
    for _ in range(1 + redone):
        await w.do(database, who, number, "sign")
        database.time.advance(timedelta(minutes=10))
        await w.do(database, who, number, "feedback", result="已清理", public_reply="已清运")
        if redone:
            await w.do(database, w.VERIFIER, number, "verify_fail", reason="未清理干净")
            redone = False
    await w.do(database, w.VERIFIER, number, "verify_pass")
    await w.do(database, w.AGENT, number, "call_back", satisfaction=satisfaction, resolved=True)
    await w.do(database, w.DISPATCHER, number, "close")
    return number


class Assessed:
    """A database whose facts are kept in step, and what a scheme says of it."""

    def __init__(self, database) -> None:
        self.database = database

    async def result(self, scheme="small", period="2026", who=SYSTEM, **more):
        await indicators.catch_up(self.database)
        async with self.database.reading(who) as work:
            return await api.result(work, scheme, period, **more)

    async def rows(self, **more):
        return {row["key"]: row for row in (await self.result(**more))["objects"]}

    async def roll(self):
        more = True
        while more:
            async with self.database.work(SYSTEM) as work:
                more = await indicators.roll_up(work, 50)


@pytest.fixture
async def city(database):
    await w.world(database)
    await install(database, SCHEME)
    return Assessed(database)
