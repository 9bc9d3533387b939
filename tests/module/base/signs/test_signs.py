from datetime import timedelta

import pytest
from tests.support import horizon
from tests.support.delivery import prepare_all
from tests.support.world import HERE, world

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.signs import api, store
from yiwang.base.signs.errors import SignClosedError, SignNotFoundError
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.ids import new_id


@pytest.fixture(autouse=True)
async def city(database, tmp_path):
    use_keys(tmp_path / "keys")
    await world(database)
    async with database.work(SYSTEM) as work:
        await work.tx.execute(
            "INSERT INTO infra_subscription (name, xact, seq) VALUES ('cases.prepare', 0, 0)"
        )


async def opened(database, n, *, phone=None, text="工地夜间施工噪音太大睡不着"):
    for at in range(n):
        one = ReportInput(
            source="hotline",
            text=text,
            lon=HERE[0] + at * 0.0008,
            lat=HERE[1],
            matter="01037",
            reporter=ReporterInput(name="王", phone=phone or f"1381234{at:04d}"),
        )
        await cases.intake(database).receive(one, SYSTEM)
    await horizon.passed(database)
    await prepare_all(database)


async def looked(database):
    async with database.work(SYSTEM) as work:
        return {one.kind: one for one in await api.look(work)}


async def test_a_rise_and_a_crowd_are_told_once_and_closed_with_a_result(database, time):
    await opened(database, 6)
    found = await looked(database)
    assert set(found) == {"burst", "group"}
    assert found["burst"].cases == 6
    assert "预期" in found["burst"].words["zh"]
    assert found["group"].size == 6
    assert await looked(database) == {}  # once per object and period, also after a restart
    async with database.work(SYSTEM) as work:
        await api.close(work, found["burst"].id, "confirmed", "确有停电")
        with pytest.raises(SignClosedError):
            await api.close(work, found["burst"].id, "false", "")
        listed = await api.find(work, kind=None, is_open=True, since=None)
        journal = await work.tx.fetch(
            "SELECT action FROM audit_journal WHERE subject = $1 ORDER BY seq", found["burst"].id
        )
    assert [one["kind"] for one in listed["items"]] == ["group"]
    assert listed["results"]["burst"] == {"confirmed": 1}
    assert [line["action"] for line in journal] == ["tell", "close"]
    time.advance(timedelta(days=8))
    assert "burst" not in await looked(database)  # nothing new: the rise is over


async def test_a_repeat_caller_is_masked(database):
    await opened(database, 3, phone="13812345678")
    found = (await looked(database))["again"]
    assert "138****5678" in found.words["zh"]
    async with database.reading(SYSTEM) as work:
        stored = str(await work.tx.fetch("SELECT * FROM signs_sign"))
    assert "13812345678" not in stored


async def test_an_erased_caller_is_not_told_of_any_more(database):
    await opened(database, 3, phone="13812345678")
    sign = (await looked(database))["again"]
    await opened(database, 3, phone="13887654321", text="小区绿化带的树枝折断了挡住人行道")
    await looked(database)
    async with database.work(SYSTEM) as work:
        await store.forget_callers(work.tx, sign.numbers[:1])
    async with database.reading(SYSTEM) as work:
        listed = await api.find(work, kind="again", is_open=None, since=None)
    words = {one["numbers"][0]: one["words"]["zh"] for one in listed["items"]}
    assert "来电人***在" in words.pop(sign.numbers[0])
    assert all("138****4321" in one for one in words.values())
    assert words


async def test_long_unsolved_cases_are_told_once_a_month(database, time):
    await opened(database, 1)
    assert "unsolved" not in await looked(database)
    time.advance(timedelta(days=31))
    found = (await looked(database))["unsolved"]
    assert found.size >= 30
    assert "unsolved" not in await looked(database)


async def test_topics_have_words_trend_and_cases(database):
    await opened(database, 4)
    async with database.reading(SYSTEM) as work:
        found = await api.hot(work, CaseFilter(opened_from=work.now - timedelta(days=7)))
    (topic,) = found["topics"]
    assert (topic["cases"], topic["people"], sum(topic["trend"])) == (4, 4, 4)
    assert len(topic["numbers"]) == 4
    assert "热度" in found["formula"]["zh"]
    assert not found["capped"]


async def test_signs_of_other_areas_are_not_shown(database):
    await opened(database, 6)
    found = await looked(database)
    stranger = Actor(name="x", roles=frozenset({"supervisor"}), area="999999")
    async with database.work(stranger) as work:
        assert await api.find(work, kind=None, is_open=None, since=None) == {"items": [], "results": {}}
        with pytest.raises(SignNotFoundError):
            await api.close(work, found["burst"].id, "false", "")
        with pytest.raises(SignNotFoundError):
            await api.close(work, new_id(), "false", "")
