"""Devices: what is registered of one, and the stages of its life."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Meta

from yiwang.base.sensing.model.product import CityState, Means, Source, Words

DeviceCode: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]{0,63}$")]
Degrees: TypeAlias = Annotated[float, Meta(ge=-180, le=180)]

#: 登记 启用 停用 维修 报废.
STATES: Final = {
    "registered": ("登记", "registered"),
    "in_service": ("启用", "in service"),
    "suspended": ("停用", "suspended"),
    "repair": ("维修", "under repair"),
    "scrapped": ("报废", "scrapped"),
}
#: What may be done: act → (names, stages it may start from, stage it leads to).
ACTS: Final = {
    "enable": (("启用", "be put into service"), {"registered", "suspended", "repair"}, "in_service"),
    "suspend": (("停用", "be suspended"), {"in_service", "repair"}, "suspended"),
    "repair": (("送修", "go to repair"), {"in_service", "suspended"}, "repair"),
    "scrap": (("报废", "be scrapped"), {"registered", "in_service", "suspended", "repair"}, "scrapped"),
}


class DeviceDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A device as it is asked for; ``source``, ``means`` and ``city_state`` default to the product's."""

    code: DeviceCode
    product: str
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    lon: Degrees | None = None
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    address: Words = ""
    area: str | None = None
    unit: str | None = None
    keeper: str | None = None
    source: Source | None = None
    means: Means | None = None
    city_state: CityState | None = None
    tags: Annotated[tuple[Words, ...], Meta(max_length=50)] = ()
    attributes: dict[str, str | float | bool | None] = {}
    gateway: str | None = None


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device as it is stored."""

    no: int
    id: UUID
    code: str
    product: str
    name: str
    lon: float | None
    lat: float | None
    address: str
    area: str | None
    path: tuple[str, ...]
    unit: str | None
    keeper: str | None
    state: str
    source: str
    means: str
    city_state: str
    tags: tuple[str, ...]
    attributes: dict[str, Any]
    gateway: str | None
    online: bool
    online_at: datetime | None
    created_at: datetime
    changed_at: datetime


class DeviceRef(msgspec.Struct, frozen=True):
    """What a door must know of a device: its number, its product's and its gateway's."""

    no: int
    product: int
    gateway: int = 0


class KeyScope(msgspec.Struct, frozen=True):
    """For whom a key speaks: one device, the devices of a product, or a gateway with what is behind it."""

    scope: str
    subject: int

    def covers(self, device: DeviceRef) -> bool:
        """Tell whether the key may speak for ``device``."""
        if self.scope == "product":
            return device.product == self.subject
        return device.no == self.subject or (self.scope == "gateway" and device.gateway == self.subject)
