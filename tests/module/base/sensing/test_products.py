"""Products over HTTP: looked ahead, published on the version that was seen, compared, taken away and read."""

from __future__ import annotations

import copy

import pytest
from tests.support.http import client
from tests.support.sensors import readings, register, settle, started

from yiwang.base.sensing import api as sensing
from yiwang.kernel.actor import SYSTEM

T0 = 1_773_104_400
GAUGE = "/api/v1/products/water-level"


@pytest.fixture
async def api(database, tmp_path):
    async with client(database, tmp_path) as made:
        await made.act_as("admin")
        yield made


async def gauge(api):
    body = (await api.get(GAUGE)).json()
    body.pop("version")
    return body


def prop(body, code):
    return next(one for one in body["model"]["properties"] if one["code"] == code)


async def test_what_a_change_breaks_is_said_before_and_nothing_is_stored(api, database, time):
    no = await register(database)
    settler = await started(database)
    said = readings(
        (no["L1"], no["level"], T0, 12.0), (no["L2"], no["level"], T0, 2.0), (no["L1"], no["door"], T0, 1.0)
    )
    await sensing.inlet(database).append(said)
    await settle(settler)
    await settler.keep()
    body = await gauge(api)
    prop(body, "level")["high"] = 10
    prop(body, "door")["members"].pop()
    body["model"]["properties"] = [p for p in body["model"]["properties"] if p["code"] != "flow"]
    body["retention"]["raw"] = 90
    found = (await api.post("/api/v1/products/check", json=body)).json()
    assert (found["version"], found["devices"], found["errors"]) == (1, 3, [])
    assert [(one["code"], one["grave"]) for one in found["consequences"]] == [
        ("level", True),
        ("door", True),
        ("", True),
        ("flow", False),
    ]
    assert "1 台设备的最新值在新量程之外" in found["consequences"][0]["zh"]
    assert {(d["part"], d["code"], d["what"]) for d in found["differences"]} == {
        ("product", "", "changed"),
        ("property", "level", "changed"),
        ("property", "door", "changed"),
        ("property", "flow", "removed"),
    }
    assert (await api.get(GAUGE)).json()["version"] == 1


async def test_a_property_keeps_its_meaning_even_after_a_version_without_it(api, database):
    await register(database)
    body = await gauge(api)
    without = copy.deepcopy(body)
    without["model"]["properties"] = [p for p in body["model"]["properties"] if p["code"] != "level"]
    assert (await api.put(f"{GAUGE}?base=1", json=without)).json()["version"] == 2
    prop(body, "level")["unit"] = "cm"
    looked = (await api.post("/api/v1/products/check", json=body)).json()
    assert [error["field"] for error in looked["errors"]] == ["model.properties.0.unit"]
    refused = await api.put(f"{GAUGE}?base=2", json=body)
    assert refused.json()["error"]["code"] == "thing_model_in_use"
    prop(body, "level")["unit"] = "m"
    assert (await api.put(f"{GAUGE}?base=2", json=body)).json()["version"] == 3


async def test_before_its_first_device_a_product_may_mean_something_else(api):
    body = {
        "code": "new",
        "name": "新品",
        "model": {"properties": [{"code": "t", "name": "温度", "unit": "K"}]},
    }
    assert (await api.put("/api/v1/products/new?base=0", json=body)).json()["version"] == 1
    body["model"]["properties"][0]["unit"] = "Cel"
    assert (await api.put("/api/v1/products/new?base=1", json=body)).json()["version"] == 2


async def test_who_changed_an_older_version_is_told(api, database):
    await register(database)
    body = await gauge(api)
    body["maker"] = "甲厂"
    assert (await api.put(f"{GAUGE}?base=1", json=body)).status_code == 200
    body["maker"] = "乙厂"
    late = await api.put(f"{GAUGE}?base=1", json=body)
    assert (late.status_code, late.json()["error"]["code"]) == (409, "product_changed")
    taken = await api.put(f"{GAUGE}?base=0", json=body)
    assert taken.json()["error"]["code"] == "product_changed"
    [newest, first] = (await api.get(f"{GAUGE}/versions")).json()["items"]
    assert [(f["field"], f["after"]) for f in newest["changes"][0]["fields"]] == [("maker", "甲厂")]
    assert first["changes"] == []


async def test_a_product_is_counted_taken_away_and_read_again(api, database):
    await register(database)
    listed = (await api.get("/api/v1/products?count=true")).json()["items"]
    assert {one["code"]: one["devices"] for one in listed} == {"truck": 1, "water-level": 3}
    body = await gauge(api)
    for form, whole in (("json", True), ("xlsx", False)):
        taken = await api.get(f"{GAUGE}/export?form={form}")
        read = await api.post("/api/v1/products/read", files={"file": (f"a.{form}", taken.content)})
        assert read.json()["refused"] == []
        assert read.json()["product"]["model"] == body["model"]
        assert ("retention" in read.json()["product"]) is whole
    wrong = await api.post("/api/v1/products/read", files={"file": ("a.json", b'{"code": 1}')})
    assert (wrong.status_code, wrong.json()["error"]["field"]) == (422, "code")
    unread = (await api.post("/api/v1/products/check", json={"code": "x y", "name": "甲"})).json()
    assert [error["field"] for error in unread["errors"]] == ["code"]


async def test_products_are_changed_by_the_administrator_alone(api, database):
    await register(database)
    body = await gauge(api)
    await api.act_as("dispatcher")
    assert (await api.post("/api/v1/products/check", json=body)).status_code == 200
    assert (await api.put(GAUGE, json=body | {"maker": "丙"})).status_code == 403
    assert (await api.post("/api/v1/products/read", files={"file": ("a", b"{}")})).status_code == 403
    async with database.reading(SYSTEM) as work:
        assert (await sensing.products(work.tx)).by_code["water-level"].version == 1
