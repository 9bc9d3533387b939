"""Readings on their way: what doors append, and what observers of the settler see.

Instants are microseconds since 1970 UTC in ``int64``. Columns of one record have equal length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]
Instants: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """Positions of moving devices: degrees on WGS-84, speed in km/h, heading in degrees from north.

    Speed and heading are NaN where the device does not say them.
    """

    device: Ints
    at: Instants
    lon: Floats
    lat: Floats
    speed: Floats
    heading: Floats


_NONE: Final = np.empty(0)
NO_FIXES: Final = Fixes(
    device=_NONE.astype(np.int32),
    at=_NONE.astype(np.int64),
    lon=_NONE,
    lat=_NONE,
    speed=_NONE,
    heading=_NONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something a device says has happened (an event of its thing model), with its data."""

    device: int
    name: str
    at: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What a door appends. ``value`` is a number: booleans are 0 and 1, members of an enumeration their code.

    ``device`` and ``prop`` are the numbers that the registry gives (``api.resolve``).
    """

    device: Ints
    prop: Ints
    at: Instants
    value: Floats
    fixes: Fixes = NO_FIXES
    occurrences: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What the settler shows its observers: only readings that are in order, sorted by series, then instant.

    ``late`` marks readings older than what their series had already: they are stored, but whoever follows
    the series forward in time leaves them out. ``received`` is when the newest parcel of the batch came in.
    ``replay``: the batch was settled before; it is shown again to restore what an observer remembers, and
    nothing may be written.
    """

    partition: int
    seq: int
    received: int
    device: Ints
    prop: Ints
    at: Instants
    value: Floats
    late: Bools
    fixes: Fixes = NO_FIXES
    occurrences: tuple[Occurrence, ...] = ()
    replay: bool = False
