"""Comparisons, trends and glances of cases that were worked."""

from __future__ import annotations

from datetime import timedelta

from tests.support import world as w
from tests.support.web import application, client

from yiwang.base.indicators import api, http


async def test_a_month_that_runs_is_compared_day_for_day(city):
    now = city.database.time.now()
    for _ in range(3):
        await w.opened(city.database)
    city.database.time.advance(timedelta(days=32))
    await w.opened(city.database)
    city.database.time.advance(timedelta(days=1))
    await city.keep()
    later = now + timedelta(days=33)
    async with city.database.reading(w.actor("leader")) as work:
        asked = api.Asked(
            code="reported_cases", period=f"{later - timedelta(days=2):%Y-%m-%d}..{later:%Y-%m-%d}"
        )
        found = await api.beside(work, asked)
        month = f"{later:%Y-%m}"
        trend = await api.trend(work, api.Asked(code="reported_cases", period=month))
    assert found["value"]["value"] == found["measured"]["value"] == 1
    assert found["measured"]["days"].days == found["previous"]["days"].days == 2, "today is not over"
    assert found["previous"]["value"] == 0
    assert found["previous"]["change"]["absolute"] == 1
    assert found["year_ago"]["reason"]["code"] == "no_data"
    assert found["year_ago"]["change"] is None
    points = {point["period"]: point for point in trend["points"]}
    assert points[month]["running"]
    assert points[f"{now:%Y-%m}"]["value"] == 3
    assert sum(point["value"] or 0 for point in trend["points"]) == 4


async def test_a_glance_gives_values_and_trends_to_those_who_steer(city):
    await w.opened(city.database)
    await city.keep()
    path = "/api/v1/indicators/glance?codes=reported_cases,closing_rate,closed_cases_year&period=2026"
    async with client(application(city.database, [http.router]), "leader") as web:
        found = (await web.get(path)).json()["items"]
        assert [one["code"] for one in found] == ["reported_cases", "closing_rate", "closed_cases_year"]
        assert (found[0]["value"], found[1]["light"]) == (1, "red")
        assert found[0]["trend"]["points"][-1]["running"] in {True, False}
        for name in ("beside", "trend"):
            assert (
                await web.get(f"/api/v1/indicators/reported_cases/{name}?period=2026-03")
            ).status_code == 200
        assert (await web.get(path.replace("closing_rate", "nobody"))).status_code == 404
    async with client(application(city.database, [http.router]), "agent") as web:
        assert (await web.get(path)).status_code == 403


async def test_parts_of_a_change_add_up_and_what_cannot_be_divided_is_named(city):
    now = city.database.time.now()
    await w.opened(city.database)
    city.database.time.advance(timedelta(days=40))
    for matter in ("matter:01037", "matter:01037", None):
        await w.opened(city.database, **({} if matter is None else {"matter": matter}))
    city.database.time.advance(timedelta(days=40))
    await city.keep()
    months = [f"{now + timedelta(days=days):%Y-%m}" for days in (0, 40)]
    path = f"waterfall?period={months[1]}&against={months[0]}"
    async with client(application(city.database, [http.router]), "leader") as web:

        async def asked(rest):
            return await web.get(f"/api/v1/indicators/{rest}")

        for by in ("area", "matter", "unit", "channel"):
            found = (await asked(f"reported_cases/{path}&by={by}")).json()
            assert found["change"] == 2 == sum(part["total"] for part in found["parts"]), by
        rates = (await asked(f"response_rate/{path}&by=matter")).json()
        assert rates["change"] == sum(part["rate"] + part["mix"] for part in rates["parts"]) == 0
        for code in ("overdue_rate", "handle_hours_p90"):
            refused = (await asked(f"{code}/{path}")).json()
            assert refused["error"]["code"] == "indicator_not_decomposable"
        factors = (await asked(f"reported_cases/factors?period={months[1]}&grain=day")).json()
        assert factors["looked"] > 0
        assert not any(factor["sure"] for factor in factors["factors"] if factor["points"] < 20)
        assert (await asked("reported_cases/factors?period=2026&grain=hour")).status_code == 422
