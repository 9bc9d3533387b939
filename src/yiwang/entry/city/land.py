"""The land of a fictional city: districts on both banks of a river, streets, communities, grids.

Grids are Voronoi cells of jittered points, cut at the districts' borders. All borders are noded on one
coordinate lattice before faces are formed, so neighbours share their vertices exactly: no gap, no
overlap. Communities, streets, districts and the city are unions of the grids below them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, split, unary_union

_LATTICE = 1e-6  # degrees: about ten centimetres
_NARROW = 0.84  # a degree of longitude in degrees of latitude, at 33 degrees north
_FAR = 0.04  # density of seeds far out, of that in the middle
_BANK = 0.4  # of its reach: how far the middle lies from the river
_LEAST_GRIDS = 2  # of a community
_SAMPLES = 90  # by side, to weigh districts


@dataclass(frozen=True, slots=True)
class Size:
    """How large a city is: numbers of areas, half its extent in degrees, how far its dense middle reaches."""

    districts: int
    streets: int
    communities: int
    grids: int
    width: float
    height: float
    reach: float

    def pull(self, heart: tuple[float, float], x: Any, y: Any) -> Any:
        """Return how densely seeds of grids fall there: grids are small in the middle."""
        away = ((x - heart[0]) * _NARROW) ** 2 + (y - heart[1]) ** 2
        return _FAR + np.exp(-away / self.reach**2)


@dataclass(frozen=True, slots=True)
class Plot:
    """One grid: its polygon and its place in the tree by ordinal numbers."""

    polygon: BaseGeometry
    district: int
    street: int
    community: int


def draw(lon: float, lat: float, rng: Generator, size: Size) -> tuple[list[Plot], LineString]:
    """Return the grids of a city around a point, and the middle of its river."""
    outline = _outline(lon, lat, rng, size)
    river = _river(lon, lat, rng, size)
    districts = _districts(outline, river, rng, size)
    heart = heart_of(river, lon, lat, size)
    weights = _weights(districts, heart, size)
    total = sum(weights)
    least = _LEAST_GRIDS * size.streets * size.communities
    spare = size.grids - least * len(districts)
    counts = [least + round(spare * weight / total) for weight in weights]
    counts[-1] = size.grids - sum(counts[:-1])
    seeds = [_seeds(d, count, heart, size, rng) for d, count in zip(districts, counts, strict=True)]
    plots: list[Plot] = []
    for number, cells in enumerate(_cells(districts, seeds)):
        community_of = _groups(seeds[number], size.streets * size.communities, rng)
        street_of = _street_groups(seeds[number], community_of, size.streets, rng)
        plots += [
            Plot(cell, number, street_of[community_of[i]], community_of[i]) for i, cell in cells.items()
        ]
    return plots, river


def _outline(lon: float, lat: float, rng: Generator, size: Size) -> Polygon:
    angles = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    wobble = np.ones_like(angles)
    for wave in range(2, 8):
        wobble += rng.uniform(-0.3, 0.3) / wave * np.cos(wave * angles + rng.uniform(0, 2 * np.pi))
    x = lon + size.width * wobble * np.cos(angles)
    y = lat + size.height * wobble * np.sin(angles)
    return Polygon(np.column_stack([x, y]))


def _winding(begin: tuple[float, float], end: tuple[float, float], sway: float, rng: Generator) -> LineString:
    t = np.linspace(0, 1, 40)
    a, b = np.asarray(begin), np.asarray(end)
    along = a + t[:, None] * (b - a)
    across = np.array([-(b - a)[1], (b - a)[0]]) / np.linalg.norm(b - a)
    bend = sum(
        rng.uniform(-sway, sway) / wave * np.sin(wave * np.pi * t + rng.uniform(0, np.pi))
        for wave in (1, 2, 3, 5)
    )
    return LineString(along + np.asarray(bend)[:, None] * across)


def _river(lon: float, lat: float, rng: Generator, size: Size) -> LineString:
    begin, end = (lon - 2 * size.width, lat - 0.01), (lon + 2 * size.width, lat + 0.015)
    return _winding(begin, end, 0.4 * size.width, rng)


def _districts(outline: Polygon, river: LineString, rng: Generator, size: Size) -> list[Polygon]:
    """Return the districts, from the north-west on: the banks, the largest halved until all are there."""
    parts = sorted((p for p in split(outline, river).geoms), key=lambda p: -p.area)[:2]
    while len(parts) < size.districts:
        parts.sort(key=lambda p: -p.area)
        whole = parts.pop(0)
        west, south, east, north = whole.bounds
        x, y = whole.centroid.x, whole.centroid.y
        far = max(east - west, north - south)
        lean = rng.uniform(-0.2, 0.2) * far
        ends = ((x + lean, y - far), (x - lean, y + far))
        if north - south > east - west:
            ends = ((x - far, y + lean), (x + far, y - lean))
        border = _winding(*ends, 0.2 * min(east - west, north - south), rng)
        parts += sorted((p for p in split(whole, border).geoms), key=lambda p: -p.area)[:2]
    return sorted(parts, key=lambda p: (p.centroid.y < outline.centroid.y, p.centroid.x))


def heart_of(river: LineString, lon: float, lat: float, size: Size) -> tuple[float, float]:
    """Return where the city is densest: near a bank of its river, which then flows through it."""
    bank = river.interpolate(river.project(Point(lon, lat)))
    return float(bank.x), float(bank.y - _BANK * size.reach)


def _weights(districts: Sequence[Polygon], heart: tuple[float, float], size: Size) -> list[float]:
    """Return the share of all grids that each district has, unscaled."""
    west, south, east, north = unary_union(list(districts)).bounds
    x, y = (
        a.ravel()
        for a in np.meshgrid(*(np.linspace(*ends, _SAMPLES) for ends in ((west, east), (south, north))))
    )
    pull = size.pull(heart, x, y)
    return [float(pull[shapely.contains_xy(district, x, y)].sum()) for district in districts]


def _seeds(area: Polygon, count: int, heart: tuple[float, float], size: Size, rng: Generator) -> Any:
    """Return ``count`` points inside ``area``, denser in the middle of the city, evened out a little."""
    west, south, east, north = area.bounds
    points: list[tuple[float, float]] = []
    while len(points) < count:
        x, y = rng.uniform(west, east), rng.uniform(south, north)
        if rng.random() * (1 + _FAR) < size.pull(heart, x, y) and area.contains(Point(x, y)):
            points.append((x, y))
    seeds = np.array(points)
    inner = [cell.intersection(area).centroid for cell in _voronoi(area, seeds)]
    return np.array([[c.x, c.y] if area.contains(c) else s for c, s in zip(inner, seeds, strict=True)])


def _voronoi(area: Polygon, seeds: Any) -> list[BaseGeometry]:
    """Return the cell of each seed, in the order of the seeds."""
    cells = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=area.envelope, ordered=True)
    return list(cells.geoms)


def _cells(districts: Sequence[Polygon], seeds: Sequence[Any]) -> list[dict[int, BaseGeometry]]:
    """Return, per district, the part nearest to each of its seeds, all on one lattice."""
    lines: list[BaseGeometry] = [d.exterior for d in districts]
    for district, points in zip(districts, seeds, strict=True):
        lines += [cell.exterior.intersection(district) for cell in _voronoi(district, points)]
    owned: list[dict[int, list[BaseGeometry]]] = [{} for _ in districts]
    for face in polygonize(shapely.union_all(lines, grid_size=_LATTICE)):
        middle = face.representative_point()
        number = next((n for n, d in enumerate(districts) if d.contains(middle)), None)
        if number is not None:
            points = seeds[number]
            nearest = int(np.argmin(np.hypot(points[:, 0] - middle.x, points[:, 1] - middle.y)))
            owned[number].setdefault(nearest, []).append(face)
    return [{i: unary_union(parts) for i, parts in sorted(cells.items())} for cells in owned]


def _groups(points: Any, count: int, rng: Generator) -> list[int]:
    """Return the group of each point: k-means with every group used, numbered west to east."""
    centres = points[rng.choice(len(points), count, replace=False)]
    label = np.zeros(len(points), dtype=int)
    for _ in range(30):
        distance = np.hypot(*(points[:, None, :] - centres[None, :, :]).transpose(2, 0, 1))
        label = distance.argmin(axis=1)
        for group in range(count):
            if not (label == group).any():
                label[distance[:, group].argmin()] = group
            centres[group] = points[label == group].mean(axis=0)
    order = np.argsort(np.argsort(centres[:, 0] - 0.3 * centres[:, 1]))
    return [int(order[g]) for g in label]


def _street_groups(seeds: Any, community_of: list[int], streets: int, rng: Generator) -> dict[int, int]:
    """Return the street of each community, every street with the same number of them."""
    count = max(community_of) + 1
    middles = np.array([seeds[np.array(community_of) == c].mean(axis=0) for c in range(count)])
    each = -(-count // streets)
    best: dict[int, int] = {}
    least = np.inf
    for _ in range(40):
        angle = rng.uniform(0, np.pi)
        along = middles @ np.array([np.cos(angle), np.sin(angle)])
        groups = {int(c): i // each for i, c in enumerate(np.argsort(along))}
        spread = sum(
            float(np.var(middles[[c for c in groups if groups[c] == s]], axis=0).sum())
            for s in range(streets)
        )
        if spread < least:
            best, least = groups, spread
    return best
