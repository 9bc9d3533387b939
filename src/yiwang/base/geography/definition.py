"""The pack section ``geography``: the city and its areas, as an overlay brings them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^\d{6,15}$")]
Name = Annotated[str, Field(min_length=1, max_length=100)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CityData(_Model):
    """The city that an installation serves."""

    code: Annotated[str, Field(pattern=r"^\d{6}$")]
    name: Name
    name_en: Name
    timezone: Annotated[str, Field(min_length=1, max_length=60)] = "Asia/Shanghai"
    crs: Annotated[str, Field(min_length=1, max_length=20)] = "wgs84"
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None


class AreaData(_Model):
    """An area without a polygon, or the properties of one in a GeoJSON file."""

    code: Code
    name: Name
    level: Literal["city", "district", "street", "community", "grid"] | None = None
    parent: Code | None = None
    grade: Literal["A", "B", "C"] | None = None


class FeatureData(_Model):
    """An area with its polygon (degrees, WGS-84)."""

    type: Literal["Feature"]
    properties: AreaData
    geometry: dict[str, Any]


class GeographySection(_Model):
    """The section ``geography``: a YAML file with city and areas, or a GeoJSON file of areas."""

    type: Literal["FeatureCollection"] | None = None
    city: CityData | None = None
    areas: tuple[AreaData, ...] = ()
    features: tuple[FeatureData, ...] = ()
