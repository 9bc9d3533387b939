"""The routes: who may ask, what is answered, and that every number opens its cases."""

from __future__ import annotations

import pytest
from tests.support import world as w
from tests.support.web import application, client

from yiwang.base.cases.http import router as case_routes
from yiwang.base.indicators import http


def asking(city, who):
    return client(application(city.database, [http.router, case_routes]), who)


async def test_a_number_opens_its_cases_and_its_parts(city):
    numbers = {(await w.opened(city.database)).number for _ in range(3)}
    await city.keep()
    async with asking(city, "leader") as web:
        base = "/api/v1/indicators/reported_cases"
        found = (await web.get(f"{base}/value?period=2026")).json()
        assert (found["value"], found["version"], found["denominator"]) == (3, 1, None)
        behind = (await web.get(f"{base}/cases?period=2026&limit=2")).json()
        rest = (await web.get(f"{base}/cases?period=2026&after={behind['next']}")).json()
        assert {*behind["numbers"], *rest["numbers"]} == numbers
        listed = (await web.get(f"/api/v1/cases?number={','.join(numbers)}")).json()
        assert {item["number"] for item in listed["items"]} == numbers
        parts = (await web.get(f"{base}/drill?period=2026&by=area")).json()["parts"]
        assert [(part["key"], part["value"]) for part in parts] == [(w.DISTRICT, 3)]
        listed = (await web.get("/api/v1/indicators")).json()["items"]
        one = (await web.get("/api/v1/indicators/closing_rate")).json()
        assert one in listed
        assert one["versions"][0]["version"] == 1
        assert "应结案" in one["caliber_zh"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("closing_rate/value?period=soon", 422, "indicator_period"),
        ("nobody/value?period=2026", 404, "indicator_not_found"),
        ("closing_rate/value?period=2026&area=123", 404, "indicator_out_of_sight"),
        ("closing_rate/drill?period=2026&by=colour", 422, "invalid_input"),
        ("closing_rate/cases?period=2026&side=left", 422, "invalid_input"),
    ],
)
async def test_wrong_questions_are_named(city, path, status, code):
    async with asking(city, "leader") as web:
        found = await web.get(f"/api/v1/indicators/{path}")
    assert (found.status_code, found.json()["error"]["code"]) == (status, code)


async def test_figures_are_for_those_who_steer(city):
    async with asking(city, "agent") as web:
        assert (await web.get("/api/v1/indicators")).status_code == 403
