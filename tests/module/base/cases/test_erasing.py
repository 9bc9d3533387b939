"""Erasing a person takes the words and the salts and leaves the ledger whole."""

import pytest
from tests.support import http, world
from tests.support.delivery import prepare_all

from yiwang.base.audit import api as audit
from yiwang.base.cases import api
from yiwang.base.cases.messages import ReporterErased
from yiwang.base.cases.model.filters import CaseFilter
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.cases.usecases.erase import REDACTED
from yiwang.infra import signing
from yiwang.kernel.actor import SYSTEM, Actor


@pytest.fixture
async def city(database):
    await world.world(database)
    return database


async def handed_in(client) -> str:
    await client.act_as("agent")
    answer = await client.post(
        "/api/v1/reports",
        json={
            "source": "hotline",
            "text": "王某家门口路灯不亮",
            "reporter": {"name": "王某", "phone": "13800001234"},
        },
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def test_only_security_may_erase_and_every_proof_stays_valid(city, tmp_path):
    async with http.client(city, tmp_path) as client:
        report = await handed_in(client)
        body = {"basis": "个人信息保护法第四十七条"}
        refused = await client.post(f"/api/v1/reports/{report}/erasure", json=body)
        assert refused.status_code == 403
        await client.act_as("security")
        assert (await client.post(f"/api/v1/reports/{report}/erasure", json=body)).status_code == 200
    async with city.reading(SYSTEM) as work:
        left = await work.tx.fetch(
            "SELECT r.text, r.salt, p.name, p.phone, p.salt AS s FROM cases_report r "
            "JOIN cases_reporter p ON p.report_id = r.id"
        )
        entries = await work.tx.fetch("SELECT data::text AS data FROM audit_journal")
    await audit.seal(city, signing.keys())
    async with city.reading(SYSTEM) as work:
        verdict = await audit.verify(work.tx, signing.keys())
    assert verdict.ok, verdict.problems
    assert "王某" not in str([tuple(row) for row in left])
    assert left[0]["s"] is None
    assert "王某" not in str([row["data"] for row in entries])


LONG = "我是阳光花园三栋的住户，门口的路灯连续好几天晚上都不亮，老人孩子出门看不见路，摔了两次，请派人来修"
AGAIN = "门口的路灯连续好几天晚上都不亮，老人孩子出门看不见路，请派人来修，物业也说不归他们管，要等到何时"
_CASE = "SELECT c.title, s.words::text AS words FROM cases_case c JOIN cases_search s ON s.case_id = c.id"


async def told(city, *texts):
    """Return the ids of reports of one caller at one place."""
    async with city.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('cases.prepare', 0)")
    lon, lat = world.HERE
    who = ReporterInput(phone="13812345678")
    for text in texts:
        one = ReportInput(source="hotline", text=text, lon=lon, lat=lat, matter="01037", reporter=who)
        await api.intake(city).receive(one, SYSTEM)
        await prepare_all(city)
    return [row["id"] for row in await rows(city, "SELECT id FROM cases_report ORDER BY received_at, id")]


async def rows(city, sql):
    async with city.reading(SYSTEM) as work:
        return await work.tx.fetch(sql)


async def erase(city, report, **more):
    async with city.work(Actor(name="s", roles=frozenset({"security"}))) as work:
        await api.erase_report(work, report, basis="法", **more)


async def test_what_was_made_of_the_words_of_a_report_goes_with_them(city, tmp_path):
    signing.use_keys(tmp_path / "keys")
    first, second = await told(city, LONG, AGAIN)
    (before,) = await rows(city, "SELECT title, reports FROM cases_case")
    assert (before["title"], before["reports"]) == (LONG, 2)
    assert await rows(city, "SELECT 1 FROM cases_band")
    await erase(city, first)
    (case,) = await rows(city, _CASE)
    assert case["title"] == AGAIN
    assert "'阳光'" not in case["words"]
    assert "'物业'" in case["words"]
    assert "'m:" in case["words"]
    assert (
        await rows(city, "SELECT 1 FROM cases_sketch") == await rows(city, "SELECT 1 FROM cases_band") == []
    )
    hints = await rows(city, "SELECT report_id, reading, matters, urgent_words, notes FROM cases_hint")
    assert [[*hint.values()][1:] for hint in hints if hint["report_id"] == first] == [[None, [], [], []]]
    async with city.work(SYSTEM) as work:
        drawn = await api.told(work, CaseFilter(), 10)
    assert [row["report"] for row in drawn] == [second]
    await erase(city, second)
    (case,) = await rows(city, _CASE)
    assert case["title"] == REDACTED
    assert "'路灯'" not in case["words"]


async def test_a_later_report_takes_nothing_of_the_first_with_it(city, tmp_path):
    signing.use_keys(tmp_path / "keys")
    _, second = await told(city, LONG, AGAIN)
    await erase(city, second)
    (case,) = await rows(city, _CASE)
    assert case["title"] == LONG
    assert "'阳光'" in case["words"]


async def test_who_sent_it_is_let_go_of_though_the_words_stay(city, tmp_path):
    signing.use_keys(tmp_path / "keys")
    (report,) = await told(city, LONG)
    await erase(city, report, words=False)
    (case,) = await rows(city, "SELECT number, title FROM cases_case")
    assert case["title"] == LONG
    (message,) = await rows(city, f"SELECT payload FROM infra_outbox WHERE kind = '{ReporterErased.kind}'")
    assert message["payload"]["number"] == case["number"]
