"""Gateways at which rules run: what is behind one, and who judges it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from yiwang.base.audit import api as audit
from yiwang.base.sensing.messages import DeviceChanged
from yiwang.base.sensing.model.readings import Readings
from yiwang.base.sensing.store import devices, gateways, partitions, settling
from yiwang.base.sensing.store.products import PRODUCTS
from yiwang.base.sensing.usecases.inlet import inlet
from yiwang.base.sensing.usecases.settler import micros
from yiwang.infra.database import Database, Tx, Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import NotFoundError

_DAY: Final = 86_400_000_000
_SECOND: Final = 1_000_000


class KeyDigest(msgspec.Struct, frozen=True):
    """A device key as somebody else may recognise it: its SHA-256, for whom it speaks, until when."""

    digest: bytes
    scope: str
    subject: int
    expires_at: float | None


async def behind(tx: Tx, gateway: int) -> list[gateways.Behind]:
    """Return the devices behind a gateway that are not scrapped, by number."""
    return await gateways.behind(tx, gateway)


async def digests_behind(tx: Tx, gateway: int) -> list[KeyDigest]:
    """Return the keys in force that speak for a gateway, for what is behind it, or for products of these."""
    return [
        KeyDigest(r["digest"], r["scope"], r["subject"], r["expires_at"] and r["expires_at"].timestamp())
        for r in await gateways.digests(tx, gateway)
    ]


async def put_behind(work: Work, gateway: str, codes: Sequence[str]) -> int:
    """Let exactly the devices ``codes`` speak through ``gateway``; return how many there are now.

    Announces ``sensing.device``. Raises ``not_found``.
    """
    revision, _ = await devices.advance(work.tx)
    refs = await devices.refs(work.tx, [gateway, *codes])
    for code in (gateway, *codes):
        if code not in refs:
            raise NotFoundError(field="devices", what_zh="设备", what_en="device", key=code)
    wanted = {refs[code].no for code in codes} - {refs[gateway].no}
    changed = await gateways.put_behind(work.tx, refs[gateway].no, list(wanted), revision, work.now)
    if changed:
        work.announce(DeviceChanged(devices=tuple(changed[:500]), action="save"))
        detail = {"devices": changed[:20], "count": len(changed)}
        await audit.record(work, "sensing.device_behind", "device", gateway, detail)
    return len(wanted)


async def judge_at(work: Work, gateway: str, *, there: bool) -> None:
    """Say whether rules about the devices behind ``gateway`` run at it, and so no longer here."""
    revision, _ = await devices.advance(work.tx)
    await gateways.judge(work.tx, gateway, revision, work.now, there=there)
    work.announce(DeviceChanged(devices=(gateway,), action="save"))


async def take_late(database: Database, readings: Readings) -> Readings:
    """Store what is older than its property's late limit as history, and return the rest.

    For readings that were in order when a gateway took them and come up only now. Doing it again changes
    nothing. Positions and happenings have no history road: they go on with the rest.
    """
    now = micros(database.time.now())
    async with database.reading(SYSTEM) as work:
        found = await PRODUCTS.get(work.tx)
    late_s = {p.props[s.code]: s.late_s for p in found.by_no.values() for s in p.draft.model.properties}
    limits = np.array([late_s.get(prop, np.inf) for prop in readings.prop.tolist()])
    old = (now - readings.at > limits * _SECOND) & np.isfinite(readings.value)
    if not old.any():
        return readings
    days = {partitions.day_of(int(day)) for day in np.unique(readings.at[old] // _DAY)}
    async with database.work(SYSTEM) as work:
        await partitions.ensure(work.tx, partitions.OBSERVATION, days)
    device, prop, at, value = (getattr(readings, name)[old] for name in ("device", "prop", "at", "value"))
    once = np.unique(np.stack([device, prop, at]), axis=1, return_index=True)[1]
    async with database.work(SYSTEM) as work:
        await settling.insert_behind(work.tx, device[once], prop[once], at[once], value[once])
    return Readings(
        device=readings.device[~old],
        prop=readings.prop[~old],
        at=readings.at[~old],
        value=readings.value[~old],
        fixes=readings.fixes,
        occurrences=readings.occurrences,
    )


async def append_within(database: Database, work: Work, readings: Readings) -> None:
    """Append ``readings`` to the inbox in the caller's transaction; raises ``inbox_full``."""
    await inlet(database).within(work, readings)
