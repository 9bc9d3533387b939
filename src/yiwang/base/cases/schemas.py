"""Bodies of requests that are not reports or actions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from yiwang.base.cases.model.buffer import MOST_M, MOST_POINTS

QueryKey = Annotated[str, Field(pattern=r"^[a-z_]{1,20}$")]
ListColumn = Annotated[str, Field(pattern=r"^[a-z_]{1,20}$")]


class Unmasking(BaseModel):
    """Why somebody needs to see a reporter's data."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=2, max_length=200)]


class ReplyBody(BaseModel):
    """A reply as it would be sent."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=20_000)]


class SavedViewBody(BaseModel):
    """A list of cases to come back to: its name, filters, columns, and whether the unit shares it."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=40)]
    query: Annotated[dict[QueryKey, Annotated[str, Field(max_length=1000)]], Field(max_length=20)]
    columns: Annotated[list[ListColumn], Field(min_length=1, max_length=20)]
    shared: bool = False


Position = Annotated[tuple[float, float], Field(description="longitude, latitude")]


class PointShape(BaseModel):
    """A point."""

    type: Literal["Point"]
    coordinates: Position

    def points(self) -> list[tuple[float, float]]:
        """Return the points of the shape."""
        return [self.coordinates]


class LineShape(BaseModel):
    """A line."""

    type: Literal["LineString"]
    coordinates: Annotated[list[Position], Field(min_length=2, max_length=MOST_POINTS)]

    def points(self) -> list[tuple[float, float]]:
        """Return the points of the shape."""
        return self.coordinates


class PolygonShape(BaseModel):
    """A surface without holes: its closed outer ring."""

    type: Literal["Polygon"]
    coordinates: Annotated[
        list[Annotated[list[Position], Field(min_length=4, max_length=MOST_POINTS)]],
        Field(min_length=1, max_length=1),
    ]

    def points(self) -> list[tuple[float, float]]:
        """Return the points of the shape."""
        return self.coordinates[0]


class BufferBody(BaseModel):
    """A shape and how far around it is looked."""

    model_config = ConfigDict(extra="forbid")

    geometry: Annotated[PointShape | LineShape | PolygonShape, Field(discriminator="type")]
    metres: Annotated[float, Field(ge=0, le=MOST_M, allow_inf_nan=False)]
    crs: Literal["wgs84", "cgcs2000", "gcj02", "bd09"] = "wgs84"
    limit: Annotated[int, Field(ge=1, le=5000)] = 200
