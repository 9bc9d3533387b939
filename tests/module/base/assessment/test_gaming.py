"""Signs found in real journals, told to those who assess and to nobody else."""

from __future__ import annotations

from tests.module.base.assessment.conftest import handled
from tests.support import world as w
from tests.support.matters import CLEAN, DISTRICT
from tests.support.web import application, client

from yiwang.base.assessment import http


async def test_journals_tell_of_splitting_redoing_and_mass_exclusion(city):
    numbers = [await handled(city.database) for _ in range(5)]
    await w.do(city.database, w.LEADER, numbers[0], "redo", reason="又堆上了")
    for number in numbers:
        await w.do(city.database, w.ASSESSOR, number, "exclude", reason="雨天")
    before = await city.rows()
    app = application(city.database, [http.router])
    async with client(app, "assessor") as web:
        told = (await web.get("/api/v1/assessment/schemes/small/signs?period=2026")).json()
        assert {(one["kind"], one["key"]): one["cases"] for one in told["items"]} == {
            ("mass_exclusion", CLEAN): sorted(numbers),
            ("close_reopen", CLEAN): numbers[:1],
            ("splitting", CLEAN): sorted(numbers[:4]),
        }
        by_area = (await web.get("/api/v1/assessment/schemes/district/signs?period=2026")).json()
        assert {one["key"] for one in by_area["items"]} <= {DISTRICT}
    assert await city.rows() == before, "a sign changes no score"
    async with client(app, f"handler@{CLEAN}") as web:
        assert (await web.get("/api/v1/assessment/schemes/small/signs?period=2026")).status_code == 403
