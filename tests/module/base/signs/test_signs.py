from datetime import date, timedelta

import pytest
from tests.support.delivery import prepare_all
from tests.support.world import HERE, world

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.signs import api, store
from yiwang.base.signs.errors import LimitsChangedError, SignClosedError, SignNotFoundError
from yiwang.base.signs.model.limits import AgainLimit, HotLimit, SensitiveLimit
from yiwang.infra import web
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import ForbiddenError, InvalidInputError
from yiwang.kernel.ids import new_id


@pytest.fixture(autouse=True)
async def city(database, tmp_path):
    use_keys(tmp_path / "keys")
    await world(database)
    async with database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('cases.prepare', 0)")


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
    await prepare_all(database)


async def looked(database):
    async with database.work(SYSTEM) as work:
        return {one.kind: one for one in await api.look(work)}


async def sign_of(work, kind):
    return await work.tx.fetchval("SELECT id FROM signs_sign WHERE kind = $1", kind)


async def test_a_rise_and_a_crowd_are_told_once_and_closed_with_a_result(database, time):
    await opened(database, 6)
    found = await looked(database)
    assert set(found) == {"burst", "group"}
    assert found["burst"].cases == 6
    assert "预期" in found["burst"].words["zh"]
    assert found["group"].size == 6
    assert await looked(database) == {}  # once per object and period, also after a restart
    async with database.work(SYSTEM) as work:
        await api.close(work, await sign_of(work, "burst"), "confirmed", "确有停电")
        with pytest.raises(SignClosedError):
            await api.close(work, await sign_of(work, "burst"), "false", "")
        listed = await api.find(work, kind=None, is_open=True, since=None)
        journal = await work.tx.fetch(
            "SELECT action FROM audit_journal WHERE subject = $1 ORDER BY seq", await sign_of(work, "burst")
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
    await looked(database)
    stranger = Actor(name="x", roles=frozenset({"supervisor"}), area="999999")
    async with database.work(stranger) as work:
        found = await api.find(work, kind=None, is_open=None, since=None)
        assert (found["items"], found["results"]) == ([], {})
        with pytest.raises(SignNotFoundError):
            await api.close(work, await sign_of(work, "burst"), "false", "")
        with pytest.raises(SignNotFoundError):
            await api.close(work, new_id(), "false", "")


async def followed(database, numbers=None):
    """Hear of all cases as if they had just moved."""
    async with database.work(SYSTEM) as work:
        rows = await work.tx.fetch("SELECT number, matter, path FROM cases_case")
        moved = [
            (r["number"], r["matter"], tuple(r["path"]))
            for r in rows
            if numbers is None or r["number"] in numbers
        ]
        return await api.follow(work, moved)


async def told_of(database, kind):
    async with database.reading(SYSTEM) as work:
        return await work.tx.fetch("SELECT payload FROM infra_outbox WHERE kind = $1 ORDER BY seq", kind)


async def test_a_topic_that_grows_hot_is_told_once_as_its_cases_come(database):
    async with database.work(SYSTEM) as work:
        wanted = api.Limits(hot=HotLimit(heat=12))
        assert await api.set_limits(work, wanted, "试行", 0) == 1
    await opened(database, 3)
    assert "hot" not in {one.kind for one in await followed(database)}
    await opened(database, 4)
    (hot,) = [one for one in await followed(database) if one.kind == "hot"]
    assert hot.cases == len(hot.numbers) >= 4
    assert "界限12" in hot.words["zh"]
    await opened(database, 1)
    assert [one for one in await followed(database) if one.kind == "hot"] == []
    changed = await told_of(database, "signs.changed")
    assert [row["payload"]["fresh"] > 0 for row in changed] == [False, False, True, False]
    async with database.reading(SYSTEM) as work:
        told = await work.tx.fetch("SELECT audience FROM notify_notice WHERE kind = 'signs.told'")
    assert [row["audience"] for row in told] == ["role:supervisor"]


async def test_a_threat_is_told_once_and_words_of_the_city_as_well(database, time):
    await opened(database, 1, text="再不解决我就去跳楼，路灯坏了三个月")
    await opened(database, 1, text="塔吊吊臂伸到路灯上方")
    async with database.work(SYSTEM) as work:
        limits = api.Limits(sensitive=SensitiveLimit(words=("塔吊",)))
        await api.set_limits(work, limits, "工地安全月", 0)
    found = [one for one in await followed(database) if one.kind == "sensitive"]
    assert {"扬言" in one.words["zh"] for one in found} == {True, False}
    assert all("跳楼" not in str(one.words) for one in found)
    assert len(found) == 2
    assert "sensitive" not in await looked(database)
    time.advance(timedelta(days=1))
    assert "sensitive" not in {one.kind for one in await followed(database)}


async def test_limits_have_versions_reasons_and_a_journal(database, time):
    async with database.work(SYSTEM) as work:
        await api.set_limits(work, api.Limits(again=AgainLimit(cases=2)), "先严一些", 0)
        with pytest.raises(LimitsChangedError):
            await api.set_limits(work, api.Limits(), "晚到一步", 0)
        await api.set_limits(work, api.Limits(), "恢复", 1)
        held = await api.limits(work)
        journal = await work.tx.fetch(
            "SELECT action, data FROM audit_journal WHERE stream = 'sign_limits' ORDER BY seq"
        )
    assert (held["version"], held["limits"]) == (2, api.Limits())
    assert web.json(held).status_code == 200  # all of it can be sent
    assert [one["reason"] for one in held["versions"]] == ["恢复", "先严一些"]
    assert [line["data"]["reason"] for line in journal] == ["先严一些", "恢复"]


@pytest.mark.parametrize("wrong", ["tags", "areas", "ends"])
async def test_limits_that_can_never_tell_are_refused(database, wrong):
    area = {"name": "考点", "begins": date(2026, 6, 7), "ends": date(2026, 6, 9), "areas": ("999901",)}
    limits = {
        "tags": api.Limits(sensitive=SensitiveLimit(tags=("nonsense",))),
        "areas": api.Limits(key_areas=(api.KeyArea(**area | {"areas": ("x",)}),)),
        "ends": api.Limits(key_areas=(api.KeyArea(**area | {"ends": date(2026, 6, 1)}),)),
    }[wrong]
    async with database.work(SYSTEM) as work:
        with pytest.raises(InvalidInputError):
            await api.set_limits(work, limits, "试行", 0)
    district = Actor(name="x", roles=frozenset({"supervisor"}), area="999901")
    async with database.work(district) as work:
        with pytest.raises(ForbiddenError):
            await api.set_limits(work, api.Limits(), "越权", 0)


async def test_a_rehearsal_tells_what_would_have_been_told_and_stores_nothing(database, time):
    await opened(database, 3, phone="13812345678")
    time.advance(timedelta(days=2))
    async with database.reading(SYSTEM) as work:
        found = await api.preview(work, api.Limits(again=AgainLimit(cases=2), hot=HotLimit(on=False)))
        strict = await api.preview(work, api.Limits(again=AgainLimit(cases=4)))
        assert await work.tx.fetchval("SELECT count(*) FROM signs_sign") == 0
    counts = {one["kind"]: (one["told"], one["in_force"]) for one in found["kinds"]}
    assert counts["again"] == (1, 1)
    assert {one["kind"]: one["told"] for one in strict["kinds"]}["again"] == 0
    (item,) = [one for one in found["items"] if one["kind"] == "again"]
    assert len(item["numbers"]) == 3
    assert found["told"] == len(found["items"])
    assert web.json(found).status_code == 200


async def test_a_key_area_is_told_while_cases_come(database):
    today = date(2026, 3, 10)
    area = api.KeyArea(name="一中考点", begins=today, ends=today, areas=("999901",), least=2)
    async with database.work(SYSTEM) as work:
        await api.set_limits(work, api.Limits(key_areas=(area,)), "考试", 0)
    await opened(database, 1)
    assert "key_area" not in {one.kind for one in await followed(database)}
    await opened(database, 3)
    (found,) = [one for one in await followed(database) if one.kind == "key_area"]
    assert (found.object, found.period) == ("一中考点", "2026-03-10")
    assert found.cases == len(found.numbers) >= 3
    assert "key_area" not in await looked(database)


async def test_signs_are_counted_by_how_they_ended(database):
    await opened(database, 6)
    await looked(database)
    async with database.work(SYSTEM) as work:
        await api.close(work, await sign_of(work, "burst"), "confirmed", "")
        await api.close(work, await sign_of(work, "group"), "false", "")
        listed = await api.find(work, kind=None, is_open=None, since=None)
    rates = {one["kind"]: one["hit"] for one in listed["rates"]}
    assert (rates["burst"], rates["group"], rates["again"]) == (1.0, 0.0, None)
