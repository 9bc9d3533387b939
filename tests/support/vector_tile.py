"""Reading vector tiles in tests: by the specification, independent of what writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, wire = tag >> 3, tag & 7
        if wire == 0:
            value, at = _varint(data, at)
            yield number, value
        else:
            assert wire == 2, f"wire type {wire} is not used here"
            size, at = _varint(data, at)
            yield number, data[at : at + size]
            at += size


def _packed(data: bytes) -> list[int]:
    found, at = [], 0
    while at < len(data):
        value, at = _varint(data, at)
        found.append(value)
    return found


def _geometry(data: bytes) -> list[tuple[int, int]]:
    numbers, points, x, y = iter(_packed(data)), [], 0, 0
    for command in numbers:
        for _ in range((command >> 3) if command & 7 in {1, 2} else 0):
            dx, dy = next(numbers), next(numbers)
            x += (dx >> 1) ^ -(dx & 1)
            y += (dy >> 1) ^ -(dy & 1)
            points.append((x, y))
    return points


def _value(data: bytes) -> Any:
    [(number, value)] = _fields(data)
    return value.decode() if number == 1 else bool(value) if number == 7 else value


def read(tile: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return the features of each layer: their attributes, and their points as ``at``."""
    layers = {}
    for number, body in _fields(tile):
        assert number == 3
        parts = list(_fields(body))
        one = dict(parts)
        assert (one[15], one[5]) == (2, 4096)
        keys = [v.decode() for n, v in parts if n == 3]
        values = [_value(v) for n, v in parts if n == 4]
        features = []
        for feature in (dict(_fields(v)) for n, v in parts if n == 2):
            tags = _packed(feature[2])
            attributes = {keys[k]: values[v] for k, v in zip(tags[::2], tags[1::2], strict=True)}
            features.append(attributes | {"at": _geometry(feature[4])})
        layers[one[1].decode()] = features
    return layers
