"""SQL of settling: what is stored of readings. Instants are microseconds since 1970."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model.readings import Fixes, Instants, Ints, Occurrence
from yiwang.infra import copybinary
from yiwang.infra.database import Tx

_AT: Final = "timestamptz '1970-01-01T00:00Z' + {} * interval '1 microsecond'"
_BEHIND: Final = f"""
INSERT INTO sensing_observation (device, prop, at, value)
SELECT d, p, {_AT.format("t")}, v
FROM unnest($1::int4[], $2::int4[], $3::int8[], $4::float8[]) AS x(d, p, t, v)
ON CONFLICT DO NOTHING
RETURNING device, prop, (extract(epoch FROM at) * 1000000)::int8 AS at
"""
_STORED: Final = f"""
SELECT o.value FROM unnest($1::int4[], $2::int4[], $3::int8[]) WITH ORDINALITY AS x(d, p, t, i)
LEFT JOIN sensing_observation o ON o.device = d AND o.prop = p AND o.at = {_AT.format("t")} ORDER BY i
"""
_LATEST: Final = f"""
INSERT INTO sensing_latest AS l (device, prop, at, value, since, received_at)
SELECT d, p, {_AT.format("t")}, v, {_AT.format("s")}, $6
FROM unnest($1::int4[], $2::int4[], $3::int8[], $4::float8[], $5::int8[]) AS x(d, p, t, v, s)
ON CONFLICT (device, prop) DO UPDATE SET at = excluded.at, value = excluded.value, since = excluded.since,
    received_at = excluded.received_at
WHERE excluded.at >= l.at
"""
_PLACES: Final = f"""
INSERT INTO sensing_place AS l (device, at, lon, lat, speed, heading)
SELECT d, {_AT.format("t")}, x, y, s, h
FROM unnest($1::int4[], $2::int8[], $3::float8[], $4::float8[], $5::float4[], $6::float4[])
    AS v(d, t, x, y, s, h)
ON CONFLICT (device) DO UPDATE SET at = excluded.at, lon = excluded.lon, lat = excluded.lat,
    speed = excluded.speed, heading = excluded.heading
WHERE excluded.at >= l.at
"""
_TRACK: Final = f"""
INSERT INTO sensing_track (device, at, lon, lat, speed, heading)
SELECT d, {_AT.format("t")}, x, y, s, h
FROM unnest($1::int4[], $2::int8[], $3::float8[], $4::float8[], $5::float4[], $6::float4[])
    AS v(d, t, x, y, s, h)
ON CONFLICT DO NOTHING
RETURNING device, (extract(epoch FROM at) * 1000000)::int8 AS at
"""
_OCCURRENCES: Final = f"""
INSERT INTO sensing_occurrence (device, name, at, data)
SELECT d, n, {_AT.format("t")}, j
FROM unnest($1::int4[], $2::text[], $3::int8[], $4::jsonb[]) AS x(d, n, t, j)
ON CONFLICT DO NOTHING
RETURNING device, name, (extract(epoch FROM at) * 1000000)::int8 AS at
"""
_ONLINE: Final = """
UPDATE sensing_device SET online = $2, online_at = $3 WHERE no = ANY($1) AND online <> $2 RETURNING code
"""


async def copy_new(tx: Tx, device: Ints, prop: Ints, at: Instants, value: NDArray[Any]) -> None:
    """Store observations that are newer than all of their series."""
    data = copybinary.rows([("at", at), ("float8", value), ("int4", device), ("int4", prop)])
    await tx.copy_binary("sensing_observation", ("at", "value", "device", "prop"), data)


async def insert_behind(
    tx: Tx, device: Ints, prop: Ints, at: Instants, value: NDArray[Any]
) -> tuple[set[tuple[int, int, int]], dict[tuple[int, int, int], float]]:
    """Store observations that may be here already.

    Return the keys (device, property, instant) that were new, and the values that the others had.
    """
    columns = (device.tolist(), prop.tolist(), at.tolist())
    rows = await tx.fetch(_BEHIND, *columns, value.tolist())
    new = {(row["device"], row["prop"], row["at"]) for row in rows}
    taken = [key for key in zip(*columns, strict=True) if key not in new]
    if not taken:
        return new, {}
    found = await tx.fetch(_STORED, *([key[i] for key in taken] for i in range(3)))
    return new, {key: row["value"] for key, row in zip(taken, found, strict=True)}


async def insert_fixes(tx: Tx, fixes: Fixes) -> set[tuple[int, int]]:
    """Store positions; return the keys (device, instant) that were new."""
    rows = await tx.fetch(
        _TRACK,
        *(c.tolist() for c in (fixes.device, fixes.at, fixes.lon, fixes.lat, fixes.speed, fixes.heading)),
    )
    return {(row["device"], row["at"]) for row in rows}


async def insert_occurrences(tx: Tx, told: Sequence[Occurrence]) -> set[tuple[int, str, int]]:
    """Store what devices say has happened; return the keys (device, name, instant) that were new."""
    rows = await tx.fetch(
        _OCCURRENCES,
        [o.device for o in told],
        [o.name for o in told],
        [o.at for o in told],
        [o.data for o in told],
    )
    return {(row["device"], row["name"], row["at"]) for row in rows}


async def keep_doubtful(
    tx: Tx, columns: tuple[Ints, Ints, Instants, NDArray[Any], NDArray[Any]], received: int
) -> None:
    """Keep readings apart: device, property, instant, value and the number of the reason."""
    device, prop, at, value, reason = columns
    data = copybinary.rows(
        [
            ("at", np.full(len(at), received, np.int64)),
            ("at", at),
            ("float8", value),
            ("int4", device),
            ("int4", prop),
            ("int2", reason),
        ]
    )
    names = ("received_at", "at", "value", "device", "prop", "reason")
    await tx.copy_binary("sensing_doubtful", names, data)


async def renew_latest(tx: Tx, columns: Sequence[NDArray[Any]], now: datetime) -> None:
    """Renew the latest values: device, property, instant, value, since."""
    await tx.execute(_LATEST, *(column.tolist() for column in columns), now)


async def renew_places(tx: Tx, places: Mapping[int, tuple[int, float, float, float, float]]) -> None:
    """Renew where devices are: instant, longitude, latitude, speed, heading by device."""
    await tx.execute(_PLACES, list(places), *(list(column) for column in zip(*places.values(), strict=True)))


async def load_latest(tx: Tx, partitions: int, partition: int) -> list[NDArray[Any]]:
    """Return device, property, instant, value, since of all series of a partition."""
    data = await tx.copy_out(
        "SELECT device, prop, at, value, since FROM sensing_latest WHERE device % $1::int4 = $2::int4",
        partitions,
        partition,
    )
    return copybinary.columns(data, ("int4", "int4", "at", "float8", "at"))


async def load_places(tx: Tx) -> list[NDArray[Any]]:
    """Return device and instant of the newest position of each moving device."""
    data = await tx.copy_out("SELECT device, at FROM sensing_place")
    return copybinary.columns(data, ("int4", "at"))


async def load_devices(tx: Tx, after: int) -> list[NDArray[Any]]:
    """Return number, product, in service, online of the devices changed after the revision ``after``."""
    data = await tx.copy_out(
        "SELECT no, product, (state = 'in_service')::int4, online::int4 FROM sensing_device "
        "WHERE revision > $1::int8",
        after,
    )
    return copybinary.columns(data, ("int4", "int4", "int4", "int4"))


async def revision(tx: Tx) -> int:
    """Return the revision of the registry."""
    found: int | None = await tx.fetchval("SELECT revision FROM sensing_registry")
    return found or 0


async def set_online(tx: Tx, devices: Iterable[int], at: datetime, *, online: bool) -> list[str]:
    """Note that devices are online or not; return the codes of those for which it is news."""
    rows = await tx.fetch(_ONLINE, list(devices), online, at)
    return [row["code"] for row in rows]
