"""The service over HTTP on the real system."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI, Request
from tests.support import city
from tests.support.sensors import readings, register, settle, started

from yiwang.base.sensing import api as sensing
from yiwang.connectors.sensorthings import reading
from yiwang.connectors.sensorthings.http import ROOT, router
from yiwang.connectors.sensorthings.model import datastream_id
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM, Actor

AT = 1_773_100_000


@pytest_asyncio.fixture
async def numbers(database: Database) -> dict[str, int]:
    """Gauges with places and ten readings of the first one's level."""
    found = await register(database)
    async with database.work(SYSTEM) as work:
        drafts = [
            sensing.DeviceDraft(
                code=f"L{n}", product="water-level", name=f"水位 {n}", lon=121.0 + n, lat=31.0
            )
            for n in (1, 2)
        ]
        _, problems = await sensing.save_devices(work, drafts)
        assert not problems
    rows = [(found["L1"], found["level"], AT + n, float(n)) for n in range(10)]
    await sensing.inlet(database).append(readings(*rows))
    await settle(await started(database))
    return found


@pytest_asyncio.fixture
async def client(database: Database, numbers: dict[str, int]) -> AsyncIterator[httpx.AsyncClient]:
    del numbers
    app = FastAPI()
    app.include_router(router)
    app.state.database = database

    async def authenticate(_: Database, token: str) -> Any:
        return SYSTEM if token == "staff" else None

    app.state.authenticate = authenticate
    transport = httpx.ASGITransport(app)
    headers = {"authorization": "Bearer staff"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://city.test" + ROOT, headers=headers
    ) as opened:
        yield opened
    assert Request


async def ask(client: httpx.AsyncClient, path: str, **params: str) -> Any:
    answer = await client.get(path, params={f"${k}": v for k, v in params.items()})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_root_lists_the_sets(client: httpx.AsyncClient) -> None:
    names = {each["name"] for each in (await ask(client, ""))["value"]}
    assert names >= {"Things", "Datastreams", "Observations", "ObservedProperties", "FeaturesOfInterest"}


async def test_things_with_what_hangs_on_them(client: httpx.AsyncClient, numbers: dict[str, int]) -> None:
    found = await ask(
        client, "/Things", filter="properties/code eq 'L1'", count="true",
        expand="Locations,Datastreams($filter=properties/property eq 'level';$expand=Observations($orderby=phenomenonTime desc;$top=1),ObservedProperty)",
    )  # fmt: skip
    assert found["@iot.count"] == 1
    [thing] = found["value"]
    assert thing["@iot.id"] == numbers["L1"]
    assert thing["Locations"][0]["location"]["coordinates"] == [122.0, 31.0]
    [stream] = thing["Datastreams"]
    assert stream["ObservedProperty"]["name"] == "level"
    assert stream["unitOfMeasurement"]["symbol"] == "m"
    assert stream["Observations"][0]["result"] == 9.0
    assert "Observations@iot.nextLink" in stream


async def test_addresses_lead_on(client: httpx.AsyncClient, numbers: dict[str, int]) -> None:
    stream = datastream_id(numbers["L1"], numbers["level"])
    base = f"/Things({numbers['L1']})/Datastreams({stream})"
    assert (await ask(client, f"{base}/Thing/name"))["name"] == "水位 1"
    assert (await client.get(f"{base}/Thing/name/$value")).text == "水位 1"
    assert len((await ask(client, f"{base}/Observations/$ref"))["value"]) == 10
    one = (await ask(client, f"{base}/Observations", top="1"))["value"][0]
    again = await ask(client, f"/Observations('{one['@iot.id']}')", select="result,id")
    assert again["result"] == one["result"]
    assert (await client.get(f"/Things({numbers['L2']})/Datastreams({stream})")).status_code == 404
    for path in (
        "/Nothing",
        "/Things(999999)",
        "/Things('x')",
        f"/Things({numbers['L1']})/colour",
        "/Observations('1-1')",
    ):
        assert (await client.get(path)).status_code == 404, path


async def test_observations_are_filtered_ordered_and_paged(
    client: httpx.AsyncClient, numbers: dict[str, int]
) -> None:
    path = f"/Datastreams({datastream_id(numbers['L1'], numbers['level'])})/Observations"
    found = await ask(
        client, path, filter="result ge 3 and result lt 7", orderby="result desc", select="result"
    )
    assert [o["result"] for o in found["value"]] == [6.0, 5.0, 4.0, 3.0]
    page = await ask(client, path, top="4", count="true", orderby="phenomenonTime desc")
    assert (page["@iot.count"], [o["result"] for o in page["value"]]) == (10, [9.0, 8.0, 7.0, 6.0])
    following = (await client.get(page["@iot.nextLink"])).json()
    assert [o["result"] for o in following["value"]] == [5.0, 4.0, 3.0, 2.0]
    timed = await ask(client, path, filter="phenomenonTime gt 2026-03-09T23:46:47Z")
    assert [o["result"] for o in timed["value"]] == [8.0, 9.0]
    arrays = await ask(client, path, resultFormat="dataArray", top="2")
    assert arrays["value"][0]["dataArray@iot.count"] == 2
    through = await ask(
        client, "/Observations", filter="Datastream/Thing/properties/code eq 'L1' and result eq 4"
    )
    assert len(through["value"]) == 1


async def test_a_filter_by_id_looks_at_one(
    client: httpx.AsyncClient, numbers: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_LOOKED_AT", 1)
    stream = datastream_id(numbers["L1"], numbers["level"])
    found = await ask(client, "/Datastreams", filter=f"id eq {stream} and name ne 'x'", orderby="name")
    assert [s["@iot.id"] for s in found["value"]] == [stream]
    assert (await ask(client, "/Things", filter="@iot.id eq 999999"))["value"] == []
    answer = await client.get("/Datastreams", params={"$filter": "name eq 'nothing'"})
    assert answer.status_code == 400


async def test_places_are_searched(client: httpx.AsyncClient) -> None:
    area = "geography'POLYGON ((122.5 30, 123.5 30, 123.5 32, 122.5 32, 122.5 30))'"
    found = await ask(client, "/Locations", filter=f"st_within(location, {area})", expand="Things")
    assert [place["Things"][0]["name"] for place in found["value"]] == ["水位 2"]


@pytest.mark.parametrize("params", [{"$filter": "drop("}, {"$top": "x"}, {"$expand": "Nothing"}, {"$nonsense": "1"}, {"$filter": "Datastreams/name eq 'x'"}])  # fmt: skip
async def test_nonsense_is_refused(client: httpx.AsyncClient, params: dict[str, str]) -> None:
    answer = await client.get("/Things", params=params)
    assert (answer.status_code, answer.json()["type"]) == (400, "error")


async def test_nobody_reads_without_a_token(client: httpx.AsyncClient) -> None:
    assert (await client.get("/Things", headers={"authorization": "Bearer no"})).status_code == 401


async def test_a_thing_with_everything_is_made(client: httpx.AsyncClient, database: Database) -> None:
    body = {
        "name": "Weather", "description": "on the roof", "properties": {"code": "W1"},
        "Locations": [{"name": "roof", "description": "", "encodingType": "application/geo+json", "location": {"type": "Point", "coordinates": [121.5, 31.2]}}],
        "Datastreams": [{
            "name": "air", "description": "", "observationType": "OM_Measurement",
            "unitOfMeasurement": {"name": "degree Celsius", "symbol": "°C", "definition": "ucum:Cel"},
            "ObservedProperty": {"name": "air temperature", "definition": "x", "description": ""},
            "Sensor": {"name": "DHT22", "description": "", "encodingType": "text/html", "metadata": "x"},
        }],
    }  # fmt: skip
    made = await client.post("/Things", json=body)
    assert made.status_code == 201, made.text
    assert made.headers["location"].endswith(f"/Things({made.json()['@iot.id']})")
    [stream] = (await ask(client, f"/Things({made.json()['@iot.id']})/Datastreams", expand="Sensor"))["value"]
    assert (stream["Sensor"]["name"], stream["unitOfMeasurement"]["symbol"]) == ("DHT22", "Cel")
    at = "2026-03-10T00:59:00Z"
    posted = await client.post(
        f"/Datastreams({stream['@iot.id']})/Observations", json={"phenomenonTime": at, "result": 21.5}
    )
    assert posted.status_code == 201, posted.text
    rows = [[f"2026-03-10T00:58:0{n}Z", 20 + n] for n in range(3)]
    arrays = [
        {
            "Datastream": {"@iot.id": stream["@iot.id"]},
            "components": ["phenomenonTime", "result"],
            "dataArray@iot.count": 3,
            "dataArray": rows,
        }
    ]
    links = await client.post("/CreateObservations", json=arrays)
    assert (links.status_code, len(links.json())) == (201, 3)
    await settle(await started(database))
    found = await ask(client, f"/Datastreams({stream['@iot.id']})/Observations")
    assert [o["result"] for o in found["value"]] == [20.0, 21.0, 22.0, 21.5]
    assert (await client.get(posted.headers["location"])).json()["result"] == 21.5


async def test_a_devices_key_hands_in_for_itself_only(
    client: httpx.AsyncClient, database: Database, numbers: dict[str, int]
) -> None:
    async with database.work(SYSTEM) as work:
        secret = (await sensing.create_key(work, "device", "L1"))[1]
    for code, status in (("L1", 201), ("L2", 403)):
        stream = datastream_id(numbers[code], numbers["level"])
        answer = await client.post(
            f"/Datastreams({stream})/Observations", json={"result": 1}, auth=("x", secret)
        )
        assert answer.status_code == status, answer.text
    assert (await client.post("/Things", json={"name": "x"}, auth=("x", secret))).status_code == 401
    assert (await client.get("/Things", auth=("x", secret))).status_code == 401


async def test_deep_insert_takes_observations_along(client: httpx.AsyncClient, database: Database) -> None:
    stream = {
        "name": "air", "description": "", "observationType": "OM_Measurement",
        "unitOfMeasurement": {"name": "degree Celsius", "symbol": "°C", "definition": "ucum:Cel"},
        "ObservedProperty": {"name": "air temperature", "definition": "x", "description": ""},
        "Sensor": {"name": "DHT22", "description": "", "encodingType": "text/html", "metadata": "x"},
        "Observations": [{"phenomenonTime": f"2026-03-10T00:5{n}:00Z", "result": n} for n in range(3)],
    }  # fmt: skip
    body = {"name": "Roof", "description": "", "properties": {"code": "W2"}, "Datastreams": [stream]}
    odd = stream | {"Observations": [{"result": {"not": "a number"}}]}
    assert (await client.post("/Things", json=body | {"Datastreams": [odd]})).status_code == 400
    assert (await ask(client, "/Things", filter="properties/code eq 'W2'"))["value"] == [], "all or nothing"
    made = await client.post("/Things", json=body)
    assert made.status_code == 201, made.text
    await settle(await started(database))
    found = await ask(
        client, "/Things", filter="properties/code eq 'W2'", expand="Datastreams($expand=Observations,Sensor)"
    )
    [seen] = found["value"][0]["Datastreams"]
    assert [o["result"] for o in seen["Observations"]] == [0.0, 1.0, 2.0]
    linked = body | {
        "properties": {"code": "W3"},
        "Datastreams": [stream | {"Sensor": {"@iot.id": seen["Sensor"]["@iot.id"]}}],
    }
    assert (await client.post("/Things", json=linked)).status_code == 201
    assert len((await ask(client, f"/Sensors({seen['Sensor']['@iot.id']})/Datastreams"))["value"]) == 2


async def test_entities_are_changed_and_replaced(client: httpx.AsyncClient, numbers: dict[str, int]) -> None:
    thing, stream = (
        f"/Things({numbers['L1']})",
        f"/Datastreams({datastream_id(numbers['L1'], numbers['level'])})",
    )
    changed = await client.patch(thing, json={"name": "新名", "properties": {"pole": "7", "code": "L1"}})
    assert changed.status_code == 200, changed.text
    assert (changed.json()["name"], changed.json()["properties"]["pole"]) == ("新名", "7")
    assert (await client.put(thing, json={"name": "x"})).status_code == 400, "PUT gives everything"
    replaced = await client.put(thing, json={"name": "再名", "description": "桥头"})
    assert "pole" not in replaced.json()["properties"]
    moved = await client.patch(
        f"{thing}/Locations({numbers['L1']})",
        json={"location": {"type": "Point", "coordinates": [121.25, 31.5]}},
    )
    assert moved.status_code == 200, moved.text
    assert (await ask(client, f"{thing}/Locations"))["value"][0]["location"]["coordinates"] == [121.25, 31.5]
    assert (await ask(client, thing))["description"] == "桥头"
    named = await client.patch(stream, json={"name": "再名 江水位", "description": "River level"})
    assert (named.json()["name"], named.json()["description"]) == ("再名 江水位", "River level")
    prop = f"/ObservedProperties({numbers['level']})"
    assert (await client.patch(prop, json={"description": "水面高"})).json()["description"] == "水面高"
    for path, body, status in (
        (thing, {"properties": {"code": "other"}}, 409),
        (thing, {"Datastreams": []}, 409),
        (stream, {"unitOfMeasurement": {"name": "foot", "symbol": "[ft_i]"}}, 409),
        (prop, {"name": "other"}, 409),
        (f"/Observations('{numbers['L1']}-{numbers['level']}-{AT * 1_000_000}')", {"result": 2}, 405),
        ("/Things", {"name": "x"}, 405),
        (f"{thing}/name", {"name": "x"}, 405),
        ("/Things(99999)", {"name": "x"}, 404),
        (thing, [1], 400),
    ):  # fmt: skip
        answer = await client.patch(path, json=body)
        assert (answer.status_code, answer.json()["type"]) == (status, "error"), answer.text


async def test_a_deleted_thing_is_a_device_scrapped(
    client: httpx.AsyncClient, database: Database, numbers: dict[str, int]
) -> None:
    count = (await ask(client, "/Things", count="true"))["@iot.count"]
    assert (await client.delete(f"/Locations({numbers['L1']})")).status_code == 200
    assert (await ask(client, f"/Things({numbers['L1']})/Locations"))["value"] == []
    assert (await client.delete(f"/Things({numbers['L1']})")).status_code == 200
    for path in (
        f"/Things({numbers['L1']})",
        f"/Datastreams({datastream_id(numbers['L1'], numbers['level'])})",
    ):
        assert (await client.get(path)).status_code == 404
    assert (await ask(client, "/Things", count="true"))["@iot.count"] == count - 1
    async with database.reading(SYSTEM) as work:
        assert (await sensing.device(work.tx, "L1")).state == "scrapped"
    again = await client.post(
        "/Things", json={"name": "x", "properties": {"code": "L1", "product": "water-level"}}
    )
    assert again.status_code == 409
    other = datastream_id(numbers["L2"], numbers["level"])
    for path, status in ((f"/Datastreams({other})", 409), ("/Sensors(1)", 409), ("/Things", 405)):
        assert (await client.delete(path)).status_code == status


async def test_a_batch_answers_each_and_later_ones_know_what_was_made(client: httpx.AsyncClient) -> None:
    thing = {"name": "B", "description": "", "properties": {"code": "B1", "product": "water-level"}}
    place = {
        "name": "p",
        "encodingType": "application/geo+json",
        "location": {"type": "Point", "coordinates": [121, 31]},
    }
    requests = [
        {"id": "a", "method": "post", "url": "Things", "body": thing},
        {"id": "b", "method": "post", "url": "$a/Locations", "body": place},
        {"id": "c", "method": "get", "url": "$a?$select=name"},
        {"id": "d", "method": "get", "url": "Things(99999)"},
        {"id": "e", "method": "post", "url": "Locations", "body": place | {"Things": [{"@iot.id": "$a"}]}},
        {"id": "f", "method": "post", "url": "Things", "body": thing, "atomicityGroup": "g"},
        {"id": "g", "method": "delete", "url": "$a"},
        {"id": "h", "method": "brew", "url": "Things"},
        {"id": "i", "method": "post", "url": "$batch", "body": {"requests": []}},
    ]  # fmt: skip
    answer = await client.post("/$batch", json={"requests": requests})
    assert answer.status_code == 200, answer.text
    told = {one["id"]: one for one in answer.json()["responses"]}
    assert {k: v["status"] for k, v in told.items()} == {
        "a": 201, "b": 201, "c": 200, "d": 404, "e": 201, "f": 501, "g": 200, "h": 400, "i": 400,
    }  # fmt: skip
    assert told["c"]["body"] == {"name": "B"}
    assert (await client.post("/$batch", json=[])).status_code == 400


async def test_result_times_are_filtered_and_ordered(
    client: httpx.AsyncClient, numbers: dict[str, int]
) -> None:
    path = f"/Datastreams({datastream_id(numbers['L1'], numbers['level'])})/Observations"
    found = await ask(
        client, path, filter="resultTime ge 2026-03-09T23:46:42Z and resultTime lt 2026-03-09T23:46:45Z"
    )
    assert [o["result"] for o in found["value"]] == [2.0, 3.0, 4.0]
    assert [o["result"] for o in (await ask(client, path, orderby="resultTime desc", top="2"))["value"]] == [
        9.0,
        8.0,
    ]
    assert len((await ask(client, path, filter="resultTime eq 2026-03-09T23:46:43Z"))["value"]) == 1


async def test_what_is_offered_in_part_is_not_claimed(client: httpx.AsyncClient) -> None:
    said = (await ask(client, ""))["serverSettings"]
    assert not set(said["conformance"]) & set(said["inPart"])
    assert not any("mqtt" in part for part in said["conformance"]), "the MQTT door is not open here"


class Staff:
    """Tokens of people: what they may do is in their name."""

    @staticmethod
    async def authenticate(_: Database, token: str) -> Any:
        role, _, unit = token.partition("@")
        return Actor(name=role, roles=frozenset({role}), unit=unit or None)


async def test_everybody_finds_things_but_not_what_they_say_and_few_change_them(
    client: httpx.AsyncClient, database: Database, numbers: dict[str, int]
) -> None:
    async with database.work(SYSTEM) as work:
        await city.build(work)
        address = {"live_rtsp": "rtsp://10.0.0.9/1", "box": "5"}
        where = {"product": "water-level", "unit": "C2", "lon": 122.0, "lat": 31.0}
        draft = sensing.DeviceDraft(code="L1", name="水位 1", attributes=address, **where)
        _, problems = await sensing.save_devices(work, [draft])
        assert not problems
    client._transport.app.state.authenticate = Staff.authenticate  # type: ignore[attr-defined]
    stream = datastream_id(numbers["L1"], numbers["level"])
    thing = f"/Things({numbers['L1']})"
    for token, readable in (("handler@D1", False), ("handler@C2", True), ("leader", True)):
        client.headers["authorization"] = f"Bearer {token}"
        seen = await ask(client, thing, expand="Locations,Datastreams($expand=Observations)")
        assert seen["properties"]["readable"] is readable
        assert ("live_rtsp" in seen["properties"]) is readable
        assert seen["properties"]["box"] == "5"
        assert len(seen["Locations"]) == 1
        of_level = next(s for s in seen["Datastreams"] if s["@iot.id"] == stream)
        assert len(of_level["Observations"]) == (10 if readable else 0)
        answer = await client.get(f"/Datastreams({stream})/Observations")
        assert answer.status_code == (200 if readable else 403)
        assert len((await ask(client, "/Observations", filter="result ge 0"))["value"]) == (
            10 if readable else 0
        )
        for change in (
            client.patch(thing, json={"name": "x"}),
            client.delete(thing),
            client.post("/Things", json={"name": "x"}),
        ):
            assert (await change).status_code == 403
        one = {"requests": [{"method": "delete", "url": thing}]}
        assert (await client.post("/$batch", json=one)).json()["responses"][0]["status"] == 403
    async with database.reading(SYSTEM) as work:
        uses = await sensing.uses(work.tx, "L1", date(2026, 3, 1), date(2026, 3, 31))
    assert [use["unit"] for use in uses] == [], "nobody of another unit has read it"
