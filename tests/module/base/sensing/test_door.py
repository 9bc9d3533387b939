"""The HTTP door of readings: keys, forms of messages, what is refused and what is kept apart."""

from __future__ import annotations

import json

import numpy as np
import pytest
from tests.support.http import client
from tests.support.queries import counting
from tests.support.sensors import doubted, readings, register, settle, started, stored

from yiwang.base.sensing import api as sensing
from yiwang.kernel.actor import SYSTEM

T0 = 1_773_104_400
URL = "/api/v1/telemetry"


@pytest.fixture
async def api(database, tmp_path):
    async with client(database, tmp_path) as made:
        yield made


async def key(database, scope, subject, **more):
    async with database.work(SYSTEM) as work:
        return await sensing.create_key(work, scope, subject, **more)


async def speak(api, database, scope="product", subject="water-level"):
    _, secret = await key(database, scope, subject)
    api.headers["authorization"] = f"Bearer {secret}"


async def test_every_form_of_message_is_stored(api, database):
    no = await register(database)
    await speak(api, database)
    settler = await started(database)
    sent = await api.post(
        URL,
        json=[
            {"device": "L1", "at": T0 * 1000, "property": "level", "value": 150, "unit": "cm"},
            {"device": "L1", "at": "2026-03-10T09:00:01+08:00", "values": {"level": 1.6, "door": "open", "battery": 0.9}},
            {"device": "L2", "property": "level", "times": [T0 * 1000, (T0 - 1) * 1000], "values": [2, 3], "unit": "m"},
            {"device": "L2", "position": {"lon": 113.1, "lat": 28.1}, "happened": {"name": "tamper"}},
            {"device": "L3", "property": "battery", "value": 88},
        ],
    )  # fmt: skip
    assert (sent.status_code, sent.json()) == (200, {"accepted": 9, "refused": [], "apart": []})
    await settle(settler)
    level, battery, door = no["level"], no["battery"], no["door"]
    assert await stored(database) == [
        (no["L1"], level, T0, 1.5), (no["L1"], level, T0 + 1, 1.6), (no["L1"], battery, T0 + 1, 0.9),
        (no["L1"], door, T0 + 1, 1.0), (no["L2"], level, T0 - 1, 3.0), (no["L2"], level, T0, 2.0),
        (no["L3"], battery, T0, 88.0),
    ]  # fmt: skip


async def test_what_cannot_be_understood_is_kept_apart_and_told(api, database):
    await register(database)
    await speak(api, database)
    settler = await started(database)
    sent = await api.post(
        URL,
        json=[
            {"device": "L1", "property": "level", "value": 5, "unit": "Cel"},
            {"device": "L1", "property": "colour", "value": 6},
            {"device": "L1", "property": "level", "value": "high"},
            {"device": "T1", "property": "level", "value": 7},
            {"device": "nobody", "property": "level", "value": 8},
        ],
    )
    told = sent.json()
    assert told["accepted"] == 3
    assert [(p["index"], p["reason"]) for p in told["refused"]] == [
        (3, "unknown_device"),
        (4, "unknown_device"),
    ]
    assert [(p["index"], p["reason"]) for p in told["apart"]] == [(0, "wrong_unit"), (1, "unknown_property")]
    await settle(settler)
    assert await stored(database) == []
    assert [reason for *_, reason in await doubted(database)] == [
        "WRONG_UNIT",
        "UNKNOWN_PROPERTY",
        "NOT_A_NUMBER",
    ]


async def test_a_key_speaks_only_for_its_own(api, database):
    await register(database)
    async with database.work(SYSTEM) as work:
        draft = sensing.DeviceDraft(code="L9", product="water-level", name="末端", gateway="L1")
        await sensing.save_devices(work, [draft])
    message = {"property": "level", "value": 1}
    for scope, subject, may in (
        ("device", "L1", {"L1"}), ("gateway", "L1", {"L1", "L9"}), ("product", "truck", {"T1"}),
    ):  # fmt: skip
        await speak(api, database, scope, subject)
        for device in ("L1", "L2", "L9", "T1"):
            status = (await api.post(URL, json={"device": device, **message})).status_code
            assert status == (200 if device in may else 422), (scope, device)


async def test_a_revoked_an_unknown_and_an_expired_key_are_refused(api, database, time):
    from datetime import timedelta

    from yiwang.infra.snapshots import forget_all

    await register(database)
    made, secret = await key(database, "device", "L1", until=time.now() + timedelta(hours=1))
    api.headers["authorization"] = f"Bearer {secret}"
    message = {"device": "L1", "property": "level", "value": 1}
    assert (await api.post(URL, json=message)).status_code == 200
    time.advance(timedelta(hours=2))
    assert (await api.post(URL, json=message)).json()["error"]["code"] == "device_key_refused"
    time.advance(timedelta(hours=-2))
    async with database.work(SYSTEM) as work:
        await sensing.revoke_key(work, made)
    forget_all()
    assert (await api.post(URL, json=message)).status_code == 401
    api.headers["authorization"] = "Bearer yd_guess"
    assert (await api.post(URL, json=message)).status_code == 401
    api.headers.pop("authorization")
    assert (await api.post(URL, json=message)).json()["error"]["code"] == "unauthenticated"


@pytest.mark.parametrize(
    "body",
    [
        {"device": "L1"},
        {"device": "L1", "values": [1]},
        {"device": "L1", "property": "level", "times": [1], "values": [1, 2]},
        {"device": "L1", "property": "level", "at": "yesterday", "value": 1},
        {"device": "L1", "property": "level", "at": "2026-03-10T09:00:00", "value": 1},
        {"device": "L1", "property": "level", "at": 10**17, "value": 1},
        {"device": "L1", "level": 1},
        {"device": 7},
        7,
    ],
    ids=range(9),
)
async def test_a_message_in_no_known_form_is_refused_as_a_whole(api, database, body):
    await register(database)
    await speak(api, database)
    good = {"device": "L1", "property": "level", "value": 1}
    answer = await api.post(URL, json=[good, body])
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]["zh"]
    async with database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM sensing_inbox") == 0


async def test_at_the_limit_the_door_says_when_to_come_back(api, database):
    await register(database)
    await speak(api, database)
    await started(database)
    sensing.inlet(database).room = 1
    message = {"device": "L1", "property": "level", "value": 1}
    assert (await api.post(URL, json=message)).status_code == 200
    full = await api.post(URL, json=message)
    assert (full.status_code, full.json()["error"]["code"]) == (503, "inbox_full")
    assert int(full.headers["retry-after"]) > 0


async def test_products_devices_and_keys_are_managed_over_http(api, database):
    await api.act_as("admin")
    product = {
        "code": "smoke", "name": "烟感",
        "model": {"properties": [{"code": "smoke", "name": "烟雾", "unit": "dB", "low": 0}]},
    }  # fmt: skip
    assert (await api.put("/api/v1/products/smoke", json=product)).json()["version"] == 1
    assert (await api.put("/api/v1/products/smoke", json=product)).json()["version"] == 1
    product["model"]["properties"].append({"code": "temp", "name": "温度", "unit": "Cel"})
    assert (await api.put("/api/v1/products/smoke", json=product)).json()["version"] == 2
    product["model"]["properties"][1]["unit"] = "furlong"
    assert (await api.put("/api/v1/products/smoke", json=product)).json()["error"][
        "field"
    ] == "model.properties.1.unit"
    device = {"code": "S1", "product": "smoke", "name": "一号烟感", "lon": 113.0, "lat": 28.0}
    made = (await api.put("/api/v1/devices/S1", json=device)).json()
    assert (made["state"], made["source"], made["means"]) == ("registered", "ground", "fixed")
    acted = await api.post("/api/v1/devices/S1/enable", json={"reason": "验收合格"})
    assert acted.json()["state"] == "in_service"
    again = await api.post("/api/v1/devices/S1/enable", json={"reason": "再次"})
    assert again.json()["error"]["code"] == "device_state"
    life = (await api.get("/api/v1/devices/S1/life")).json()["items"]
    assert [(line["state"], line["reason"]) for line in life] == [
        ("in_service", "验收合格"),
        ("registered", ""),
    ]
    made = await api.post("/api/v1/device-keys", json={"scope": "device", "subject": "S1", "label": "箱内"})
    assert made.json()["key"].startswith("yd_")
    [kept] = (await api.get("/api/v1/device-keys", params={"scope": "device", "subject": "S1"})).json()[
        "items"
    ]
    assert "digest" not in kept
    assert (await api.delete(f"/api/v1/device-keys/{kept['id']}")).status_code == 204
    await api.act_as("handler")
    assert (await api.put("/api/v1/devices/S1", json=device)).status_code == 403
    assert (await api.post("/api/v1/devices/S1/scrap", json={"reason": "x"})).status_code == 403
    assert (await api.put("/api/v1/products/smoke", json=product)).status_code == 403


@pytest.mark.parametrize(
    "happened",
    [
        {"name": "x", "data": {"a": "b\\u0000"}},
        {"name": "x\\u0000"},
        {"name": "x", "data": {"a": "x" * 70_000}},
    ],
    ids=["data", "name", "size"],
)
async def test_what_could_not_be_stored_later_is_refused_at_the_door(api, database, happened):
    await register(database)
    await speak(api, database)
    body = json.dumps({"device": "L1", "happened": happened}).replace("\\\\u0000", "\\u0000")
    answer = await api.post(URL, content=body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "happened")


async def test_absurd_speeds_and_numbers_do_not_stop_the_settler(api, database):
    no = await register(database)
    await speak(api, database, "product", "truck")
    settler = await started(database)
    place = {"lon": 113, "lat": 28, "speed": 1e300, "heading": -1e300}
    assert (await api.post(URL, json={"device": "T1", "position": place})).status_code == 200
    least = int(np.iinfo(np.int32).min)
    rows = [
        (least, least, T0, 1.0),
        (2**31 - 1, 2**31 - 1, T0, 1e308),
        (no["L1"], least, -1e12, float("inf")),
    ]
    await sensing.inlet(database).append(readings(*rows))
    await settle(settler)
    async with database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT speed = 'NaN' AND heading = 'NaN' FROM sensing_track")
    assert len(await doubted(database)) == 3


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/devices?cursor=WyJ4IiwieCJd",
        "/api/v1/observations?cursor=WzFlMzAsMSwxXQ",
        "/api/v1/doubtful?cursor=WyJ4Il0",
        "/api/v1/observations?from=0001-01-01T00:00:00%2B14:00",
        "/api/v1/observations?to=0001-01-01T00:00:00%2B14:00",
        "/api/v1/devices?near=1,2,x",
        "/api/v1/devices?polygon=1,2;3,4",
    ],
    ids=range(7),
)
async def test_bad_questions_are_named(api, address):
    await api.act_as("leader")
    assert (await api.get(address)).json()["error"]["code"] == "invalid_input"


async def test_lists_send_few_statements(database):
    await register(database, 30)
    every = sensing.DeviceFilter()
    async with database.reading(SYSTEM) as work:
        await sensing.products(work.tx)
        for ask, most in (
            (lambda: sensing.find_devices(work.tx, every, "code", None, 100), 1),
            (lambda: sensing.count_devices(work.tx, every), 1),
            (lambda: sensing.latest(work, every, ()), 3),
            (lambda: sensing.shadow(work, "L1"), 5),
            (lambda: sensing.doubtful(work, every, (), None, 100), 1),
        ):
            with counting() as sent:
                await ask()
            assert 0 < len(sent) <= most, sent
