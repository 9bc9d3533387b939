"""A tiny city with a tiny catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.matters import api
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM

CITY, DISTRICT, OTHER = "999900", "999901", "999902"
CLEAN, LAMPS = "U-CLEAN", "U-LAMPS"


def matter(code: str, name: str, **more: Any) -> api.MatterData:
    """A leaf of the class its first two digits name."""
    return api.MatterData.model_validate(
        {"kind": "matter", "code": code, "name": name, "parent": code[:2]} | more
    )


def responsibility(
    code: str = "06010", area: str = CITY, unit: str = CLEAN, **more: Any
) -> api.ResponsibilityData:
    """An entry in force from the first of January 2026."""
    return api.ResponsibilityData.model_validate(
        {"matter": f"matter:{code}", "area": area, "lead_unit": unit, "valid_from": date(2026, 1, 1)} | more
    )


async def small_city(database: Database) -> None:
    """Store a city of two districts, two units and four matters."""
    async with database.work(SYSTEM) as work:
        await found_city(work)
        await api.save_matters(
            work,
            [
                api.MatterData(kind="matter", code="01", name="市政公用设施类", leaf=False),
                api.MatterData(kind="matter", code="06", name="市容环境类", leaf=False),
                matter("01037", "路灯异常"),
                matter("06010", "暴露垃圾", synonyms=["垃圾没人清理"]),
                matter("06028", "噪声扰民"),
            ],
        )


async def found_city(work: Work) -> None:
    """Store the areas and units."""
    await geography.save_areas(
        work,
        [
            geography.AreaDraft(code=CITY, name="云津市"),
            geography.AreaDraft(code=DISTRICT, name="一区"),
            geography.AreaDraft(code=OTHER, name="二区"),
        ],
    )
    await identity.save_units(
        work, [identity.UnitDraft(code=CLEAN, name="环卫"), identity.UnitDraft(code=LAMPS, name="路灯")]
    )
