"""A buffer 缓冲区: the points within so many metres of a point, a line or a surface.

Distances are taken on a plane that touches the Earth in the middle of the shape. For shapes up to
:data:`WIDEST` across and buffers up to :data:`MOST_M` the error stays below half a percent.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import shapely

from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.geometry import EARTH_RADIUS_M, Floats, check_position

MOST_M: Final = 20_000.0
MOST_POINTS: Final = 500
WIDEST: Final = 2.0  # degrees
_LEAST: Final = {"Point": 1, "LineString": 2, "Polygon": 4}
_METRES: Final = math.radians(1) * EARTH_RADIUS_M  # of a degree of latitude

Box = tuple[float, float, float, float]


class Buffer:
    """A shape and a distance."""

    def __init__(self, kind: str, points: list[tuple[float, float]], metres: float) -> None:
        """Take a GeoJSON kind and its points; of a polygon, those of its closed outer ring.

        Raises ``invalid_input`` and ``invalid_coordinate``.
        """
        if kind not in _LEAST or len(points) < _LEAST[kind] or (kind == "Point" and len(points) > 1):
            raise _refused("点、线或面的坐标不完整", "a point, line or closed ring is expected")
        for lon, lat in points:
            check_position(lon, lat, field="geometry")
        where = np.array(points, dtype=np.float64)
        (west, south), (east, north) = where.min(axis=0), where.max(axis=0)
        if max(east - west, north - south) > WIDEST:
            raise _refused(f"图形宽度不能超过 {WIDEST} 度", f"the shape is wider than {WIDEST} degrees")
        self._middle = ((west + east) / 2, (south + north) / 2)
        self._east = _METRES * math.cos(math.radians(self._middle[1]))
        made: Any = {"Point": shapely.Point, "LineString": shapely.LineString, "Polygon": shapely.Polygon}[
            kind
        ]
        plane = self._plane(where)
        self._shape = made(plane[0] if kind == "Point" else plane)
        self._metres = metres
        up, aside = metres / _METRES, metres / self._east
        self.box: Box = (float(west - aside), float(south - up), float(east + aside), float(north + up))

    def _plane(self, points: Floats) -> Floats:
        return np.asarray((points - self._middle) * (self._east, _METRES))

    def distances(self, lons: Floats, lats: Floats) -> Floats:
        """Return the distances of many points in metres; 0 inside a surface."""
        points = shapely.points(self._plane(np.column_stack([lons, lats])))
        return np.asarray(shapely.distance(self._shape, points))

    def holds(self, distance: float) -> bool:
        """Tell whether a point at this distance is within the buffer."""
        return distance <= self._metres


def _refused(why_zh: str, why_en: str) -> InvalidInputError:
    return InvalidInputError(field="geometry", why_zh=why_zh, why_en=why_en)
