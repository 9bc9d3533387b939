"""What stands in the blocks of a fictional city: buildings with heights, parks, schools, hospitals, works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.random import Generator

from yiwang.entry.city.frame import Features, Floats

STOREY = 3.0
_KERB = 0.07  # share of a block that streets and pavements take on each side

#: Rectangles in the unit square: west, south, east, north, storeys.
Plan = list[tuple[float, float, float, float, int]]


def _rows(rng: Generator, across: int, deep: int, thick: float, low: int, high: int) -> Plan:
    plan: Plan = []
    storeys = int(rng.integers(low, high + 1))
    for row in range(deep):
        for column in range(across):
            if rng.random() < 0.06:  # noqa: PLR2004 - a gap
                continue
            x, y = column / across, row / deep
            plan.append((x + 0.02, y + 0.03, x + 1 / across - 0.02, y + thick / deep, storeys))
    return plan


def _towers(rng: Generator, low: int, high: int) -> Plan:
    plan: Plan = [(0.0, 0.0, 1.0, 0.16, 2)]
    for row in range(2):
        for column in range(3):
            x, y = 0.05 + column * 0.33, 0.28 + row * 0.38
            plan.append((x, y, x + 0.18, y + 0.2, int(rng.integers(low, high + 1))))
    return plan


def _offices(rng: Generator) -> Plan:
    height = int(rng.integers(24, 62))
    return [
        (0.04, 0.04, 0.58, 0.52, 5), (0.12, 0.12, 0.36, 0.4, height),
        (0.66, 0.06, 0.94, 0.36, int(height * 0.6)),
        (0.1, 0.62, 0.42, 0.92, int(height * 0.45)), (0.56, 0.56, 0.92, 0.9, 6),
    ]  # fmt: skip


def _works(rng: Generator) -> Plan:
    return [
        (0.02, 0.04, 0.62, 0.42, 3), (0.68, 0.04, 0.98, 0.42, int(rng.integers(2, 5))),
        (0.02, 0.54, 0.46, 0.94, 3), (0.54, 0.54, 0.96, 0.94, 2),
    ]  # fmt: skip


def _school(rng: Generator) -> Plan:
    return [
        (0.04, 0.62, 0.5, 0.74, 5),
        (0.04, 0.82, 0.5, 0.94, 5),
        (0.04, 0.1, 0.3, 0.32, int(rng.integers(2, 5))),
    ]


def _hospital(rng: Generator) -> Plan:
    return [
        (0.1, 0.1, 0.9, 0.34, 6),
        (0.3, 0.44, 0.7, 0.66, int(rng.integers(12, 22))),
        (0.1, 0.76, 0.5, 0.92, 4),
    ]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of block: its buildings' use and plan."""

    use: str | None
    plan: Callable[[Generator], Plan]


KINDS = {
    "slabs": Kind("residential", lambda rng: _rows(rng, 3, 6, 0.55, 5, 7)),
    "towers": Kind("residential", lambda rng: _towers(rng, 17, 33)),
    "houses": Kind("house", lambda rng: _rows(rng, 8, 6, 0.6, 1, 3)),
    "offices": Kind("commercial", _offices),
    "works": Kind("industrial", _works),
    "school": Kind("school", _school),
    "hospital": Kind("hospital", _hospital),
    "market": Kind("commercial", lambda _: [(0.06, 0.1, 0.94, 0.5, 3), (0.06, 0.62, 0.6, 0.9, 4)]),
    "park": Kind(None, lambda _: []),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its kind, its middle in metres."""

    kind: str
    x: float
    y: float


def _choose(density: float, east: float, rng: Generator) -> str:
    """Return the kind of a block; industry lies in the east, offices in the middle."""
    luck = rng.random()
    for kind, share in (("park", 0.05), ("school", 0.045), ("market", 0.03), ("hospital", 0.012)):
        luck -= share
        if luck < 0:
            return kind
    if density > 0.86:  # noqa: PLR2004
        return "offices" if rng.random() < 0.55 else "towers"  # noqa: PLR2004
    if east > 0.35 and density < 0.7 and rng.random() < 0.5:  # noqa: PLR2004
        return "works"
    if density > 0.55:  # noqa: PLR2004
        return "towers" if rng.random() < 0.35 else "slabs"  # noqa: PLR2004
    return "slabs" if rng.random() < 0.45 else "houses"  # noqa: PLR2004


def _place(corners: Floats, plan: Floats) -> Floats:
    """Return rectangles of the unit square on the block, shape (n, 4, 2)."""
    u = _KERB + (1 - 2 * _KERB) * plan[:, [0, 2, 2, 0]]
    v = _KERB + (1 - 2 * _KERB) * plan[:, [1, 1, 3, 3]]
    a, b, c, d = corners
    weights = ((1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v)
    return np.asarray(sum(w[..., None] * p for w, p in zip(weights, (a, b, c, d), strict=True)))


def fill(
    corners: Floats, densities: Floats, middle_x: float, reach: float, rng: Generator
) -> tuple[Features, Features, list[Block]]:
    """Return buildings, green and the blocks themselves."""
    buildings, green, blocks = Features(), Features(), []
    for block, density in zip(corners, densities, strict=True):
        x, y = block.mean(axis=0)
        kind = _choose(float(density), float((x - middle_x) / reach), rng)
        blocks.append(Block(kind, float(x), float(y)))
        plan = KINDS[kind].plan(rng)
        if kind == "park":
            green.add(shapely.Polygon(_place(block, np.array([[0.0, 0.0, 1.0, 1.0]]))[0]), kind="park")
        if kind == "school":
            green.add(shapely.Polygon(_place(block, np.array([[0.56, 0.1, 0.96, 0.9]]))[0]), kind="grass")
        if not plan:
            continue
        for shape, (*_, storeys) in zip(
            shapely.polygons(_place(block, np.array(plan)[:, :4])), plan, strict=True
        ):
            height = round(storeys * STOREY + float(rng.uniform(0.3, 1.2)), 1)
            buildings.add(shape, height=height, floors=storeys, kind=KINDS[kind].use)
    return buildings, green, blocks


def near(x: float, y: float, points: Floats) -> int:
    """Return which of ``points`` (n, 2) is the nearest."""
    return int(np.argmin(np.hypot(points[:, 0] - x, points[:, 1] - y)))


def middle_of(shape: Any) -> tuple[float, float]:
    """Return a point inside a shape."""
    point = shapely.point_on_surface(shape)
    return float(point.x), float(point.y)
