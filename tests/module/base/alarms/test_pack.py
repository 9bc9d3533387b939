"""Rules that packs bring."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.support.watch import level_rule

from yiwang.base.alarms import api as alarms
from yiwang.base.alarms.definition import AlarmsSection
from yiwang.base.alarms.usecases import rules as rule_cases
from yiwang.kernel.actor import SYSTEM

ROOT = Path(__file__).parents[4]
SHIPPED = sorted(ROOT.glob("packs/*/alarms/*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_every_shipped_rule_can_be_computed(path):
    data = AlarmsSection.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert data.rules
    for raw in data.rules:
        planned = alarms.plan(alarms.read_rule(raw))
        assert planned.leaves


async def bring(station, *rules):
    async with station.database.work(SYSTEM) as work:
        await alarms.apply_section(work, AlarmsSection(rules=rules), "trial")


async def test_a_rule_of_a_pack_runs_as_soon_as_a_product_has_its_property(station):
    await bring(
        station,
        level_rule(subject={}),
        level_rule("later", when={"threshold": {"property": "salt", "value": 1}}),
    )
    await station.say(("L1", 3.5))
    assert [a.rule for a in await station.alarms()] == ["high-water"], "the other one waits for its product"


async def test_what_somebody_switched_off_stays_off_with_the_next_version(station):
    await bring(station, level_rule())
    async with station.database.work(SYSTEM) as work:
        await rule_cases.switch(work, "high-water", None)
    await bring(station, level_rule(limits={"storm": 5}))
    async with station.database.reading(SYSTEM) as work:
        row = await alarms.rule(work, "high-water")
    assert (row["version"], row["running"], row["pack"]) == (2, None, "trial")
