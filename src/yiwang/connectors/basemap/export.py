"""Files out: any source, or a layer of a built map, as GeoJSON in the coordinate system that is asked for."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import shapely
from shapely.geometry import mapping

from yiwang.connectors.basemap import mvt
from yiwang.connectors.basemap.errors import MapSourceError
from yiwang.connectors.basemap.pmtiles import Map
from yiwang.connectors.basemap.sources import Reading, moved, read
from yiwang.kernel.geometry import Crs
from yiwang.kernel.geometry import crs as checked

_DIGITS = 8  # of a degree: about a millimetre


def convert(source: Path, out: Path, *, how: Reading, target: Crs | str) -> int:
    """Write all features of ``source`` to the GeoJSON file ``out`` in ``target``; returns their number.

    GeoJSON is defined for WGS-84; a file in another system says so in ``crs``, as older readers expect.
    """
    checked(target)
    features: list[dict[str, Any]] = []
    for table in read(source, how):
        shapes = moved(table.shapes, Crs.WGS84, target)
        for shape, row in zip(shapes, table.rows, strict=True):
            features.append(_feature(shape, row))
    if not features:
        raise MapSourceError(file=source.name, why_zh="里面没有要素", why_en="it holds no feature")
    _write(out, features, target)
    return len(features)


def layer(source: Path, name: str, out: Path, *, target: Crs | str) -> int:
    """Write a layer of the built map ``source`` as GeoJSON, from its last zoom; returns the pieces written.

    Shapes that cross the edge of a tile come in pieces, each with its tags: what was put in is the source.
    """
    checked(target)
    features: list[dict[str, Any]] = []
    with Map(source) as opened:
        zoom = opened.frame.most_zoom
        side = 1 << zoom
        west, south, east, north = opened.frame.bounds
        x0, y0 = _tile(west, north, side)
        x1, y1 = _tile(east, south, side)
        for x in range(x0, x1 + 1):
            for y in range(y0, y1 + 1):
                packed = opened.get(zoom, x, y)
                if packed is None:
                    continue
                for found in mvt.decode(gzip.decompress(packed)):
                    if found.name == name:
                        shapes = [_shape(one, x, y, side) for one in found.features]
                        placed = moved(np.array(shapes, dtype=object), Crs.WGS84, target)
                        pairs = zip(placed, found.features, strict=True)
                        features += [_feature(shape, one.tags) for shape, one in pairs]
    if not features:
        raise MapSourceError(file=source.name, why_zh=f"没有图层 {name}", why_en=f"it has no layer {name!r}")
    _write(out, features, target)
    return len(features)


def _tile(lon: float, lat: float, side: int) -> tuple[int, int]:
    y = 0.5 - np.arcsinh(np.tan(np.radians(lat))) / (2 * np.pi)
    return min(int((lon / 360 + 0.5) * side), side - 1), min(max(int(y * side), 0), side - 1)


def degrees(x: float, y: float, tile_x: int, tile_y: int, side: int) -> tuple[float, float]:
    """Return the longitude and latitude of a point of a tile given in its steps."""
    lon = ((tile_x + x / mvt.EXTENT) / side - 0.5) * 360
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (tile_y + y / mvt.EXTENT) / side))))
    return float(lon), float(lat)


def _shape(one: mvt.Feature, x: int, y: int, side: int) -> Any:
    parts = [[degrees(px, py, x, y, side) for px, py in part] for part in one.parts]
    if one.kind == mvt.POINT:
        return shapely.MultiPoint([point for part in parts for point in part])
    if one.kind == mvt.LINE:
        return shapely.MultiLineString(parts)
    polygons: list[tuple[Any, list[Any]]] = []
    for raw, part in zip(one.parts, parts, strict=True):
        if mvt.area2(raw) > 0 or not polygons:
            polygons.append((part, []))
        else:
            polygons[-1][1].append(part)
    return shapely.MultiPolygon([shapely.Polygon(outer, holes) for outer, holes in polygons])


def _feature(shape: Any, row: dict[str, Any]) -> dict[str, Any]:
    properties = {k: v.item() if isinstance(v, np.generic) else v for k, v in row.items()}
    rounded = shapely.transform(shape, lambda points: np.round(points, _DIGITS))
    return {"type": "Feature", "properties": properties, "geometry": mapping(rounded)}


def _write(out: Path, features: list[dict[str, Any]], target: Crs | str) -> None:
    body: dict[str, Any] = {"type": "FeatureCollection"}
    if checked(target) is not Crs.WGS84:
        body["crs"] = {"type": "name", "properties": {"name": str(Crs(target).value)}}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(msgspec.json.encode(body | {"features": features}))
