"""Roads of a fictional city: a lattice that is turned and bent, dense where the city is dense."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from numpy.random import Generator

from yiwang.entry.city.frame import Density, Features, Floats, Noise, Shapes

SPACING = 270.0  # metres between local streets
_BEND = 300.0
#: Every how many lines a road of a class lies, and how dense the land must be for it.
CLASSES = (("primary", 12, 0.0), ("secondary", 4, 0.1), ("tertiary", 2, 0.26), ("local", 1, 0.36))
_LONGEST_BRIDGE = 1400.0  # metres
_OVER_WATER = ("primary", "secondary")


@dataclass(frozen=True, slots=True)
class Lattice:
    """Crossings in metres, shape (rows, columns), and their density."""

    x: Floats
    y: Floats
    density: Floats


@dataclass(frozen=True, slots=True)
class Way:
    """A road: its line in metres, name, class, whether it is a bridge."""

    line: Any
    name: str
    kind: str
    bridge: bool


def lattice(outline: Any, density: Density, rng: Generator) -> Lattice:
    """Return the crossings that cover the city."""
    west, south, east, north = outline.bounds
    turn = rng.uniform(-0.3, 0.3)
    half = np.hypot(east - west, north - south) / 2
    steps = np.arange(-half, half, SPACING)
    u, v = np.meshgrid(steps, steps)
    x = u * np.cos(turn) - v * np.sin(turn) + (west + east) / 2
    y = u * np.sin(turn) + v * np.cos(turn) + (south + north) / 2
    bend_x, bend_y = Noise(rng, 3200), Noise(rng, 3200)
    x, y = x + _BEND * bend_x.at(x, y), y + _BEND * bend_y.at(x, y)
    return Lattice(x, y, density.at(x, y))


def _class_of(index: int) -> int:
    return next(n for n, (_, every, _) in enumerate(CLASSES) if index % every == 0)


def _runs(kept: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield begin and end (exclusive) of every run of kept segments."""
    edges = np.flatnonzero(np.diff(np.r_[False, kept, False].astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def ways(grid: Lattice, outline: Any, wet: Any, names: Sequence[str]) -> list[Way]:
    """Return the roads: lines of the lattice where the land is dense enough; bridges for the large ones."""
    found: list[Way] = []
    shapely.prepare(outline)
    shapely.prepare(wet)
    rows, columns = grid.x.shape
    order = [(direction, i) for direction in (0, 1) for i in range((rows, columns)[direction])]
    order.sort(key=lambda one: (_class_of(one[1]), abs(one[1] - (rows, columns)[one[0]] // 2)))
    pool = itertools.chain(names, (f"规划{n}路" for n in itertools.count(1)))
    for direction, index in order:
        x, y, dense = (a[index] if direction == 0 else a[:, index] for a in (grid.x, grid.y, grid.density))
        kind, _, least = CLASSES[_class_of(index)]
        points = np.column_stack([x, y])
        segments = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1))
        kept = np.minimum(dense[:-1], dense[1:]) >= least
        kept &= shapely.contains(outline, segments)
        over = shapely.intersects(wet, segments)
        for begin, end in _runs(over):
            if (end - begin) * SPACING > _LONGEST_BRIDGE:
                kept[begin:end] = False  # it would run along the river
        if kind not in _OVER_WATER:
            kept &= ~over
        if not kept.any():
            continue
        name = next(pool)
        for bridge in (False, True):
            for begin, end in _runs(kept & (over == bridge)):
                found.append(Way(shapely.LineString(points[begin : end + 1]), name, kind, bridge))
    return found


def ring(middle: tuple[float, float], reach: float, wet: Any, rng: Generator) -> list[Way]:
    """Return the expressway around the centre, in parts on land and on bridges."""
    angle = np.linspace(0, 2 * np.pi, 120)
    wave = 1 + 0.06 * np.sin(3 * angle + rng.uniform(0, 6)) + 0.04 * np.sin(5 * angle + rng.uniform(0, 6))
    points = np.column_stack(
        [middle[0] + reach * 1.15 * wave * np.cos(angle), middle[1] + reach * wave * np.sin(angle)]
    )
    points[-1] = points[0]
    whole = shapely.LineString(points)
    parts = [(part, False) for part in shapely.get_parts(shapely.difference(whole, wet))]
    parts += [(part, True) for part in shapely.get_parts(shapely.intersection(whole, wet))]
    return [Way(part, "环城高速", "motorway", bridge) for part, bridge in parts if part.length > 1]


def railway(outline: Any, rng: Generator) -> Any:
    """Return a railway line through the city."""
    west, south, east, north = outline.bounds
    steps = np.linspace(0, 1, 60)
    y = south + (north - south) * (0.3 + 0.25 * steps) + 700 * np.sin(steps * 5 + rng.uniform(0, 6))
    line = shapely.LineString(np.column_stack([west + (east - west) * steps, y]))
    return shapely.intersection(line, outline)


def features(found: Sequence[Way], rail: Any) -> Features:
    """Return the roads as features, the important ones first."""
    layer = Features()
    for way in found:
        layer.add(way.line, name=way.name, **{"class": way.kind}, bridge=way.bridge or None)
    for part in shapely.get_parts(rail):
        layer.add(part, name="铁路环线", **{"class": "rail"})
    return layer


def blocks(grid: Lattice, outline: Any, wet: Any, least: float) -> tuple[Shapes, Floats]:
    """Return the corners of built-up blocks, shape (n, 4, 2), and their densities."""
    x, y, d = grid.x, grid.y, grid.density
    corners = np.stack(
        [np.stack([a[:-1, :-1], a[:-1, 1:], a[1:, 1:], a[1:, :-1]], axis=-1) for a in (x, y)],
        axis=-1,
    ).reshape(-1, 4, 2)
    dense = np.minimum.reduce([d[:-1, :-1], d[:-1, 1:], d[1:, 1:], d[1:, :-1]]).ravel()
    chosen = dense >= least
    corners, dense = corners[chosen], dense[chosen]
    whole = shapely.polygons(corners)
    dry = ~shapely.intersects(wet, whole) & shapely.contains(outline, whole)
    return corners[dry], dense[dry]
