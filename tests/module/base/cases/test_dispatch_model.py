"""A model dispatches where the list leaves a choice, is watched, compared, rolled back; cases keep what they had."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from tests.support import world as w
from tests.support.http import client

from yiwang.base.algorithms import api as algorithms
from yiwang.base.cases import api as cases
from yiwang.base.cases import errors as e
from yiwang.base.cases.model.words import words_of
from yiwang.base.dispatching import api as dispatching
from yiwang.base.dispatching.errors import TooFewExamplesError
from yiwang.base.matters import api as matters
from yiwang.base.notify import api as notify
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

#: Matter 06028 has no entry in the list of this world: whose it is, only history tells.
NOISE = "matter:06028"
PATH = (w.CITY, w.DISTRICT, w.STREET, w.COMMUNITY, w.GRID)


def history(unit: str = w.LAMPS, n: int = 3_000) -> list[dispatching.Example]:
    asked = dispatching.Asked(
        matter=NOISE, klass="06", path=PATH, channel="hotline", weekday=1, hour=9, words=words_of("噪声太大")
    )
    return [
        dispatching.Example(
            asked if i % 3 else msgspec.structs.replace(asked, weekday=6), unit, 20_000 + i / 50
        )
        for i in range(n)
    ]


CARD = algorithms.Card(
    title_zh="试", title_en="trial", takes="", gives="", owner="", licence="", code_version="", data_version="",
    settings={"limit": 0.02},
)  # fmt: skip


async def placed(database: Database, unit: str, act: algorithms.Act = "publish") -> algorithms.Version:
    content = dispatching.pack(dispatching.train(history(unit)).ranker)
    async with database.work(SYSTEM) as work:
        made = await algorithms.register(work, "dispatch", CARD, content)
        return await algorithms.promote(work, made.id, act)


async def mode(database: Database, mode: str) -> None:
    async with database.work(SYSTEM) as work:
        catalogue = await matters.catalogue(work.tx)
        leaf = catalogue.get(NOISE)
        assert leaf is not None
        await matters.save_matters(
            work,
            [
                matters.MatterData(
                    kind="matter",
                    code=leaf.code,
                    name=leaf.name,
                    parent="06",
                    dispatch_mode=mode,  # type: ignore[arg-type]
                )
            ],
        )


async def opened(database: Database, **more: Any) -> cases.CaseState:
    return await w.opened(database, matter=NOISE, words=words_of("噪声太大"), **more)


@pytest.fixture
async def city(database: Database) -> Database:
    await w.world(database)
    await mode(database, "smart")
    return database


async def test_without_a_model_a_person_decides(city: Database) -> None:
    assert (await opened(city)).stage == "dispatch"


async def test_a_sure_model_sends_and_the_case_keeps_by_what(city: Database) -> None:
    version = await placed(city, w.LAMPS)
    case = await opened(city)
    assert (case.stage, case.lead) == ("sign", w.LAMPS)
    [how] = case.dispatches
    assert (how.by, how.mode, how.model, how.named) == ("model", "smart", version.id, w.LAMPS)
    assert how.score is not None
    assert how.score > 0.9
    async with city.reading(SYSTEM) as work:
        line = (await cases.journal(work, case.number))[-1]
        assert line["data"]["automatic"][-1] == "dispatch_by_model"
        assert "截至" in line["data"]["reasons"][0]["zh"]
        assert "噪声" not in str(line["data"]), "words of people stay out of the journal"
        told = await cases.rebuild(work.tx, case.id)
        assert told.dispatches == case.dispatches
        assert [d async for d in cases.differences(work.tx)] == []
    await placed(city, w.WATER)
    async with city.reading(SYSTEM) as work:
        again = await cases.rebuild(work.tx, case.id)
    assert again.dispatches[0].model == version.id, "a later version never changes a running case"
    assert (await opened(city, contactable=False)).lead == w.WATER


@pytest.mark.parametrize("set_mode", ["manual", "auto", "assisted"])
async def test_modes_in_which_only_a_person_follows_a_model(city: Database, set_mode: str) -> None:
    await placed(city, w.LAMPS)
    await mode(city, set_mode)
    case = await opened(city)
    assert case.stage == "dispatch"
    async with city.reading(w.DISPATCHER) as work:
        page = await cases.detail(work, case.number)
    chances = {c["unit"]["code"]: c["chance"] for c in page["candidates"] if c["chance"] is not None}
    assert (w.LAMPS in chances) == (set_mode == "assisted")


async def test_a_person_sees_chance_ground_and_words(city: Database) -> None:
    await placed(city, w.LAMPS)
    await mode(city, "assisted")
    case = await opened(city)
    async with city.reading(w.DISPATCHER) as work:
        [first, *_] = (await cases.detail(work, case.number))["candidates"]
    assert first["unit"]["code"] == w.LAMPS
    assert first["chance"] > 0.9
    assert first["ground"].n == first["ground"].of > 5
    assert first["ground"].area == w.GRID
    with pytest.raises(e.NoUniqueUnitError):
        await w.do(city, w.DISPATCHER, case.number, "dispatch")
    case = await w.do(city, w.DISPATCHER, case.number, "dispatch", unit=w.CLEAN)
    [how] = case.dispatches
    assert (how.by, how.mode, how.unit, how.named) == ("person", "assisted", w.CLEAN, w.LAMPS)


async def test_the_list_goes_before_any_model(city: Database) -> None:
    await placed(city, w.LAMPS)
    case = await w.opened(city, words=words_of("垃圾"))
    assert (case.lead, case.dispatches[0].by) == (w.CLEAN, "rule")


async def test_in_shadow_a_model_is_heard_and_not_followed(city: Database) -> None:
    version = await placed(city, w.LAMPS, "shadow")
    case = await opened(city)
    assert case.stage == "dispatch"
    case = await w.do(city, w.DISPATCHER, case.number, "dispatch", unit=w.CLEAN)
    [how] = case.dispatches
    assert (how.model, how.shadow, how.shadow_unit) == (None, version.id, w.LAMPS)


async def test_what_came_back_waits_for_a_person(city: Database) -> None:
    await placed(city, w.LAMPS)
    number = (await opened(city)).number
    await w.do(city, w.actor("handler", w.LAMPS), number, "send_back", reason="非本单位职责", basis="三定")
    case = await w.do(city, w.DISPATCHER, number, "judge_return", accepted=True, liable="dispatcher")
    assert case.stage == "dispatch"
    case = await w.do(city, w.DISPATCHER, number, "dispatch", unit=w.CLEAN)
    assert [d.by for d in case.dispatches] == ["model", "person"]
    async with city.reading(SYSTEM) as work:
        now = work.now + timedelta(seconds=1)
        found = await cases.dispatch_quality(work, now - timedelta(days=30), now)
    assert (found["whole"]["n"], found["whole"]["wrong"], found["whole"]["liable"]) == (1, 1, 1)
    assert found["wrong"][0]["number"] == number
    [back] = found["returns"]
    assert (back["reason"], back["unit"]["code"], back["final"]["code"]) == ("非本单位职责", w.LAMPS, w.CLEAN)
    assert found["groups"]["matter"][0]["key"]["key"] == NOISE


async def test_a_model_without_its_words_does_not_act(city: Database) -> None:
    """A case whose matter a person sets later is read before the model may act on it."""
    await placed(city, w.LAMPS)
    case = await w.opened(city, matter=None, words=words_of("噪声太大"))
    assert case.stage == "intake"
    case = await w.do(city, w.DISPATCHER, case.number, "classify", matter=NOISE)
    assert (case.lead, case.dispatches[0].by) == (w.LAMPS, "model")


async def test_a_model_that_fails_stops_nobody(city: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await placed(city, w.LAMPS)
    assert (await opened(city)).lead == w.LAMPS

    def breaks(*_: object) -> Any:
        raise RuntimeError("out of its depth")

    monkeypatch.setattr(dispatching.Ranker, "rank", breaks)
    case = await opened(city, contactable=False)
    assert case.stage == "dispatch"
    assert (await w.do(city, w.DISPATCHER, case.number, "dispatch", unit=w.CLEAN)).lead == w.CLEAN


async def test_too_many_errors_and_it_only_suggests(city: Database) -> None:
    version = await placed(city, w.LAMPS)
    numbers = [(await opened(city, contactable=False)).number for _ in range(12)]
    for number in numbers[:4]:
        await w.do(
            city, w.actor("handler", w.LAMPS), number, "send_back", reason="非本单位职责", basis="三定"
        )
        await w.do(city, w.DISPATCHER, number, "judge_return", accepted=True, liable="dispatcher")
    await cases.watch_dispatch(city)
    assert (await opened(city)).lead == w.LAMPS, "the newest are not old enough to count"
    city.time.advance(timedelta(days=4))  # type: ignore[attr-defined]
    await cases.watch_dispatch(city)
    await cases.watch_dispatch(city)
    async with city.reading(w.actor("supervisor")) as work:
        page = await algorithms.detail(work.tx, version.id)
        notices, _ = await notify.inbox(work)
        now = work.now + timedelta(seconds=1)
        found = await cases.dispatch_quality(work, now - timedelta(days=30), now)
    assert page["card"]["settings"] == {"limit": 0.02, "suggest_only": 1.0}
    assert [s["action"] for s in page["steps"]].count("tune") == 1
    assert sum(d["acted"] for d in page["days"]) == 13
    assert [n.kind for n in notices].count("cases.dispatch_fallback") == 1
    assert (found["model"]["sent"], found["model"]["wrong"], found["model"]["only_suggests"]) == (13, 4, True)
    assert (await opened(city)).stage == "dispatch"
    async with city.work(SYSTEM) as work:
        await algorithms.tune(work, version.id, {"suggest_only": 0})
    assert (await opened(city)).lead == w.LAMPS


async def test_learning_needs_cases_and_says_so(city: Database) -> None:
    with pytest.raises(TooFewExamplesError):
        await cases.learn_dispatch(city)


async def test_rights_of_the_quality(city: Database, tmp_path: Any) -> None:
    async with client(city, tmp_path) as asking:
        await asking.act_as("handler")
        assert (await asking.get("/api/v1/dispatch/quality")).status_code == 403
        await asking.act_as("dispatcher")
        assert (await asking.get("/api/v1/dispatch/quality")).json()["whole"]["n"] == 0
        naive = await asking.get("/api/v1/dispatch/quality", params={"from": "2026-01-01T00:00:00"})
        assert naive.json()["error"]["code"] == "invalid_input"
        await asking.act_as("dispatcher", area=w.DISTRICT)
        assert (await asking.get("/api/v1/dispatch/quality", params={"area": w.CITY})).status_code == 200


async def closed(city: Database, unit: str) -> cases.CaseState:
    """A case that a person gave to a unit, and that went to its end."""
    number = (await opened(city, contactable=False)).number
    if (await rebuilt(city, number)).stage == "dispatch":
        await w.do(city, w.DISPATCHER, number, "dispatch", unit=unit)
    handler = w.actor("handler", unit)
    await w.do(city, handler, number, "sign")
    await w.do(city, handler, number, "feedback", result="已处理", public_reply="已处理")
    await w.do(city, w.VERIFIER, number, "verify_pass", comment="属实")
    return await w.do(city, w.DISPATCHER, number, "close")


async def rebuilt(city: Database, number: str) -> cases.CaseState:
    async with city.reading(SYSTEM) as work:
        case = await work.tx.fetchval("SELECT id FROM cases_case WHERE number = $1", number)
        return await cases.rebuild(work.tx, case)


_CLONE = """
WITH made AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, $2) AS n),
words AS (INSERT INTO cases_search (case_id, opened_at, words)
    SELECT made.id, s.opened_at, s.words FROM made, cases_search s WHERE s.case_id = $1)
INSERT INTO cases_case SELECT (jsonb_populate_record(c, jsonb_build_object('id', made.id, 'number', 'n' || made.n,
    'closed_at', c.closed_at - made.n * interval '1 minute'))).* FROM made, cases_case c WHERE c.id = $1
"""


async def test_a_city_learns_from_its_own_cases_and_a_person_switches(city: Database) -> None:
    first = await closed(city, w.LAMPS)
    async with city.reading(SYSTEM) as work:
        [example] = await cases.dispatch_examples(work)
    told = await rebuilt(city, first.number)
    assert (example.unit, example.asked.matter, example.asked.path) == (
        told.lead,
        told.matter,
        told.place.path,
    )
    assert set(example.asked.words) == set(words_of("噪声太大"))
    assert (example.choice, example.listed) == (True, None)
    async with city.work(SYSTEM) as work:
        await work.tx.execute(_CLONE, first.id, 2_500)
    made = await cases.learn_dispatch(city)
    assert (made["stage"], made["number"]) == ("shadow", 1)
    assert made["card"]["metrics"]["first_right"] == 1.0
    assert made["card"]["against"] == {}
    assert (await opened(city)).stage == "dispatch", "what only listens changes nothing"
    async with city.work(SYSTEM) as work:
        await algorithms.promote(work, UUID(made["id"]), "publish")
    assert (await opened(city, contactable=False)).lead == w.LAMPS
    again = await cases.learn_dispatch(city)
    assert again["card"]["against"]["version"] == 1
    assert again["card"]["against"]["cases"] == again["card"]["metrics"]["cases"]
