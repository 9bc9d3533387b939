"""Water, hills and fields of a fictional city, in metres."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.random import Generator
from shapely.ops import nearest_points

from yiwang.entry.city.frame import Density, Features, Floats, Noise

_CELL = 420.0  # metres: side of the fields that forest and farmland are put together of
_EMPTY = 0.1  # density below which nobody builds


def blob(x: float, y: float, radius: float, rng: Generator, *, wobble: float = 0.25) -> Any:
    """Return a round shape with an uneven border."""
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    reach = np.ones_like(angle)
    for wave in range(2, 6):
        reach += rng.uniform(-wobble, wobble) / wave * np.cos(wave * angle + rng.uniform(0, 2 * np.pi))
    return shapely.Polygon(
        np.column_stack([x + radius * reach * np.cos(angle), y + radius * reach * np.sin(angle)])
    )


def _ribbon(line: Any, widths: Floats) -> Any:
    """Return the surface along a line whose half width changes from point to point."""
    points = shapely.get_coordinates(shapely.segmentize(line, 400.0))
    steps = np.linspace(0, 1, len(points))
    half = np.interp(steps, np.linspace(0, 1, len(widths)), widths)
    along = np.gradient(points, axis=0)
    across = np.column_stack([-along[:, 1], along[:, 0]]) / np.linalg.norm(along, axis=1)[:, None]
    left, right = points + across * half[:, None], points - across * half[:, None]
    return shapely.buffer(shapely.Polygon(np.vstack([left, right[::-1]])), 0)


def water(
    river: Any, outline: Any, density: Density, called: dict[str, Any], rng: Generator
) -> tuple[Features, Any]:
    """Return the water's features and all of it as one shape. ``river`` is the middle line."""
    found = Features()
    stream = _ribbon(river, rng.uniform(130, 260, 9)).intersection(outline.buffer(800))
    found.add(stream, name=called["river"], kind="river")
    west, south, east, north = outline.bounds
    for name in called["lakes"][: max(3, round(outline.area / 1.5e8))]:
        for _ in range(40):  # a place that is neither the middle of the city nor in the river
            x, y = rng.uniform(west, east), rng.uniform(south, north)
            lake = blob(x, y, rng.uniform(260, 700), rng)
            near = float(density.at(np.array([x]), np.array([y]))[0])
            if 0.02 < near < 0.6 and outline.contains(lake) and not lake.intersects(stream):  # noqa: PLR2004
                found.add(lake, name=name, kind="lake")
                break
    for number in range(4):  # brooks that run into the river
        top = number % 2 == 0
        x = rng.uniform(west + (east - west) * 0.15, east - (east - west) * 0.15)
        mouth = shapely.get_coordinates(nearest_points(stream, shapely.Point(x, 0))[0])[0]
        steps = np.linspace(0, 1, 14)
        y = mouth[1] + steps * (0.8 * ((north if top else south) - mouth[1]))
        sway = np.cumsum(rng.normal(0, 130, 14))
        brook = _ribbon(
            shapely.LineString(np.column_stack([mouth[0] + sway - sway[0], y])), rng.uniform(9, 16, 4)
        )
        found.add(brook.intersection(outline).difference(stream), kind="canal")
    return found, shapely.union_all(found.shapes)


def wild(outline: Any, wet: Any, density: Density, rng: Generator) -> Features:
    """Return forests on the hills and farmland around the city."""
    west, south, east, north = outline.bounds
    xs, ys = np.arange(west, east, _CELL), np.arange(south, north, _CELL)
    x, y = (grid.ravel() for grid in np.meshgrid(xs, ys))
    mid_x, mid_y = x + _CELL / 2, y + _CELL / 2
    empty = density.at(mid_x, mid_y) < _EMPTY
    hills, fields = Noise(rng, 4000).at(mid_x, mid_y), Noise(rng, 2500).at(mid_x, mid_y)
    cells = shapely.box(x, y, x + _CELL, y + _CELL)
    dry = empty & ~shapely.intersects(wet, cells)
    found = Features()
    for kind, chosen in (("forest", hills > 0.45), ("farmland", (hills <= 0.45) & (fields > -0.15))):  # noqa: PLR2004
        whole = shapely.union_all(cells[dry & chosen])
        softened = shapely.simplify(
            shapely.buffer(shapely.buffer(whole, -60, quad_segs=2), 40, quad_segs=3), 12
        )
        inside = shapely.intersection(softened, outline)
        for part in shapely.get_parts(inside):
            if part.area > 20_000:  # noqa: PLR2004 - square metres
                found.add(part, kind=kind)
    return found
