"""Commands over HTTP: asked for, confirmed, fetched by the device, answered, over; who may what."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest
from tests.support.matters import CLEAN, LAMPS
from tests.support.messages import announced
from tests.support.sensors import LEVEL
from tests.support.web import actor_of, application, client
from tests.support.world import world

from yiwang.base.actuation import api, http, jobs
from yiwang.base.actuation.messages import CommandChanged
from yiwang.base.audit import api as audit
from yiwang.base.notify import api as notify
from yiwang.base.sensing import api as sensing
from yiwang.kernel.actor import SYSTEM

PATH = "/api/v1/device-commands"
CHIEF, OTHER = "dispatcher~li", "leader~wang"
GATE = sensing.ProductDraft(
    code="gate",
    name="闸门",
    model=sensing.ThingModel(
        properties=(sensing.Property(code="limit", name="限值", low=0, high=9, writable=True),),
        functions=(
            sensing.Function(
                code="open",
                name="开闸",
                input={"opening": sensing.Parameter(name="开度", unit="%", low=0, high=100)},
                dangerous=True,
            ),
            sensing.Function(code="restart", name="重启"),
        ),
    ),
)


class Gates:
    """Two gates behind a gateway, the door, and a key for the gateway."""

    def __init__(self, database, time):
        self.database, self.time = database, time
        self.app = application(database, [http.router])
        self.keys: dict[str, str] = {}

    async def ask(self, who, method, path, json=None):
        async with client(self.app, who) as made:
            return await made.request(method, PATH + path, json=json)

    async def call(self, device="G1", function="restart", who=CHIEF, **more):
        body = {"device": device, "function": function, "reason": "排涝"} | more
        return await self.ask(who, "POST", "", body)

    async def waits(self, device="G1", key="G1"):
        answer = await self.ask(self.keys[key], "GET", f"/waiting?device={device}")
        assert answer.status_code == 200, answer.text
        return [one["function"] for one in answer.json()["items"]]

    async def says(self, command, state, key="G1", **more):
        return await self.ask(self.keys[key], "POST", f"/{command}/answer", {"state": state} | more)

    async def one(self, command):
        return (await self.ask(CHIEF, "GET", f"/{command}")).json()


@pytest.fixture
async def gates(database, time):
    await world(database)
    made = Gates(database, time)
    async with database.work(SYSTEM) as work:
        for product in (GATE, LEVEL):
            await sensing.save_product(work, product)
        drafts = [
            sensing.DeviceDraft(code="GW", product="water-level", name="网关"),
            sensing.DeviceDraft(code="G1", product="gate", name="一号闸", unit=CLEAN, gateway="GW"),
            sensing.DeviceDraft(code="G2", product="gate", name="二号闸", unit=LAMPS),
        ]
        for draft in drafts:
            await sensing.save_devices(work, [draft], state="in_service")
        for scope, code in (("device", "G1"), ("device", "G2"), ("gateway", "GW")):
            _, made.keys[code] = await sensing.create_key(work, scope, code)
    return made


async def test_from_a_call_to_the_devices_answer(gates):
    made = await gates.call()
    assert (made.status_code, made.json()["state"]) == (201, "waiting")
    command = made.json()["id"]
    assert await gates.waits() == ["restart"]
    assert await gates.waits() == ["restart"], "until the device says that it has it"
    assert (await gates.says(command, "received")).json() == {"state": "delivered"}
    assert await gates.waits() == []
    for _ in range(2):
        assert (await gates.says(command, "done", output={"uptime": 3})).json() == {"state": "done"}
    other = await gates.says(command, "failed")
    assert (other.status_code, other.json()["error"]["code"]) == (409, "command_state")
    found = await gates.one(command)
    assert [step["state"] for step in found["steps"]] == ["waiting", "delivered", "done"]
    assert (found["output"], found["door"]) == ({"uptime": 3}, "http")
    async with gates.database.reading(SYSTEM) as work:
        trail = await audit.trail(work.tx, audit.TrailFilter(object_id="G1"))
    assert {line.action for line in trail} >= {"actuation.call", "actuation.answer"}
    told = await announced(gates.database, frozenset({CommandChanged.kind}))
    assert [one.payload["state"] for one in told] == ["waiting", "delivered", "done"]


async def test_a_dangerous_one_waits_for_another_person(gates):
    command = (await gates.call(function="open", values={"opening": 30})).json()["id"]
    assert await gates.waits() == []
    own = await gates.ask("dispatcher+leader~li", "POST", f"/{command}/confirm", {})
    assert (own.status_code, own.json()["error"]["code"]) == (403, "command_second_person")
    assert (await gates.ask(f"handler@{CLEAN}~zhao", "POST", f"/{command}/confirm", {})).status_code == 403
    assert (await gates.ask(OTHER, "POST", f"/{command}/confirm", {})).json()["state"] == "waiting"
    assert await gates.waits() == ["open"]
    refused = (await gates.call(function="open", values={"opening": 31})).json()["id"]
    assert (await gates.ask(OTHER, "POST", f"/{refused}/refuse", {})).status_code == 422
    assert (await gates.ask(OTHER, "POST", f"/{refused}/refuse", {"reason": "不必"})).status_code == 200
    assert await gates.waits() == ["open"]
    async with gates.database.reading(actor_of("supervisor")) as work:
        found, _ = await notify.inbox(work)
    assert [one.kind for one in found] == ["actuation.asked"] * 2


async def test_the_same_id_is_the_same_command(gates):
    key = str(uuid4())
    first = await gates.call(id=key)
    again = await gates.call(id=key)
    assert (first.status_code, again.status_code, again.json()["id"]) == (201, 200, key)
    assert await gates.waits() == ["restart"]
    other = await gates.call(id=key, function="open", values={"opening": 1})
    assert (other.status_code, other.json()["error"]["code"]) == (409, "conflict")


async def test_what_nobody_answers_is_over_and_the_asker_hears_it(gates):
    command = (await gates.call(expires_s=60)).json()["id"]
    gates.time.advance(timedelta(seconds=61))
    assert await gates.waits() == [], "also before the job has looked"
    await jobs.tend(gates.database)
    found = await gates.one(command)
    assert (found["state"], found["steps"][-1]["words"]) == ("expired", "未送达")
    async with gates.database.reading(actor_of(CHIEF)) as work:
        told, _ = await notify.inbox(work)
    assert [one.kind for one in told] == ["actuation.over"]


async def test_properties_are_set_and_the_newest_wish_is_shown(gates):
    for value in (3, 4):
        answer = await gates.call(function=api.SET, values={"limit": value})
        assert answer.status_code == 201
    listed = (await gates.ask(CHIEF, "GET", "?device=G1")).json()
    assert [one["values"] for one in listed["items"]] == [{"limit": 4}, {"limit": 3}]
    [wish] = listed["desired"]
    assert (wish["property"], wish["value"], wish["state"]) == ("limit", 4, "waiting")
    newest = listed["items"][0]["id"]
    await gates.ask(CHIEF, "POST", f"/{newest}/withdraw", {})
    assert (await gates.ask(CHIEF, "GET", "?device=G1")).json()["desired"][0]["value"] == 3
    page = (await gates.ask(CHIEF, "GET", "?device=G1&limit=1")).json()
    rest = (await gates.ask(CHIEF, "GET", f"?device=G1&limit=1&cursor={page['next']}")).json()
    assert rest["items"][0]["id"] == listed["items"][1]["id"]


async def test_whose_commands_a_key_gets_and_answers(gates):
    command = (await gates.call()).json()["id"]
    assert await gates.waits("GW", "GW") == ["restart"], "a gateway hears for those behind it"
    stranger = await gates.ask(gates.keys["G2"], "GET", "/waiting?device=G1")
    assert stranger.status_code == 403
    assert (await gates.says(command, "done", key="G2")).status_code == 404
    assert (await gates.says(command, "done", key="GW")).json() == {"state": "done"}


@pytest.mark.parametrize(
    ("who", "device", "status"),
    [
        (f"handler@{CLEAN}~a", "G1", 201),
        (f"handler@{LAMPS}~b", "G1", 403),
        ("dispatcher~c", "G2", 201),
        ("dispatcher#999902~d", "G1", 403),
        ("supervisor~e", "G1", 403),
        ("agent~f", "G1", 403),
        ("dispatcher~c", "G9", 404),
    ],
)
async def test_who_may_operate_which_device(gates, who, device, status):
    assert (await gates.call(device, who=who)).status_code == status


async def test_to_be_granted_the_data_is_not_to_operate(gates):
    async with gates.database.work(actor_of(f"handler@{LAMPS}~b")) as work:
        [request] = await sensing.ask_use(work, ["G1"], "排涝")
    async with gates.database.work(actor_of(f"leader@{CLEAN}~z")) as work:
        await sensing.decide_use(work, request, grant=True, reason="", until=None)
    assert (await gates.ask(f"handler@{LAMPS}~b", "GET", "?device=G1")).status_code == 200
    assert (await gates.call(who=f"handler@{LAMPS}~b")).status_code == 403


async def test_a_device_out_of_service_and_one_with_too_many_are_told_nothing(gates):
    async with gates.database.work(SYSTEM) as work:
        await sensing.act(work, "G2", "suspend", reason="检修")
        one = await api.call(work, api.CommandDraft(device="G1", function="restart", reason="x"))
        body = msgspec.to_builtins(one[0])
        await work.tx.execute(
            "INSERT INTO actuation_command SELECT gen_random_uuid(), 'G1', 'waiting', 'restart', $1, $1, $2, $3 "
            "FROM generate_series(1, 99)",
            work.now,
            one[0].expires_at,
            body,
        )
    assert (await gates.call("G2")).json()["error"]["code"] == "device_not_in_service"
    assert (await gates.call("G1")).json()["error"]["code"] == "too_many_commands"


async def test_a_device_may_wait_for_a_command(gates):
    asking = asyncio.create_task(gates.ask(gates.keys["G1"], "GET", "/waiting?device=G1&wait=50"))
    while not api.watch(gates.database)._waiting:
        await asyncio.sleep(0.01)
    await gates.call()
    assert [one["function"] for one in (await asking).json()["items"]] == ["restart"]
