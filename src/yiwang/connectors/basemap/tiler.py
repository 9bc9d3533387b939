"""Geometries into tiles: projected once, simplified per zoom, clipped with a buffer, rounded to the lattice.

Coordinates in are degrees on WGS-84. On the lowest level kept (zoom 14) one step of the lattice is 0.6 m at
the equator and less elsewhere, so a point moves by at most 0.3 m; nothing is simplified there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from yiwang.connectors.basemap import mvt
from yiwang.connectors.basemap.mvt import EXTENT, LINE, POINT, POLYGON, Feature, Layer, Value
from yiwang.connectors.basemap.schema import KINDS, LEAST_ZOOM, MOST_ZOOM

_BUFFER = 64  # steps beyond the tile's edge
_LATITUDE = 85.0511287  # where the square map of the world ends
_TOLERANCE = 3.0  # steps that a line may move below the last zoom
_SMALL = 24.0  # square steps that a polygon must cover below the last zoom
_CHUNK = 20_000  # pairs of feature and tile that are cut at once
_PARTS = {POLYGON: 3, LINE: 1, POINT: 0}
_LEAST_RING = 3

Geometries = npt.NDArray[Any]
Tile = tuple[int, int, int]


@dataclass(slots=True)
class Drawn:
    """The features of one layer and one kind of geometry, in a fixed order."""

    layer: str
    kind: int
    shapes: Geometries
    tags: list[dict[str, Value]]


def project(shapes: Geometries) -> Geometries:
    """Return the shapes on the square of the world: x and y from 0 to 1, y downwards."""

    def move(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        lat = np.radians(np.clip(points[:, 1], -_LATITUDE, _LATITUDE))
        y = 0.5 - np.arcsinh(np.tan(lat)) / (2 * np.pi)
        return np.column_stack([points[:, 0] / 360 + 0.5, y])

    return np.asarray(shapely.transform(shapes, move))


def bounds(groups: Sequence[Drawn]) -> tuple[float, float, float, float]:
    """Return west, south, east, north of all features, in degrees."""
    boxes = np.array([shapely.total_bounds(g.shapes) for g in groups if len(g.shapes)])
    west, south = np.nanmin(boxes[:, :2], axis=0)
    east, north = np.nanmax(boxes[:, 2:], axis=0)
    return float(west), float(south), float(east), float(north)


def cut(
    groups: Sequence[Drawn], *, most_zoom: int = MOST_ZOOM, told: Callable[[int, int], None] | None = None
) -> Iterator[tuple[Tile, bytes]]:
    """Yield every tile that holds something, zoom by zoom; ``told`` hears of zooms done and to do."""
    order = {name: i for i, name in enumerate(KINDS)}
    groups = sorted(groups, key=lambda g: (order[g.layer], g.kind))
    projected = [project(g.shapes) for g in groups]
    firsts = [np.array([KINDS[g.layer].zoom(t) for t in g.tags], dtype=int) for g in groups]
    for zoom in range(LEAST_ZOOM, most_zoom + 1):
        tiles: dict[tuple[int, int], dict[str, Layer]] = {}
        for group, shapes, first in zip(groups, projected, firsts, strict=True):
            for index, x, y, parts in _pieces(
                group.kind, shapes, first <= zoom, zoom, last=zoom == most_zoom
            ):
                layer = tiles.setdefault((x, y), {}).setdefault(group.layer, Layer(group.layer))
                layer.features.append(Feature(group.kind, parts, group.tags[index]))
        for (x, y), layers in sorted(tiles.items()):
            yield (zoom, x, y), mvt.encode(layers.values())
        if told is not None:
            told(zoom - LEAST_ZOOM + 1, most_zoom - LEAST_ZOOM + 1)


def _pieces(
    kind: int, shapes: Geometries, wanted: npt.NDArray[np.bool_], zoom: int, *, last: bool
) -> Iterator[tuple[int, int, int, list[list[tuple[int, int]]]]]:
    """Yield (feature, tile x, tile y, parts in steps of the tile) of all that is drawn at ``zoom``."""
    scale = float(EXTENT << zoom)
    index = np.flatnonzero(wanted)
    found = shapely.transform(shapes[index], lambda points: points * scale)
    if not last and kind != POINT:
        if kind == POLYGON:
            big = shapely.area(found) >= _SMALL
            index, found = index[big], found[big]
        found = shapely.simplify(found, _TOLERANCE, preserve_topology=False)
        left = ~shapely.is_empty(found)
        index, found = index[left], found[left]
        if kind == POLYGON:  # what crosses itself after simplifying is mended, or clipping would fail
            bad = ~shapely.is_valid(found)
            found[bad] = shapely.make_valid(found[bad])
    for chunk in range(0, len(index), _CHUNK):
        part = slice(chunk, chunk + _CHUNK)
        yield from _clipped(kind, index[part], found[part], zoom)


def _clipped(
    kind: int, index: npt.NDArray[np.int64], shapes: Geometries, zoom: int
) -> Iterator[tuple[int, int, int, list[list[tuple[int, int]]]]]:
    box = shapely.bounds(shapes)
    top = (1 << zoom) - 1
    margin = 0 if kind == POINT else _BUFFER
    begin = np.clip(np.floor((box[:, :2] - margin) / EXTENT), 0, top).astype(np.int64)
    end = np.clip(np.floor((box[:, 2:] + margin) / EXTENT), 0, top).astype(np.int64)
    single = (begin == end).all(axis=1)
    if single.any():
        yield from _parts(kind, index[single], shapes[single], begin[single])
    many: list[int] = []
    cut_off: list[Any] = []
    places: list[tuple[int, int]] = []
    for at in np.flatnonzero(~single):
        for x, y, piece in _spread(shapes[at], begin[at], end[at]):
            many.append(int(index[at]))
            cut_off.append(piece)
            places.append((x, y))
    if many:
        yield from _parts(kind, np.array(many), np.array(cut_off, dtype=object), np.array(places))


def _spread(shape: Any, begin: Any, end: Any) -> Iterator[tuple[int, int, Any]]:
    """Yield the pieces of one shape per tile; a large one is halved until it fits, so work stays small."""
    (x0, y0), (x1, y1) = (int(v) for v in begin), (int(v) for v in end)
    if x0 == x1 and y0 == y1:
        yield x0, y0, shape
        return
    if x1 - x0 >= y1 - y0:
        middle = (x0 + x1) // 2
        halves = ((x0, y0, middle, y1), (middle + 1, y0, x1, y1))
    else:
        middle = (y0 + y1) // 2
        halves = ((x0, y0, x1, middle), (x0, middle + 1, x1, y1))
    for west, north, east, south in halves:
        piece = shapely.clip_by_rect(
            shape,
            west * EXTENT - _BUFFER,
            north * EXTENT - _BUFFER,
            (east + 1) * EXTENT + _BUFFER,
            (south + 1) * EXTENT + _BUFFER,
        )
        if not shapely.is_empty(piece):
            yield from _spread(piece, (west, north), (east, south))


def _parts(
    kind: int, index: npt.NDArray[np.int64], shapes: Geometries, tiles: npt.NDArray[np.int64]
) -> Iterator[tuple[int, int, int, list[list[tuple[int, int]]]]]:
    """Round to the lattice of each tile and drop what vanishes there."""
    simple, owner = _flattened(kind, shapes)
    held: list[list[tuple[int, int]]] = []
    holder = -1
    for part, line in _lines(kind, simple, tiles[owner]) if len(simple) else ():
        if owner[part] != holder:
            if held:
                yield int(index[holder]), int(tiles[holder][0]), int(tiles[holder][1]), held
            held, holder = [], int(owner[part])
        held.append(line)
    if held:
        yield int(index[holder]), int(tiles[holder][0]), int(tiles[holder][1]), held


def _lines(
    kind: int, simple: Geometries, tiles: npt.NDArray[np.int64]
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield (number of the single part, its points or one of its rings in steps of its tile)."""
    rings, of = (simple, np.arange(len(simple)))
    if kind == POLYGON:
        rings, of = shapely.get_rings(simple, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    points = np.rint(points - tiles[of[ring]] * EXTENT).astype(np.int64)
    starts = np.flatnonzero(np.r_[True, ring[1:] != ring[:-1]])
    ends = np.r_[starts[1:], len(ring)]
    flat = [(x, y) for x, y in points.tolist()]
    parts = of[ring[starts]].tolist()
    last, gone = -1, False
    for start, stop, part in zip(starts.tolist(), ends.tolist(), parts, strict=True):
        outer = part != last
        last = part
        if gone and not outer:
            continue  # the holes of an outer ring that vanished vanish with it
        line = _rounded(kind, flat[start:stop], outer=outer)
        gone = outer and line is None
        if line is not None:
            yield part, line


def _flattened(kind: int, shapes: Geometries) -> tuple[Geometries, npt.NDArray[np.int64]]:
    """Return the single parts of the right kind, and which shape each belongs to."""
    simple, owner = shapely.get_parts(shapes, return_index=True)
    nested = shapely.get_type_id(simple) > _PARTS[POLYGON]  # collections within what mending left
    if nested.any():
        deep, inner = shapely.get_parts(simple[nested], return_index=True)
        owner = np.concatenate([owner[~nested], owner[nested][inner]])
        order = np.argsort(owner, kind="stable")
        simple, owner = np.concatenate([simple[~nested], deep])[order], owner[order]
    right = (shapely.get_type_id(simple) == _PARTS[kind]) & ~shapely.is_empty(simple)
    return simple[right], owner[right]


def _rounded(kind: int, points: list[tuple[int, int]], *, outer: bool) -> list[tuple[int, int]] | None:
    """Return a part without repeated points and, for a ring, turned the right way; ``None``: it vanished."""
    if kind == POINT:
        return points
    line = [points[0]]
    for point in points[1:]:
        if point != line[-1]:
            line.append(point)
    if kind == LINE:
        return line if len(line) > 1 else None
    if line[0] == line[-1]:
        line.pop()
    if len(line) < _LEAST_RING:
        return None
    size = mvt.area2(line)
    if size == 0:
        return None
    return line if (size > 0) == outer else line[::-1]
