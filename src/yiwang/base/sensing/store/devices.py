"""SQL of devices: registering, changing, looking up. Lists are in ``store/finding.py``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.sensing.model.device import Device, DeviceRef
from yiwang.infra.database import Row, Tx

COLUMNS: Final = """
d.no, d.id, d.code, p.code AS product, d.name, d.lon, d.lat, d.address, d.area, d.path, d.unit, d.keeper,
d.state, d.source, d.means, d.city_state, d.tags, d.attributes, g.code AS gateway, d.online, d.online_at,
d.created_at, d.changed_at
"""
FROM: Final = """
sensing_device d JOIN sensing_product p ON p.no = d.product LEFT JOIN sensing_device g ON g.no = d.gateway
"""
#: Whoever changes devices takes this row first: revisions are seen in the order in which they commit.
_ADVANCE: Final = """
INSERT INTO sensing_registry AS r (one, revision, devices) VALUES (true, 1, $1)
ON CONFLICT (one) DO UPDATE SET revision = r.revision + 1, devices = r.devices + $1
RETURNING revision, devices
"""
_INSERT: Final = """
INSERT INTO sensing_device (no, id, code, product, name, lon, lat, address, area, path, unit, keeper, state,
    source, means, city_state, tags, attributes, gateway, revision, created_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21)
"""
_UPDATE: Final = """
UPDATE sensing_device SET name = $2, lon = $3, lat = $4, address = $5, area = $6, path = $7, unit = $8,
    keeper = $9, source = $10, means = $11, city_state = $12, tags = $13, attributes = $14, gateway = $15,
    revision = $16, changed_at = $17
WHERE no = $1
"""


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A device as it is written."""

    no: int
    id: UUID
    code: str
    product: int
    name: str
    lon: float | None
    lat: float | None
    address: str
    area: str | None
    path: list[str]
    unit: str | None
    keeper: str | None
    state: str
    source: str
    means: str
    city_state: str
    tags: list[str]
    attributes: dict[str, Any]
    gateway: int | None


def device_of(row: Row) -> Device:
    """Return a row of ``COLUMNS`` as a device."""
    values = dict(row)
    return Device(**{**values, "path": tuple(values["path"]), "tags": tuple(values["tags"])})


async def advance(tx: Tx, new: int = 0) -> tuple[int, int]:
    """Take the next revision of the registry and ``new`` numbers; return revision and the last number."""
    row = await tx.fetchrow(_ADVANCE, new)
    assert row is not None
    return row["revision"], row["devices"]


async def insert(tx: Tx, rows: Sequence[DeviceRow], revision: int, at: datetime) -> None:
    """Register devices."""
    await tx.executemany(_INSERT, [(*msgspec.structs.astuple(row), revision, at) for row in rows])


async def update(tx: Tx, rows: Sequence[DeviceRow], revision: int, at: datetime) -> None:
    """Change what is registered of devices."""
    await tx.executemany(
        _UPDATE,
        [
            (
                row.no, row.name, row.lon, row.lat, row.address, row.area, row.path, row.unit, row.keeper,
                row.source, row.means, row.city_state, row.tags, row.attributes, row.gateway, revision, at,
            )
            for row in rows
        ],
    )  # fmt: skip


async def rows_of(tx: Tx, codes: Sequence[str]) -> dict[str, DeviceRow]:
    """Return the devices among ``codes`` as they are written, by code."""
    names = ", ".join(DeviceRow.__struct_fields__)
    rows = await tx.fetch(f"SELECT {names} FROM sensing_device WHERE code = ANY($1)", list(codes))
    return {row["code"]: DeviceRow(**dict(row)) for row in rows}


async def device(tx: Tx, code: str) -> Device | None:
    """Return one device."""
    row = await tx.fetchrow(f"SELECT {COLUMNS} FROM {FROM} WHERE d.code = $1", code)
    return None if row is None else device_of(row)


async def refs(tx: Tx, codes: Sequence[str]) -> dict[str, DeviceRef]:
    """Return what doors must know of the devices ``codes``."""
    rows = await tx.fetch(
        "SELECT code, no, product, coalesce(gateway, 0) AS gateway FROM sensing_device WHERE code = ANY($1)",
        list(codes),
    )
    return {row["code"]: DeviceRef(row["no"], row["product"], row["gateway"]) for row in rows}


async def changed_since(tx: Tx, revision: int, limit: int) -> tuple[int, list[str]]:
    """Return the revision of the registry and the codes of up to ``limit`` devices changed since."""
    found: int = await tx.fetchval("SELECT revision FROM sensing_registry") or 0
    if found == revision:
        return found, []
    rows = await tx.fetch("SELECT code FROM sensing_device WHERE revision > $1 LIMIT $2", revision, limit)
    return found, [row["code"] for row in rows]


async def live(tx: Tx, no: int, state: str, revision: int, at: datetime) -> None:
    """Store the stage of life of a device."""
    await tx.execute(
        "UPDATE sensing_device SET state = $2, revision = $3, changed_at = $4, "
        "online = online AND $2 = 'in_service' WHERE no = $1",
        no,
        state,
        revision,
        at,
    )


async def add_life(
    tx: Tx, devices: Sequence[int], state: str, at: datetime, by: str, unit: str | None, reason: str
) -> None:
    """Add a line to the life of each of ``devices``."""
    await tx.execute(
        "INSERT INTO sensing_device_life (device, seq, state, at, by, unit, reason) "
        "SELECT n, coalesce((SELECT max(seq) FROM sensing_device_life l WHERE l.device = n), 0) + 1, "
        "$2, $3, $4, $5, $6 FROM unnest($1::int4[]) AS n",
        list(devices),
        state,
        at,
        by,
        unit,
        reason,
    )


async def life(tx: Tx, no: int) -> list[Row]:
    """Return the life of a device, newest first."""
    return await tx.fetch(
        "SELECT seq, state, at, by, unit, reason FROM sensing_device_life "
        "WHERE device = $1 ORDER BY seq DESC",
        no,
    )


async def give_back(tx: Tx, unused: int) -> None:
    """Give back the last ``unused`` numbers that :func:`advance` gave in this transaction."""
    await tx.execute("UPDATE sensing_registry SET devices = devices - $1", unused)
