"""Tables to take away: devices with what they said last, raw readings with their units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from yiwang.base.geography import api as geography
from yiwang.base.sensing.model.device import Device
from yiwang.base.sensing.model.product import Property
from yiwang.base.sensing.model.wanted import DeviceFilter, ObservationFilter
from yiwang.base.sensing.store.products import PRODUCTS, Products
from yiwang.base.sensing.usecases.finding import find_devices, within_reach
from yiwang.base.sensing.usecases.looking import latest, observations
from yiwang.base.sensing.usecases.picturing import latest_at
from yiwang.base.sensing.usecases.sheets import lines
from yiwang.infra.database import Work
from yiwang.kernel.actor import Actor

MOST_DEVICES: Final = 100_000
MOST_READINGS: Final = 100_000
READINGS: Final = "读数"
_SAID: Final = ("最新值", "数据时间", "陈旧的值")
_TITLES: Final = ("设备编码", "属性", "属性名称", "时间", "值", "含义", "单位")
_AT_ONCE: Final = 2000

_Specs = dict[tuple[str, str], Property]


async def device_table(
    work: Work, actor: Actor, wanted: DeviceFilter, moment: datetime | None, *, values: bool
) -> list[list[str]]:
    """Return devices as a table that can be handed in again; ``values``: with what each said last.

    What ``actor`` may not see of another unit's device stays empty. Raises ``invalid_input`` for a moment
    ahead of now, and for more devices than can be looked back at.
    """
    found = await find_devices(work.tx, wanted, "code", None, MOST_DEVICES)
    rows = lines(found)
    if not values:
        return rows
    reach = await within_reach(work, actor, wanted)
    columns = await (latest(work, reach, ()) if moment is None else latest_at(work, reach, (), moment))
    said = _said(await PRODUCTS.get(work.tx), found, columns, await _zone(work))
    rows[0] += _SAID
    for device, row in zip(found, rows[1:], strict=True):
        row.extend(said.get(device.code, [""] * len(_SAID)))
    return rows


async def reading_table(work: Work, wanted: ObservationFilter) -> list[list[str | float]]:
    """Return up to 100,000 raw readings by instant, in the city's time, with names and units."""
    zone = await _zone(work)
    products = await PRODUCTS.get(work.tx)
    specs: dict[str, Property] = {}
    for device in await find_devices(work.tx, wanted.devices, "code", None, _AT_ONCE):
        model = products.by_code[device.product].draft.model
        specs |= {f"{device.code} {spec.code}": spec for spec in model.properties}
    page = await observations(work, wanted, None, MOST_READINGS)
    rows: list[list[str | float]] = [list(_TITLES)]
    for device_code, prop, at, value in zip(page.device, page.property, page.at, page.value, strict=True):
        spec = specs.get(f"{device_code} {prop}")
        known = (prop, "", "") if spec is None else (spec.name, _meaning(spec, value), spec.unit)
        rows.append([device_code, prop, known[0], _time(at, zone), value, known[1], known[2]])
    return rows


async def _zone(work: Work) -> ZoneInfo:
    return ZoneInfo((await geography.areas(work.tx)).city.timezone)


def _time(at: float, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at / 1000, zone).isoformat(" ", "milliseconds")


def _meaning(spec: Property, value: float) -> str:
    if spec.kind == "boolean":
        return "是" if value else "否"
    return next((member.name for member in spec.members if member.value == value), "")


def _words(spec: Property, value: float) -> str:
    told = _meaning(spec, value) or (f"{value:.10g}" + ("" if spec.unit == "1" else f" {spec.unit}"))
    return f"{spec.name} {told}"


def _said(
    products: Products, devices: Sequence[Device], columns: Mapping[str, Sequence[Any]], zone: ZoneInfo
) -> dict[str, list[str]]:
    """Return per device what it said last, in words: values with units, their time, what is stale."""
    specs: _Specs = {
        (product.code, spec.code): spec
        for product in products.by_no.values()
        for spec in product.draft.model.properties
    }
    product_of = {device.code: device.product for device in devices}
    found: dict[str, list[tuple[float, str, bool]]] = {}
    rows = [columns[name] for name in ("device", "property", "at", "value", "stale")]
    for device, prop, at, value, stale in zip(*rows, strict=True):
        spec = specs.get((product_of.get(device, ""), prop))
        found.setdefault(device, []).append((at, _words(spec, value) if spec else prop, stale))
    return {
        device: [
            "；".join(words for _, words, _ in said),
            _time(max(at for at, _, _ in said), zone),
            "；".join(words for _, words, stale in said if stale),
        ]
        for device, said in found.items()
    }
