"""What a search of devices or observations asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec

from yiwang.base.sensing.model.rights import Reach

#: Orders of a list of devices: name → column.
SORTS: Final = {"code": "code", "name": "name", "changed": "changed_at", "number": "no"}
#: Fields that are compared as they are.
EQUAL: Final = ("state", "unit", "keeper", "source", "means", "city_state")

Ring = tuple[tuple[float, float], ...]


class DeviceFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which devices: all conditions hold; ``None`` asks for nothing."""

    codes: tuple[str, ...] | None = None
    text: str | None = None
    product: str | None = None
    state: str | None = None
    unit: str | None = None
    keeper: str | None = None
    source: str | None = None
    means: str | None = None
    city_state: str | None = None
    online: bool | None = None
    area: str | None = None
    tags: tuple[str, ...] = ()
    attributes: dict[str, Any] = {}
    gateway: str | None = None
    #: longitude, latitude, metres
    near: tuple[float, float, float] | None = None
    #: a ring of longitude and latitude; the last point joins the first
    polygon: Ring | None = None
    #: whose data somebody may see; ``None``: all
    readable: Reach | None = None


class ObservationFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which observations: of which devices, which properties (codes), from when to before when."""

    devices: DeviceFilter
    properties: tuple[str, ...]
    start: datetime
    end: datetime
