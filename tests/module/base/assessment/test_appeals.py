"""Appeals: filed by whom the score concerns, decided by another, and told with what they changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.module.base.assessment.conftest import handled
from tests.module.base.assessment.test_periods import frozen, period_of
from tests.support import world as w
from tests.support.matters import CLEAN
from tests.support.web import application, client

from yiwang.base.assessment import http
from yiwang.base.assessment.errors import OpenAppealsError
from yiwang.base.cases.http import router as case_routes

BASE = "/api/v1/assessment/appeals"


@pytest.fixture
async def bad(city):
    """A case that went badly beside one that went well; its number."""
    found = await handled(city.database, redone=True, satisfaction=3)
    await handled(city.database)
    await city.rows()
    return found


def asked(city, *numbers, **more):
    body = {
        "scheme": "small", "period": period_of(city), "object": CLEAN, "cases": numbers,
        "grounds": "unreasonable", "reason": "诉求不合理", "evidence": "现场照片见案件附件",
    }  # fmt: skip
    return body | more


def calling(city, who):
    return client(application(city.database, [http.router, case_routes]), who)


async def test_an_upheld_appeal_leaves_its_case_out_and_says_what_that_changed(city, bad):
    async with calling(city, f"handler@{CLEAN}~li") as li, calling(city, "assessor~wang") as wang:
        made = (await li.post(BASE, json=asked(city, bad))).json()
        assert (made["state"], made["own"], made["name"]) == ("filed", True, "环卫所")
        refused = await li.post(BASE, json=asked(city, bad))
        assert refused.json()["error"]["code"] == "assessment_appeal"
        day = made["period"]
        city.database.time.advance(timedelta(days=1))
        with pytest.raises(OpenAppealsError):
            await frozen(city, day)
        empty = await wang.post(f"{BASE}/{made['id']}/decide", json={"accepted": True})
        assert empty.json()["error"]["code"] == "invalid_input"
        done = await wang.post(f"{BASE}/{made['id']}/decide", json={"accepted": True, "remark": "情况属实"})
        told = done.json()
        assert (told["state"], told["before"]["score"], told["after"]["score"]) == (
            "accepted", "50.00", "100.00",
        )  # fmt: skip
        journal = (await wang.get(f"/api/v1/cases/{bad}")).json()
        assert journal["excluded"] is True
        assert (await city.rows(period=day))[CLEAN]["score"] == 100
        over = await wang.post(f"{BASE}/{made['id']}/decide", json={"accepted": False, "remark": "再看"})
        assert over.json()["error"]["code"] == "assessment_state"
    edition = await frozen(city, day)
    assert edition.cases == 1, "what is left out is no part of the result"


async def test_nobody_decides_for_the_own_unit_and_strangers_read_no_words(city, bad):
    both = f"assessor@{CLEAN}"
    async with calling(city, f"{both}~li") as li, calling(city, f"{both}~zhao") as zhao:
        made = (await li.post(BASE, json=asked(city, bad))).json()
        for web in (li, zhao):
            answer = await web.post(f"{BASE}/{made['id']}/decide", json={"accepted": True, "remark": "可"})
            assert answer.json()["error"]["code"] == "assessment_own"
        answer = await zhao.post(f"{BASE}/{made['id']}/withdraw")
        assert answer.json()["error"]["code"] == "assessment_own"
    async with calling(city, f"handler@{w.WATER}") as water:
        shown = (await water.get(BASE)).json()["items"][0]
        assert (shown["cases"], shown["reason"], shown["evidence"]) == ([bad], None, None)
        answer = await water.post(BASE, json=asked(city, bad))
        assert answer.json()["error"]["code"] == "assessment_object_not_found"
    async with calling(city, f"{both}~li") as li:
        assert (await li.post(f"{BASE}/{made['id']}/withdraw")).json()["state"] == "withdrawn"


async def test_only_what_counts_can_be_contested_and_only_in_time(city, bad):
    other = (await w.opened(city.database)).number
    day = period_of(city)
    async with calling(city, f"handler@{CLEAN}") as web:
        for numbers in ((other,), ("nobody",)):
            answer = await web.post(BASE, json=asked(city, *numbers))
            assert answer.json()["error"]["code"] == "assessment_appeal"
        city.database.time.advance(timedelta(days=9))
        answer = await web.post(BASE, json=asked(city, bad, period=day))
        assert answer.json()["error"]["code"] == "assessment_appeal"
        await frozen(city, day)
        answer = await web.post(BASE, json=asked(city, bad, period=day))
        assert answer.json()["error"]["code"] == "assessment_frozen"
