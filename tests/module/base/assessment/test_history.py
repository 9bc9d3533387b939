"""History brought in from a file is assessed too: what it does not tell is null with its reason, never 0."""

from __future__ import annotations

from itertools import islice

from tests.module.base.indicators.test_history import bring, bulletin

from yiwang.base.assessment import api
from yiwang.kernel.actor import SYSTEM


async def test_units_of_history_are_ranked_frozen_and_checked(city, tmp_path):
    await bring(city.database, tmp_path, islice(bulletin(), 700, 780))
    (row,) = (await city.result("department", "2016-12"))["objects"]
    parts = {part["code"]: part for part in row["parts"]}
    assert (row["rank"], row["name"]) == (1, "甲所")
    assert (parts["on_time"]["numerator"], parts["on_time"]["denominator"]) == (37, 80)
    assert parts["closing"]["value"] == 1
    assert (parts["satisfaction"]["points"], parts["satisfaction"]["gives"]) == (None, 0)
    assert sum(part["share"] for part in row["parts"]) == 1
    (rates,) = (await city.result("three_rates", "2016-12"))["objects"]
    assert (rates["score"], rates["rank"], rates["reason"]["code"]) == (None, None, "part_absent")
    assert rates["parts"][0]["reason"]["code"] == "missing"
    assert (await city.result("department", "2015"))["objects"] == []
    async with city.database.work(SYSTEM) as work:
        edition = await api.freeze(work, "department", "2016-12")
    async with city.database.reading(SYSTEM) as work:
        found = await api.check(work, edition.id)
    assert found["ok"], found["differs"]
    assert found["cases"] == 80
