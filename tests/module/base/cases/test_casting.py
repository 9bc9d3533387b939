import random

import pytest
from tests.support.world import AGENT, DISPATCHER, HANDLER, VERIFIER

from yiwang.base.audit import api as audit
from yiwang.base.cases import api
from yiwang.base.cases.api import casting
from yiwang.base.cases.model.evolve import evolve
from yiwang.base.cases.model.number import check
from yiwang.base.cases.model.telling import facts_of
from yiwang.infra import bulk
from yiwang.kernel.actor import SYSTEM

ROAD = [
    (HANDLER, "sign", {}),
    (HANDLER, "feedback", {"result": "已清运", "public_reply": "已清理"}),
    (VERIFIER, "verify_pass", {}),
    (AGENT, "call_back", {"resolved": True, "satisfaction": 5}),
    (DISPATCHER, "close", {}),
]


@pytest.fixture
async def models(desk):
    first = await desk.report("垃圾堆放", matter="06010", phone="13812345678")
    for actor, action, body in ROAD:
        await desk.act(first, action, body, actor)
    await desk.report("路灯不亮", matter="01037")
    await desk.report("位置不明", where=None)
    return desk


async def cast(database, count):
    async with database.work(SYSTEM) as work:
        found = await casting.moulds(work.tx)
        caster = casting.Caster(random.Random(1), {})
        for i in range(count):
            said = casting.wording(f"第{i}件", f"人民路{i}号")
            caster.cast(found[i % len(found)], -5 * (i % 7 + 1), said, ("王", f"138{i:08}"))
        await casting.load_cast(work.tx, caster.take())
        await casting.keep_serials(work.tx, caster.serials)


async def test_facts_told_of_a_state_give_that_state(models, database):
    async with database.reading(SYSTEM) as work:
        for number in await work.tx.fetch("SELECT number FROM cases_case"):
            state = await api.state_of(work, number["number"])
            again = evolve(None, facts_of(state), state.opened_at)
            again.version, again.head = state.version, state.head
            assert again == state


async def test_cast_cases_are_sound(models, database, tmp_path):
    await cast(database, 60)
    async with database.work(SYSTEM) as work:
        assert [d async for d in api.differences(work.tx)] == []
        rows = await work.tx.fetch("SELECT number, stage, opened_at FROM cases_case")
        assert len({r["number"] for r in rows}) == 63
        days = [check(row["number"]).key.day for row in rows]
        gaps = await api.gaps(work.tx, min(days), max(days))
        assert gaps == []
        for case in await work.tx.fetch("SELECT id, head FROM cases_case"):
            history = await audit.history(work.tx, case["id"])
            assert history[-1].hash == case["head"]


async def test_a_cast_case_can_be_found_and_worked_on(models, database):
    await cast(database, 3)
    async with database.reading(SYSTEM) as work:
        page = await api.find_cases(work, api.CaseFilter(q="第1件"))
        (case,) = page.items
        detail = await api.detail(work, case["number"])
        assert detail["text"] == "第1件"
    await models.act(case["number"], "comment", {"text": "备注"})
    async with database.reading(SYSTEM) as work:
        assert [d async for d in api.differences(work.tx)] == []


async def test_indexes_come_back_after_a_load(models, database):
    async def indexes():
        async with database.reading(SYSTEM) as work:
            return {r["i"] for r in await work.tx.fetch("SELECT indexdef AS i FROM pg_indexes")}

    before = await indexes()
    async with database.work(SYSTEM) as work:
        statements = await bulk.take_indexes(work.tx, casting.LOADED_TABLES)
    assert len(statements) > 10
    assert await indexes() < before
    await bulk.give_indexes(database, statements)
    assert await indexes() == before
