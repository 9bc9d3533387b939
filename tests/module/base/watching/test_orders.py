"""Watch orders over HTTP: given, begun and ended by the clock, hit, told, closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support.matters import CITY, CLEAN, DISTRICT, LAMPS
from tests.support.messages import announced
from tests.support.sensors import register, started
from tests.support.watch import HIGH, Station, place
from tests.support.web import actor_of, application, client
from tests.support.world import world

from yiwang.base.alarms import api as alarms
from yiwang.base.notify import api as notify
from yiwang.base.sensing import api as sensing
from yiwang.base.watching import api, http, jobs
from yiwang.base.watching.subscribers import SUBSCRIBERS
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM

WATCH = "/api/v1/watch-orders"
CHIEF = "supervisor~li"


@pytest.fixture
async def city(database, time, tmp_path):
    """Gauges, units and the door of watch orders."""
    use_keys(tmp_path / "keys")
    await world(database)
    no = await register(database)
    await place(database, 3)
    sensing.use_observers([alarms.AlarmObserver])
    made = Station(database, time, no, await started(database))
    made.app = application(database, [http.router])
    try:
        yield made
    finally:
        sensing.use_observers([])


def body(city, **more):
    return {
        "title": "重点水位",
        "reason": "汛期重点监测",
        "authority": "防指〔2026〕3号",
        "target": {"devices": ["L1", "L2"]},
        "when": HIGH,
        "ends_at": (city.time.now() + timedelta(hours=6)).isoformat(),
        "receivers": [{"kind": "unit", "code": CLEAN}],
    } | more


async def ask(city, who, method, path, json=None):
    async with client(city.app, who) as made:
        return await made.request(method, path, json=json)


async def given(city, **more):
    answer = await ask(city, CHIEF, "POST", WATCH, body(city, **more))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def heard(city):
    """Let the subscriber hear what was announced; everything twice, as a broken delivery would."""
    found = await announced(city.database, SUBSCRIBERS[0].kinds)
    async with city.database.work(SYSTEM) as work:
        for _ in range(2):
            await SUBSCRIBERS[0].handle(work, found)


async def told(city, token):
    async with city.database.reading(actor_of(token)) as work:
        found, _ = await notify.inbox(work)
    return [n.kind.removeprefix("watching.") for n in reversed(found)]


async def one(city, order, who=CHIEF):
    return (await ask(city, who, "GET", f"{WATCH}/{order['id']}")).json()


async def test_hits_are_listed_and_told_to_the_receivers_alone_and_once(city):
    order = await given(city)
    assert (order["stage"], order["number"], order["rule"]) == (
        "running",
        "BK202603100001",
        "watch-bk202603100001",
    )
    await city.say(("L1", 3.5), ("L3", 3.5))
    await heard(city)
    found = await one(city, order)
    assert [(hit["subject"], hit["level"], hit["hushed"]) for hit in found["hits"]] == [
        ("L1", "orange", False)
    ]
    assert await told(city, f"handler@{CLEAN}") == ["hit"]
    assert await told(city, f"handler@{LAMPS}") == []
    await city.say(("L1", 1.0))
    await city.say(("L1", 3.7))
    await heard(city)
    assert len((await one(city, order))["hits"]) == 2, "it came again"
    [listed] = (await ask(city, f"handler@{CLEAN}", "GET", WATCH)).json()["items"]
    assert (listed["number"], listed["hits"]) == (order["number"], 2)


async def test_it_ends_by_itself_and_what_it_raised_is_closed(city):
    order = await given(city)
    await city.say(("L1", 3.5))
    city.pass_time(6 * 3600 + 1)
    await jobs.tend(city.database)
    await jobs.tend(city.database)
    found = await one(city, order)
    assert (found["stage"], found["end_reason"]) == ("ended", "到期")
    assert [line["action"] for line in found["journal"]] == ["order", "begin", "end"]
    [alarm] = await city.alarms()
    assert alarm.stage == "closed"
    await city.say(("L2", 4.0))
    assert len(await city.alarms()) == 1, "nobody watches any more"
    assert (await told(city, f"handler@{CLEAN}"))[-1] == "ended"
    async with city.database.reading(SYSTEM) as work:
        [(state, _)] = await api.find(work)
        assert await api.rebuild(work, state.id) == state


async def test_it_begins_when_it_was_said_and_may_be_extended_or_ended(city):
    now = city.time.now()
    order = await given(city, starts_at=(now + timedelta(hours=1)).isoformat())
    assert order["stage"] == "ordered"
    await city.say(("L1", 3.5))
    assert await city.alarms() == []
    city.pass_time(3600)
    await jobs.tend(city.database)
    assert (await one(city, order))["stage"] == "running"
    later = {"ends_at": (now + timedelta(hours=9)).isoformat(), "reason": "雨未停"}
    assert (await ask(city, CHIEF, "POST", f"{WATCH}/{order['id']}/extend", later)).status_code == 200
    city.pass_time(7 * 3600)
    await jobs.tend(city.database)
    assert (await one(city, order))["stage"] == "running"
    ended = await ask(city, CHIEF, "POST", f"{WATCH}/{order['id']}/end", {"reason": "已排除"})
    assert (ended.json()["stage"], ended.json()["end_reason"]) == ("ended", "已排除")
    again = await ask(city, CHIEF, "POST", f"{WATCH}/{order['id']}/end", {"reason": "已排除"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "watch_order")


async def test_a_target_that_is_gone_when_it_begins_ends_the_order(city):
    start = (city.time.now() + timedelta(hours=1)).isoformat()
    order = await given(city, starts_at=start, receivers=[{"kind": "unit", "code": LAMPS}])
    from yiwang.base.identity import api as identity

    async with city.database.work(SYSTEM) as work:
        await identity.retire(work, "unit", LAMPS)
    city.pass_time(3601)
    await jobs.tend(city.database)
    found = await one(city, order)
    assert (found["stage"], "U-LAMPS" in found["end_reason"]) == ("ended", True)
    async with city.database.reading(SYSTEM) as work:
        [row] = await alarms.rules(work, None)
    assert row["running"] is None, "an order that has ended watches nobody"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"target": {}}, "watch_order"),
        ({"target": {"devices": ["L99"]}}, "watch_order"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, "watch_order"),
        ({"ends_at": "2026-09-01T00:00:00Z"}, "watch_order"),
        ({"when": {"threshold": {"property": "nothing", "value": 1}}}, "rule_invalid"),
        ({"receivers": [{"kind": "unit", "code": "U-NONE"}]}, "warning_receiver"),
        ({"reason": ""}, "invalid_input"),
    ],
)
async def test_what_is_wrong_with_an_order_is_named(city, change, code):
    answer = await ask(city, CHIEF, "POST", WATCH, body(city, **change))
    assert (answer.status_code >= 400, answer.json()["error"]["code"]) == (True, code)
    async with city.database.reading(SYSTEM) as work:
        assert await alarms.rules(work, None) == [], "nothing of it is left"


async def test_who_may_give_and_see_orders(city):
    order = await given(city, target={"area": DISTRICT, "product": "water-level"})
    for who, status in {
        "dispatcher": 200,
        f"dispatcher#{DISTRICT}": 200,
        f"dispatcher#{CITY}": 200,
        "dispatcher#999902": 404,
        "handler": 404,
        f"handler@{LAMPS}": 404,
        f"handler@{CLEAN}": 200,
        "auditor": 403,
    }.items():
        assert (await ask(city, who, "GET", f"{WATCH}/{order['id']}")).status_code == status, who
    for who in ("dispatcher", "admin", f"handler@{CLEAN}"):
        assert (await ask(city, who, "POST", WATCH, body(city))).status_code == 403, who
