"""Who may look at devices and what they say, and who may change them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec

from yiwang.base.sensing.model.device import Device
from yiwang.kernel.actor import ROLES
from yiwang.kernel.permissions import permission

_WORK = tuple(role for role in ROLES if role not in {"security", "auditor"})

SEE_DEVICES = permission("sensing.see", "查看感知设备与数据", "see devices and what they say", *_WORK)
CHANGE_DEVICES = permission("sensing.change", "管理感知设备", "manage devices", "admin", "dispatcher")
CHANGE_PRODUCTS = permission("sensing.products", "管理产品与物模型", "manage products", "admin")
MANAGE_KEYS = permission("sensing.keys", "管理设备密钥", "manage the keys of devices", "admin", "security")
ASK_USE = permission("sensing.ask", "申请使用他单位设备", "ask to use devices of another unit", *_WORK)
DECIDE_USE = permission(
    "sensing.decide", "审批设备使用", "decide who may use devices", "admin", "dispatcher", "leader"
)

#: What leads to a stream: an address with a scheme, or a host with its port.
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://|\b\d{1,3}(\.\d{1,3}){3}\b|\S+\.\S+:\d{2,5}\b")


class Owned(Protocol):
    """What decides whose a device is."""

    @property
    def no(self) -> int:
        """Return the number."""
        ...

    @property
    def unit(self) -> str | None:
        """Return the owner."""
        ...

    @property
    def path(self) -> Sequence[str]:
        """Return the areas it stands in."""
        ...


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody may see of what devices say. That a device is there, what and where, everybody finds.

    What the own unit and those below it own, and what was granted, counts wherever it stands; what is seen by
    the role, and devices that nobody owns, within the area the account is bound to.
    """

    everything: bool = False
    area: str | None = None
    units: tuple[str, ...] = ()
    granted: tuple[int, ...] = ()

    def covers(self, device: Owned) -> bool:
        """Tell whether what ``device`` says may be seen."""
        if device.unit is not None and device.unit in self.units:
            return True
        if device.no in self.granted:
            return True
        return (self.everything or device.unit is None) and (self.area is None or self.area in device.path)

    def operates(self, device: Owned) -> bool:
        """Tell whether ``device`` may be told what to do: to be granted its data is not enough."""
        if device.unit is not None and device.unit in self.units:
            return True
        return self.everything and (self.area is None or self.area in device.path)


class DeviceFace(Device, frozen=True, kw_only=True):
    """A device as somebody sees it; ``readable``: what it says, too."""

    readable: bool


def face(device: Device, reach: Reach) -> DeviceFace:
    """Return ``device`` as ``reach`` lets it be seen: addresses of its streams only where its data are."""
    readable = reach.covers(device)
    values = msgspec.structs.asdict(device)
    if not readable:
        kept_back = leading(device.attributes)
        values["attributes"] = {k: v for k, v in device.attributes.items() if k not in kept_back}
    return DeviceFace(**values, readable=readable)


def leading(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of ``attributes`` that lead to a stream."""
    return {k: v for k, v in attributes.items() if isinstance(v, str) and _ADDRESS.search(v) is not None}
