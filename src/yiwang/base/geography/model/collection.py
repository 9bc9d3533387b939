"""Areas as a GeoJSON FeatureCollection for maps and for other systems."""

from __future__ import annotations

import msgspec
import numpy as np
import shapely

from yiwang.base.geography.errors import InvalidPolygonError
from yiwang.base.geography.model.areas import AreaTree
from yiwang.kernel.geometry import Crs, convert_many
from yiwang.kernel.geometry import crs as checked

_DEGREES_PER_METRE = 1 / 111_320
MOST_FEATURES = 20_000


def feature_collection(
    tree: AreaTree,
    level: str,
    *,
    bbox: tuple[float, float, float, float] | None = None,
    parent: str | None = None,
    simplify_m: float = 0.0,
    crs: Crs | str = Crs.WGS84,
) -> bytes:
    """Return the areas of ``level`` (below ``parent``, touching ``bbox``) as GeoJSON (RFC 7946).

    ``simplify_m`` drops detail finer than that many metres while neighbours keep their shared borders.
    ``crs`` is the system of the coordinates given out; one other than WGS-84 is named in ``crs``, as older
    readers expect it. Raises ``invalid_polygon`` when more than :data:`MOST_FEATURES` would be returned.
    """
    codes = [
        a.code
        for a in tree.all()
        if a.level == level and a.code in tree.polygons and tree.contains(parent, a.code)
    ]
    shapes = np.array([tree.polygons[c] for c in codes], dtype=object)
    if bbox is not None and codes:
        touching = shapely.intersects(shapes, shapely.box(*bbox))
        codes = [c for c, hit in zip(codes, touching, strict=True) if hit]
        shapes = shapes[touching]
    if len(codes) > MOST_FEATURES:
        raise InvalidPolygonError(
            why_zh=f"超过 {MOST_FEATURES} 个区域，请用 bbox 或 parent 缩小范围",
            why_en=f"more than {MOST_FEATURES} areas; narrow it with bbox or parent",
        )
    if simplify_m > 0 and codes:
        shapes = shapely.coverage_simplify(shapes, simplify_m * _DEGREES_PER_METRE)
    foreign = checked(crs) is not Crs.WGS84
    if foreign and codes:
        shapes = shapely.transform(
            shapes, lambda p: np.column_stack(convert_many(p[:, 0], p[:, 1], Crs.WGS84, crs))
        )
    features = []
    for code, shape in zip(codes, shapely.to_geojson(shapes) if codes else [], strict=True):
        area = tree.get(code)
        features.append(
            {
                "type": "Feature",
                "id": code,
                "properties": {
                    "code": code,
                    "name": area.name if area else code,
                    "level": level,
                    "parent": area.parent if area else None,
                    "grade": tree.grade(code),
                },
                "geometry": msgspec.Raw(shape.encode()),
            }
        )
    named = {"crs": {"type": "name", "properties": {"name": str(Crs(crs).value)}}} if foreign else {}
    return msgspec.json.encode({"type": "FeatureCollection"} | named | {"features": features})
