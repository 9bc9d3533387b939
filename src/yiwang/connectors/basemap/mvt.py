"""Mapbox Vector Tiles, version 2.1: one tile's layers as bytes and back.

Coordinates are whole numbers from 0 to :data:`EXTENT` across the tile, y downwards; a little outside is
the buffer that hides seams. The format is described by its published specification; points, lines and
polygons are all we need of it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from yiwang.kernel import protobuf

EXTENT = 4096
POINT, LINE, POLYGON = 1, 2, 3
_MOVE, _DRAW, _CLOSE = 1, 2, 7
_LEAST_RING = 3
_NAME, _FEATURES, _KEYS, _VALUES, _EXTENT, _VERSION = 1, 2, 3, 4, 5, 15

Part = Sequence[tuple[int, int]]
Value = str | float | int | bool


@dataclass(slots=True)
class Feature:
    """A thing on the tile: its kind, its parts (rings of polygons without the repeated end), its tags."""

    kind: int
    parts: list[list[tuple[int, int]]]
    tags: dict[str, Value]


@dataclass(slots=True)
class Layer:
    """The features of one name."""

    name: str
    features: list[Feature] = field(default_factory=list)


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return protobuf.number_field(7, int(value))
    if isinstance(value, str):
        return protobuf.field(1, value.encode())
    if isinstance(value, int):
        return (
            protobuf.number_field(5, value)
            if value >= 0
            else protobuf.number_field(6, protobuf.zigzag(value))
        )
    return protobuf.double_field(3, value)


def area2(ring: Part) -> int:
    """Return twice the signed area of a ring; positive is clockwise on the screen: an outer ring."""
    total = 0
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        total += x1 * y2 - x2 * y1
        x1, y1 = x2, y2
    return total


def commands(kind: int, parts: Iterable[Part]) -> list[int]:
    """Return the drawing commands of a geometry as unsigned numbers."""
    out: list[int] = []
    x = y = 0
    if kind == POINT:
        points = [point for part in parts for point in part]
        out.append(len(points) << 3 | _MOVE)
        for px, py in points:
            out += (protobuf.zigzag(px - x), protobuf.zigzag(py - y))
            x, y = px, py
        return out
    for part in parts:
        first, rest = part[0], part[1:]
        out += (1 << 3 | _MOVE, protobuf.zigzag(first[0] - x), protobuf.zigzag(first[1] - y))
        x, y = first
        out.append(len(rest) << 3 | _DRAW)
        for px, py in rest:
            dx, dy = px - x, py - y
            out.append(dx << 1 if dx >= 0 else ((-dx) << 1) - 1)
            out.append(dy << 1 if dy >= 0 else ((-dy) << 1) - 1)
            x, y = px, py
        if kind == POLYGON:
            out.append(1 << 3 | _CLOSE)
    return out


def encode(layers: Iterable[Layer]) -> bytes:
    """Return the tile of ``layers``, in their order; layers without features are left out."""
    return b"".join(protobuf.field(3, _layer(layer)) for layer in layers if layer.features)


def _layer(layer: Layer) -> bytes:
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    body = bytearray(protobuf.number_field(_VERSION, 2) + protobuf.field(_NAME, layer.name.encode()))
    for one in layer.features:
        tags: list[int] = []
        for key, value in one.tags.items():
            tags.append(keys.setdefault(key, len(keys)))
            tags.append(values.setdefault((type(value), value), len(values)))
        content = protobuf.field(2, protobuf.varints(tags)) if tags else b""
        content += protobuf.number_field(3, one.kind)
        content += protobuf.field(4, protobuf.varints(commands(one.kind, one.parts)))
        body += protobuf.field(_FEATURES, content)
    for key in keys:
        body += protobuf.field(_KEYS, key.encode())
    for _, value in values:
        body += protobuf.field(_VALUES, _value(value))
    body += protobuf.number_field(_EXTENT, EXTENT)
    return bytes(body)


def without(tile: bytes, names: frozenset[str]) -> bytes:
    """Return the tile without the layers of these names; nothing else of it is touched."""
    kept = []
    for number, _, content in protobuf.fields(tile):
        assert isinstance(content, bytes)
        if number != 3 or _layer_name(content) not in names:  # noqa: PLR2004 - field 3 holds a layer
            kept.append(protobuf.field(number, content))
    return b"".join(kept)


def _layer_name(content: bytes) -> str:
    return next((cast("bytes", c).decode() for n, _, c in protobuf.fields(content) if n == _NAME), "")


def decode(tile: bytes) -> list[Layer]:
    """Return the layers of a tile; raises ``ValueError`` for bytes that are none."""
    return [_read_layer(cast("bytes", c)) for n, _, c in protobuf.fields(tile) if n == 3]  # noqa: PLR2004


def _read_layer(data: bytes) -> Layer:
    keys: list[str] = []
    values: list[Any] = []
    raw: list[bytes] = []
    name = ""
    for number, _, content in protobuf.fields(data):
        if number == _NAME:
            name = cast("bytes", content).decode()
        elif number == _KEYS:
            keys.append(cast("bytes", content).decode())
        elif number == _VALUES:
            values.append(_read_value(cast("bytes", content)))
        elif number == _FEATURES:
            raw.append(cast("bytes", content))
    return Layer(name, [_read_feature(one, keys, values) for one in raw])


def _read_value(data: bytes) -> Any:
    number, _, content = next(protobuf.fields(data))
    if number == 1:
        return cast("bytes", content).decode()
    if isinstance(content, bytes):
        return struct.unpack("<d" if len(content) == 8 else "<f", content)[0]  # noqa: PLR2004 - its bytes
    return bool(content) if number == 7 else protobuf.unzigzag(content) if number == 6 else content  # noqa: PLR2004


def _read_feature(data: bytes, keys: list[str], values: list[Any]) -> Feature:
    kind, tags, drawn = 0, [], []
    for number, _, content in protobuf.fields(data):
        if number == 3:  # noqa: PLR2004 - the numbers are those of the specification
            kind = cast("int", content)
        elif number == 2:  # noqa: PLR2004
            tags = protobuf.read_varints(cast("bytes", content))
        elif number == 4:  # noqa: PLR2004
            drawn = protobuf.read_varints(cast("bytes", content))
    pairs = zip(tags[::2], tags[1::2], strict=True)
    return Feature(kind, _read_parts(drawn), {keys[k]: values[v] for k, v in pairs})


def _read_parts(drawn: list[int]) -> list[list[tuple[int, int]]]:
    parts: list[list[tuple[int, int]]] = []
    x = y = at = 0
    while at < len(drawn):
        command, count = drawn[at] & 7, drawn[at] >> 3
        at += 1
        if command == _CLOSE:
            continue
        for _ in range(count):
            x, y = x + protobuf.unzigzag(drawn[at]), y + protobuf.unzigzag(drawn[at + 1])
            at += 2
            if command == _MOVE:
                parts.append([])
            parts[-1].append((x, y))
    return parts
