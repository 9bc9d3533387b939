"""Searching devices, and whose data somebody may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from yiwang.base.sensing.model.device import Device
from yiwang.base.sensing.model.rights import DeviceFace, face
from yiwang.base.sensing.model.wanted import SORTS, DeviceFilter
from yiwang.base.sensing.store import archive as noted
from yiwang.base.sensing.store import devices as device_store
from yiwang.base.sensing.store import finding as store
from yiwang.base.sensing.store import using as using_store
from yiwang.base.sensing.usecases import using
from yiwang.infra.database import Tx, Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import ForbiddenError, InvalidInputError, NotFoundError


async def within_reach(work: Work, actor: Actor, wanted: DeviceFilter) -> DeviceFilter:
    """Return those of ``wanted`` whose data ``actor`` may see; see ``model.rights.Reach``."""
    reach = await using.reach_of(work, actor)
    unbound = reach.everything and reach.area is None
    return msgspec.structs.replace(wanted, readable=None if unbound else reach)


async def faces(work: Work, actor: Actor, devices: Sequence[Device]) -> list[DeviceFace]:
    """Return ``devices`` as ``actor`` sees them: everybody finds all, addresses of streams are kept back."""
    reach = await using.reach_of(work, actor)
    return [face(device, reach) for device in devices]


async def demand_reach(work: Work, actor: Actor, code: str) -> None:
    """Raise ``not_found`` or ``forbidden`` unless ``actor`` may see what the device says; count the use."""
    device = await device_store.device(work.tx, code)
    if device is None:
        raise NotFoundError(what_zh="设备", what_en="device", key=code)
    if not (await using.reach_of(work, actor)).covers(device):
        if device.unit is None:
            raise ForbiddenError(
                why_zh="设备不在账号所辖区域内", why_en="the device is not in the area of the account"
            )
        raise ForbiddenError(
            why_zh=f"设备属于单位 {device.unit}，请先申请使用",
            why_en=f"the device belongs to {device.unit}; ask to use it first",
        )
    await using.meter(work, [device.no])


async def demand_operation(work: Work, actor: Actor, code: str) -> Device:
    """Return a device that ``actor`` may operate; raises ``not_found`` and ``forbidden``."""
    device = await device_store.device(work.tx, code)
    if device is None:
        raise NotFoundError(what_zh="设备", what_en="device", key=code)
    if not (await using.reach_of(work, actor)).operates(device):
        raise ForbiddenError(
            why_zh="只有设备所属单位和所辖区域的指挥人员可以操作它",
            why_en="only its owner and the centre of its area operate a device",
        )
    return device


async def meter(work: Work, wanted: DeviceFilter) -> None:
    """Count the use of devices that were asked for by name."""
    if wanted.codes and work.actor.unit is not None:
        await using.meter(work, list(await store.numbers(work.tx, wanted)))


async def find_devices(
    tx: Tx, wanted: DeviceFilter, sort: str, after: Sequence[Any] | None, limit: int
) -> list[Device]:
    """Return up to ``limit`` devices in the order ``sort`` (``-``: downward) after a :func:`position`."""
    if sort.removeprefix("-") not in SORTS:
        raise InvalidInputError(field="sort", why_zh="不支持的排序", why_en="not a known order")
    place = None if after is None else (str(after[0]), int(after[1]))
    return await store.find(tx, wanted, sort, place, limit)


def position(device: Device, sort: str) -> list[Any]:
    """Return where ``device`` stands in the order ``sort``."""
    value = getattr(device, SORTS[sort.removeprefix("-")])
    return [value.isoformat() if hasattr(value, "isoformat") else str(value), device.no]


async def count_devices(tx: Tx, wanted: DeviceFilter) -> int:
    """Return how many devices there are."""
    return await store.count(tx, wanted)


async def coverage(tx: Tx, area: str | None) -> list[dict[str, Any]]:
    """Return devices, in service and online per state of the city, means and source."""
    return await store.coverage(tx, area)


async def figures(tx: Tx, first: date, last: date) -> list[dict[str, Any]]:
    """Return per owner how well its devices work from ``first`` to ``last``.

    ``online_rate``: online now of those in service. ``data_rate``: days with data of all days of the devices
    in service. ``doubtful_rate``: doubtful of all readings. ``used``: how often others used them.
    """
    days = (last - first).days + 1
    made = []
    for row in await noted.figures(tx, first, last):
        serving, total = row["in_service"], row["readings"] + row["doubtful"]
        made.append(
            dict(row)
            | {
                "online_rate": row["online"] / serving if serving else None,
                "data_rate": min(row["device_days"] / (serving * days), 1.0) if serving else None,
                "doubtful_rate": row["doubtful"] / total if total else None,
            }
        )
    return made


async def uses(tx: Tx, code: str, first: date, last: date) -> list[dict[str, Any]]:
    """Return who used a device how often, per day and unit; raises ``not_found``."""
    found = (await device_store.refs(tx, [code])).get(code)
    if found is None:
        raise NotFoundError(what_zh="设备", what_en="device", key=code)
    return await using_store.uses(tx, found.no, first, last)
