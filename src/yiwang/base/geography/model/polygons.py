"""Polygons of areas: reading, moving between coordinate systems, size."""

from __future__ import annotations

import functools
import json
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from yiwang.base.geography.errors import InvalidPolygonError
from yiwang.kernel.geometry import convert_many

MOST_VERTICES = 200_000
_REPAIR_SHARE = 1e-4  # a repair may change the area by so much: touching rings, not a different shape


def polygon_from_geojson(geometry: Any, *, crs: str = "wgs84", field: str | None = None) -> BaseGeometry:
    """Return the Polygon or MultiPolygon of a GeoJSON geometry, moved to WGS-84.

    Rings that merely touch themselves are mended; a self-crossing polygon is refused, because a guess
    would move a border. Raises :class:`InvalidPolygonError` and ``unknown_crs``.
    """
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise InvalidPolygonError(
            field=field, why_zh="需要 Polygon 或 MultiPolygon", why_en="a Polygon or MultiPolygon is expected"
        )
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError, RecursionError) as error:
        raise InvalidPolygonError(
            field=field, why_zh="坐标结构不合 GeoJSON", why_en="the coordinates are not valid GeoJSON"
        ) from error
    return sound_polygon(shapely.force_2d(shape), crs=crs, field=field)


def sound_polygon(shape: BaseGeometry, *, crs: str = "wgs84", field: str | None = None) -> BaseGeometry:
    """Return ``shape`` on WGS-84, checked: not empty, on the Earth, not crossing itself, not huge."""
    if shapely.is_empty(shape):
        raise InvalidPolygonError(field=field, why_zh="边界为空", why_en="it is empty")
    points = shapely.get_coordinates(shape)
    if len(points) > MOST_VERTICES:
        raise InvalidPolygonError(
            field=field,
            why_zh=f"顶点超过 {MOST_VERTICES} 个",
            why_en=f"it has more than {MOST_VERTICES} vertices",
        )
    if not (np.isfinite(points).all() and (np.abs(points) <= (180.0, 90.0)).all()):
        raise InvalidPolygonError(
            field=field,
            why_zh="坐标超出经纬度范围（应为度，且经度在前）",
            why_en="coordinates are out of range (degrees, longitude first)",
        )
    lons, lats = convert_many(points[:, 0], points[:, 1], crs, "wgs84")
    moved: BaseGeometry = shapely.set_coordinates(shape, np.column_stack([lons, lats]))
    if not shapely.is_valid(moved):
        moved = _mended(moved, field)
    return moved


def _mended(shape: BaseGeometry, field: str | None) -> BaseGeometry:
    why = str(shapely.is_valid_reason(shape))[:80]
    fixed = shapely.make_valid(shape)
    same_kind = fixed.geom_type in ("Polygon", "MultiPolygon") and not shapely.is_empty(fixed)
    if not same_kind or abs(fixed.area - shape.area) > _REPAIR_SHARE * fixed.area:
        raise InvalidPolygonError(
            field=field, why_zh=f"边界自相交（{why}）", why_en=f"it crosses itself ({why})"
        )
    return fixed


@functools.cache
def _wgs84() -> Any:
    from pyproj import Geod  # noqa: PLC0415 - heavy, and only where areas are changed or checked

    return Geod(ellps="WGS84")


def size_m2(shape: BaseGeometry) -> float:
    """Return the area in square metres on the WGS-84 ellipsoid (Karney's algorithm, by pyproj)."""
    return measure_m(shape)[0]


def measure_m(shape: BaseGeometry) -> tuple[float, float]:
    """Return the area in square metres and the perimeter in metres on the WGS-84 ellipsoid."""
    size, length = _wgs84().geometry_area_perimeter(shape)
    return abs(float(size)), float(length)


def to_wkb(shape: BaseGeometry) -> bytes:
    """Return the stored form."""
    return bytes(shapely.to_wkb(shape))
