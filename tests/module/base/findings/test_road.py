"""From what an algorithm outside says to a case, and the verdict back to the model."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.support.http import Client, client
from tests.support.matters import DISTRICT
from tests.support.world import HERE, world

from yiwang.base.algorithms import api as algorithms
from yiwang.base.cases import api as cases
from yiwang.base.findings import http
from yiwang.base.findings.usecases import taking
from yiwang.base.findings.usecases.looking import hear_cases
from yiwang.infra.database import Database
from yiwang.infra.throttle import Throttle
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.time import ManualTime

STRATEGY = {"kind": "garbage", "zh": "暴露垃圾", "least_confidence": 0.6, "debounce_s": 3600}


@pytest.fixture
async def city(database: Database) -> Database:
    await world(database)
    return database


class Sender:
    """A vendor's platform with a key, and a supervisor who looks."""

    def __init__(self, asking: Client, time: ManualTime) -> None:
        self.asking, self.time, self.count = asking, time, 0

    def finding(self, **change: Any) -> dict[str, Any]:
        self.count += 1
        at = (self.time.now() - timedelta(seconds=60 - self.count)).isoformat()
        return {
            "source": "vendor", "id": f"f{self.count}", "kind": "garbage", "site": "cam-1", "at": at,
            "confidence": 0.9, "box": [0.1, 0.1, 0.2, 0.2], "picture": "store/1.jpg",
        } | change  # fmt: skip

    async def send(self, *items: Any) -> list[dict[str, Any]]:
        answer = await self.asking.post("/api/v1/findings", json={"items": items})
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    async def get(self, path: str) -> Any:
        return (await self.asking.get(f"/api/v1/findings{path}")).json()["items"]


@pytest.fixture
async def sender(city: Database, time: ManualTime, tmp_path: Any) -> Any:
    async with client(city, tmp_path) as asking:
        await asking.act_as("dispatcher")
        saved = await asking.put("/api/v1/findings/strategies/garbage", json=STRATEGY)
        assert saved.json() == {"code": "garbage", "version": 1}
        yield Sender(asking, time)


async def model(database: Database) -> str:
    card = algorithms.Card(
        title_zh="t",
        title_en="t",
        takes="p",
        gives="b",
        owner="v",
        licence="l",
        code_version="1",
        data_version="1",
    )
    async with database.work(SYSTEM) as work:
        return str((await algorithms.register(work, "fire_lane", card, b"elsewhere")).id)


async def test_a_valid_finding_is_a_case_at_once_and_the_rest_say_why_not(sender: Sender) -> None:
    told = await sender.send(
        sender.finding(lon=121.47, lat=31.23),
        sender.finding(),
        sender.finding(confidence=0.2),
        sender.finding(kind="smoke"),
    )
    assert [t["outcome"] for t in told] == ["valid", "debounced", "confidence", "no_strategy"]
    [first, *others] = told
    assert first["case"]
    assert all(t["case"] is None for t in others)
    async with sender.asking.database.reading(SYSTEM) as work:
        [report] = await work.tx.fetch("SELECT source, external_id, channel, text FROM cases_report")
    assert (report["source"], report["external_id"]) == ("finding.vendor", "f1")
    assert report["text"] == "智能发现：cam-1 疑似暴露垃圾（置信度 90%）"
    [effect] = [e for e in await sender.get("/effect") if e["strategy"] == "garbage"]
    assert (effect["raw"], effect["valid"]) == (3, 1)
    assert effect["dropped"] == {"confidence": 1, "debounced": 1}
    assert len(await sender.get("?outcome=valid")) == 1


async def test_the_same_again_is_the_same_and_another_content_a_conflict(sender: Sender) -> None:
    one = sender.finding()
    await sender.send(one)
    [again, other] = await sender.send(one, one | {"confidence": 0.7})
    assert (again["status"], again["outcome"]) == ("same", "valid")
    assert other["error"]["code"] == "finding_conflict"
    two = sender.finding(site="cam-2")
    assert [t["status"] for t in await sender.send(two, two)] == ["created", "same"]
    async with sender.asking.database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM cases_report") == 2


async def test_batches_remember_what_was_before(sender: Sender) -> None:
    assert [(await sender.send(sender.finding()))[0]["outcome"] for _ in range(3)] == [
        "valid", "debounced", "debounced",
    ]  # fmt: skip


async def test_what_is_wrong_keeps_no_other_out(sender: Sender) -> None:
    told = await sender.send(
        {"source": "vendor"},
        sender.finding(confidence=7),
        sender.finding(at="2031-01-01T00:00:00Z"),
        sender.finding(lon=999.0, lat=1.0),
        sender.finding(crs="moon", lon=1.0, lat=1.0),
        sender.finding(model="00000000-0000-7000-8000-000000000000"),
        sender.finding(site="a\x00b"),
        sender.finding(),
    )
    assert [t["status"] for t in told] == ["refused"] * 7 + ["created"]
    assert told[2]["error"]["field"] == "at"
    assert told[5]["error"]["code"] == "algorithm_not_found"


@pytest.mark.parametrize(("words", "verdict"), [("现场核查为误报", "false"), ("已清理", "true")])
async def test_the_verdict_of_the_case_comes_back_to_the_model(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, words: str, verdict: str
) -> None:
    version = await model(sender.asking.database)
    [told] = await sender.send(sender.finding(model=version))

    async def journal(work: Any, number: str) -> list[dict[str, str]]:
        return [{"number": number, "text": words}]

    monkeypatch.setattr(cases, "journal", journal)
    for _ in range(2):  # delivered twice, counted once
        async with sender.asking.database.work(SYSTEM) as work:
            await hear_cases(work, [(told["case"], "closed")])
    [rate] = await sender.get("/rates?by=day")
    assert (rate["site"], rate["model"], rate["valid"]) == ("cam-1", version, 1)
    assert rate["confirmed"] == (1.0 if verdict == "true" else 0.0)
    async with sender.asking.database.reading(SYSTEM) as work:
        [day] = (await algorithms.detail(work.tx, UUID(version)))["days"]
    assert (day["calls"], day["acted"]) == (1, 1)
    assert (day["right"], day["wrong"]) == ((1, 0) if verdict == "true" else (0, 1))


async def test_quota_rights_and_rate_are_refused_by_name(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "PER_DAY", 1)
    await sender.send(sender.finding())
    answer = await sender.asking.post("/api/v1/findings", json={"items": [sender.finding()]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "finding_quota")
    await sender.asking.act_as("handler")
    answer = await sender.asking.post("/api/v1/findings", json={"items": [sender.finding()]})
    assert answer.status_code == 403
    assert (await sender.asking.put("/api/v1/findings/strategies/x", json=STRATEGY)).status_code == 403
    await sender.asking.act_as("admin")
    monkeypatch.setattr(http, "_rate", Throttle(burst=3, per_hour=1))
    body: dict[str, Any] = {"items": []}
    codes = [(await sender.asking.post("/api/v1/findings", json=body)).status_code for _ in range(5)]
    assert codes == [422] * 3 + [429] * 2


async def test_who_has_an_area_sees_what_lies_in_it(sender: Sender) -> None:
    inside, outside = HERE, (0.5, 0.5)
    await sender.send(
        *(sender.finding(site=f"cam-{n}", lon=lon, lat=lat) for n, (lon, lat) in enumerate([inside, outside]))
    )
    await sender.send(sender.finding(site="cam-9"))
    assert len(await sender.get("")) == 3
    await sender.asking.act_as("verifier", area=DISTRICT)
    assert [found["site"] for found in await sender.get("")] == ["cam-0"]


async def test_a_strategy_is_tried_on_what_came_before_it_is_in_force(sender: Sender) -> None:
    await sender.send(*(sender.finding(confidence=0.5 + n / 10) for n in range(4)))
    tried = {**STRATEGY, "least_confidence": 0.75, "debounce_s": 0}
    answer = await sender.asking.post("/api/v1/findings/strategies/garbage/try", json=tried)
    assert answer.json() == {
        "read": 4,
        "capped": False,
        "was": {"confidence": 1, "valid": 1, "debounced": 2},
        "would": {"confidence": 3, "valid": 1},
    }
    other = {**tried, "sites": ["cam-9"]}  # would get none of these
    answer = await sender.asking.post("/api/v1/findings/strategies/far/try", json=other)
    assert answer.json()["read"] == 0
    (day,) = await sender.get("/days?days=2")
    assert day["outcomes"] == {"confidence": 1, "valid": 1, "debounced": 2}
    assert await sender.get("/days?strategy=none") == []


async def test_a_limit_of_a_sender_is_set_and_holds(sender: Sender) -> None:
    await sender.send(sender.finding())
    (one,) = await sender.get("/senders")
    assert (one["today"], one["per_day"]) == (1, taking.PER_DAY)
    refused = await sender.asking.put("/api/v1/findings/limits", json={"client": "", "per_day": 2})
    assert refused.status_code == 403
    await sender.asking.act_as("admin")
    await sender.send(sender.finding(site="cam-2"))
    for one in await sender.get("/senders"):
        limit = {"client": one["client"], "per_day": 2}
        assert (await sender.asking.put("/api/v1/findings/limits", json=limit)).status_code == 200
    await sender.send(sender.finding(site="cam-3"))
    answer = await sender.asking.post("/api/v1/findings", json={"items": [sender.finding(site="cam-4")]})
    assert answer.status_code == 429
    assert "2" in answer.text
