"""Conditions on positions: geofence, leaving it, deviation from a route, speed."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final, Literal

import msgspec
import numpy as np
import shapely

from yiwang.base.alarms.errors import RuleInvalidError
from yiwang.base.alarms.model.arrays import (
    FALSE,
    NEVER,
    SECOND,
    TRUE,
    UNKNOWN,
    Bools,
    Bytes,
    Floats,
    Frame,
    Longs,
    truth_of,
)
from yiwang.base.alarms.model.functions.base import (
    Columns,
    Leaf,
    Op,
    Params,
    Span,
    Surroundings,
    compare,
    functions,
)
from yiwang.kernel.geometry import EARTH_RADIUS_M

Position = tuple[float, float]
Metres = Annotated[float, msgspec.Meta(ge=0, le=100_000)]

_CORNERS: Final = 3
_DEGREE_M: Final = EARTH_RADIUS_M * np.pi / 180


class Plane:
    """A flat map around one latitude: metres east and north; good to 0.1 % within 50 km."""

    def __init__(self, lon: float, lat: float) -> None:
        self._lon, self._lat = lon, lat
        self._east = _DEGREE_M * float(np.cos(np.radians(lat)))

    def coordinates(self, points: Any) -> Any:
        """Return an (n, 2) array of degrees in metres."""
        moved = np.asarray(points, dtype=np.float64) - (self._lon, self._lat)
        return moved * (self._east, _DEGREE_M)

    def points(self, lon: Floats, lat: Floats) -> Any:
        """Return positions as points of the plane."""
        return shapely.points(self.coordinates(np.column_stack([lon, lat])))


class FenceParams(Params, frozen=True, kw_only=True):
    """A place: an ``area`` by code or a ``polygon`` of (longitude, latitude); ``side`` that is meant.

    ``margin`` metres must be left between a member and the border before it counts as outside again, so
    that a position that trembles at the border does not.
    """

    area: str | None = None
    polygon: tuple[Position, ...] = ()
    side: Literal["inside", "outside"] = "inside"
    margin: Metres = 30

    def __post_init__(self) -> None:
        if (self.area is None) == (not self.polygon):
            raise RuleInvalidError(
                why_zh="area 与 polygon 须给出其一", why_en="either area or polygon is needed"
            )
        if self.polygon and len(self.polygon) < _CORNERS:
            raise RuleInvalidError(why_zh="多边形至少三个顶点", why_en="a polygon needs three corners")


@functions.register("fence", zh="电子围栏", en="geofence", params=FenceParams)
class Fence(Leaf):
    """A member is inside (entering raises, leaving clears) or outside of a place.

    *Dwelling* is ``lasting`` on it. ``outside`` is false until the member was inside once: a vehicle that
    has not begun its work has not left it.
    """

    params: FenceParams
    needs = "fix"
    columns: ClassVar[Columns] = {"inside": (np.int8, UNKNOWN)}
    inside: Bytes

    def __init__(self, params: FenceParams, size: int, around: Surroundings) -> None:
        super().__init__(params, size, around)
        shape = shapely.Polygon(params.polygon) if params.area is None else around.polygon(params.area)
        middle = shape.centroid
        self._plane = Plane(middle.x, middle.y)
        self._shape = shapely.transform(shape, self._plane.coordinates)
        shapely.prepare(self._shape)
        self._box = shape.buffer(params.margin / (_DEGREE_M * 0.2)).bounds

    def feed(self, frame: Frame) -> Bytes:
        """Return the truth at each position."""
        assert frame.lon is not None
        assert frame.lat is not None
        inside, outside = self._sides(frame.lon, frame.lat)
        decided = inside | outside
        now = frame.newest(truth_of(inside), decided, self.inside).astype(np.int8)
        if self.params.side == "inside":
            now[now == UNKNOWN] = FALSE
            frame.keep(self.inside, now)
            return now
        was = frame.newest(now, now == TRUE, self.inside) != UNKNOWN
        now[~was] = UNKNOWN
        frame.keep(self.inside, now)
        out: Bytes = np.int8(TRUE) - now  # outside is the mirror image; never inside stays unknown
        return out

    def _sides(self, lon: Floats, lat: Floats) -> tuple[Bools, Bools]:
        west, south, east, north = self._box
        near = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        inside, outside = np.zeros(len(lon), dtype=np.bool_), ~near & ~np.isnan(lon)
        chosen = np.flatnonzero(near)
        if len(chosen):
            distance = shapely.distance(self._shape, self._plane.points(lon[chosen], lat[chosen]))
            inside[chosen] = distance == 0
            outside[chosen] = distance > self.params.margin
        return inside, outside


class RouteParams(Params, frozen=True, kw_only=True):
    """A line of (longitude, latitude) and how far off it is still on it, in metres."""

    line: Annotated[tuple[Position, ...], msgspec.Meta(min_length=2, max_length=5000)]
    within: Metres = 50


@functions.register("off_route", zh="偏离路线", en="off the route", params=RouteParams)
class OffRoute(Leaf):
    """A member is further from its route than allowed."""

    params: RouteParams
    needs = "fix"

    def __init__(self, params: RouteParams, size: int, around: Surroundings) -> None:
        super().__init__(params, size, around)
        line = shapely.LineString(params.line)
        middle = line.centroid
        self._plane = Plane(middle.x, middle.y)
        self._line = shapely.transform(line, self._plane.coordinates)
        shapely.prepare(self._line)

    def feed(self, frame: Frame) -> Bytes:
        """Return where the distance to the line is too large."""
        assert frame.lon is not None
        assert frame.lat is not None
        distance = shapely.distance(self._line, self._plane.points(frame.lon, frame.lat))
        return truth_of(distance > self.params.within, ~np.isnan(distance))


class SpeedParams(Params, frozen=True, kw_only=True):
    """Speed in km/h, as the device says or else from one position to the next within ``max_gap`` seconds."""

    op: Op = ">"
    value: float
    max_gap: Span = 120


@functions.register("speed", zh="速度", en="speed", params=SpeedParams)
class Speed(Leaf):
    """A member is too fast (or too slow). The frame's value is the speed that the device says."""

    params: SpeedParams
    needs = "fix"
    columns: ClassVar[Columns] = {
        "lon": (np.float64, np.nan),
        "lat": (np.float64, np.nan),
        "held_at": (np.int64, NEVER),
    }
    lon: Floats
    lat: Floats
    held_at: Longs

    def feed(self, frame: Frame) -> Bytes:
        """Return the truth at each position."""
        assert frame.lon is not None
        assert frame.lat is not None
        speed = frame.value
        silent = np.isnan(speed)
        if silent.any():
            speed = np.where(silent, self._by_distance(frame, frame.lon, frame.lat), speed)
        frame.keep(self.lon, frame.lon)
        frame.keep(self.lat, frame.lat)
        frame.keep(self.held_at, frame.at)
        return truth_of(compare(self.params.op, speed, self.params.value), ~np.isnan(speed))

    def _by_distance(self, frame: Frame, lon: Floats, lat: Floats) -> Floats:
        passed = frame.at - frame.before(frame.at, self.held_at)
        before_lon, before_lat = frame.before(lon, self.lon), frame.before(lat, self.lat)
        east = np.radians(lon - before_lon) * np.cos(np.radians((lat + before_lat) / 2))
        metres = EARTH_RADIUS_M * np.hypot(east, np.radians(lat - before_lat))
        known = (passed > 0) & (passed <= self.params.max_gap * SECOND)
        speed: Floats = np.where(known, metres / np.where(known, passed / SECOND, 1) * 3.6, np.nan)
        return speed
