"""From an alarm to a warning that was confirmed, over HTTP and on a real database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support.matters import CITY, CLEAN, DISTRICT, LAMPS
from tests.support.queries import counting
from tests.support.sensors import register, started
from tests.support.watch import Station, level_rule, place, run_rule
from tests.support.web import actor_of, application, client
from tests.support.world import WATER, world

from yiwang.base.alarms import api as alarms
from yiwang.base.alarms.http import router as alarm_router
from yiwang.base.identity import api as identity
from yiwang.base.notify import api as notify
from yiwang.base.sensing import api as sensing
from yiwang.base.warning import api, http, jobs
from yiwang.connectors.cap import http as cap
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM

W = "/api/v1/warnings"
AUTHOR, CHIEF = "dispatcher~wang", "supervisor~li"


@pytest.fixture
async def city(database, time, tmp_path):
    """Gauges that raise alarms, units with people, and the doors."""
    use_keys(tmp_path / "keys")
    await world(database)
    no = await register(database)
    await place(database, 3)
    async with database.work(SYSTEM) as work:
        await identity.save_units(work, [identity.UnitDraft(code=WATER, name="水务所", area=DISTRICT)])
        await identity.save_posts(work, [identity.PostDraft(code="P-DUTY", name="值班", unit=LAMPS)])
        await identity.save_persons(
            work,
            [
                identity.PersonDraft(
                    code="1001", name="张三", unit=LAMPS, posts=["P-DUTY"], phone="13800000001"
                ),
                identity.PersonDraft(code="1002", name="李四", unit=LAMPS),
            ],
        )
        people = {p.code: p.id for p in (await identity.directory(work.tx)).persons()}
    sensing.use_observers([alarms.AlarmObserver])
    made = Station(database, time, no, await started(database))
    made.people = people
    made.app = application(database, [http.router, alarm_router, cap.router])
    try:
        yield made
    finally:
        sensing.use_observers([])
        notify.use_gateway(None)


def body(station, **more):
    until = (station.time.now() + timedelta(hours=6)).isoformat()
    return {
        "level": "orange",
        "title": "暴雨橙色预警",
        "text": "请做好防范",
        "areas": [DISTRICT],
        "valid_until": until,
        "receivers": [{"kind": "unit", "code": CLEAN}, {"kind": "post", "code": "P-DUTY"}],
    } | more


async def ask(station, who, method, path, json=None):
    async with client(station.app, who) as made:
        return await made.request(method, path, json=json)


async def act(station, who, warning, action, **more):
    return await ask(station, who, "POST", f"{W}/{warning}/acts", {"action": action} | more)


async def publish(station, **more):
    made = (await ask(station, AUTHOR, "POST", W, body(station, **more))).json()
    assert (await act(station, CHIEF, made["id"], "approve")).status_code == 200
    answer = await act(station, AUTHOR, made["id"], "publish")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def told(station, token, person=None):
    """Kinds of the notices of a caller, oldest first."""
    who = actor_of(token)
    if person is not None:
        who = type(who)(name=who.name, roles=who.roles, person=person)
    async with station.database.reading(who) as work:
        found, _ = await notify.inbox(work)
    return [n.kind.removeprefix("warning.") for n in reversed(found)]


async def tend(station, **after):
    station.time.advance(timedelta(**after))
    await jobs.tend(station.database)


async def test_one_writes_another_approves_and_the_named_confirm(city):
    answer = await ask(city, AUTHOR, "POST", W, body(city))
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["stage"], made["number"], made["own_proposal"]) == ("drafted", "YJ202603100001", True)
    assert await told(city, CHIEF) == ["to_approve"]
    own = await act(city, AUTHOR, made["id"], "approve")
    assert (own.status_code, own.json()["error"]["code"]) == (409, "warning_four_eyes")
    early = await act(city, AUTHOR, made["id"], "publish")
    assert (early.status_code, early.json()["error"]["code"]) == (409, "warning_act")
    assert (await act(city, CHIEF, made["id"], "approve")).json()["stage"] == "approved"
    assert await told(city, f"handler@{CLEAN}") == []
    assert (await act(city, AUTHOR, made["id"], "publish")).json()["stage"] == "published"
    assert await told(city, f"handler@{CLEAN}") == ["told"]
    assert await told(city, "handler", city.people["1001"]) == ["told"]
    assert await told(city, "handler", city.people["1002"]) == []

    [mine] = (await ask(city, f"handler@{CLEAN}", "GET", f"{W}?mine=true")).json()["items"]
    assert (mine["unconfirmed"], mine["receivers"], mine["confirmed"]) == (True, 2, 0)
    assert "receivers" not in mine["content"]
    for _ in range(2):
        assert (await act(city, f"handler@{CLEAN}", made["id"], "confirm")).status_code == 200
    seen = (await ask(city, AUTHOR, "GET", f"{W}/{made['id']}")).json()
    assert [(r["unit"], r["name"], r["confirmed_at"] is not None) for r in seen["receipts"]] == [
        (None, "张三", False),
        (CLEAN, "环卫所", True),
    ]
    assert [line["action"] for line in seen["journal"]] == ["draft", "approve", "publish", "confirm"]
    async with city.database.reading(SYSTEM) as work:
        [row] = await api.find(work, api.WarningFilter())
        assert await api.rebuild(work, api.warning_of(row).id) == api.warning_of(row)


async def test_those_who_have_not_confirmed_are_reminded_three_times(city):
    made = await publish(city)
    await act(city, f"handler@{CLEAN}", made["id"], "confirm")
    await tend(city, minutes=9)
    who = city.people["1001"]
    assert await told(city, "handler", who) == ["told"]
    for _ in range(5):
        await tend(city, minutes=11)
        await jobs.tend(city.database)
    assert await told(city, "handler", who) == ["told", "reminder", "reminder", "reminder"]
    assert await told(city, f"handler@{CLEAN}") == ["told"]


async def test_an_upgrade_takes_the_same_road_and_asks_for_receipt_again(city):
    made = await publish(city)
    await act(city, f"handler@{CLEAN}", made["id"], "confirm")
    raised = made["content"] | {"level": "red", "receivers": [{"kind": "unit", "code": CLEAN}]}
    changed = (await act(city, AUTHOR, made["id"], "revise", content=raised)).json()
    assert (changed["stage"], changed["proposal"], changed["content"]["level"]) == (
        "published",
        "drafted",
        "orange",
    )
    reader = (await ask(city, f"handler@{CLEAN}", "GET", f"{W}/{made['id']}")).json()
    assert (reader["proposed"], reader["receipts"], reader["journal"]) == (None, [], [])
    assert (await act(city, AUTHOR, made["id"], "approve")).status_code == 409
    await act(city, CHIEF, made["id"], "approve")
    now = (await act(city, AUTHOR, made["id"], "publish")).json()
    assert (now["edition"], now["content"]["level"], now["proposal"]) == (2, "red", None)
    [mine] = (await ask(city, f"handler@{CLEAN}", "GET", f"{W}?mine=true")).json()["items"]
    assert (mine["unconfirmed"], mine["receivers"]) == (True, 1)
    assert await told(city, f"handler@{CLEAN}") == ["told", "told"]
    assert (await act(city, AUTHOR, made["id"], "lift")).status_code == 409, "a reason is needed"
    assert (await act(city, AUTHOR, made["id"], "lift", reason="雨已停")).json()["stage"] == "lifted"
    assert await told(city, f"handler@{CLEAN}") == ["told", "told", "over"]


async def test_it_expires_by_itself(city):
    made = await publish(city)
    await tend(city, hours=7)
    found = (await ask(city, AUTHOR, "GET", f"{W}/{made['id']}")).json()
    assert (found["stage"], found["journal"][-1]["action"]) == ("expired", "expire")
    await tend(city, hours=1)
    assert (await ask(city, AUTHOR, "GET", f"{W}?stage=published")).json()["items"] == []


async def test_a_draft_is_made_of_alarms_and_a_template(city):
    await run_rule(city.database, level_rule())
    await city.say(("L1", 3.5), ("L2", 4.5))
    found = await city.alarms()
    template = {
        "code": "flood",
        "title": "{area}内涝{level}预警",
        "text": "{device}水位{value}，共{count}处，至{until}",
    }
    assert (await ask(city, "admin", "PUT", "/api/v1/warning-templates/flood", template)).status_code == 200
    asked = {
        "alarms": [str(a.id) for a in found],
        "template": "flood",
        "valid_until": "2026-03-10T12:00:00+08:00",
        "receivers": [{"kind": "area", "code": CITY}],
    }
    made = (await ask(city, AUTHOR, "POST", W, asked)).json()
    said = made["proposed"]
    assert (said["level"], said["title"]) == ("yellow", "一网格内涝黄色预警")
    assert said["text"].endswith("共2处，至03月10日12时00分")
    assert len(made["alarms"]) == 2
    await act(city, CHIEF, made["id"], "approve")
    await act(city, AUTHOR, made["id"], "publish")
    assert await told(city, f"handler@{WATER}") == ["told"], "a unit of the area whose people are not known"


class _Gateway:
    def __init__(self):
        self.sent = []

    async def deliver(self, messages):
        self.sent += messages
        return [None] * len(messages)


async def test_text_messages_go_to_persons_with_a_number(city):
    gateway = _Gateway()
    notify.use_gateway(gateway)
    await publish(city, sms=True)
    await notify.send_due(city.database)
    [message] = gateway.sent
    assert (message.to, message.urgent) == ("13800000001", True)
    assert "橙色预警 YJ202603100001 已发布" in message.text["zh"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"areas": ["nowhere"]}, "invalid_input"),
        ({"receivers": [{"kind": "unit", "code": "U-NONE"}]}, "warning_receiver"),
        ({"receivers": [{"kind": "area", "code": "999901001"}]}, "warning_receiver"),
        ({"valid_until": "2020-01-01T00:00:00Z"}, "warning_act"),
        ({"title": None}, "invalid_input"),
        ({"template": "none", "title": None}, "warning_template_not_found"),
    ],
)
async def test_what_is_wrong_with_a_draft_is_named(city, change, code):
    answer = await ask(city, AUTHOR, "POST", W, body(city) | change)
    assert (answer.status_code >= 400, answer.json()["error"]["code"]) == (True, code)


async def test_drafts_and_other_areas_are_not_for_everybody(city):
    made = (await ask(city, AUTHOR, "POST", W, body(city))).json()
    for reader in ("handler", "auditor", "dispatcher#123456"):
        answer = await ask(city, reader, "GET", f"{W}/{made['id']}")
        assert answer.status_code in {403, 404}, reader
    assert (await ask(city, "handler", "POST", W, body(city))).status_code == 403
    assert (await act(city, "agent~x", made["id"], "approve")).status_code == 403
    assert (await ask(city, f"dispatcher#{DISTRICT}", "GET", f"{W}/{made['id']}")).status_code == 200
    below = await ask(city, "dispatcher#999901001", "GET", W)
    assert len(below.json()["items"]) == 1, "a street within the district that is warned"


async def test_a_list_needs_few_queries_however_long(city):
    for _ in range(3):
        await publish(city)
    async with client(city.app, AUTHOR) as made:
        with counting() as counted:
            found = (await made.get(f"{W}?limit=2")).json()
    assert len(found["items"]) == 2
    assert len(counted) <= 6
    rest = (await ask(city, AUTHOR, "GET", f"{W}?limit=2&cursor={found['next']}")).json()
    assert (len(rest["items"]), rest["next"]) == (1, None)


async def test_what_was_published_may_be_fetched_in_cap_by_who_may_see_it(city):
    draft = (await ask(city, AUTHOR, "POST", W, body(city))).json()
    address = f"/api/v1/cap/alerts/{draft['id']}"
    early = await ask(city, AUTHOR, "GET", address)
    assert (early.status_code, early.json()["error"]["code"]) == (404, "warning_not_announced")
    made = await publish(city, category="Met", hazard="暴雨")
    address = f"/api/v1/cap/alerts/{made['id']}"
    first = await ask(city, f"handler@{CLEAN}", "GET", address)
    assert (first.status_code, first.headers["content-type"]) == (200, "application/cap+xml")
    assert f"{made['number']}-1.xml" in first.headers["content-disposition"]
    assert "<event>暴雨</event>" in first.text
    feed = await ask(city, AUTHOR, "GET", "/api/v1/cap/feed")
    assert made["id"] in feed.text
    assert draft["id"] not in feed.text
    elsewhere = "handler#999902"
    assert (await ask(city, elsewhere, "GET", address)).status_code == 404
    assert made["id"] not in (await ask(city, elsewhere, "GET", "/api/v1/cap/feed")).text
    assert (await ask(city, "auditor", "GET", "/api/v1/cap/feed")).status_code == 403
    assert (await act(city, AUTHOR, made["id"], "lift", reason="雨停")).status_code == 200
    end = await ask(city, AUTHOR, "GET", address)
    assert "<msgType>Cancel</msgType>" in end.text
    assert (await ask(city, AUTHOR, "GET", f"{address}?edition=1")).text == first.text, (
        "said once, never changed"
    )
    assert made["id"] not in (await ask(city, AUTHOR, "GET", "/api/v1/cap/feed")).text


async def test_a_template_has_versions_and_says_what_a_draft_begins_with(city):
    path = "/api/v1/warning-templates/rain"
    first = {
        "code": "rain",
        "title": "{area}暴雨{level}预警",
        "text": "{device}雨量{value}，至{until}",
        "level": "orange",
        "category": "Met",
        "hazard": "暴雨",
        "receivers": [{"kind": "unit", "code": CLEAN}],
        "hours": 3,
    }
    assert (await ask(city, "admin", "PUT", f"{path}?base=0", first)).json()["version"] == 1
    assert (await ask(city, "admin", "PUT", f"{path}?base=1", first)).json()["version"] == 1, "the same"
    second = first | {"hours": 12}
    assert (await ask(city, "admin", "PUT", f"{path}?base=1", second)).json()["version"] == 2
    late = await ask(city, "admin", "PUT", f"{path}?base=1", first)
    assert (late.status_code, late.json()["error"]["code"]) == (409, "warning_template_changed")
    nobody = first | {"receivers": [{"kind": "unit", "code": "U-NONE"}]}
    assert (await ask(city, "admin", "PUT", path, nobody)).json()["error"]["code"] == "warning_receiver"
    assert (await ask(city, "handler", "PUT", path, first)).status_code == 403
    told = (await ask(city, "admin", "GET", f"{path}/versions")).json()["items"]
    assert [(one["version"], one["body"]["hours"]) for one in told] == [(2, 12), (1, 3)]
    shown = await ask(
        city, "admin", "POST", "/api/v1/warning-templates/preview", {"template": first, "areas": [DISTRICT]}
    )
    assert shown.json()["title"].endswith("暴雨橙色预警")
    assert "示例设备雨量1.2，至03月10日" in shown.json()["text"]
    assert shown.json()["receivers"] == 1

    made = (await ask(city, AUTHOR, "POST", W, {"template": "rain", "areas": [DISTRICT]})).json()
    said = made["proposed"]
    assert (said["level"], said["category"], said["hazard"]) == ("orange", "Met", "暴雨")
    assert said["receivers"] == [{"kind": "unit", "code": CLEAN}]
    mine = {"template": "rain", "areas": [DISTRICT], "level": "red", "hazard": "洪水"}
    said = (await ask(city, AUTHOR, "POST", W, mine)).json()["proposed"]
    assert (said["level"], said["hazard"]) == ("red", "洪水"), "what a person says counts"
