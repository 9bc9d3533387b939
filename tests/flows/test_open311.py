"""A running installation, seen by an outside Open311 client and by a citizen with a receipt."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import jsonschema
import pytest
from defusedxml import ElementTree
from PIL import Image
from tests.connectors.open311 import shapes
from tests.connectors.open311.outside import three
from tests.support.installation import Installation
from tests.support.patience import PATIENCE, wait_until

from yiwang.infra.resources import folder

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).parents[2] / "tools" / "verify_receipt.py"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with Installation(tmp_path_factory.mktemp("open311")) as made:
        for pack in ("base-catalogue", "grid"):
            made.run("pack", "install", str(folder("packs") / pack))
        yield made


@pytest.fixture(scope="module")
def token(city: Installation) -> str:
    return city.run("token", "create", "--role", "agent")


def number_of(client: object, answer: list[dict[str, str]]) -> str:
    """The request's id, asked for by its token if the POST was faster than the worker."""

    def known() -> str | None:
        now = client.token(answer[0]["token"]) if "token" in answer[0] else answer  # type: ignore[attr-defined]
        return now[0].get("service_request_id")

    return str(wait_until(known))


def test_an_outside_client_hands_in_and_reads(city: Installation, token: str) -> None:
    base = f"{city.address}/open311/v2"
    client = three(base, api_key=token, discovery=f"{city.address}/open311/discovery.json")
    jsonschema.validate(client.discovery(), shapes.DISCOVERY)
    services = client.services()
    jsonschema.validate(services, shapes.SERVICES)
    assert len(services) >= 400
    code = next(s["service_code"] for s in services if s["service_name"] == "路灯异常")
    jsonschema.validate(client.services(code), shapes.DEFINITION)

    answer = client.post(
        code, lat=30.123, long=104.456, name="Ann Lee", phone="13812345678", email="ann@example.org",
        description="The lamp is dark 路灯不亮😀, call 13812345678",
    )  # fmt: skip
    assert client.post_response.status_code == 201
    jsonschema.validate(answer, shapes.SUBMITTED)
    first = number_of(client, answer)

    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(picture, "JPEG")
    picture.seek(0)
    picture.name = "../../lamp.jpg"
    second = number_of(client, client.post(code, address="人民路 1 号", description="another", media=picture))
    assert first != second

    one = client.request(first)
    jsonschema.validate(one, shapes.REQUESTS)
    assert (one[0]["service_code"], one[0]["status"]) == (code, "open")
    assert one[0]["description"] == "The lamp is dark 路灯不亮😀, call 138****5678"
    assert (one[0]["lat"], one[0]["long"]) == (30.123, 104.456)
    assert "Ann" not in str(one)

    listed = client.requests(code, status="open", count=50)
    jsonschema.validate(listed, shapes.REQUESTS)
    assert {first, second} <= {r["service_request_id"] for r in listed}
    media = next(r["media_url"] for r in listed if r["service_request_id"] == second)
    shown = httpx.get(media)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(shown.content)) as image:
        assert image.size == (64, 48)
    assert client.requests(status="closed") == []

    refused = three(base, api_key="wrong")
    jsonschema.validate(refused.post(code, lat=1, long=2), shapes.ERRORS)
    assert refused.post_response.status_code == 403


def test_the_same_in_xml_and_with_updates(city: Installation, token: str) -> None:
    with httpx.Client(base_url=f"{city.address}/open311/v2", timeout=PATIENCE) as client:
        fields = {
            "api_key": token,
            "service_code": "matter:01037",
            "description": "<b>&</b>",
            "lat": "1",
            "long": "2",
        }
        key = {"idempotency-key": "once"}
        answers = [client.post("/requests.xml", data=fields, headers=key) for _ in range(2)]
        assert [a.status_code for a in answers] == [201, 201]

        def written() -> list[dict[str, str]]:
            found = client.get("/requests.json", params={"service_code": "matter:01037"}).json()
            return [r for r in found if r["description"] == "<b>&</b>"]

        found = wait_until(written)
        number = found[0]["service_request_id"]
        again = client.post("/requests.xml", data=fields, headers=key)  # now it has a number to answer with
        assert ElementTree.fromstring(again.content).findtext("request/service_request_id") == number
        assert len(found) == 1
        root = ElementTree.fromstring(client.get(f"/requests/{number}.xml").content)
        assert root.findtext("request/description") == "<b>&</b>"

        update = {"api_key": token, "service_request_id": number, "description": "still dark"}
        answer = client.post("/servicerequestupdates.json", data=update)
        assert answer.status_code == 201, answer.text
        said = client.get("/servicerequestupdates.json", params={"service_request_id": number}).json()
        jsonschema.validate(said, shapes.UPDATES)
        assert [(u["service_request_id"], u["description"]) for u in said] == [(number, "still dark")]
        assert (
            client.post(
                "/servicerequestupdates.json", data={**update, "service_request_id": "none"}
            ).status_code
            == 404
        )


def test_a_receipt_is_proved_soon_and_offline(city: Installation, token: str, tmp_path: Path) -> None:
    headers = {"authorization": f"Bearer {token}"}
    with httpx.Client(base_url=city.address, headers=headers, timeout=PATIENCE) as client:
        answer = client.post("/api/v1/reports", json={"source": "web", "text": "井盖丢失"})
        assert answer.status_code == 201
        receipt = answer.json()["receipt"]
        where = {"subject": receipt["subject"], "seq": receipt["seq"]}

        def proved() -> httpx.Response | None:
            found = client.get("/api/v1/ledger/proof", params=where)
            return None if found.status_code == 404 else found

        proof = wait_until(proved)
        keys = [key["line"] for key in client.get("/api/v1/ledger/keys").json()["items"]]
    (tmp_path / "receipt.json").write_bytes(answer.content)
    (tmp_path / "proof.json").write_bytes(proof.content)
    (tmp_path / "keys.txt").write_text("\n".join(keys))
    command = [
        sys.executable,
        "-I",
        "-S",
        str(SCRIPT),
        "receipt.json",
        "proof.json",
        "--key",
        "keys.txt",
        "--json",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["proof"]["leaf"] == proof.json()["leaf"]

    verdict = city.json("ledger", "verify")
    assert (verdict["ok"], verdict["problem_count"]) == (True, 0)
    assert verdict["sealed"] > 0
    assert city.json("ledger", "keys")["items"][0]["line"] == keys[0]
    assert city.json("ledger", "checkpoint")["note"].startswith("yiwang-")
