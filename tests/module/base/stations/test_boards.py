"""A board of a pack over HTTP: stations of what devices said, guards, alarms, the plan, who sees what."""

from __future__ import annotations

import pytest
import yaml
from tests.support.matters import CLEAN, DISTRICT
from tests.support.queries import counting
from tests.support.sensors import register, started
from tests.support.watch import Station, level_rule, place, run_rule
from tests.support.web import application, client
from tests.support.world import world

from yiwang.base.alarms import api as alarms
from yiwang.base.sensing import api as sensing
from yiwang.base.stations import api, http
from yiwang.base.stations.definition import StationsSection
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM

BOARD = """
boards:
  - code: flood
    zh: 防汛
    en: Flood
    groups:
      - code: river
        zh: 河道
        en: Rivers
        select: {product: water-level}
        property: level
        guards:
          - {zh: 警戒水位, en: guard level, level: yellow, attribute: guard_level, otherwise: 3.0}
          - {zh: 保证水位, en: safe level, level: orange, otherwise: 5.0}
      - {code: works, zh: 工况, en: Works, kind: state, select: {product: water-level}, property: door}
    responses:
      - {level: orange, response: 2}
      - {level: yellow, response: 3, plan: flood}
"""


@pytest.fixture
async def city(database, time, tmp_path):
    """Three gauges, a rule, the board of a pack and the door."""
    use_keys(tmp_path / "keys")
    await world(database)
    no = await register(database)
    await place(database, 3)
    async with database.work(SYSTEM) as work:
        section = StationsSection.model_validate(yaml.safe_load(BOARD))
        await api.apply_section(work, section, "test", "1")
        draft = sensing.DeviceDraft(
            code="L2", product="water-level", name="水位 2", unit=CLEAN, attributes={"guard_level": 2.0}
        )
        await sensing.save_devices(work, [draft])
    sensing.use_observers([alarms.AlarmObserver])
    made = Station(database, time, no, await started(database))
    made.app = application(database, [http.router])
    try:
        yield made
    finally:
        sensing.use_observers([])


async def view(city, who="dispatcher", path="/flood"):
    await city.settler.keep()  # latest values are written behind the settling
    async with client(city.app, who) as made:
        return await made.get(f"/api/v1/stations{path}")


async def test_stations_stand_in_the_order_of_their_guards(city):
    await run_rule(city.database, level_rule())
    await city.say(("L1", 3.5), ("L2", 2.9))
    assert (await view(city, path="")).json()["items"] == [{"code": "flood", "zh": "防汛", "en": "Flood"}]
    found = (await view(city)).json()
    river, works = found["groups"]
    assert [(one["code"], one["level"]) for one in river["stations"]] == [
        ("L2", "yellow"),
        ("L1", "yellow"),
        ("L3", None),
    ], "further above its own guard first"
    first, second, mute = river["stations"]
    assert [(one["zh"], one["value"], one["above"]) for one in first["limits"]] == [
        ("警戒水位", 2.0, 0.9),
        ("保证水位", 5.0, -2.1),
    ]
    assert (second["value"], mute["value"], mute["at"]) == (3.5, None, None)
    assert [one["rule"] for one in second["alarms"]] == [level_rule()["code"]]
    assert river["property"]["unit"] == "m"
    assert (works["kind"], works["property"]["members"][0]["name"]) == ("state", "关")
    assert found["response"] == {"level": "yellow", "response": 3, "stations": 2, "plan": None}


async def test_a_trend_is_against_an_hour_ago(city):
    await city.say(("L1", 1.0))
    city.pass_time(3600)
    await city.say(("L1", 1.4))
    [one] = [s for s in (await view(city)).json()["groups"][0]["stations"] if s["code"] == "L1"]
    assert one["trend"] == 0.4
    assert (await view(city)).json()["response"] is None


async def test_only_what_one_may_see_is_a_station(city):
    await city.say(("L1", 1.0), ("L2", 1.0))
    seen = {}
    for who in ("dispatcher", "handler", f"handler@{CLEAN}", f"dispatcher#{DISTRICT}"):
        found = (await view(city, who)).json()["groups"][0]["stations"]
        seen[who] = {one["code"] for one in found}
    assert "L2" in seen["dispatcher"]
    assert "L2" in seen[f"handler@{CLEAN}"]
    assert "L2" not in seen["handler"]
    assert (await view(city, "auditor")).status_code == 403
    lost = await view(city, path="/none")
    assert (lost.status_code, lost.json()["error"]["code"]) == (404, "station_board_not_found")


async def test_a_board_costs_the_same_however_many_stations(city):
    async def cost():
        async with client(city.app, "dispatcher") as made:
            with counting() as tally:
                assert (await made.get("/api/v1/stations/flood")).status_code == 200
        return len(tally)

    await cost()
    before = await cost()
    async with city.database.work(SYSTEM) as work:
        more = [sensing.DeviceDraft(code=f"M{n}", product="water-level", name=f"M{n}") for n in range(20)]
        await sensing.save_devices(work, more, state="in_service")
    await cost()
    assert await cost() <= before
