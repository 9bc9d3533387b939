"""Parcels: readings as bytes. Columns one after the other, little endian, eight bytes of head each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model.readings import NO_FIXES, Fixes, Occurrence, Readings

#: What may be in a parcel at most: larger appends are cut.
LARGEST: Final = 100_000

_ABSURD: Final = 1e6
_VERSION: Final = 1
_HEAD: Final = np.dtype("<u4")
_READING: Final = (("device", "<i4"), ("prop", "<i4"), ("at", "<i8"), ("value", "<f8"))
_FIX: Final = (
    ("device", "<i4"),
    ("at", "<i8"),
    ("lon", "<f8"),
    ("lat", "<f8"),
    ("speed", "<f8"),
    ("heading", "<f8"),
)


def pack(readings: Readings) -> bytes:
    """Return ``readings`` as bytes."""
    told = [(o.device, o.name, o.at, o.data) for o in readings.occurrences]
    head = np.array([_VERSION, len(readings.device), len(readings.fixes.device), len(told)], _HEAD)
    parts = [head.tobytes()]
    parts += [np.ascontiguousarray(getattr(readings, n), dtype=t).tobytes() for n, t in _READING]
    if len(readings.fixes.device):
        parts += [np.ascontiguousarray(_sound(readings.fixes, n), dtype=t).tobytes() for n, t in _FIX]
    if told:
        parts.append(msgspec.json.encode(told))
    return b"".join(parts)


def _sound(fixes: Fixes, name: str) -> Any:
    """Return a column of ``fixes``; a speed or heading that can be none is one that was not said."""
    column = getattr(fixes, name)
    return np.where(np.abs(column) < _ABSURD, column, np.nan) if name in {"speed", "heading"} else column


def unpack(body: bytes) -> Readings:
    """Return what :func:`pack` was given."""
    version, n, fixes, told = np.frombuffer(body, _HEAD, 4).tolist()
    if version != _VERSION:
        raise ValueError(f"a parcel of form {version}")
    columns, place = _columns(body, 16, _READING, n)
    moved = NO_FIXES
    if fixes:
        found, place = _columns(body, place, _FIX, fixes)
        moved = Fixes(**found)
    said: tuple[Occurrence, ...] = ()
    if told:
        rows = msgspec.json.decode(body[place:])
        said = tuple(Occurrence(device=d, name=name, at=at, data=data) for d, name, at, data in rows)
    return Readings(**columns, fixes=moved, occurrences=said)


def _columns(body: bytes, place: int, form: Sequence[tuple[str, str]], n: int) -> tuple[dict[str, Any], int]:
    found: dict[str, NDArray[Any]] = {}
    for name, kind in form:
        dtype = np.dtype(kind)
        found[name] = np.frombuffer(body, dtype, n, place)
        place += dtype.itemsize * n
    return found, place


def join(items: Sequence[Readings]) -> Readings:
    """Return ``items`` one after the other as one."""
    if len(items) == 1:
        return items[0]
    moved = [item.fixes for item in items if len(item.fixes.device)]
    return Readings(
        **{name: np.concatenate([getattr(item, name) for item in items]) for name, _ in _READING},
        fixes=Fixes(**{name: np.concatenate([getattr(f, name) for f in moved]) for name, _ in _FIX})
        if moved
        else NO_FIXES,
        occurrences=tuple(o for item in items for o in item.occurrences),
    )


def select(readings: Readings, mask: Any, fixes: Any, told: Sequence[bool]) -> Readings:
    """Return the readings, fixes and occurrences that the masks choose."""
    moved = readings.fixes
    return Readings(
        **{name: getattr(readings, name)[mask] for name, _ in _READING},
        fixes=Fixes(**{name: getattr(moved, name)[fixes] for name, _ in _FIX})
        if len(moved.device)
        else NO_FIXES,
        occurrences=tuple(o for o, kept in zip(readings.occurrences, told, strict=True) if kept),
    )


def count(readings: Readings) -> int:
    """Return how many readings, fixes and occurrences there are."""
    return len(readings.device) + len(readings.fixes.device) + len(readings.occurrences)


def split(readings: Readings, partitions: int) -> dict[int, Readings]:
    """Return the readings of each partition: devices by number."""
    if partitions == 1:
        return {0: readings} if count(readings) else {}
    parts = {}
    of, moved = readings.device % partitions, readings.fixes.device % partitions
    for no in range(partitions):
        told = [o.device % partitions == no for o in readings.occurrences]
        part = select(readings, of == no, moved == no, told)
        if count(part):
            parts[no] = part
    return parts
