"""Where a point falls: web Mercator, tiles, and keys whose order keeps every tile together.

A key interleaves the bits of column and row (Morton order) at 2^26 columns, about 0.6 m at the equator.
The cells of a tile, at any level below it, are then one unbroken range of keys.
"""

from __future__ import annotations

import math

import msgspec

BITS = 26
_SIZE = 1 << BITS
_MAX_LAT = 85.051128
_SPREADING = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
_GATHERING = (
    (1, 0x3333333333333333),
    (2, 0x0F0F0F0F0F0F0F0F),
    (4, 0x00FF00FF00FF00FF),
    (8, 0x0000FFFF0000FFFF),
    (16, 0x00000000FFFFFFFF),
)


def _spread(value: int) -> int:
    for shift, mask in _SPREADING:
        value = (value | value << shift) & mask
    return value


def _gather(value: int) -> int:
    value &= _SPREADING[-1][1]
    for shift, mask in _GATHERING:
        value = (value | value >> shift) & mask
    return value


def morton(column: int, row: int) -> int:
    """Return the key of ``column`` and ``row``."""
    return _spread(column) | _spread(row) << 1


def unmorton(key: int) -> tuple[int, int]:
    """Return column and row of ``key``."""
    return _gather(key), _gather(key >> 1)


def place(lon: float, lat: float) -> int:
    """Return the finest key of a point in degrees (WGS-84); latitudes are cut at the Mercator square."""
    lat = max(-_MAX_LAT, min(_MAX_LAT, lat))
    x = (lon + 180) / 360
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    top = _SIZE - 1
    return morton(max(0, min(top, int(x * _SIZE))), max(0, min(top, int(y * _SIZE))))


def centre(level: int, cell: int) -> tuple[float, float]:
    """Return longitude and latitude of the middle of ``cell`` at ``level`` (2^level columns)."""
    column, row = unmorton(cell)
    size = 1 << level
    lon = (column + 0.5) / size * 360 - 180
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (row + 0.5) / size))))
    return lon, lat


def up(key: int, level: int, *, from_level: int = BITS) -> int:
    """Return the cell at ``level`` in which ``key`` of the finer ``from_level`` lies."""
    return key >> 2 * (from_level - level)


class Tile(msgspec.Struct, frozen=True):
    """A square of the map: zoom, column, row."""

    z: int
    x: int
    y: int

    @property
    def is_known(self) -> bool:
        """Tell whether there is such a tile at all."""
        return 0 <= self.z <= BITS and 0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z

    def span(self, level: int) -> tuple[int, int]:
        """Return the first cell of the tile at ``level`` and the first one behind it."""
        shift = 2 * (level - self.z)
        first = morton(self.x, self.y)
        return first << shift, (first + 1) << shift

    def inside(self, level: int, cell: int) -> tuple[int, int]:
        """Return column and row of ``cell`` counted from the tile's corner."""
        column, row = unmorton(cell)
        shift = level - self.z
        return column - (self.x << shift), row - (self.y << shift)
