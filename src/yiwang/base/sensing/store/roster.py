"""SQL of choosing devices in masses: for whoever follows their readings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.infra.database import Row, Tx

_CHOSEN: Final = (
    "SELECT no, path FROM sensing_device WHERE state = 'in_service' "
    "AND ($1::int4[] IS NULL OR product = ANY($1)) AND ($2::text IS NULL OR path @> ARRAY[$2]) "
    "AND (cardinality($3::text[]) = 0 OR tags @> $3) "
    "AND (cardinality($4::text[]) = 0 OR code = ANY($4)) AND no % $6 = $5 "
    "AND ($7::int4 IS NULL OR gateway = $7) AND ($8 OR gateway IS NULL "
    "OR gateway <> ALL (ARRAY(SELECT g.no FROM sensing_device g WHERE g.judges))) ORDER BY no"
)


class Chosen(NamedTuple):
    """Numbers of devices, rising, and the area codes of each if they were wanted."""

    no: NDArray[np.int32]
    path: list[list[str]] | None


class DeviceSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a device where something is said about it."""

    no: int
    code: str
    name: str
    product: str
    area: str | None
    path: tuple[str, ...]
    unit: str | None
    lon: float | None
    lat: float | None
    address: str
    tags: tuple[str, ...]


async def chosen(
    tx: Tx,
    *,
    products: Sequence[int] | None,
    area: str | None,
    tags: Sequence[str],
    codes: Sequence[str],
    partition: int,
    partitions: int,
    paths: bool,
    gateway: int | None = None,
    elsewhere: bool = True,
) -> Chosen:
    """Return the devices in service that meet all demands; ``elsewhere``: also those judged at a gateway.

    Numbers alone come as one value of bytes: rules ask for a million, and want no object of any.
    """
    demands = (
        None if products is None else list(products), area, list(tags), list(codes), partition, partitions,
        gateway, elsewhere,
    )  # fmt: skip
    if paths:
        rows = await tx.fetch(_CHOSEN, *demands)
        return Chosen(np.array([row["no"] for row in rows], np.int32), [row["path"] for row in rows])
    packed = await tx.fetchval(f"SELECT string_agg(int4send(no), '') FROM ({_CHOSEN}) AS found", *demands)
    return Chosen(np.frombuffer(packed or b"", ">i4").astype(np.int32), None)


async def sheets(tx: Tx, numbers: Sequence[int]) -> dict[int, DeviceSheet]:
    """Return what is said of the devices ``numbers``."""
    rows = await tx.fetch(
        "SELECT d.no, d.code, d.name, p.code AS product, d.area, d.path, d.unit, d.lon, d.lat, d.address, "
        "d.tags FROM sensing_device d JOIN sensing_product p ON p.no = d.product WHERE d.no = ANY($1)",
        list(numbers),
    )
    made: dict[int, Any] = {row["no"]: dict(row) for row in rows}
    return {
        no: DeviceSheet(**{**row, "path": tuple(row["path"]), "tags": tuple(row["tags"])})
        for no, row in made.items()
    }


async def partitions(tx: Tx) -> int:
    """Return how many partitions there are."""
    found: int = await tx.fetchval("SELECT count(*) FROM sensing_partition")
    return max(found, 1)


async def revision(tx: Tx) -> int:
    """Return the revision of the registry of devices."""
    found: int = await tx.fetchval("SELECT coalesce(max(revision), 0) FROM sensing_registry")
    return found


async def said_between(
    tx: Tx, devices: Sequence[int], props: Sequence[int], since: datetime, until: datetime, limit: int
) -> list[Row]:
    """Return device, property, instant and value of stored observations, by instant; at most ``limit``."""
    return await tx.fetch(
        "SELECT device, prop, at, value FROM sensing_observation WHERE device = ANY($1) AND prop = ANY($2) "
        "AND at >= $3 AND at < $4 ORDER BY at LIMIT $5",
        list(devices),
        list(props),
        since,
        until,
        limit,
    )


async def been_between(
    tx: Tx, devices: Sequence[int], since: datetime, until: datetime, limit: int
) -> list[Row]:
    """Return device, instant, position and speed of stored tracks, by instant; at most ``limit``."""
    return await tx.fetch(
        "SELECT device, at, lon, lat, speed FROM sensing_track WHERE device = ANY($1) "
        "AND at >= $2 AND at < $3 ORDER BY at LIMIT $4",
        list(devices),
        since,
        until,
        limit,
    )
