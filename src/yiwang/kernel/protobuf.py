"""The little of Protocol Buffers that vector tiles and map files need: varints and delimited fields."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
_MORE = 0x80
_LONGEST = 64  # bits of a varint


def varint(value: int) -> bytes:
    """Return ``value`` (not negative) as a varint."""
    if value < _MORE:
        return bytes((value,))
    out = bytearray()
    while value >= _MORE:
        out.append((value & 0x7F) | _MORE)
        value >>= 7
    out.append(value)
    return bytes(out)


def varints(values: Iterable[int]) -> bytes:
    """Return many varints one after the other."""
    out = bytearray()
    for number in values:
        value = number
        while value >= _MORE:
            out.append((value & 0x7F) | _MORE)
            value >>= 7
        out.append(value)
    return bytes(out)


def zigzag(value: int) -> int:
    """Return a signed number as an unsigned one: small ones stay small."""
    return value << 1 if value >= 0 else ((-value) << 1) - 1


def unzigzag(value: int) -> int:
    """Return the signed number that :func:`zigzag` made ``value`` of."""
    return (value >> 1) ^ -(value & 1)


def field(number: int, content: bytes) -> bytes:
    """Return a length-delimited field."""
    return varint(number << 3 | BYTES) + varint(len(content)) + content


def number_field(number: int, value: int) -> bytes:
    """Return a varint field."""
    return varint(number << 3 | VARINT) + varint(value)


def double_field(number: int, value: float) -> bytes:
    """Return a field of eight bytes."""
    return varint(number << 3 | FIXED64) + struct.pack("<d", value)


def read_varint(data: bytes | memoryview, at: int) -> tuple[int, int]:
    """Return the varint at ``at`` and where it ends; raises ``ValueError`` where none is."""
    value = shift = 0
    while True:
        if at >= len(data) or shift > _LONGEST:
            raise ValueError("a varint is broken off")
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < _MORE:
            return value, at
        shift += 7


def read_varints(data: bytes | memoryview) -> list[int]:
    """Return all varints of a packed field."""
    found, at = [], 0
    while at < len(data):
        value, at = read_varint(data, at)
        found.append(value)
    return found


def fields(data: bytes | memoryview) -> Iterator[tuple[int, int, int | bytes]]:
    """Yield field number, wire type and content of every field; raises ``ValueError`` for a broken one."""
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        kind = key & 7
        if kind == VARINT:
            value, at = read_varint(data, at)
            yield key >> 3, kind, value
            continue
        if kind == BYTES:
            length, at = read_varint(data, at)
        elif kind in (FIXED64, FIXED32):
            length = 8 if kind == FIXED64 else 4
        else:
            raise ValueError(f"unknown wire type {kind}")
        if at + length > len(data):
            raise ValueError("a field is broken off")
        yield key >> 3, kind, bytes(data[at : at + length])
        at += length
