"""The demo's devices: registered once, speak through the HTTP door, mostly sense and sometimes nonsense."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from tests.support import city
from tests.support.sensors import settle, started

from yiwang.base.sensing import api as sensing
from yiwang.entry.demo import sensors, speaking
from yiwang.entry.demo.simulator import Simulator
from yiwang.kernel.actor import SYSTEM

NOW = 1_773_104_400


async def test_devices_are_registered_once_inside_the_city(database):
    async with database.work(SYSTEM) as work:
        await city.build(work)
    assert await sensors.ensure(database)
    assert not await sensors.ensure(database)
    async with database.reading(SYSTEM) as work:
        found = await sensing.find_devices(
            work.tx, sensing.DeviceFilter(gateway=sensors.GATEWAY), "code", None, 1000
        )
    assert len(found) == sum(kind.count for kind in sensors.KINDS)
    assert {d.state for d in found} == {"in_service"}
    assert {d.area for d in found} == {city.GRID, city.OTHER_GRID}


async def test_what_they_say_is_taken_in_as_good(database, time, monkeypatch):
    """Without a socket: the messages go through the use case that the HTTP door calls."""
    async with database.work(SYSTEM) as work:
        await city.build(work)
    simulator = Simulator(database, "http://nowhere.test")

    async def send(batch):
        scope = await sensing.recognise(database, simulator._key)
        told = await sensing.tell(database, scope, [sensing.TelemetryMessage(**_form(m)) for m in batch])
        assert told.refused == told.apart == []

    monkeypatch.setattr(simulator, "_send", send)
    assert await simulator.step() > 5000
    settler = await started(database)
    await settle(settler)
    time.advance(timedelta(seconds=90))
    assert 0 < await simulator.step() < 500
    await settle(settler)
    async with database.reading(SYSTEM) as work:
        good = await work.tx.fetchval("SELECT count(*) FROM sensing_observation")
        bad = await work.tx.fetchval("SELECT count(*) FROM sensing_doubtful")
        tracks = await work.tx.fetchval("SELECT count(*) FROM sensing_track")
    assert good > 10_000
    assert tracks > 1000
    assert 0 < bad < good / 100


def _form(message):
    place = message.get("position")
    from yiwang.base.sensing.model.telemetry import Position

    return message | ({"position": Position(**place)} if place else {})


def test_the_same_instant_is_always_told_the_same_and_faults_occur():
    day = speaking.messages({}, NOW - 86_400, NOW)
    assert day == speaking.messages({}, NOW - 86_400, NOW)
    levels = [m["values"]["level"] for m in day if m["device"] == "SW001"]
    assert len(levels) > 1000
    assert 1 < min(levels) < max(levels) < 6 or 9999 in levels
    assert len([m for m in day if m["device"] == "SW005"]) < len(levels) * 0.8


@pytest.mark.parametrize("days", range(4))
def test_it_rains_one_day_in_four(days):
    hours = [speaking.storm(NOW + days * 86_400 + h * 600) for h in range(144)]
    assert all(0 <= one <= 1 and not math.isnan(one) for one in hours)
