"""SQL of searching devices."""

from __future__ import annotations

import math
from typing import Any, Final

from yiwang.base.sensing.model.device import Device
from yiwang.base.sensing.model.rights import Reach
from yiwang.base.sensing.model.wanted import EQUAL, SORTS, DeviceFilter
from yiwang.base.sensing.store.devices import COLUMNS, FROM, device_of
from yiwang.infra.database import Tx

_METRES_PER_DEGREE: Final = 111_195.0
#: Distance on the sphere in metres from ($1, $2), good to centimetres over kilometres.
_DISTANCE: Final = (
    "2 * 6371008.8 * asin(least(1, sqrt(sin(radians(({lat} - d.lat) / 2)) ^ 2 + cos(radians(d.lat)) * "
    "cos(radians({lat})) * sin(radians(({lon} - d.lon) / 2)) ^ 2)))"
)


class Where:
    """Conditions with their values, as they gather."""

    def __init__(self, args: list[Any] | None = None) -> None:
        self.args: list[Any] = args if args is not None else []
        self.parts: list[str] = []

    def arg(self, value: Any) -> str:
        """Bind ``value``; return its name."""
        self.args.append(value)
        return f"${len(self.args)}"

    def add(self, text: str, *values: Any) -> None:
        """Add a condition with ``{}`` for each value."""
        self.parts.append(text.format(*(self.arg(value) for value in values)))

    @property
    def text(self) -> str:
        """Return all conditions as one."""
        return " AND ".join(self.parts) or "true"


def conditions(wanted: DeviceFilter, where: Where) -> None:
    """Add what ``wanted`` asks of the device ``d`` of the product ``p`` behind the gateway ``g``."""
    for field in EQUAL:
        if (value := getattr(wanted, field)) is not None:
            where.add(f"d.{field} = {{}}", value)
    if wanted.codes is not None:
        where.add("d.code = ANY({}::text[])", list(wanted.codes))
    if wanted.text:
        like = "%" + wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        name = where.arg(like)
        where.parts.append(f"(d.code ILIKE {name} OR d.name ILIKE {name} OR d.address ILIKE {name})")
    if wanted.online is not None:
        where.add("d.online = {}", wanted.online)
    _relations(wanted, where)
    if wanted.tags:
        where.add("d.tags @> {}::text[]", list(wanted.tags))
    if wanted.attributes:
        where.add("d.attributes @> {}::jsonb", wanted.attributes)
    if wanted.readable is not None:
        _reach(wanted.readable, where)
    _place(wanted, where)


def _reach(reach: Reach, where: Where) -> None:
    """Add what ``Reach.covers`` says."""
    units, granted = where.arg(list(reach.units)), where.arg(list(reach.granted))
    common = "true" if reach.everything else "d.unit IS NULL"
    if reach.area is not None:
        common += f" AND d.path @> ARRAY[{where.arg(reach.area)}::text]"
    where.parts.append(f"(({common}) OR d.unit = ANY({units}::text[]) OR d.no = ANY({granted}::int4[]))")


def _relations(wanted: DeviceFilter, where: Where) -> None:
    if wanted.product is not None:
        where.add("d.product = (SELECT no FROM sensing_product WHERE code = {})", wanted.product)
    if wanted.gateway is not None:
        where.add("d.gateway = (SELECT no FROM sensing_device WHERE code = {})", wanted.gateway)
    if wanted.area is not None:
        where.add("d.path @> ARRAY[{}::text]", wanted.area)


def _place(wanted: DeviceFilter, where: Where) -> None:
    if wanted.near is not None:
        lon, lat, metres = wanted.near
        high = metres / _METRES_PER_DEGREE
        wide = high / max(math.cos(math.radians(min(abs(lat) + high, 89.0))), 0.01)
        where.add("d.lat BETWEEN {}::float8 AND {}::float8", lat - high, lat + high)
        where.add("d.lon BETWEEN {}::float8 AND {}::float8", lon - wide, lon + wide)
        distance = _DISTANCE.format(lon=where.arg(lon) + "::float8", lat=where.arg(lat) + "::float8")
        where.add(f"{distance} <= {{}}::float8", metres)
    if wanted.polygon is not None:
        lons, lats = zip(*wanted.polygon, strict=True)
        where.add("d.lat BETWEEN {}::float8 AND {}::float8", min(lats), max(lats))
        where.add("d.lon BETWEEN {}::float8 AND {}::float8", min(lons), max(lons))
        shape = "(" + ",".join(f"({lon!r},{lat!r})" for lon, lat in wanted.polygon) + ")"
        where.add("(SELECT {}::text::polygon) @> point(d.lon, d.lat)", shape)


async def find(
    tx: Tx, wanted: DeviceFilter, sort: str, after: tuple[Any, int] | None, limit: int
) -> list[Device]:
    """Return up to ``limit`` devices in the order ``sort`` (``-`` before it: downward) after a position."""
    where = Where()
    conditions(wanted, where)
    column, down = SORTS[sort.removeprefix("-")], sort.startswith("-")
    if after is not None:
        kind = {"changed_at": "timestamptz", "no": "int4"}.get(column, "text")
        where.add(f"(d.{column}, d.no) {'<' if down else '>'} ({{}}::text::{kind}, {{}}::int4)", *after)
    way = "DESC" if down else "ASC"
    rows = await tx.fetch_planned(
        f"SELECT {COLUMNS} FROM {FROM} WHERE {where.text} "
        f"ORDER BY d.{column} {way}, d.no {way} LIMIT {where.arg(limit)}",
        *where.args,
    )
    return [device_of(row) for row in rows]


async def count(tx: Tx, wanted: DeviceFilter) -> int:
    """Return how many devices there are."""
    where = Where()
    conditions(wanted, where)
    found: int = await tx.fetchval(f"SELECT count(*) FROM sensing_device d WHERE {where.text}", *where.args)
    return found


async def numbers(tx: Tx, wanted: DeviceFilter) -> dict[int, str]:
    """Return the numbers of the devices with their codes."""
    where = Where()
    conditions(wanted, where)
    row = await tx.fetchrow(
        "SELECT coalesce(array_agg(d.no), '{}') AS no, coalesce(array_agg(d.code), '{}') AS code "
        f"FROM sensing_device d WHERE {where.text}",
        *where.args,
    )
    assert row is not None
    return dict(zip(row["no"], row["code"], strict=True))


async def coverage(tx: Tx, area: str | None) -> list[dict[str, Any]]:
    """Return how many devices serve which state of the city by which means, and how many are online."""
    rows = await tx.fetch(
        "SELECT city_state, means, source, count(*) AS devices, "
        "count(*) FILTER (WHERE state = 'in_service') AS in_service, "
        "count(*) FILTER (WHERE online) AS online FROM sensing_device "
        "WHERE state <> 'scrapped' AND ($1::text IS NULL OR path @> ARRAY[$1::text]) "
        "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        area,
    )
    return [dict(row) for row in rows]
