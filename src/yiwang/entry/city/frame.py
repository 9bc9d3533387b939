"""The plane of a city in metres, how densely it is built, and features as they are written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import shapely
from numpy.random import Generator

Floats = npt.NDArray[np.float64]
Shapes = npt.NDArray[Any]

METRES_PER_DEGREE = 111_320.0  # of latitude, and of longitude at the equator
_DIGITS = 7  # of a degree: a centimetre


@dataclass(frozen=True, slots=True)
class Frame:
    """A plane that touches the Earth at ``lon``, ``lat``; x to the east, y to the north, metres."""

    lon: float
    lat: float

    @property
    def _east(self) -> float:
        return METRES_PER_DEGREE * math.cos(math.radians(self.lat))

    def metres(self, shapes: Any) -> Any:
        """Return shapes in degrees as shapes in metres."""
        return shapely.transform(
            shapes, lambda p: (p - (self.lon, self.lat)) * (self._east, METRES_PER_DEGREE)
        )

    def degrees(self, shapes: Any) -> Any:
        """Return shapes in metres as shapes in degrees, to the centimetre."""
        return shapely.transform(
            shapes, lambda p: np.round(p / (self._east, METRES_PER_DEGREE) + (self.lon, self.lat), _DIGITS)
        )


class Noise:
    """A smooth random surface between about -1 and 1; ``size`` is the width of a hill in metres."""

    def __init__(self, rng: Generator, size: float) -> None:
        angle = rng.uniform(0, 2 * np.pi, 7)
        length = size * rng.uniform(0.7, 1.8, 7)
        self._kx, self._ky = np.cos(angle) * np.pi / length, np.sin(angle) * np.pi / length
        self._phase = rng.uniform(0, 2 * np.pi, 7)

    def at(self, x: Floats, y: Floats) -> Floats:
        """Return the heights at many points."""
        waves = np.sin(x[..., None] * self._kx + y[..., None] * self._ky + self._phase)
        return np.asarray(waves.sum(axis=-1) / 3.5)


@dataclass(frozen=True, slots=True)
class Density:
    """How densely the land is built, 0 to 1: a large centre and the seats of the streets."""

    x: Floats
    y: Floats
    reach: Floats
    height: Floats
    uneven: Noise

    def at(self, x: Floats, y: Floats) -> Floats:
        """Return the densities at many points, shape of ``x``."""
        best = np.zeros_like(x)
        for cx, cy, reach, height in zip(self.x, self.y, self.reach, self.height, strict=True):
            best = np.maximum(best, height * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / reach**2))
        return np.asarray(best * (1 + 0.16 * self.uneven.at(x, y)))


@dataclass(slots=True)
class Features:
    """Features of one layer on their way into a file."""

    shapes: list[Any] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, shape: Any, **row: Any) -> None:
        """Add one feature; properties that are ``None`` are left out."""
        self.shapes.append(shape)
        self.rows.append({key: value for key, value in row.items() if value is not None})


def geojson(shapes: Sequence[Any], rows: Sequence[dict[str, Any]]) -> bytes:
    """Return a FeatureCollection; shapes are in degrees already."""
    drawn = shapely.to_geojson(np.array(shapes, dtype=object))
    parts = [
        b'{"type":"Feature","properties":'
        + msgspec.json.encode(row)
        + b',"geometry":'
        + shape.encode()
        + b"}"
        for shape, row in zip(drawn, rows, strict=True)
    ]
    return b'{"type":"FeatureCollection","features":[\n' + b",\n".join(parts) + b"\n]}\n"
