"""The places of a map that people look for by name, left beside it as a list: one JSON object a line.

Whoever serves addresses reads it (the module ``geography`` does); the map itself does not need it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely

from yiwang.connectors.basemap.mvt import LINE
from yiwang.connectors.basemap.tiler import Drawn

#: Roads and rivers are long: of each name one point is listed per square of this many degrees.
_SQUARE = 0.01
_KINDS = {"roads": "road", "water": "water", "green": "green", "buildings": "building"}
#: Two carriageways of a road cross another one at several points, which are one crossing.
_CROSSING_SQUARE = 0.002
_CROSSING_RANK = 4
_RANKS = {"roads": 2, "water": 3, "green": 3, "buildings": 4}

Row = tuple[str, str, float, float, int]


def list_path(out: Path) -> Path:
    """Return where the list of the map ``out`` lies."""
    return out.with_suffix(".places.jsonl")


def listed(groups: Sequence[Drawn]) -> list[Row]:
    """Return name, kind, longitude, latitude and rank of everything that has a name but is no area."""
    found: dict[tuple[str, str, int, int], Row] = {}
    for group in groups:
        if group.layer not in {*_KINDS, "poi"}:
            continue
        for shape, tags in zip(group.shapes, group.tags, strict=True):
            name = str(tags.get("name") or "").strip()
            if not name:
                continue
            kind = str(tags["class"]) if group.layer == "poi" else _KINDS[group.layer]
            rank = int(tags["rank"]) if group.layer == "poi" else _RANKS[group.layer]
            for lon, lat in _spots(shape, group.kind):
                key = (name, kind, int(lon / _SQUARE), int(lat / _SQUARE))
                found.setdefault(key, (name, kind, lon, lat, rank))
    return sorted([*found.values(), *_crossings(groups)])


def _crossings(groups: Sequence[Drawn]) -> list[Row]:
    """Return the crossings of roads of different names, one per square: ``科创路与人民路路口``."""
    roads = [
        (name, shape)
        for group in groups
        if group.layer == "roads" and group.kind == LINE
        for shape, tags in zip(group.shapes, group.tags, strict=True)
        if (name := str(tags.get("name") or "").strip())
    ]
    if not roads:
        return []
    shapes = [shape for _, shape in roads]
    found: dict[tuple[str, int, int], Row] = {}
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        if roads[a][0] >= roads[b][0]:
            continue
        name = f"{roads[a][0]}与{roads[b][0]}路口"
        for lon, lat in shapely.get_coordinates(shapely.intersection(shapes[a], shapes[b])).tolist():
            key = (name, int(lon / _CROSSING_SQUARE), int(lat / _CROSSING_SQUARE))
            found.setdefault(key, (name, "crossing", round(lon, 6), round(lat, 6), _CROSSING_RANK))
    return list(found.values())


def _spots(shape: Any, kind: int) -> list[tuple[float, float]]:
    """Return the point that stands for a shape; of a line, points all along it, its middle first."""
    spot = shapely.point_on_surface(shape)
    spots = [(round(spot.x, 6), round(spot.y, 6))]
    if kind == LINE:
        along = shapely.get_coordinates(shapely.segmentize(shape, _SQUARE / 2))
        spots += [(round(float(x), 6), round(float(y), 6)) for x, y in along]
    return spots


def write(out: Path, rows: Sequence[Row]) -> Path:
    """Write the list of the map ``out``, whole or not at all."""
    path = list_path(out)
    lines = [
        json.dumps({"name": name, "kind": kind, "lon": lon, "lat": lat, "rank": rank}, ensure_ascii=False)
        for name, kind, lon, lat, rank in rows
    ]
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    half.replace(path)
    return path
