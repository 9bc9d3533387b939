"""What a city defines: added to what is shipped, in versions, and refused where it would change what was in force."""

from __future__ import annotations

import pytest
from tests.support import world as w

from yiwang.base.indicators import api
from yiwang.base.indicators.definition import IndicatorsSection
from yiwang.base.indicators.errors import DefinitionError
from yiwang.kernel.actor import SYSTEM

URGENT = {
    "measures": [
        {"code": "urgent", "zh": "紧急数", "en": "Urgent", "on": "reported", "where": "urgency >= 2"},
    ],
    "indicators": [
        {
            "code": "urgent_share", "kind": "ratio", "zh": "紧急占比", "en": "Share of urgent cases",
            "numerator": "urgent", "denominator": "reported", "unit": "ratio",
            "caliber_zh": "紧急和特急的案件数 ÷ 上报案件数。", "caliber_en": "Urgent cases ÷ cases reported.",
        },
    ],
}  # fmt: skip


async def install(database, section, pack="city"):
    async with database.work(SYSTEM) as work:
        await api.apply_section(work, IndicatorsSection.model_validate(section), pack, "1")


def changed(**more):
    return URGENT | {"indicators": [URGENT["indicators"][0] | more]}


async def test_a_new_version_stands_beside_the_old_and_no_version_changes(city):
    for urgency in (1, 2, 3):
        await w.opened(city.database, urgency=urgency)
    await install(city.database, URGENT)
    await city.keep()
    assert (await city.value("urgent_share"))["value"] == pytest.approx(2 / 3)
    with pytest.raises(DefinitionError):
        await install(city.database, changed(numerator="reported - urgent"))
    await install(city.database, changed(owner="城运中心"))
    both = URGENT["indicators"] + changed(numerator="reported - urgent", version=2)["indicators"]
    await install(city.database, URGENT | {"indicators": both})
    found = await city.value("urgent_share")
    assert (found["value"], found["version"]) == (pytest.approx(1 / 3), 2)
    assert (await city.value("urgent_share", version=1))["value"] == pytest.approx(2 / 3)
    async with city.database.reading(SYSTEM) as work:
        told = await api.definition(work.tx, "urgent_share")
    assert [one["version"] for one in told["versions"]] == [1, 2]
    assert all(one["since"] is not None for one in told["versions"])


async def test_a_new_measure_is_answered_from_facts_until_it_is_rolled_up(city):
    await w.opened(city.database, urgency=3)
    await city.keep()
    await install(city.database, URGENT)
    before = await city.value("urgent_share")
    await city.keep()
    after = await city.value("urgent_share")
    assert before["value"] == after["value"] == 1


async def test_packs_that_contradict_each_other_are_refused(city):
    await install(city.database, URGENT)
    other = {"measures": [URGENT["measures"][0] | {"where": "urgency >= 3"}]}
    with pytest.raises(DefinitionError):
        await install(city.database, other, "another")
