"""SQL of how things stand, or stood at a moment: many devices, what of them is known, where they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model.wanted import DeviceFilter
from yiwang.base.sensing.store.finding import Where, conditions
from yiwang.infra import copybinary
from yiwang.infra.database import Tx

_NEWEST: Final = ("int4", "int4", "at", "float8")
_DEVICE: Final = (
    "no", "code", "name", "product", "state", "online", "unit", "area", "lon", "lat", "changed_at",
)  # fmt: skip


async def devices(tx: Tx, wanted: DeviceFilter, limit: int) -> dict[str, list[Any]]:
    """Return what a picture shows of up to ``limit`` devices, by code, as columns."""
    where = Where()
    conditions(wanted, where)
    names = ", ".join(_DEVICE)
    return await _columns(
        tx,
        _DEVICE,
        f"SELECT {names} FROM sensing_device d WHERE {where.text} ORDER BY code LIMIT {where.arg(limit)}",
        *where.args,
    )


async def _columns(tx: Tx, names: Sequence[str], sql: str, *args: Any) -> dict[str, list[Any]]:
    """Return the rows of ``sql`` as columns: one array per column is read much faster than rows."""
    arrays = ", ".join(f"array_agg({name}) AS {name}" for name in names)
    [row] = await tx.fetch_planned(f"SELECT {arrays} FROM ({sql}) AS found", *args)
    return {name: row[name] or [] for name in names}


async def newest(tx: Tx, devices: Sequence[int]) -> list[NDArray[Any]]:
    """Return device, property, instant and value of the latest value of each series."""
    data = await tx.copy_out(
        "SELECT device, prop, at, value FROM sensing_latest WHERE device = ANY($1::int4[])", list(devices)
    )
    return copybinary.columns(data, _NEWEST)


async def newest_at(tx: Tx, devices: Sequence[int], since: datetime, moment: datetime) -> list[NDArray[Any]]:
    """Return the same as of ``moment``; of series that went on after it, what lies here since ``since``.

    A series whose latest value is older than ``moment`` is answered by that value, however old it is. Of the
    others one row is looked up in the index, from ``moment`` back.
    """
    data = await tx.copy_out(
        "SELECT device, prop, at, value FROM sensing_latest "
        "WHERE device = ANY($1::int4[]) AND at <= $2::timestamptz UNION ALL "
        "SELECT l.device, l.prop, o.at, o.value FROM sensing_latest l CROSS JOIN LATERAL ("
        "SELECT o.at, o.value FROM sensing_observation o WHERE o.device = l.device AND o.prop = l.prop "
        "AND o.at <= $2::timestamptz AND o.at > $3::timestamptz ORDER BY o.at DESC LIMIT 1) o "
        "WHERE l.device = ANY($1::int4[]) AND l.at > $2::timestamptz",
        list(devices),
        moment,
        since,
    )
    return copybinary.columns(data, _NEWEST)


async def states_at(tx: Tx, devices: Sequence[int], moment: datetime) -> dict[int, str]:
    """Return the stage of life of the devices that were registered at ``moment``."""
    rows = await tx.fetch(
        "SELECT DISTINCT ON (device) device, state FROM sensing_device_life "
        "WHERE device = ANY($1::int4[]) AND at <= $2 ORDER BY device, seq DESC",
        list(devices),
        moment,
    )
    return {row["device"]: row["state"] for row in rows}


async def places(tx: Tx, devices: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Return where the moving ones among ``devices`` are."""
    rows = await tx.fetch(
        "SELECT device, lon, lat FROM sensing_place WHERE device = ANY($1::int4[])", list(devices)
    )
    return {row["device"]: (row["lon"], row["lat"]) for row in rows}


async def places_at(
    tx: Tx, devices: Sequence[int], since: datetime, moment: datetime
) -> dict[int, tuple[float, float]]:
    """Return where the moving ones were at ``moment``, as far as they said so since ``since``."""
    rows = await tx.fetch(
        "SELECT p.device, t.lon, t.lat FROM sensing_place p CROSS JOIN LATERAL ("
        "SELECT t.lon, t.lat FROM sensing_track t WHERE t.device = p.device "
        "AND t.at <= $2 AND t.at > $3 ORDER BY t.at DESC LIMIT 1) t WHERE p.device = ANY($1::int4[])",
        list(devices),
        moment,
        since,
    )
    return {row["device"]: (row["lon"], row["lat"]) for row in rows}


def join(parts: Sequence[list[NDArray[Any]]]) -> list[NDArray[Any]]:
    """Return the newest row of each series out of several sources."""
    device, prop, at, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    by = np.lexsort((at, prop, device))
    device, prop, at, value = device[by], prop[by], at[by], value[by]
    last = np.ones(len(device), np.bool_)
    last[:-1] = (device[1:] != device[:-1]) | (prop[1:] != prop[:-1])
    return [device[last], prop[last], at[last], value[last]]
