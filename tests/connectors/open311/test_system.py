"""The protocol on the real system, in one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import jsonschema
import pytest_asyncio
from tests.connectors.open311 import shapes
from tests.support.http import Client, client
from tests.support.patience import PATIENCE
from tests.support.world import HERE, world

from yiwang.base.cases.subscribers import SUBSCRIBERS
from yiwang.base.matters import api as matters
from yiwang.infra.database import Database
from yiwang.infra.delivery import deliver
from yiwang.kernel.actor import SYSTEM

V2 = "/open311/v2"
PREPARE = next(s for s in SUBSCRIBERS if s.name == "cases.prepare")
QUESTIONS = [
    {"code": "POLE", "label": "灯杆编号", "required": True},
    {
        "code": "STATE",
        "label": "现象",
        "kind": "singlevaluelist",
        "answers": [{"key": "dark", "name": "不亮"}],
    },
]


@pytest_asyncio.fixture
async def city(database: Database, tmp_path: Path) -> AsyncIterator[Client]:
    await world(database)
    async with database.work(SYSTEM) as work:
        lamp = {
            "kind": "matter",
            "code": "01099",
            "name": "景观灯异常",
            "parent": "01",
            "questions": QUESTIONS,
        }
        await matters.save_matters(work, [matters.MatterData.model_validate(lamp)])
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('cases.prepare', 0)")
    async with client(database, tmp_path) as made:
        yield await made.act_as("agent")


async def submit(city: Client, **changes: object) -> httpx.Response:
    key = city.headers["authorization"].removeprefix("Bearer ")
    fields = {"api_key": key, "service_code": "matter:01099", "description": "不亮", "lat": HERE[1], "long": HERE[0],
              "attribute[POLE]": "A-17", "attribute[STATE]": "dark", **changes}  # fmt: skip
    return await city.post(f"{V2}/requests.json", data=fields)


async def test_questions_of_a_matter_become_attributes(city: Client) -> None:
    services = (await city.get(f"{V2}/services.json")).json()
    assert {s["service_code"]: s["metadata"] for s in services} == {
        "matter:01037": False, "matter:01099": True, "matter:06010": False, "matter:06028": False,
    }  # fmt: skip
    definition = (await city.get(f"{V2}/services/matter:01099.json")).json()
    jsonschema.validate(definition, shapes.DEFINITION)
    assert [(a["code"], a["required"], len(a["values"])) for a in definition["attributes"]] == [
        ("POLE", True, 0), ("STATE", False, 1),
    ]  # fmt: skip
    assert (await submit(city, **{"attribute[POLE]": ""})).status_code == 400
    answer = await submit(city)
    assert answer.status_code == 201
    async with city.database.reading(SYSTEM) as work:
        stored = await work.tx.fetchval("SELECT attributes FROM cases_report")
    assert stored == {"answers": {"POLE": "A-17", "STATE": "dark"}}


async def test_a_token_becomes_a_number(city: Client) -> None:
    (answer,) = (await submit(city)).json()
    token = answer["token"]
    assert (await city.get(f"{V2}/tokens/{token}.json")).json() == [{"token": token}]
    async with asyncio.timeout(PATIENCE):
        while "service_request_id" not in (found := (await city.get(f"{V2}/tokens/{token}.json")).json()[0]):
            await deliver(city.database, PREPARE)
    one = (await city.get(f"{V2}/requests/{found['service_request_id']}.json")).json()
    jsonschema.validate(one, shapes.REQUESTS)
    assert (await city.get(f"{V2}/tokens/01a1f926-bbbe-788e-9685-657cafb27bd5.json")).status_code == 404
    assert (await city.get(f"{V2}/tokens/nonsense.json")).status_code == 404


async def test_only_keys_that_may_report_are_taken(city: Client) -> None:
    assert (await submit(city, api_key="nobody")).status_code == 403
    await city.act_as("auditor")
    assert (await submit(city)).status_code == 403


async def test_an_idempotency_key_makes_a_repeat_harmless(city: Client) -> None:
    city.headers["idempotency-key"] = "k1"
    first, second = (await submit(city)).json(), (await submit(city)).json()
    assert first == second
    changed = await submit(city, description="something else")
    assert (changed.status_code, changed.json()[0]["code"]) == (409, 409)
    city.headers["idempotency-key"] = "x" * 201
    assert (await submit(city)).status_code == 400


async def test_bad_media_is_refused_and_stores_no_request(city: Client) -> None:
    key = city.headers["authorization"].removeprefix("Bearer ")
    fields = {"api_key": key, "service_code": "matter:01037", "lat": HERE[1], "long": HERE[0]}
    answer = await city.post(f"{V2}/requests.json", data=fields, files={"media": ("a.svg", b"<svg/>")})
    assert (answer.status_code, answer.json()[0]["code"]) == (415, 415)
    async with city.database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM cases_report") == 0
    assert (await city.get(f"{V2}/media/01a1f926-bbbe-788e-9685-657cafb27bd5")).status_code == 404


async def test_lists_of_the_unknown_are_empty_or_not_found(city: Client) -> None:
    assert (await city.get(f"{V2}/requests.json?service_request_id=none")).json() == []
    assert (await city.get(f"{V2}/requests/none.json")).status_code == 404
    assert (await city.get(f"{V2}/requests/%00.json")).status_code == 404
    assert (await city.get(f"{V2}/servicerequestupdates.json")).json() == []
