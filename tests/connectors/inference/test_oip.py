"""An outside inference service as a version: registered, asked, limited, and named when it fails."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from tests.support.http import Client, client
from tests.support.inference import INPUTS, OUTPUTS, Speaker, speaking

from yiwang.base.algorithms import api
from yiwang.base.algorithms.usecases import serving as process
from yiwang.connectors.inference.kinds import kinds
from yiwang.infra.database import Database
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM

CARD = {
    "title_zh": "满溢", "title_en": "overflow", "takes": "fill", "gives": "hours", "owner": "vendor",
    "licence": "bought", "code_version": "3", "data_version": "2025",
}  # fmt: skip
FILL = [
    {"name": "fill", "datatype": "FP32", "shape": [2, 3], "data": [[1, 2, 30.0], [4, 5, 60]]},
    {"name": "hours_since", "datatype": "FP32", "shape": [2], "data": [1, 2]},
]


@pytest.fixture
def server() -> Iterator[Speaker]:
    with speaking() as found:
        yield found


def allow(hosts: str, timeout: float = 5.0) -> None:
    api.use_kinds(kinds(Settings(inference_hosts=hosts, inference_timeout_s=timeout)))


def service(server: Speaker, **change: Any) -> dict[str, Any]:
    return {"url": f"http://{server.host}", "model": "bins", "inputs": INPUTS, "outputs": OUTPUTS} | change


async def registered(database: Database, body: dict[str, Any]) -> api.Version:
    card = msgspec.convert(CARD, api.Card)
    async with database.work(SYSTEM) as work:
        return await api.register(work, "overflow", card, api.wrap("oip", msgspec.json.encode(body)))


async def published(database: Database, server: Speaker) -> api.Version:
    made = await registered(database, service(server))
    async with database.work(SYSTEM) as work:
        return await api.promote(work, made.id, "publish")


async def ask(asking: Client, **change: Any) -> tuple[int, Any]:
    answer = await asking.post("/api/v1/models/infer", json={"task": "overflow", "inputs": FILL} | change)
    return answer.status_code, answer.json()


async def test_a_service_goes_the_way_of_every_version_and_is_asked(
    database: Database, tmp_path: Any, server: Speaker
) -> None:
    async with client(database, tmp_path) as asking:
        allow(server.host)
        await asking.act_as("admin")
        body = {"task": "overflow", "kind": "oip", "card": CARD, "service": service(server)}
        made = (await asking.post("/api/v1/models", json=body)).json()
        assert (made["stage"], made["number"]) == ("checked", 1)
        assert server.asked == ["/v2/models/bins/ready", "/v2/models/bins"]
        status, told = await ask(asking)
        assert (status, told["error"]["code"]) == (503, "algorithm_nothing_serves")
        await asking.post(f"/api/v1/models/{made['id']}/acts", json={"action": "publish"})
        status, told = await ask(asking)
        assert (status, told["outputs"][0]["data"]) == (200, [70.0, 40.0])
        assert told["version"] == made["id"]
        metering = (await asking.get("/api/v1/models/metering")).json()["items"]
        assert [(m["calls"], m["failed"]) for m in metering] == [(1, 0)]
        queue = (await asking.get("/api/v1/models/queue")).json()
        assert (queue["running"], queue["waiting"]) == ([], [])
        assert queue["models"] == [
            {"task": "overflow", "version": made["id"], "stage": "published", "health": "closed"}
        ]
        days = (await asking.get(f"/api/v1/models/{made['id']}")).json()["days"]
        assert (days[0]["calls"], days[0]["acted"]) == (1, 1)


@pytest.mark.parametrize(
    ("mood", "status", "code"),
    [
        ("garbage", 502, "outside_garbage"),
        ("wrong", 502, "outside_garbage"),
        ("endless", 502, "outside_garbage"),
        ("refuses", 422, "outside_refused"),
        ("redirect", 422, "outside_refused"),
        ("away", 503, "outside_away"),
        ("slow", 504, "outside_slow"),
    ],
)
async def test_what_is_no_answer_is_named_and_metered(
    database: Database, tmp_path: Any, server: Speaker, mood: str, status: int, code: str
) -> None:
    async with client(database, tmp_path) as asking:
        allow(server.host, 0.3 if mood == "slow" else 30.0)
        await asking.act_as("dispatcher")
        await published(database, server)
        server.mood = mood
        found, told = await ask(asking)
        assert (found, told["error"]["code"]) == (status, code)
        [row] = (await asking.get("/api/v1/models/metering")).json()["items"]
        assert (row["calls"], row["failed"]) == (1, 1)


async def test_a_service_that_fails_on_end_is_left_alone(
    database: Database, tmp_path: Any, server: Speaker
) -> None:
    async with client(database, tmp_path) as asking:
        allow(server.host)
        await asking.act_as("dispatcher")
        await published(database, server)
        server.mood = "away"
        codes = [(await ask(asking))[1]["error"]["code"] for _ in range(7)]
        assert codes == ["outside_away"] * 5 + ["outside_resting"] * 2
        assert len(server.heard) == 5
        queue = (await asking.get("/api/v1/models/queue")).json()
        assert queue["models"][0]["health"] == "open"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"url": "http://169.254.169.254/latest"}, "169.254.169.254"),
        ({"url": "file:///etc/passwd"}, "file"),
        ({"outputs": [{"name": "hours_left", "datatype": "INT64", "shape": [-1]}]}, "hours_left"),
        ({"model": "other"}, "bins"),
        ({"inputs": "none"}, ""),
    ],
)
async def test_what_does_not_fit_stays_uploaded(
    database: Database, server: Speaker, change: dict[str, Any], why: str
) -> None:
    allow(server.host)
    made = await registered(database, service(server, **change))
    assert made.stage == "uploaded"
    async with database.reading(SYSTEM) as work:
        steps = (await api.detail(work.tx, made.id))["steps"]
    assert why in steps[-1]["reason"]


async def test_without_allowed_hosts_there_are_no_services(database: Database, server: Speaker) -> None:
    allow("")
    assert [kind.name for kind in api.kinds()] == ["onnx"]
    assert (await registered(database, service(server))).stage == "uploaded"
    assert server.asked == []


async def test_inputs_are_checked_before_anybody_is_asked(
    database: Database, tmp_path: Any, server: Speaker
) -> None:
    async with client(database, tmp_path) as asking:
        allow(server.host)
        await asking.act_as("dispatcher")
        await published(database, server)
        short = [FILL[0] | {"data": [1.0]}, FILL[1]]
        for wrong in (short, FILL[:1], [FILL[0] | {"datatype": "BYTES"}, FILL[1]], FILL + FILL):
            assert (await ask(asking, inputs=wrong))[1]["error"]["code"] == "algorithm_tensor"
        assert server.heard == []
        await asking.act_as("handler")
        assert (await ask(asking))[0] == 403


async def test_the_day_has_an_end(database: Database, tmp_path: Any, server: Speaker) -> None:
    async with client(database, tmp_path) as asking:
        allow(server.host)
        await published(database, server)
        await asking.act_as("admin")
        limit = await asking.put("/api/v1/models/limits", json={"per_day": 2, "price": 0.5})
        assert limit.status_code == 200
        await asking.act_as("dispatcher")
        codes = [(await ask(asking))[0] for _ in range(3)]
        assert codes == [200, 200, 429]
        [row] = (await asking.get("/api/v1/models/metering")).json()["items"]
        assert (row["calls"], row["amount"]) == (2, 1.0)
        assert (await asking.put("/api/v1/models/limits", json={"per_day": 9})).status_code == 403


async def test_a_model_away_is_left_out_and_the_caller_goes_on(database: Database, server: Speaker) -> None:
    allow(server.host)
    made = await published(database, server)
    allow("")

    process._models.clear()
    async with database.reading(SYSTEM) as work:
        found = await api.serving(work.tx, "overflow")
    assert (found.published, found.failed) == (None, (made.id,))
