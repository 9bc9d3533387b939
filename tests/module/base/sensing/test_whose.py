"""Everybody finds all devices; what they say is told to those who may know, and other units' looks are counted."""

from __future__ import annotations

import pytest
from tests.module.base.sensing.test_answers import T0, placed, put
from tests.support import city
from tests.support.http import client
from tests.support.sensors import readings, settle, started

from yiwang.base.sensing import api as sensing
from yiwang.kernel.actor import SYSTEM


@pytest.fixture
async def api(database, tmp_path):
    async with client(database, tmp_path) as made:
        yield made


async def test_finding_hides_no_device_but_what_it_says_and_where_its_streams_are(api, database):
    await placed(database)
    address = {"live_rtsp": "rtsp://u:p@10.0.0.9/1", "recorder": "10.0.0.9:8000", "box": "5"}
    codes_of = [("G5", "C2", 113.0055), ("G4", "D1", 113.0045)]
    for code, unit, lon in codes_of:
        await put(
            database,
            {
                "code": code, "product": "water-level", "name": f"{code[1]} 号水位", "unit": unit, "lon": lon,
                "lat": 28.0005, "attributes": address,
            },
        )  # fmt: skip
    await api.act_as("handler", unit="D1", area=city.GRID)
    found = {d["code"]: d for d in (await api.get("/api/v1/devices")).json()["items"]}
    assert set(found) == {f"G{n}" for n in range(6)}, "another area and another unit, too"
    assert (found["G5"]["readable"], found["G5"]["attributes"]) == (False, {"box": "5"})
    assert (found["G5"]["unit"], found["G5"]["product"], found["G5"]["lon"]) == (
        "C2",
        "water-level",
        113.0055,
    )
    assert (found["G4"]["readable"], found["G4"]["attributes"]) == (True, address)
    one = (await api.get("/api/v1/devices/G5")).json()
    assert (one["readable"], one["attributes"]) == (False, {"box": "5"})


@pytest.mark.parametrize(
    ("role", "unit", "area", "seen"),
    [
        ("handler", "D1", None, ["G0", "G1", "G2", "G3", "G4", "N0", "N1"]),
        ("handler", "C2", None, ["G5", "N0", "N1"]),
        ("handler", None, None, ["N0", "N1"]),
        ("handler", "C2", city.GRID, ["G5", "N0"]),
        ("verifier", None, city.OTHER_GRID, ["N1"]),
        ("leader", None, None, ["G0", "G1", "G2", "G3", "G4", "G5", "N0", "N1"]),
        ("leader", None, city.OTHER_GRID, ["G5", "N1"]),
        ("leader", "D1", city.OTHER_GRID, ["G0", "G1", "G2", "G3", "G4", "G5", "N1"]),
    ],
)
async def test_every_door_shows_what_the_same_devices_say(api, database, role, unit, area, seen):
    await placed(database)
    more = [("N0", 113.0005), ("N1", 113.0055)]
    await put(
        database,
        *({"code": c, "product": "water-level", "name": c, "lon": lon, "lat": 28.0005} for c, lon in more),
    )
    async with database.reading(SYSTEM) as work:
        known = await sensing.find_devices(work.tx, sensing.DeviceFilter(), "code", None, 10)
        prop = (await sensing.products(work.tx)).by_code["water-level"].props["battery"]
    settler = await started(database)
    rows = [(device.no, prop, T0 + n, 5.0) for device in known for n in range(2)]
    bad = [(device.no, prop, T0 + 5, 500.0) for device in known]
    await sensing.inlet(database).append(readings(*rows, *bad))
    await settle(settler)
    await settler.keep()
    await api.act_as(role, unit=unit, area=area)
    for wider in ({}, {"area": city.GRID}, {"area": city.OTHER_GRID}):
        within = [c for c in seen if not wider or (c in {"G5", "N1"}) == (wider["area"] == city.OTHER_GRID)]
        span = {"from": "2026-03-10T00:00:00Z", "to": "2026-03-10T02:00:00Z"} | wider
        latest = (await api.get("/api/v1/latest", params=wider)).json()["device"]
        raw = (await api.get("/api/v1/observations", params=span)).json()["device"]
        bins = (await api.get("/api/v1/observations", params=span | {"every": 3600})).json()["device"]
        apart = [i["device"] for i in (await api.get("/api/v1/doubtful", params=wider)).json()["items"]]
        assert [sorted(set(x)) for x in (latest, raw, bins, apart)] == [within] * 4
    for device in known:
        expected = 200 if device.code in seen else 403
        for what in ("shadow", "track", "happenings"):
            assert (await api.get(f"/api/v1/devices/{device.code}/{what}")).status_code == expected


async def test_every_use_of_a_named_device_of_others_is_counted(api, database):
    await placed(database)
    await api.act_as("dispatcher", unit="D1")
    for path in ("latest", "observations", "doubtful", "devices/G5/shadow"):
        assert (await api.get(f"/api/v1/{path}", params={"device": "G5"})).status_code == 200
    [use] = (await api.get("/api/v1/devices/G5/uses")).json()["items"]
    assert (use["unit"], use["n"]) == ("D1", 4)


async def test_whoever_was_not_shown_an_address_does_not_take_it_away(api, database):
    await placed(database)
    address = {"live_rtsp": "rtsp://u:p@10.0.0.9/1", "box": "5"}
    device = {
        "code": "G5",
        "product": "water-level",
        "name": "水位",
        "unit": "C2",
        "lon": 113.0055,
        "lat": 28.0005,
    }
    await put(database, device | {"attributes": address})
    await api.act_as("admin", unit="D1", area=city.GRID)
    seen = (await api.get("/api/v1/devices/G5")).json()
    assert seen["attributes"] == {"box": "5"}
    changed = device | {"attributes": seen["attributes"] | {"box": "6"}}
    assert (await api.put("/api/v1/devices/G5", json=changed)).status_code == 200
    await api.act_as("admin")
    assert (await api.get("/api/v1/devices/G5")).json()["attributes"] == address | {"box": "6"}
    assert (await api.put("/api/v1/devices/G5", json=changed)).status_code == 200, "who sees it may remove it"
    assert (await api.get("/api/v1/devices/G5")).json()["attributes"] == {"box": "6"}
