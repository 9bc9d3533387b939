"""The published facts of cases: what indicators are counted from."""

from __future__ import annotations

from datetime import timedelta

from tests.support import world as w

from yiwang.base.cases import readmodel
from yiwang.kernel.actor import SYSTEM


async def fact(database, number):
    async with database.reading(SYSTEM) as work:
        row = await work.tx.fetchrow("SELECT * FROM cases_facts_v1 WHERE number = $1", number)
    return dict(row)


async def test_every_column_is_described(database):
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch(
            "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'cases_facts_v1'"
        )
    assert {row["name"] for row in rows} == set(readmodel.FACTS)


async def test_a_case_that_went_astray_tells_who_had_it_first_and_when_its_owner_got_it(database):
    await w.world(database)
    opened = await w.opened(database)
    number, begin = opened.number, opened.opened_at
    database.time.advance(timedelta(hours=1))
    await w.do(database, w.HANDLER, number, "send_back", reason="非职责", basis="三定方案")
    await w.do(database, w.DISPATCHER, number, "judge_return", accepted=True, liable="dispatcher")
    database.time.advance(timedelta(hours=1))
    await w.do(database, w.DISPATCHER, number, "dispatch", unit=w.WATER)
    water = w.actor("handler", w.WATER)
    await w.do(database, water, number, "sign")
    await w.do(database, water, number, "feedback", result="已清理", public_reply="垃圾已清运")
    found = await fact(database, number)
    assert (found["first_unit"], found["unit"]) == (w.CLEAN, w.WATER)
    assert found["dispatched_at"] == begin
    assert found["owned_at"] == begin + timedelta(hours=2)
    assert (found["returned"], found["returned_liable"], found["dispatches"]) == (1, 1, 2)
    assert (found["feedbacks"], found["reworks"], found["outcome"]) == (1, 0, "open")
    await w.do(database, w.VERIFIER, number, "verify_fail", reason="未清理干净")
    database.time.advance(timedelta(hours=1))
    found = await fact(database, number)
    assert found["reworks"] == 1
    assert found["owned_at"] == begin + timedelta(hours=2), "done again by the same unit: it had it all along"


async def test_a_void_case_has_no_closing(database):
    await w.world(database)
    number = (await w.opened(database)).number
    await w.do(database, w.DISPATCHER, number, "void", reason="重复测试")
    found = await fact(database, number)
    assert (found["outcome"], found["closed_at"], found["on_time"]) == ("void", None, None)
