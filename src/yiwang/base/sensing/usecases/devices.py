"""Devices: registered, changed, taken through their life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.sensing.errors import DeviceStateError
from yiwang.base.sensing.messages import DeviceChanged
from yiwang.base.sensing.model.device import ACTS, STATES, Device, DeviceDraft
from yiwang.base.sensing.model.product import Product
from yiwang.base.sensing.model.rights import Reach, leading
from yiwang.base.sensing.store import devices as store
from yiwang.base.sensing.store.devices import DeviceRow
from yiwang.base.sensing.store.products import PRODUCTS, Products
from yiwang.base.sensing.usecases.using import reach_of
from yiwang.infra.database import Work
from yiwang.kernel.errors import ConflictError, InvalidInputError, NotFoundError, YiwangError
from yiwang.kernel.ids import new_id

_TOLD = 500


class Ground(msgspec.Struct, frozen=True):
    """What checking devices needs to know."""

    products: Products
    areas: geography.AreaTree
    units: Any
    gateways: dict[str, Any]
    reach: Reach


async def save_devices(
    work: Work, drafts: Sequence[DeviceDraft], *, state: str = "registered", reason: str = ""
) -> tuple[list[str], list[tuple[int, YiwangError]]]:
    """Register or change devices; see ``api.save_devices``."""
    revision, last = await store.advance(work.tx, len(drafts))
    ground = Ground(
        await PRODUCTS.get(work.tx),
        await geography.areas(work.tx),
        await identity.directory(work.tx),
        await store.refs(work.tx, [d.gateway for d in drafts if d.gateway]),
        await reach_of(work, work.actor),
    )
    known = await store.rows_of(work.tx, [draft.code for draft in drafts])
    number = last - len(drafts)
    fresh: dict[str, DeviceRow] = {}
    changed: list[DeviceRow] = []
    problems: list[tuple[int, YiwangError]] = []
    for index, draft in enumerate(drafts):
        was = known.get(draft.code)
        try:
            if draft.code in fresh:
                raise ConflictError(field="code", why_zh="编码重复", why_en="the code occurs twice")
            row = _row(draft, was, ground, number + len(fresh) + 1, state)
        except YiwangError as error:
            problems.append((index, error))
            continue
        if was is None:
            fresh[row.code] = row
        elif row != was:
            changed.append(row)
    if len(fresh) < len(drafts):  # numbers stay dense
        await store.give_back(work.tx, len(drafts) - len(fresh))
    await store.insert(work.tx, list(fresh.values()), revision, work.now)
    await store.update(work.tx, changed, revision, work.now)
    await store.add_life(
        work.tx, [row.no for row in fresh.values()], state, work.now, work.actor.key, work.actor.unit, reason
    )
    codes = [*fresh, *(row.code for row in changed)]
    for start in range(0, len(codes), _TOLD):
        work.announce(DeviceChanged(devices=tuple(codes[start : start + _TOLD]), action="save"))
    if codes:
        detail = {"devices": codes[:20], "count": len(codes)}
        await audit.record(work, "sensing.device_save", "device", codes[0], detail)
    return codes, problems


def _row(draft: DeviceDraft, was: DeviceRow | None, on: Ground, number: int, state: str) -> DeviceRow:
    product = on.products.by_code.get(draft.product)
    if product is None:
        raise NotFoundError(field="product", what_zh="产品", what_en="product", key=draft.product)
    if was is not None and was.product != product.no:
        raise ConflictError(
            field="product", why_zh="设备不能改换产品", why_en="a device cannot change its product"
        )
    area, path = _place(draft, on)
    for field, code in (("unit", draft.unit), ("keeper", draft.keeper)):
        if code is not None and on.units.unit(code) is None:
            raise NotFoundError(field=field, what_zh="单位", what_en="unit", key=code)
    gateway = None
    if draft.gateway is not None:
        found = on.gateways.get(draft.gateway)
        if found is None:
            raise NotFoundError(field="gateway", what_zh="网关", what_en="gateway", key=draft.gateway)
        gateway = found.no
    return DeviceRow(
        no=number if was is None else was.no,
        id=new_id() if was is None else was.id,
        code=draft.code,
        product=product.no,
        name=draft.name,
        lon=draft.lon,
        lat=draft.lat,
        address=draft.address,
        area=area,
        path=path,
        unit=draft.unit,
        keeper=draft.keeper,
        state=state if was is None else was.state,
        **_kinds(draft, product),
        tags=sorted(set(draft.tags) | set(product.draft.model.tags)),
        attributes=_kept_back(was, on) | draft.attributes,
        gateway=gateway,
    )


def _kept_back(was: DeviceRow | None, on: Ground) -> dict[str, Any]:
    """Return what the changer was not shown, and so cannot have meant to take away."""
    return {} if was is None or on.reach.covers(was) else leading(was.attributes)


def _kinds(draft: DeviceDraft, product: Product) -> dict[str, str]:
    return {
        "source": draft.source or product.draft.source,
        "means": draft.means or product.draft.means,
        "city_state": draft.city_state or product.draft.city_state,
    }


def _place(draft: DeviceDraft, on: Ground) -> tuple[str | None, list[str]]:
    if (draft.lon is None) != (draft.lat is None):
        raise InvalidInputError(
            field="lat", why_zh="经纬度须同时给出", why_en="longitude and latitude come together"
        )
    area = draft.area
    if area is not None and on.areas.get(area) is None:
        raise NotFoundError(field="area", what_zh="区域", what_en="area", key=area)
    if area is None and draft.lon is not None and draft.lat is not None:
        area = on.areas.locate(draft.lon, draft.lat)
    return area, list(on.areas.path(area)) if area else []


async def act(work: Work, code: str, action: str, *, reason: str, unit: str | None = None) -> Device:
    """Take a device to another stage of its life; see ``api.act``."""
    if action not in ACTS:
        raise InvalidInputError(
            field="action",
            why_zh=f"应为 {'、'.join(ACTS)} 之一",
            why_en=f"must be one of {', '.join(ACTS)}",
        )
    (zh, en), allowed, target = ACTS[action]
    revision, _ = await store.advance(work.tx)
    device = await store.device(work.tx, code)
    if device is None:
        raise NotFoundError(what_zh="设备", what_en="device", key=code)
    if device.state not in allowed:
        state = STATES[device.state]
        raise DeviceStateError(device=code, state_zh=state[0], state_en=state[1], act_zh=zh, act_en=en)
    await store.live(work.tx, device.no, target, revision, work.now)
    await store.add_life(
        work.tx, [device.no], target, work.now, work.actor.key, unit or work.actor.unit, reason
    )
    work.announce(DeviceChanged(devices=(code,), action=action))
    detail = {"from": device.state, "to": target, "reason": reason}
    await audit.record(work, f"sensing.device_{action}", "device", code, detail)
    found = await store.device(work.tx, code)
    assert found is not None
    return found
