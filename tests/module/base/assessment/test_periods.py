"""Frozen periods: sealed, opened again only by another, and recomputable from the journals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.module.base.assessment.conftest import handled
from tests.support import world as w
from tests.support.matters import CLEAN
from tests.support.web import application, client

from yiwang.base.assessment import api, http
from yiwang.base.assessment.errors import PeriodFrozenError, PeriodRunningError
from yiwang.base.indicators import api as indicators
from yiwang.kernel.actor import SYSTEM

FIRST, SECOND = w.actor("assessor", name="first"), w.actor("leader", name="second")


def period_of(city):
    """The day on which everything happened."""
    return f"{city.database.time.now() + timedelta(hours=8):%Y-%m-%d}"


async def frozen(city, period, who=FIRST):
    await indicators.catch_up(city.database)
    async with city.database.work(who) as work:
        return await api.freeze(work, "small", period)


async def checked(city, edition):
    async with city.database.reading(SYSTEM) as work:
        return await api.check(work, edition.id)


async def test_a_frozen_result_stands_while_the_cases_go_on_and_follows_from_their_journals(city):
    day = period_of(city)
    again = await handled(city.database, redone=True, satisfaction=3)
    await handled(city.database)
    await handled(city.database, unit=w.WATER)
    with pytest.raises(PeriodRunningError):
        await frozen(city, day)
    city.database.time.advance(timedelta(days=1))
    await city.rows(period=day)
    await city.roll()
    edition = await frozen(city, day)
    assert (edition.number, edition.cases, edition.version) == (1, 3, 1)
    with pytest.raises(PeriodFrozenError):
        await frozen(city, day)
    before = await city.result(period=day)
    await w.do(city.database, w.LEADER, again, "exclude", reason="不可抗力")
    assert (await city.rows(period=day, live=True))[CLEAN]["score"] == 100
    after = await city.result(period=day)
    assert after == before
    assert {row["key"]: row["score"] for row in after["objects"]} == {w.WATER: 100, CLEAN: 50}
    assert after["frozen"]["number"] == 1
    found = await checked(city, edition)
    assert found["ok"], found["differs"]
    assert (found["cases"], found["objects"]) == (3, 2)


@pytest.mark.parametrize(
    ("tampering", "differs"),
    [
        ("UPDATE assessment_edition SET payload = replace(payload, '\"50.00\"', '\"60.00\"')", {"sealed", "scores"}),
        ("UPDATE assessment_edition SET payload = replace(payload, '\"numerator\":1.0', '\"numerator\":2.0')",
         {"sealed", "journal"}),
        ("DELETE FROM assessment_basis", {"basis", "journal"}),
        ("UPDATE assessment_basis SET version = version - 3", {"basis", "journal"}),
    ],
)  # fmt: skip
async def test_what_was_tampered_with_is_named(city, tampering, differs):
    day = period_of(city)
    await handled(city.database, redone=True, satisfaction=3)
    await handled(city.database)
    city.database.time.advance(timedelta(days=1))
    edition = await frozen(city, day)
    assert (await checked(city, edition))["ok"]
    async with city.database.work(SYSTEM) as work:
        assert await work.tx.execute(tampering) > 0
    found = await checked(city, edition)
    assert {name for name, wrong in found["differs"].items() if wrong} == differs


async def test_a_period_is_opened_again_by_another_than_asked_for_it(city):
    day = period_of(city)
    again = await handled(city.database, redone=True, satisfaction=3)
    await handled(city.database)
    city.database.time.advance(timedelta(days=1))
    app = application(city.database, [http.router])
    base = "/api/v1/assessment/editions"
    async with client(app, "assessor~li") as li, client(app, "leader~wang") as wang:
        made = (await li.post(base, json={"scheme": "small", "period": day})).json()
        place = f"{base}/{made['id']}"
        yes, no = {"accepted": True}, {"accepted": False, "remark": "没有理由"}
        assert (await wang.post(f"{place}/decide", json=yes)).json()["error"]["code"] == "assessment_state"
        await li.post(f"{place}/reopen", json={"reason": "数据有误"})
        assert (await li.post(f"{place}/decide", json=yes)).json()["error"]["code"] == "assessment_own"
        assert (await wang.post(f"{place}/decide", json=no)).json()["state"] == "frozen"
        await li.post(f"{place}/reopen", json={"reason": "数据确有误"})
        assert (await wang.post(f"{place}/decide", json=yes)).json()["state"] == "reopened"
        await w.do(city.database, w.ASSESSOR, again, "exclude", reason="系统差错")
        assert (await city.rows(period=day))[CLEAN]["score"] == 100
        second = (await li.post(base, json={"scheme": "small", "period": day})).json()
        assert (second["number"], second["result"] == made["result"]) == (2, False)
        listed = (await li.get(f"{base}?scheme=small")).json()["items"]
        assert [(one["number"], one["state"]) for one in listed] == [(2, "frozen"), (1, "reopened")]
        assert (await wang.get(f"{base}/{second['id']}/check")).json()["ok"]
        assert (await wang.get(f"{place}/check")).json()["ok"], "an old edition can still be proved"
        again_asked = await li.post(f"{place}/reopen", json={"reason": "再开"})
        assert again_asked.json()["error"]["code"] == "assessment_state"
