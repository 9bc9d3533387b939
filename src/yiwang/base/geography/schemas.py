"""Request bodies of geography."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(min_length=6, max_length=15, pattern=r"^[0-9]+$")]
LevelName = Literal["city", "district", "street", "community", "grid"]
CrsName = Literal["wgs84", "cgcs2000", "gcj02", "bd09"]
MOST_POINTS = 100_000
MOST_TEXTS = 500


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class LocateBody(_Body):
    """Points to place: ``[[lon, lat], …]``, in ``crs``."""

    points: Annotated[list[tuple[float, float]], Field(max_length=MOST_POINTS)]
    crs: CrsName = "wgs84"


class AddressesBody(_Body):
    """Texts or addresses to resolve; ``limit`` candidates of each are told."""

    texts: Annotated[list[Annotated[str, Field(max_length=4000)]], Field(min_length=1, max_length=MOST_TEXTS)]
    limit: Annotated[int, Field(ge=1, le=20)] = 5


class AreaBody(_Body):
    """An area to create or change; level and parent follow from the code if left out."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    level: LevelName | None = None
    parent: Code | None = None
    grade: Literal["A", "B", "C"] | None = None
    polygon: dict[str, Any] | None = None
    crs: CrsName = "wgs84"


class CityBody(_Body):
    """The profile of the city."""

    code: Code
    name: Annotated[str, Field(min_length=1, max_length=60)]
    name_en: Annotated[str, Field(max_length=60)] = ""
    timezone: Annotated[str, Field(max_length=60)] = "Asia/Shanghai"
    crs: CrsName = "wgs84"
    lon: float | None = None
    lat: float | None = None
