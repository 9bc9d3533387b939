from datetime import timedelta

import pytest
from tests.support.delivery import prepare_all
from tests.support.world import HERE, world

from yiwang.base.algorithms import api as algorithms
from yiwang.base.cases import api
from yiwang.base.cases.definition import CasesSection
from yiwang.base.cases.errors import NoSuchPairError, TooFewVerdictsError
from yiwang.base.cases.model.report import ReportInput
from yiwang.base.cases.usecases.configuring import apply_section
from yiwang.base.cases.usecases.duplicates import tidy_duplicates
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM, Actor

LONG = (
    "我们小区东门外的夜市每天晚上摆到凌晨两点，音响声音很大，老人和小孩都睡不着，打过好几次电话都没有人来管，"
    "希望城管部门来看看，不要再拖下去了，下个月孩子就要中考"
)
AGAIN = "您好，小区东门外的夜市天天摆到凌晨两点，音响声音大，老人小孩都睡不着，希望城管部门来看看，下个月孩子就要中考"


@pytest.fixture(autouse=True)
async def city(database, tmp_path):
    use_keys(tmp_path / "keys")
    await world(database)
    async with database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('cases.prepare', 0)")


def report(text="人民路12号路灯不亮好几天了", where=HERE, **more):
    lon, lat = where or (None, None)
    return ReportInput(
        **{"source": "hotline", "text": text, "lon": lon, "lat": lat, "matter": "01037"} | more
    )


async def opened(database, *reports):
    for one in reports:
        await api.intake(database).receive(one, SYSTEM)
    await prepare_all(database)
    return await rows(database, "SELECT * FROM cases_case ORDER BY opened_at, number")


async def rows(database, sql, *args):
    async with database.reading(SYSTEM) as work:
        return await work.tx.fetch(sql, *args)


async def merging(database, at):
    section = {"duplicates": {"matters": {"matter:01037": {"merge_at": at}}}}
    async with database.work(SYSTEM) as work:
        await apply_section(work, CasesSection.model_validate(section), "test", "1.0.0")


async def test_a_sure_repeat_is_merged_by_itself_only_where_the_city_says_so_and_can_be_taken_out(database):
    await opened(database, report())
    first, second = await opened(database, report())
    assert {first["stage"], second["stage"]} == {"sign"}  # off by default: only a suggestion
    await merging(database, 0.8)
    *_, third = await opened(database, report())
    assert third["stage"] == "merged"
    async with database.reading(SYSTEM) as work:
        found = await api.duplicate_pairs(work)
    assert (found["evidence"]["automatic"], found["evidence"]["undone"]) == (1, 0)
    assert [len(found["items"]), found["evidence"]["precision"]] == [1, 1.0]
    async with database.work(SYSTEM) as work:
        state = await api.act(work, third["number"], "unmerge", {"reason": "另一盏灯"})
    assert state.stage != "merged"
    async with database.reading(SYSTEM) as work:
        evidence = (await api.duplicate_pairs(work))["evidence"]
    assert (evidence["undone"], evidence["different"], evidence["precision"]) == (1, 0, 0.0)


async def test_intake_goes_on_when_a_merge_is_refused(database):
    await merging(database, 0.8)
    first, *_ = await opened(database, report())
    async with database.work(SYSTEM) as work:  # a flow that knows no merging refuses it by name
        await work.tx.execute("UPDATE cases_case SET stage = 'verify' WHERE id = $1", first["id"])
        await work.tx.execute(
            'UPDATE cases_case SET state = replace(state, \'"stage":"sign"\', \'"stage":"closed"\')'
        )
    _, second = await opened(database, report())
    assert second["stage"] == "sign"


async def test_without_a_place_like_words_are_found_and_different_ones_are_not(database):
    await opened(database, report(LONG, None, matter=None), report("路面有个坑", None, matter=None))
    async with database.reading(SYSTEM) as work:
        found = await api.find_duplicates(work, text=AGAIN, lon=None, lat=None)
        other = await api.find_duplicates(
            work, text="地铁三号线的电梯坏了半个月，推婴儿车根本下不去，请尽快派人修好", lon=None, lat=None
        )
    assert [one["title"][:6] for one in found] == [LONG[:6]]
    assert "没有位置可比" in found[0]["reasons"]["zh"]
    assert other == []


async def test_set_phrases_of_newer_cases_do_not_hide_the_one_that_is_alike(database, time):
    phrase = "您好我想向你们反映一个问题，希望有关部门尽快派人来现场处理并给予明确答复，谢谢。"
    await opened(database, report(phrase + LONG, None, matter=None))
    time.advance(timedelta(hours=1))
    others = [
        report(f"{phrase}第{n}号", None, matter=None) for n in range(40)
    ]  # more than a band is asked for
    await opened(database, *others)
    async with database.reading(SYSTEM) as work:
        found = await api.find_duplicates(work, text=phrase + AGAIN, lon=None, lat=None)
        many = await api.find_duplicates(work, text=phrase, lon=None, lat=None)
        (first,) = await work.tx.fetch("SELECT number FROM cases_case ORDER BY opened_at LIMIT 1")
    assert found[0]["number"] == first["number"]
    assert len(many) == 10  # as many as are shown


async def test_who_has_no_words_yet_is_shown_what_lies_near(database):
    (one,) = await opened(database, report())
    asked = {"lon": HERE[0] + 0.0002, "lat": HERE[1], "matter": "01037"}
    async with database.reading(SYSTEM) as work:
        (found,) = await api.find_duplicates(work, text="", **asked)
        assert await api.find_duplicates(work, text="楼上住户半夜装修", **asked) == []
    assert (found["number"], found["ended"]) == (one["number"], None)


async def test_what_ended_near_by_lately_is_shown_before_filing(database, time):
    (one,) = await opened(database, report())
    async with database.work(SYSTEM) as work:
        await work.tx.execute("UPDATE cases_case SET closed_at = $1, stage = 'closed'", work.now)
    time.advance(timedelta(days=2))
    asked = {"text": "路灯又不亮", "lon": HERE[0], "lat": HERE[1], "matter": "01037"}
    async with database.reading(SYSTEM) as work:
        (found,) = await api.find_duplicates(work, **asked)
    assert (found["number"], found["ended"] is not None) == (one["number"], True)
    time.advance(timedelta(days=40))
    async with database.reading(SYSTEM) as work:
        assert await api.find_duplicates(work, **asked) == []


async def test_pairs_are_shown_to_who_may_see_both_cases(database):
    await opened(database, report(), report("人民路12号路灯不亮好几天了没人管"))
    (pair,) = await rows(database, "SELECT case_id, other_id FROM cases_duplicate")
    area = (await rows(database, "SELECT path[2] AS area FROM cases_case LIMIT 1"))[0]["area"]
    here = Actor(name="d", roles=frozenset({"dispatcher"}), area=area)
    async with database.reading(here) as work:
        assert len((await api.duplicate_pairs(work))["items"]) == 1
    handler = Actor(name="h", roles=frozenset({"handler"}), area=area, unit="nobody's")
    async with database.reading(handler) as work:
        assert (await api.duplicate_pairs(work))["items"] == []
    async with database.work(SYSTEM) as work:
        await work.tx.execute("UPDATE cases_case SET path = path[1:1] WHERE id = $1", pair["other_id"])
    async with database.reading(here) as work:
        assert (await api.duplicate_pairs(work))["items"] == []


async def test_a_pair_held_different_is_not_asked_again_and_teaches(database):
    one, other = await opened(database, report(), report("人民路12号路灯不亮"))
    async with database.work(SYSTEM) as work:
        await api.hold_different(work, other["number"], one["number"])
    async with database.reading(SYSTEM) as work:
        found = await api.duplicate_pairs(work)
    assert (found["items"], found["evidence"]["different"]) == ([], 1)
    async with database.work(SYSTEM) as work:
        with pytest.raises(NoSuchPairError):
            await api.hold_different(work, one["number"], one["number"])
    async with database.work(SYSTEM) as work:
        with pytest.raises(TooFewVerdictsError):
            await api.learn_duplicates(work)


async def judged(work, n=200, moment=None):
    await work.tx.execute(
        "INSERT INTO cases_duplicate (case_id, other_id, score, reasons, signs, verdict, at, decided_at) "
        "SELECT gen_random_uuid(), gen_random_uuid(), 0.5, '{}', "
        "ARRAY[n % 2, 0, 0, 0, 0.5, 0.5, 1, 1, 0, 0]::float8[], "
        "CASE WHEN n % 2 = 1 THEN 'merged' ELSE 'different' END, $1, $1 FROM generate_series(1, $2::int) n",
        work.now,
        n,
    )


async def test_weights_are_learnt_from_verdicts_watched_published_and_rolled_back(database, time):
    async with database.work(SYSTEM) as work:
        await judged(work)
        made = await api.learn_duplicates(work)
        assert (await api.duplicate_pairs(work))["weights"] == 0  # in shadow: nothing follows from it
    assert made["stage"] == "shadow"
    assert made["card"]["metrics"]["loss"] < made["card"]["against"]["loss"]
    time.advance(timedelta(hours=1))
    async with database.work(SYSTEM) as work:
        await judged(work, 10)
        await algorithms.promote(work, made["id"], "publish")
    await api.watch_duplicates(database)
    async with database.work(SYSTEM) as work:
        assert (await api.duplicate_pairs(work))["weights"] == 1
        (day,) = (await algorithms.detail(work.tx, made["id"]))["days"]
        assert (day["calls"], day["acted"], day["right"] + day["wrong"]) == (10, 0, 10)
        second = await api.learn_duplicates(work)
        assert second["card"]["against"]["version"] == 1
        await algorithms.promote(work, second["id"], "publish")
        assert str((await algorithms.roll_back(work, "duplicates")).id) == made["id"]
    async with database.work(SYSTEM) as work:
        assert (await api.duplicate_pairs(work))["weights"] == 1
        await algorithms.promote(work, made["id"], "retire")
    async with database.reading(SYSTEM) as work:
        assert (await api.duplicate_pairs(work))["weights"] == 0  # those of the first day


async def test_sketches_and_questions_of_ended_cases_are_forgotten(database):
    await opened(database, report(), report())
    async with database.work(SYSTEM) as work:
        await work.tx.execute("UPDATE cases_case SET closed_at = $1, stage = 'closed'", work.now)
    await tidy_duplicates(database)
    assert await rows(database, "SELECT 1 FROM cases_sketch UNION ALL SELECT 1 FROM cases_band") == []
    (pair,) = await rows(database, "SELECT verdict FROM cases_duplicate")
    assert pair["verdict"] == "ended"


async def test_a_reply_is_looked_at_before_it_is_sent(database):
    (one,) = await opened(database, report())
    async with database.reading(SYSTEM) as work:
        found = await api.check_reply(work, one["number"], "您好，您反映的问题已收悉，感谢您的支持")
        sound = await api.check_reply(work, one["number"], "人民路12号路灯已于今天更换灯泡，经查已恢复照明。")
    assert "template" in {doubt["code"] for doubt in found}
    assert sound == []
