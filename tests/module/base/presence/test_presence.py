"""On duty and where: one row per person, for those who may see it, gone at going off duty."""

from __future__ import annotations

import asyncio
import contextlib
import json
from datetime import timedelta

import pytest
from tests.support import world as w
from tests.support.http import client
from tests.support.messages import announced
from tests.support.patience import PATIENCE
from tests.support.queries import counting

from yiwang.base.identity import api as identity
from yiwang.base.presence import api
from yiwang.base.presence.subscribers import LIVE, SUBSCRIBERS
from yiwang.entry.demo import patrol
from yiwang.entry.demo.seed import install_city
from yiwang.infra.delivery import Courier
from yiwang.kernel.actor import SYSTEM

LON, LAT = w.HERE
OUTSIDE = (10.0, 10.0)
ME, POSITION = "/api/v1/presence/me", "/api/v1/presence/me/position"


@pytest.fixture
async def web(database, tmp_path):
    await w.world(database)
    async with database.work(SYSTEM) as work:
        post = identity.PostDraft(code="WG", name="网格员", unit=w.CLEAN, roles=("verifier",))
        await identity.save_posts(work, [post])
        person = identity.PersonDraft(
            code="P7", name="周巡", phone="13900000007", unit=w.CLEAN, posts=("WG",)
        )
        await identity.save_persons(work, [person])
    async with client(database, tmp_path) as made:
        yield made


async def on_duty(web, lon=LON, lat=LAT, **scope):
    await web.act_as("verifier", **({"person": "P7"} | scope))
    assert (await web.post(ME)).json()["on"] is True
    done = await web.put(POSITION, json={"lon": lon, "lat": lat, "accuracy_m": 12.4})
    assert done.status_code == 200, done.text
    return done.json()


async def seen(web, role="dispatcher", asked=None, **scope):
    await web.act_as(role, **scope)
    found = await web.get("/api/v1/presence", params={} if asked is None else {"area": asked})
    assert found.status_code == 200, found.text
    return found.json()


async def rows(database, sql):
    async with database.reading(SYSTEM) as work:
        return [dict(row) for row in await work.tx.fetch(sql)]


async def test_whom_of_a_role_to_tell_are_those_on_duty_in_the_narrowest_area(web, database):
    await on_duty(web)
    near = (w.CITY, w.DISTRICT, w.STREET, w.COMMUNITY, w.GRID)
    far = (w.CITY, w.DISTRICT, "999901002")
    async with database.reading(SYSTEM) as work:
        [person] = await api.on_duty(work.tx, "verifier", near)
        assert (await identity.directory(work.tx)).person(person).code == "P7"
        assert await api.on_duty(work.tx, "verifier", far) == [person]
        assert await api.on_duty(work.tx, "handler", near) == []
        assert await api.on_duty(work.tx, "verifier", ()) == []


async def test_a_dispatcher_sees_who_is_where_and_a_leader_sees_no_names(web):
    await on_duty(web)
    found = await seen(web)
    (item,) = found["items"]
    assert (item["lon"], item["lat"], item["accuracy_m"], item["state"]) == (LON, LAT, 12, "on")
    assert (item["name"], item["code"], item["unit"]["name"], item["roles"]) == (
        "周巡",
        "P7",
        "环卫所",
        ["verifier"],
    )
    assert item["area"]["code"] == w.GRID
    assert found["counts"] == {"on": 1, "lost": 0}
    seen_by_leader = await seen(web, "leader")
    assert (seen_by_leader["names"], seen_by_leader["items"][0]["name"]) == (False, None)
    text = json.dumps(seen_by_leader, ensure_ascii=False)
    assert "周巡" not in text
    assert "P7" not in text
    assert item["id"] in text


async def test_only_the_latest_position_is_kept_and_going_off_duty_deletes_it(web, database):
    await on_duty(web)
    await web.put(POSITION, json={"lon": LON + 0.001, "lat": LAT})
    (kept,) = await rows(database, "SELECT * FROM presence_latest")
    assert (kept["lon"], kept["accuracy_m"]) == (LON + 0.001, None)
    assert (await web.delete(ME)).json()["on"] is False
    assert await rows(database, "SELECT * FROM presence_latest") == []
    assert (await seen(web))["items"] == []
    await web.act_as("verifier", person="P7")
    assert (await web.delete(ME)).status_code == 200


async def test_a_late_position_puts_nobody_back_on_duty(web, database):
    await on_duty(web)
    await web.delete(ME)
    late = await web.put(POSITION, json={"lon": LON, "lat": LAT})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "off_duty")
    assert await rows(database, "SELECT * FROM presence_latest") == []
    assert (await web.get(ME)).json()["on"] is False


async def test_silence_is_shown_after_a_quarter_of_an_hour_and_forgotten_after_a_day(web, database, time):
    await on_duty(web)
    time.advance(timedelta(minutes=15))
    assert (await seen(web))["items"][0]["state"] == "on"
    time.advance(timedelta(seconds=1))
    found = await seen(web)
    assert (found["items"][0]["state"], found["counts"]) == ("lost", {"on": 0, "lost": 1})
    time.advance(timedelta(hours=24))
    async with database.work(SYSTEM) as work:
        await api.sweep(work)
    assert await rows(database, "SELECT * FROM presence_latest") == []


async def test_who_fell_silent_is_announced_by_the_sweep_that_finds_it(web, database, time):
    await on_duty(web)
    told = "SELECT count(*) AS n FROM infra_outbox WHERE kind = 'presence.changed'"
    before = await rows(database, told)
    async with database.work(SYSTEM) as work:
        await api.sweep(work)
    assert await rows(database, told) == before
    time.advance(timedelta(minutes=16))
    async with database.work(SYSTEM) as work:
        await api.sweep(work)
    assert (await rows(database, told))[0]["n"] == before[0]["n"] + 1


async def test_a_person_who_leaves_or_is_forgotten_leaves_no_position(web, database):
    await on_duty(web)
    async with database.work(SYSTEM) as work:
        await identity.retire(work, "person", "P7")
    async with database.work(SYSTEM) as work:
        await api.sweep(work)
    assert await rows(database, "SELECT * FROM presence_latest") == []


async def test_erasing_a_person_deletes_the_position_too(web, database):
    await on_duty(web)
    async with database.work(SYSTEM) as work:
        await identity.erase_person(work, "P7")
    courier = asyncio.create_task(Courier(database, SUBSCRIBERS).run())
    try:
        async with asyncio.timeout(PATIENCE):
            while await rows(database, "SELECT * FROM presence_latest"):
                await asyncio.sleep(0.02)
    finally:
        courier.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await courier


async def test_nothing_that_is_announced_or_journalled_says_who_or_where(web, database):
    await on_duty(web)
    await seen(web)
    told = await rows(database, "SELECT * FROM infra_outbox WHERE kind = 'presence.changed'")
    assert len(told) == 2
    assert {row["actor"] for row in told} == {SYSTEM.key}
    assert {row["key"] for row in told} == {"presence"}
    assert all(row["payload"] == {} for row in told)
    (look,) = await rows(database, "SELECT * FROM audit_journal WHERE action = 'presence.read'")
    assert look["data"]["detail"] == {"names": True, "people": 1}


async def test_a_look_goes_on_record_once_in_ten_minutes_for_each_reader_and_area(web, database, time):
    await on_duty(web)
    looks = "SELECT count(*) AS n FROM audit_journal WHERE action = 'presence.read'"
    await web.act_as("dispatcher", label="map")
    for _ in range(3):
        await web.get("/api/v1/presence")
    assert (await rows(database, looks))[0]["n"] == 1
    await web.get("/api/v1/presence", params={"area": w.DISTRICT})
    assert (await rows(database, looks))[0]["n"] == 2
    time.advance(timedelta(minutes=10))
    await web.get("/api/v1/presence")
    assert (await rows(database, looks))[0]["n"] == 3


@pytest.mark.parametrize("role", ["agent", "handler", "verifier", "admin", "security", "auditor", None])
async def test_others_may_not_see_where_people_are(web, role):
    await web.act_as(role)
    assert (await web.get("/api/v1/presence")).status_code == (401 if role is None else 403)


@pytest.mark.parametrize("role", ["dispatcher", "leader", "security"])
async def test_only_who_works_outside_goes_on_duty(web, role):
    await web.act_as(role)
    assert (await web.post(ME)).status_code == 403
    assert (await web.put(POSITION, json={"lon": LON, "lat": LAT})).status_code == 403


async def test_an_area_sees_those_who_are_in_it_now(web):
    await on_duty(web)
    assert len((await seen(web, "leader", area=w.GRID))["items"]) == 1
    assert len((await seen(web, "leader", w.STREET, area=w.DISTRICT))["items"]) == 1
    await web.act_as("leader", area=w.GRID)
    outside = await web.get("/api/v1/presence", params={"area": w.DISTRICT})
    assert outside.status_code == 404
    await on_duty(web, *OUTSIDE)
    assert (await seen(web, "leader", area=w.GRID))["items"] == []
    assert len((await seen(web, "leader"))["items"]) == 1


async def test_before_the_first_position_the_area_of_the_account_counts(web):
    await web.act_as("verifier", person="P7", area=w.COMMUNITY)
    await web.post(ME)
    (item,) = (await seen(web, "leader", area=w.DISTRICT))["items"]
    assert (item["lon"], item["area"]["code"], item["state"]) == (None, w.COMMUNITY, "on")


@pytest.mark.parametrize("body", [{"lon": 0, "lat": 0}, {"lon": 300, "lat": 1}, {"lon": 1}, {}])
async def test_an_impossible_position_is_refused(web, body):
    await on_duty(web)
    assert (await web.put(POSITION, json=body)).status_code == 422


async def test_the_live_stream_tells_readers_only_and_only_that_something_changed(web, database):
    await on_duty(web)
    delivery, *_ = await announced(database, LIVE[0].kinds)
    assert LIVE[0].visible(w.LEADER, delivery)
    assert not LIVE[0].visible(w.HANDLER, delivery)
    assert set(LIVE[0].render(delivery)) == {"at"}


async def test_a_look_takes_as_many_statements_for_many_as_for_one(web, database):
    async def look():
        await web.act_as("dispatcher", label="map")
        await web.get("/api/v1/presence")
        with counting() as sent:
            found = await web.get("/api/v1/presence")
        return len(sent), len(found.json()["items"])

    await on_duty(web)
    one = await look()
    for number in range(5):
        await on_duty(web, person=None, label=f"phone {number}")
    many = await look()
    assert (one[1], many[1]) == (1, 6)
    assert many[0] == one[0] <= 2


async def test_people_of_the_demo_walk_about_and_whoever_goes_off_duty_stays_so(database, time):
    patrol.forget()
    await install_city(database)
    await patrol.walk(database)
    first = await rows(database, "SELECT * FROM presence_latest ORDER BY actor")
    assert 10 <= len(first) <= 80
    assert all(row["lon"] and row["path"] for row in first)
    async with database.work(SYSTEM) as work:
        await work.tx.execute("DELETE FROM presence_latest WHERE actor = $1", first[0]["actor"])
    time.advance(timedelta(minutes=16))
    await patrol.walk(database)
    async with database.work(SYSTEM) as work:
        found = await api.present(work)
    assert len(found["items"]) == len(first) - 1
    assert found["counts"]["lost"] >= 1
    assert found["counts"]["on"] > found["counts"]["lost"]
