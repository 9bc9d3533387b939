"""A world in which cases can live: city with squares for grids, units, matters, duties, calendar, flow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
import yaml
from tests.support.kept import kept
from tests.support.matters import CITY, CLEAN, DISTRICT, LAMPS, matter, responsibility

from yiwang.base.cases import api as cases
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.matters import api as matters
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM, Actor

FLOW_FILE = Path(__file__).parents[2] / "packs/grid/flows/standard.yaml"
STREET, COMMUNITY, GRID = "999901001", "999901001001", "999901001001001"
WATER = "U-WATER"

HERE = (120.005, 30.005)
NOWHERE = (10.0, 10.0)

CALENDAR = {
    "code": "standard",
    "title": {"zh": "标准", "en": "Standard"},
    "timezone": "Asia/Shanghai",
    "weekly": {day: ["09:00-12:00", "13:00-17:00"] for day in range(5)},
    "holidays": {"2026-10-01": "国庆节"},
    "makeup": {"2026-10-10": []},
}


def flow_data() -> dict[str, Any]:
    """The shipped standard flow as data."""
    return yaml.safe_load(FLOW_FILE.read_text(encoding="utf-8"))


def actor(role: str, unit: str | None = None, name: str | None = None, area: str | None = None) -> Actor:
    """A caller with one role."""
    return Actor(name=name or f"{role}-{unit or ''}", roles=frozenset({role}), unit=unit, area=area)


AGENT, DISPATCHER, VERIFIER = actor("agent"), actor("dispatcher"), actor("verifier")
SUPERVISOR, LEADER, ASSESSOR = actor("supervisor"), actor("leader"), actor("assessor")
HANDLER, LAMP_HANDLER = actor("handler", CLEAN), actor("handler", LAMPS)


def square(lon: float, lat: float, size: float) -> bytes:
    """A square polygon as WKB, its corner at south-west."""
    return shapely.to_wkb(shapely.box(lon, lat, lon + size, lat + size))


async def build(work: Work) -> None:
    """Store the world in the present transaction."""
    await geography.save_city(work, geography.City(code=CITY, name="云津市", name_en="Yunjin"))
    await geography.save_areas(
        work,
        [
            geography.AreaDraft(code=CITY, name="云津市", polygon=square(120.0, 30.0, 0.2)),
            geography.AreaDraft(code=DISTRICT, name="一区", polygon=square(120.0, 30.0, 0.1)),
            geography.AreaDraft(code=STREET, name="一街道", polygon=square(120.0, 30.0, 0.05)),
            geography.AreaDraft(code=COMMUNITY, name="一社区", polygon=square(120.0, 30.0, 0.02)),
            geography.AreaDraft(code=GRID, name="一网格", polygon=square(120.0, 30.0, 0.01), grade="A"),
        ],
    )
    await identity.save_units(
        work,
        [
            identity.UnitDraft(code=CLEAN, name="环卫所"),
            identity.UnitDraft(code=LAMPS, name="路灯所"),
            identity.UnitDraft(code=WATER, name="水务所"),
        ],
    )
    await matters.save_matters(
        work,
        [
            matters.MatterData(kind="matter", code="01", name="市政公用设施类", leaf=False),
            matters.MatterData(kind="matter", code="06", name="市容环境类", leaf=False),
            matter("01037", "路灯异常", evidence_required=True),
            matter("06010", "暴露垃圾"),
            matter("06028", "噪声扰民"),
        ],
    )
    await matters.apply_responsibilities(
        work,
        matters.ResponsibilitiesSection.model_validate(
            {
                "change_basis": "三定方案",
                "entries": [
                    responsibility(limits={"handle": {"A": {"amount": 4, "unit": "work_hour"}}}),
                    responsibility("01037", unit=LAMPS, assist_units=[CLEAN]),
                ],
            }
        ),
        "test",
        "1",
    )
    await workflow.save_calendar(work, workflow.CalendarData.model_validate(CALENDAR))
    await workflow.publish(work, workflow.FlowDefinition.model_validate(flow_data()))


async def world(database: Database) -> None:
    """Store the world."""

    async def make() -> None:
        async with database.work(SYSTEM) as work:
            await build(work)

    await kept(database, "world", make)


def draft(database: Database, **more: Any) -> cases.CaseDraft:
    """A case of exposed rubbish in the known grid."""
    values: dict[str, Any] = {
        "source": "hotline",
        "channel": "hotline",
        "title": "暴露垃圾",
        "words": cases.words_of("人民路12号暴露垃圾"),
        "place": cases.Place(
            lon=HERE[0],
            lat=HERE[1],
            address="人民路12号",
            path=(CITY, DISTRICT, STREET, COMMUNITY, GRID),
            grade="A",
        ),
        "opened_at": database.time.now(),
        "number_area": DISTRICT,
        "number_source": "01",
        "matter": "matter:06010",
        "contactable": True,
    }
    return cases.CaseDraft(**(values | more))


async def opened(database: Database, **more: Any) -> cases.CaseState:
    """Open one case and return it."""
    async with database.work(SYSTEM) as work:
        return (await cases.open_cases(work, [draft(database, **more)]))[0]


async def do(database: Database, who: Actor, number: str, action: str, **body: Any) -> cases.CaseState:
    """Do one action in a transaction of its own."""
    async with database.work(who) as work:
        return await cases.act(work, number, action, body)
