"""A small made-up city: areas with squares for polygons, units, posts, persons."""

from __future__ import annotations

import shapely

from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.infra.database import Work

CITY, DISTRICT, STREET = "990100", "990102", "990102001"
COMMUNITY, GRID, OTHER_GRID = "990102001001", "990102001001001", "990102001001002"
INSIDE = (113.0005, 28.0005)


def square(west: float, south: float, size: float) -> bytes:
    """A square in degrees as WKB."""
    return geography.to_wkb(shapely.box(west, south, west + size, south + size))


def area_drafts() -> list[geography.AreaDraft]:
    """Six areas of five levels; two grids that cover half of their community."""
    draft = geography.AreaDraft
    return [
        draft(code=CITY, name="云山市", polygon=square(113, 28, 0.1)),
        draft(code=DISTRICT, name="东区", polygon=square(113, 28, 0.05)),
        draft(code=STREET, name="桥头街道", grade="A", polygon=square(113, 28, 0.02)),
        draft(code=COMMUNITY, name="河边社区", polygon=square(113, 28, 0.01)),
        draft(code=GRID, name="第一网格", polygon=square(113, 28, 0.005)),
        draft(code=OTHER_GRID, name="第二网格", polygon=square(113.005, 28, 0.005)),
    ]


async def build(work: Work) -> None:
    """Store areas, units, posts and persons."""
    profile = geography.City(code=CITY, name="云山市", name_en="Cloud Hill")
    await geography.save_city(work, profile)
    await geography.save_areas(work, area_drafts())
    await identity.save_units(
        work,
        [
            identity.UnitDraft(code="C1", name="市城运中心", kind="centre", area=CITY),
            identity.UnitDraft(code="C2", name="东区城运中心", kind="centre", parent="C1", area=DISTRICT),
            identity.UnitDraft(code="C3", name="桥头街道城运中心", kind="centre", parent="C2", area=STREET),
            identity.UnitDraft(code="D1", name="城管局", parent="C1"),
        ],
    )
    await identity.save_posts(
        work,
        [
            identity.PostDraft(
                code="C1-01", name="值班长", unit="C1", duty="统筹当班", roles=("dispatcher",)
            ),
            identity.PostDraft(code="D1-01", name="处置员", unit="D1", duty="到场处置", roles=("handler",)),
        ],
    )
    await identity.save_persons(
        work,
        [
            identity.PersonDraft(
                code="P001",
                name="欧阳小明",
                unit="C1",
                posts=("C1-01", "D1-01"),
                phone="13800001234",
                email="ming@city.test",
            ),
            identity.PersonDraft(code="P002", name="李𠮷", unit="D1", posts=("D1-01",)),
        ],
    )
