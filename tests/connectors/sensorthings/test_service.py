"""The service over HTTP on the real system."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI, Request
from tests.support.sensors import readings, register, settle, started

from yiwang.base.sensing import api as sensing
from yiwang.connectors.sensorthings import reading
from yiwang.connectors.sensorthings.http import ROOT, router
from yiwang.connectors.sensorthings.model import datastream_id
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

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
