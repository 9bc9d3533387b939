"""Who hears of what happens to cases, on a real database: in the application and by text message."""

from datetime import timedelta

import pytest
from tests.support import world as w
from tests.support.matters import CITY, DISTRICT
from tests.support.messages import announced
from tests.support.queries import counting

from yiwang.base.cases import api as cases
from yiwang.base.cases.subscribers import SUBSCRIBERS
from yiwang.base.notify import api as notify
from yiwang.kernel.actor import SYSTEM

NOTIFY = next(s for s in SUBSCRIBERS if s.name == "cases.notify")
LI, WANG = "13812345678", "13900001111"


class Spy:
    """A gateway that keeps what it was given."""

    def __init__(self):
        self.given = []

    async def deliver(self, messages):
        self.given += messages
        return [None] * len(messages)


@pytest.fixture
def spy():
    """A gateway for one test."""
    made = Spy()
    notify.use_gateway(made)
    yield made
    notify.use_gateway(None)


async def news(database, after=0):
    """Messages that the subscriber wants."""
    return await announced(database, NOTIFY.kinds, after)


async def tell(database):
    """Hand everything there is to the subscriber: also what it was given before."""
    waiting = await news(database)
    async with database.work(SYSTEM) as work:
        await NOTIFY.handle(work, waiting)


async def told(database, who=None, kind=None):
    """The kinds (or texts of a kind) of the notices for an actor, oldest first; all without one."""
    async with database.reading(who or SYSTEM) as work:
        if who is None:
            rows = await work.tx.fetch("SELECT kind, audience FROM notify_notice ORDER BY id")
            return [(r["kind"], r["audience"]) for r in rows]
        items, _ = await notify.inbox(work, limit=200)
    return [i.text["zh"] if kind else i.kind for i in reversed(items) if kind in (None, i.kind)]


async def open_case(desk, phone=None, **more):
    return await desk.report("小区门口垃圾堆放好几天了", phone=phone, matter="06010", **more)


async def close(desk, number):
    await desk.act(number, "sign", {}, w.HANDLER)
    await desk.act(number, "feedback", {"result": "内部结论", "public_reply": "已清理"}, w.HANDLER)
    await desk.act(number, "verify_pass", {}, w.VERIFIER)
    if (await state(desk, number)).stage == "callback":
        await desk.act(number, "call_back", {"resolved": True, "satisfaction": 5}, w.AGENT)
    await desk.act(number, "close", {}, w.DISPATCHER)


async def state(desk, number):
    async with desk.database.reading(SYSTEM) as work:
        return await cases.state_of(work, number)


async def test_a_new_task_is_told_to_the_handlers_of_its_unit(desk):
    number = await open_case(desk)
    await tell(desk.database)
    assert await told(desk.database, w.HANDLER, "cases.task") == [f"新的主办任务：案件 {number}"]
    assert await told(desk.database, w.LAMP_HANDLER) == []
    await desk.act(number, "sign", {}, w.HANDLER)
    await desk.act(number, "whistle", {"units": [w.LAMPS]}, w.HANDLER)
    await desk.act(number, "transfer", {"unit": w.WATER, "reason": "职责"}, w.HANDLER)
    await tell(desk.database)
    assert await told(desk.database, w.LAMP_HANDLER, "cases.task") == [f"新的吹哨响应任务：案件 {number}"]
    assert len(await told(desk.database, w.actor("handler", w.WATER))) == 1
    assert len(await told(desk.database, w.HANDLER)) == 1, "signing is no news to the one who signed"


async def test_a_return_is_told_to_the_dispatchers_of_the_area_and_its_judgement_to_the_unit(desk):
    number = await open_case(desk)
    await desk.act(number, "send_back", {"reason": "非本单位职责", "basis": "三定方案"}, w.HANDLER)
    await tell(desk.database)
    here, elsewhere = w.actor("dispatcher", area=DISTRICT), w.actor("dispatcher", area="999902")
    assert await told(desk.database, here) == ["cases.return_asked"]
    assert await told(desk.database, elsewhere) == []
    desk.database.time.advance(timedelta(minutes=5))
    await desk.act(number, "judge_return", {"accepted": False}, w.DISPATCHER)
    await tell(desk.database)
    assert await told(desk.database, w.HANDLER) == ["cases.task", "cases.return_refused"]
    desk.database.time.advance(timedelta(minutes=5))
    await desk.act(number, "send_back", {"reason": "非本单位职责", "basis": "三定方案"}, w.HANDLER)
    await desk.act(number, "judge_return", {"accepted": True, "liable": "dispatcher"}, w.DISPATCHER)
    await tell(desk.database)
    assert (await told(desk.database, w.HANDLER))[-1] == "cases.return_accepted"
    assert len(await told(desk.database, here)) == 2


async def test_supervision_and_urging_reach_the_unit(desk):
    number = await open_case(desk)
    await desk.act(number, "supervise", {"demand": "内部要求：三日内办结"}, w.SUPERVISOR)
    await desk.act(number, "urge", {"comment": "内部：快办"}, w.AGENT)
    await tell(desk.database)
    assert sorted(await told(desk.database, w.HANDLER)) == ["cases.supervised", "cases.task", "cases.urged"]
    desk.database.time.advance(timedelta(minutes=1))
    await desk.act(number, "urge", {}, w.AGENT)
    await tell(desk.database)
    assert (await told(desk.database, w.HANDLER)).count("cases.urged") == 2, "each urging counts"
    async with desk.database.reading(SYSTEM) as work:
        assert "内部" not in str(await work.tx.fetch("SELECT * FROM notify_notice"))


async def test_clocks_are_told_to_the_unit_and_to_supervisors_of_the_area(desk):
    await open_case(desk)
    desk.database.time.advance(timedelta(days=2))
    await cases.fire_clocks(desk.database)
    await tell(desk.database)
    unit = [k for k in await told(desk.database, w.HANDLER) if k.startswith("cases.clock")]
    assert unit
    assert set(unit) <= {"cases.clock_due", "cases.clock_warn"}
    assert await told(desk.database, w.actor("supervisor", area=CITY)) == unit
    assert await told(desk.database, w.actor("supervisor", area="999902")) == []
    [text, *_] = await told(desk.database, w.HANDLER, "cases.clock_due")
    assert "时限已于 03-10" in text, "in the city's own time"


async def test_a_case_that_nobody_has_is_told_to_its_dispatchers(desk):
    await desk.report("小区噪声扰民", matter="06028")
    desk.database.time.advance(timedelta(days=2))
    await cases.fire_clocks(desk.database)
    await tell(desk.database)
    assert "cases.clock_due" in await told(desk.database, w.DISPATCHER)
    assert {a for _, a in await told(desk.database)} == {"role:dispatcher", "role:supervisor"}


async def test_every_reporter_of_a_case_and_of_those_merged_into_it_is_answered_once(desk, spy):
    first = await open_case(desk, LI)
    second = await desk.report("路灯不亮好几天了", phone=WANG)
    again = await desk.report("路边路灯又不亮", where=(120.006, 30.006), phone=LI, source="web")
    silent = await open_case(desk, where=(120.007, 30.007))
    for number in {second, again, silent} - {first}:
        await desk.act(number, "merge", {"into": first}, w.DISPATCHER)
    await tell(desk.database)
    assert await notify.send_due(desk.database) == 0, "merging is no answer"
    await close(desk, first)
    await tell(desk.database)
    await tell(desk.database)
    await notify.send_due(desk.database)
    assert sorted(m.to for m in spy.given) == [LI, WANG]
    texts = {m.to: m.text["zh"] for m in spy.given}
    assert texts[LI] == f"您反映的问题（编号 {first}）：已办结。凭编号和回执码可查看答复。"
    assert second in texts[WANG], "under the number that the reporter knows"
    assert "内部" not in str(spy.given)
    async with desk.database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM notify_sms WHERE number IS NOT NULL") == 0


async def test_a_case_worked_again_is_answered_again_and_a_refused_one_too(desk, spy):
    number = await open_case(desk, LI)
    await close(desk, number)
    await tell(desk.database)
    desk.database.time.advance(timedelta(hours=1))
    await desk.act(number, "comment", {"text": "内部"}, w.AGENT)
    await desk.act(number, "redo", {"reason": "又脏了"}, w.SUPERVISOR)
    await tell(desk.database)
    await notify.send_due(desk.database)
    assert len(spy.given) == 1
    await close(desk, number)
    await tell(desk.database)
    await notify.send_due(desk.database)
    assert [m.to for m in spy.given] == [LI, LI]
    unplaced = await open_case(desk, WANG, where=None)
    await desk.act(unplaced, "reject", {"reason": "内部：不属于受理范围"}, w.AGENT)
    await tell(desk.database)
    await notify.send_due(desk.database)
    assert [(m.to, "不予受理" in m.text["zh"]) for m in spy.given[2:]] == [(WANG, True)]
    assert "内部" not in str(spy.given)


async def test_an_ending_that_was_taken_back_before_it_was_told_is_not_told(desk, spy):
    number = await open_case(desk, LI)
    await close(desk, number)
    await desk.act(number, "redo", {"reason": "又脏了"}, w.SUPERVISOR)
    await tell(desk.database)
    assert await notify.send_due(desk.database) == 0
    assert spy.given == []


async def test_an_erased_reporter_gets_no_message_that_still_waits(desk, spy):
    number = await open_case(desk, LI)
    await close(desk, number)
    await tell(desk.database)
    [report] = (await state(desk, number)).reports
    async with desk.database.work(w.actor("security")) as work:
        await cases.erase_report(work, report, basis="本人申请")
    assert await notify.send_due(desk.database) == 0
    async with desk.database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT number FROM notify_sms") is None


async def test_redelivery_tells_nobody_twice(desk, spy):
    number = await open_case(desk, LI)
    await desk.act(number, "urge", {}, w.AGENT)
    await close(desk, number)
    await tell(desk.database)
    before = await told(desk.database)
    async with desk.database.reading(SYSTEM) as work:
        said = await work.tx.fetchval("SELECT count(*) FROM infra_outbox")
    for message in await news(desk.database):
        async with desk.database.work(SYSTEM) as work:
            await NOTIFY.handle(work, [message])
    assert await told(desk.database) == before
    async with desk.database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM notify_sms") == 1
        assert await work.tx.fetchval("SELECT count(*) FROM infra_outbox") == said


async def test_old_news_is_no_news(desk, spy):
    number = await open_case(desk, LI)
    await close(desk, number)
    desk.database.time.advance(timedelta(days=4))
    await tell(desk.database)
    assert await told(desk.database) == []
    assert await notify.send_due(desk.database) == 0


async def test_two_hundred_new_cases_cost_as_many_statements_as_one(desk):
    async def cost(count):
        async with desk.database.work(SYSTEM) as work:
            await cases.open_cases(work, [w.draft(desk.database) for _ in range(count)])
        fresh = (await news(desk.database))[-count:]
        assert len(fresh) == count
        with counting() as statements:
            async with desk.database.work(SYSTEM) as work:
                await NOTIFY.handle(work, fresh)
        return [s for s in statements if "infra_revision" not in s]

    await cost(1)
    one, many = await cost(1), await cost(200)
    assert many == one
    assert len(many) <= 4, many
    assert len(await told(desk.database, w.HANDLER)) == 200, "the list shows the newest two hundred"
    assert len(await told(desk.database)) == 202


async def test_two_hundred_endings_cost_as_many_statements_as_one(desk, spy):
    numbers = [await open_case(desk, f"138{n:08d}", where=(120.001 + n / 1000, 30.001)) for n in range(3)]
    numbers = list(dict.fromkeys(numbers))
    for number in numbers:
        await close(desk, number)
    fresh = await news(desk.database)

    async def cost(messages):
        with counting() as statements:
            async with desk.database.work(SYSTEM) as work:
                await NOTIFY.handle(work, messages)
        return [s for s in statements if "infra_revision" not in s]

    last = [m for m in fresh if m.payload["action"] == "close"]
    assert len(last) == len(numbers) > 1
    await cost(fresh)
    assert await cost(last[:1]) == await cost(last)
    assert len(await cost(fresh)) <= 6
