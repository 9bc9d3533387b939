"""Writing Mapbox Vector Tiles (version 2.1 of the specification): points and squares, nothing else.

A tile of ten thousand points is written while somebody looks: features are put together from prepared
pieces of bytes instead of objects. The tiles of the base map, made once, have a fuller writer of their own
(``connectors/basemap/mvt``); what both need of Protocol Buffers is in the kernel.
"""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.kernel.protobuf import field, varint, zigzag

EXTENT = 4096
Value = str | int | bool

_POINT, _POLYGON = 1, 3
_MOVE_TO_ONE = b"\x09"  # command 1, count 1
_LINE_TO_THREE = b"\x1a"  # command 2, count 3
_CLOSE = b"\x0f"  # command 7, count 1


def _signed(value: int) -> bytes:
    return varint(zigzag(value))


_COORDINATE = [_signed(value) for value in range(EXTENT + 1)]


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return b"\x38" + varint(int(value))
    if isinstance(value, int):
        return b"\x28" + varint(value)
    return field(1, value.encode())


class Layer:
    """One layer of a tile; add features, then :meth:`encode`. ``keys`` name their attributes in order."""

    def __init__(self, name: str, keys: Sequence[str]) -> None:
        self._name = name
        self._keys = keys
        self._values: dict[tuple[type, Value], int] = {}
        self._features: list[bytes] = []

    def __len__(self) -> int:
        return len(self._features)

    def point(self, x: int, y: int, values: Sequence[Value | None]) -> None:
        """Add a point at ``(x, y)`` in units of the tile's extent."""
        self._add(_POINT, _MOVE_TO_ONE + _COORDINATE[x] + _COORDINATE[y], values)

    def square(self, x: int, y: int, size: int, values: Sequence[Value | None]) -> None:
        """Add a square whose upper left corner is at ``(x, y)``."""
        edge, back = _COORDINATE[size], _signed(-size)
        geometry = (
            _MOVE_TO_ONE + _COORDINATE[x] + _COORDINATE[y]
            + _LINE_TO_THREE + edge + b"\x00" + b"\x00" + edge + back + b"\x00" + _CLOSE
        )  # fmt: skip
        self._add(_POLYGON, geometry, values)

    def _add(self, kind: int, geometry: bytes, values: Sequence[Value | None]) -> None:
        tags = bytearray()
        for key, value in enumerate(values):
            if value is not None:
                at = self._values.setdefault((type(value), value), len(self._values))
                tags += varint(key) + varint(at)
        body = b"\x12" + varint(len(tags)) + tags + b"\x18" + varint(kind)
        body += b"\x22" + varint(len(geometry)) + geometry
        self._features.append(b"\x12" + varint(len(body)) + body)

    def encode(self) -> bytes:
        """Return the layer as a part of a tile; a layer without features is no part at all."""
        if not self._features:
            return b""
        body = b"".join((
            b"\x78\x02",
            field(1, self._name.encode()),
            *self._features,
            *(field(3, key.encode()) for key in self._keys),
            *(field(4, _value(value)) for _, value in self._values),
            b"\x28" + varint(EXTENT),
        ))  # fmt: skip
        return field(3, body)
