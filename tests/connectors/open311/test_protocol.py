from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jsonschema
import pytest
from defusedxml import ElementTree
from fastapi import FastAPI
from tests.connectors.open311 import shapes
from tests.connectors.open311.fake import KEY, FakeGateway

V2 = "/open311/v2"
PLACE = {"lat": "30.5", "long": "104.1"}


def valid(answer: httpx.Response, shape: dict[str, Any], status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    jsonschema.validate(answer.json(), shape)
    return answer.json()


def xml(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


async def test_discovery_in_both_forms_with_bare_content_types(client: httpx.AsyncClient) -> None:
    answer = await client.get("/open311/discovery.json")
    assert answer.headers["content-type"] == "application/json"
    document = answer.json()
    jsonschema.validate(document, shapes.DISCOVERY)
    assert [(e["type"], e["url"]) for e in document["endpoints"]] == [
        ("production", "http://city.test/open311/v2"),
        ("test", "http://city.test/open311/test/v2"),
    ]
    answer = await client.get("/open311/discovery.xml")
    assert answer.headers["content-type"] == "text/xml"
    root = ElementTree.fromstring(answer.content)
    assert [e.tag for e in root] == ["changeset", "contact", "key_service", "endpoints"]
    assert [f.text for f in root.findall("endpoints/endpoint[1]/formats/format")] == [
        "text/xml",
        "application/json",
    ]
    for endpoint in document["endpoints"]:
        assert (await client.get(f"{endpoint['url']}/services.json")).status_code == 200


async def test_services(client: httpx.AsyncClient) -> None:
    found = valid(await client.get(f"{V2}/services.json"), shapes.SERVICES)
    assert [(s["service_code"], s["metadata"]) for s in found] == [
        ("matter:01037", False),
        ("matter:02001", True),
    ]
    root = xml(await client.get(f"{V2}/services.xml"))
    assert root.tag == "services"
    assert root.findtext("service[2]/service_name") == "违规 <货车> & 停放"
    assert root.findtext("service[2]/metadata") == "true"
    assert root.findtext("service[1]/keywords") == "路灯,照明"


async def test_definition(client: httpx.AsyncClient) -> None:
    found = valid(await client.get(f"{V2}/services/matter:02001.json"), shapes.DEFINITION)
    assert found["attributes"][1]["values"] == [{"key": "1", "name": "轻型"}, {"key": "2", "name": "重型"}]
    root = xml(await client.get(f"{V2}/services/matter:02001.xml"))
    assert root.tag == "service_definition"
    assert [a.findtext("code") for a in root.findall("attributes/attribute")] == [
        "PLATE", "KIND", "HARM", "COUNT", "SEEN", "INFO",
    ]  # fmt: skip
    assert root.findtext("attributes/attribute[2]/values/value[2]/key") == "2"
    errors = valid(await client.get(f"{V2}/services/nothing.json"), shapes.ERRORS, 404)
    assert errors[0]["code"] == 404


async def test_one_request(client: httpx.AsyncClient) -> None:
    found = valid(await client.get(f"{V2}/requests/R0003.json"), shapes.REQUESTS)
    assert len(found) == 1
    root = xml(await client.get(f"{V2}/requests/R0003.xml"))
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id") == "R0003"
    assert root.findtext("request/description") == "灯不亮 \ufffd <b>&"
    assert root.find("request/zipcode").text is None
    root = xml(await client.get(f"{V2}/requests/none.xml"), 404)
    assert (root.tag, root.findtext("error/code")) == ("errors", "404")


async def test_list_by_status_service_and_ids(client: httpx.AsyncClient) -> None:
    everything = valid(await client.get(f"{V2}/requests.json"), shapes.REQUESTS)
    assert len(everything) == 30
    some = valid(await client.get(f"{V2}/requests.json?status=closed"), shapes.REQUESTS)
    assert {r["status"] for r in some} == {"closed"}
    assert len(valid(await client.get(f"{V2}/requests.json?status=open,closed"), shapes.REQUESTS)) == 30
    ids = valid(
        await client.get(f"{V2}/requests.json?service_request_id=R0002, R0005,R0002"), shapes.REQUESTS
    )
    assert [r["service_request_id"] for r in ids] == ["R0002", "R0005"]
    assert valid(await client.get(f"{V2}/requests.json?service_code=none"), shapes.REQUESTS) == []


async def test_paging_can_be_walked_by_its_links(client: httpx.AsyncClient) -> None:
    seen: list[str] = []
    url = f"{V2}/requests.json?page_size=7&status=open"
    while url:
        answer = await client.get(url)
        seen += [r["service_request_id"] for r in valid(answer, shapes.REQUESTS)]
        parts = [part.split("; ") for part in answer.headers.get("link", "").split(",") if part]
        links = {relation: target.strip(" <>") for target, relation in parts}
        url = links.get('rel="next"', "")
        if url:
            assert parse_qs(urlsplit(url).query)["status"] == ["open"]
    assert len(seen) == len(set(seen)) == 15
    assert answer.headers["x-page"] == "3"
    assert 'rel="prev"' in answer.headers["link"]


@pytest.mark.parametrize(
    ("query", "covers"),
    [
        ("", "2025-12-10T01:00:00Z/2026-03-10T01:00:00Z"),
        ("?start_date=2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z/2026-03-10T01:00:00Z"),
        ("?start_date=2020-01-01", "2020-01-01T00:00:00Z/2020-03-31T00:00:00Z"),
        ("?end_date=2025-12-31T00:00:00Z", "2025-10-02T00:00:00Z/2025-12-31T00:00:00Z"),
        (
            "?start_date=2010-01-01T00:00:00Z&end_date=2026-03-10T00:00:00Z",
            "2025-12-10T00:00:00Z/2026-03-10T00:00:00Z",
        ),
        ("?start_date=2026-03-01T08:00:00%2B08:00", "2026-03-01T00:00:00Z/2026-03-10T01:00:00Z"),
        ("?start_date=2026-03-01T08:00:00+08:00", "2026-03-01T00:00:00Z/2026-03-10T01:00:00Z"),
        ("?end_date=0001-01-02T00:00:00Z", "1-01-01T00:00:00Z/1-01-02T00:00:00Z"),
    ],
)
async def test_window_of_ninety_days(client: httpx.AsyncClient, query: str, covers: str) -> None:
    answer = await client.get(f"{V2}/requests.json{query}")
    valid(answer, shapes.REQUESTS)
    assert answer.headers["x-window"].replace("0001", "1") == covers


@pytest.mark.parametrize(
    "query",
    [
        "status=broken",
        "start_date=yesterday",
        "start_date=2026-02-30",
        "start_date=2026-03-02&end_date=2026-03-01",
        "page=0",
        "page=-1",
        "page_size=x",
        "page_size=٣",
        "page=11&page_size=1000",
        "service_code=%00",
        "service_request_id=" + ",".join(map(str, range(1001))),
    ],
)
async def test_bad_lists_are_refused(client: httpx.AsyncClient, query: str) -> None:
    assert valid(await client.get(f"{V2}/requests.json?{query}"), shapes.ERRORS, 400)[0]["code"] == 400


async def test_submit_by_form(client: httpx.AsyncClient, gateway: FakeGateway) -> None:
    fields = {
        "api_key": KEY, "service_code": "matter:01037", "description": "路灯不亮 😀", "first_name": "小明",
        "last_name": "王", "phone": "13800138000", "email": "a@b.cn", "device_id": "d", "account_id": "a",
        "media_url": "https://x.cn/1.jpg", "address_string": "人民路1号", **PLACE,
    }  # fmt: skip
    answer = await client.post(f"{V2}/requests.json", data=fields, headers={"idempotency-key": "k"})
    assert valid(answer, shapes.SUBMITTED, 201)[0]["service_request_id"] == "R9999"
    new, _ = gateway.submitted[0]
    assert (new.name, new.description, new.lat, new.long) == ("王小明", "路灯不亮 😀", 30.5, 104.1)
    assert (new.phone, new.email, new.device_id, new.key) == ("13800138000", "a@b.cn", "d", "k")
    del fields["address_string"]
    root = xml(await client.post(f"{V2}/requests.xml", data=fields), 201)
    assert root.findtext("request/token") == "T2"
    assert root.find("request/service_request_id") is None


async def test_submit_raw_utf8_as_curl_sends_it(client: httpx.AsyncClient, gateway: FakeGateway) -> None:
    body = (
        f"api_key={KEY}&service_code=matter:01037&description=路灯&first_name=Ann&last_name=Lee&lat=1&long=2"
    )
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await client.post(f"{V2}/requests.json", content=body.encode(), headers=headers)
    valid(answer, shapes.SUBMITTED, 201)
    assert (gateway.submitted[0][0].description, gateway.submitted[0][0].name) == ("路灯", "Ann Lee")
    answer = await client.post(f"{V2}/requests.json", content=body.encode("gb18030"), headers=headers)
    assert "UTF-8" in valid(answer, shapes.ERRORS, 400)[0]["description"]


async def test_submit_with_pictures(client: httpx.AsyncClient, gateway: FakeGateway) -> None:
    fields = {"api_key": KEY, "service_code": "matter:01037", **PLACE}
    files = [("media", ("../../x\x00.jpg", b"one")), ("media", ("二.jpg", b"two" * 200_000))]
    answer = await client.post(f"{V2}/requests.json", data=fields, files=files)
    valid(answer, shapes.SUBMITTED, 201)
    assert [content for _, content in gateway.media] == [b"one", b"two" * 200_000]
    assert len(gateway.submitted[0][1]) == 2


async def test_attributes(client: httpx.AsyncClient, gateway: FakeGateway) -> None:
    fields = {
        "api_key": KEY, "service_code": "matter:02001", **PLACE, "attribute[PLATE]": "川A12345",
        "attribute[KIND]": "2", "attribute[HARM][]": ["a", "b"], "attribute[COUNT]": "3", "attribute[SEEN]": "2026-03-01",
    }  # fmt: skip
    valid(await client.post(f"{V2}/requests.json", data=fields), shapes.SUBMITTED, 201)
    assert gateway.submitted[0][0].attributes == {
        "PLATE": "川A12345", "KIND": "2", "HARM": ["a", "b"], "COUNT": "3", "SEEN": "2026-03-01",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "status", "word"),
    [
        ({"api_key": ""}, 403, "key"),
        ({"api_key": "wrong"}, 403, "key"),
        ({"service_code": ""}, 400, "service_code"),
        ({"service_code": "none"}, 404, "service_code"),
        ({"lat": ""}, 400, "together"),
        ({"lat": "", "long": ""}, 400, "location"),
        ({"lat": "91"}, 400, "lat"),
        ({"long": "nan"}, 400, "long"),
        ({"long": "1e999"}, 400, "long"),
        ({"description": "x" * 4001}, 400, "description"),
        ({"description": "a\x00b"}, 400, "description"),
        ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
        ({"media_url": "http://[x"}, 400, "media_url"),
        ({"media_url": "file:///etc/passwd"}, 400, "media_url"),
        ({"attribute[NONE]": "1"}, 400, "NONE"),
        ({"description": "refuse"}, 400, "text"),
        ({"service_code": "matter:02001"}, 400, "PLATE"),
        ({"service_code": "matter:02001", "attribute[PLATE]": "1", "attribute[KIND]": "9"}, 400, "KIND"),
        ({"service_code": "matter:02001", "attribute[PLATE]": "1", "attribute[COUNT]": "inf"}, 400, "COUNT"),
        ({"service_code": "matter:02001", "attribute[PLATE]": "1", "attribute[SEEN]": "x"}, 400, "SEEN"),
    ],
)
async def test_bad_requests_are_refused_and_store_nothing(
    client: httpx.AsyncClient, gateway: FakeGateway, changes: dict[str, str], status: int, word: str
) -> None:
    fields = {"api_key": KEY, "service_code": "matter:01037", "description": "x", **PLACE, **changes}
    errors = valid(await client.post(f"{V2}/requests.json", data=fields), shapes.ERRORS, status)
    assert errors[0]["code"] == status
    assert word in errors[0]["description"]
    assert gateway.submitted == []
    root = xml(await client.post(f"{V2}/requests.xml", data=fields), status)
    assert root.findtext("error/code") == str(status)


async def test_refusals_speak_chinese_when_asked(client: httpx.AsyncClient) -> None:
    fields = {"api_key": KEY, "service_code": "matter:01037", "description": "refuse", **PLACE}
    answer = await client.post(f"{V2}/requests.json", data=fields, headers={"accept-language": "zh-CN"})
    assert "不行" in answer.json()[0]["description"]


async def test_key_by_header(client: httpx.AsyncClient) -> None:
    fields = {"service_code": "matter:01037", **PLACE}
    answer = await client.post(f"{V2}/requests.json", data=fields, headers={"authorization": f"Bearer {KEY}"})
    valid(answer, shapes.SUBMITTED, 201)


async def test_the_test_endpoint_checks_and_stores_nothing(
    client: httpx.AsyncClient, gateway: FakeGateway
) -> None:
    fields = {"api_key": KEY, "service_code": "matter:01037", **PLACE}
    valid(await client.post("/open311/test/v2/requests.json", data=fields), shapes.SUBMITTED, 201)
    update = {"api_key": KEY, "service_request_id": "R0001", "description": "x"}
    assert (await client.post("/open311/test/v2/servicerequestupdates.json", data=update)).status_code == 201
    assert gateway.submitted == gateway.added == []
    assert (
        await client.post("/open311/test/v2/requests.json", data={**fields, "lat": "x"})
    ).status_code == 400


async def test_tokens(client: httpx.AsyncClient) -> None:
    assert (await client.get(f"{V2}/tokens/T1.json")).json() == [
        {"token": "T1", "service_request_id": "R0001"}
    ]
    assert (await client.get(f"{V2}/tokens/T2.json")).json() == [{"token": "T2"}]
    assert xml(await client.get(f"{V2}/tokens/T1.xml")).findtext("request/service_request_id") == "R0001"
    valid(await client.get(f"{V2}/tokens/x.json"), shapes.ERRORS, 404)


async def test_updates(client: httpx.AsyncClient, gateway: FakeGateway) -> None:
    found = valid(
        await client.get(f"{V2}/servicerequestupdates.json?service_request_id=R0001"), shapes.UPDATES
    )
    assert found[0]["description"] == "已派人"
    root = xml(await client.get(f"{V2}/servicerequestupdates.xml"))
    assert (root.tag, root[0].tag) == ("service_request_updates", "request_update")
    fields = {"api_key": KEY, "service_request_id": "R0001", "description": "还是不亮", "status": "OPEN",
              "updated_datetime": "2026-03-10T00:00:00Z"}  # fmt: skip
    answer = await client.post(f"{V2}/servicerequestupdates.json", data=fields)
    assert (answer.status_code, answer.json()) == (201, [{"update_id": "U2"}])
    assert (gateway.added[0].description, gateway.added[0].status) == ("还是不亮", "open")
    for name in ("service_request_id", "description"):
        answer = await client.post(f"{V2}/servicerequestupdates.json", data={**fields, name: ""})
        valid(answer, shapes.ERRORS, 400)
    answer = await client.post(f"{V2}/servicerequestupdates.xml", data={**fields, "api_key": "x"})
    assert xml(answer, 403).findtext("error/code") == "403"


async def test_jurisdiction_is_checked_when_named(client: httpx.AsyncClient, app: FastAPI) -> None:
    assert (await client.get(f"{V2}/services.json?jurisdiction_id=any")).status_code == 200
    app.state.settings = SimpleNamespace(open311_jurisdiction="city.gov")
    assert (await client.get(f"{V2}/services.json?jurisdiction_id=city.gov")).status_code == 200
    assert (await client.get(f"{V2}/services.json")).status_code == 200
    valid(await client.get(f"{V2}/services.json?jurisdiction_id=other"), shapes.ERRORS, 404)
    fields = {"api_key": KEY, "service_code": "matter:01037", "jurisdiction_id": "other", **PLACE}
    valid(await client.post(f"{V2}/requests.json", data=fields), shapes.ERRORS, 404)


@pytest.mark.parametrize("path", ["services.yaml", "requests.html", "requests/R0001.exe", "discovery.txt"])
async def test_unknown_formats_are_not_found(client: httpx.AsyncClient, path: str) -> None:
    valid(await client.get(f"{V2}/{path}"), shapes.ERRORS, 404)
