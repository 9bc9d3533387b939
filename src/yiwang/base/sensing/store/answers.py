"""SQL that answers what devices say: latest values, observations of the hot days, what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model.wanted import DeviceFilter
from yiwang.base.sensing.store.finding import Where, conditions
from yiwang.infra import copybinary
from yiwang.infra.database import Row, Tx

_EPOCH: Final = "timestamptz '1970-01-01T00:00Z'"
_RAW: Final = ("int4", "int4", "at", "float8")


#: From so many devices on every table is read once from end to end, instead of each device looked up.
_MANY: Final = 5000
#: Columns as one value of bytes each: read as arrays, without an object per value.
_LATEST: Final = """
SELECT string_agg(d.code, E'\\n') AS code, string_agg(int4send(l.prop), '') AS prop,
    string_agg(timestamptz_send(l.at), '') AS at, string_agg(float8send(l.value), '') AS value,
    string_agg(float8send(coalesce(m.lon, d.lon, 'NaN')), '') AS lon,
    string_agg(float8send(coalesce(m.lat, d.lat, 'NaN')), '') AS lat,
    string_agg(boolsend(d.online), '') AS online
FROM sensing_device d JOIN sensing_latest l ON l.device = d.no LEFT JOIN sensing_place m ON m.device = d.no
WHERE {}
"""


class Latest(NamedTuple):
    """Latest values as columns; ``at`` in milliseconds since 1970, no place is NaN."""

    code: list[str]
    prop: NDArray[np.int32]
    at: NDArray[np.int64]
    value: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    online: NDArray[np.bool_]


async def latest_columns(tx: Tx, wanted: DeviceFilter, props: Sequence[int] | None) -> Latest:
    """Return the latest values of devices.

    The planner thinks of a polygon as of a handful of devices and would look each of a hundred thousand up
    by itself; so a first look tells whether there are many.
    """
    where = Where()
    conditions(wanted, where)
    some = f"SELECT count(*) FROM (SELECT FROM sensing_device d WHERE {where.text} LIMIT {_MANY}) AS first"
    [few] = await tx.fetch_planned(some, *where.args)
    if props is not None:
        where.add("l.prop = ANY({}::int4[])", list(props))
    async with tx.savepoint():
        if few["count"] == _MANY:
            await tx.execute("SET LOCAL enable_nestloop = off")
        [row] = await tx.fetch_planned(_LATEST.format(where.text), *where.args)
    if row["code"] is None:
        row = dict.fromkeys(Latest._fields, b"") | {"code": ""}
    return Latest(
        code=row["code"].split("\n") if row["code"] else [],
        prop=np.frombuffer(row["prop"], ">i4").astype(np.int32),
        at=(np.frombuffer(row["at"], ">i8").astype(np.int64) + copybinary.EPOCH) // 1000,
        value=np.frombuffer(row["value"], ">f8").astype(np.float64),
        lon=np.frombuffer(row["lon"], ">f8").astype(np.float64),
        lat=np.frombuffer(row["lat"], ">f8").astype(np.float64),
        online=np.frombuffer(row["online"], np.bool_),
    )


async def shadow(tx: Tx, device: int) -> list[Row]:
    """Return the latest value of each property of a device."""
    return await tx.fetch(
        "SELECT prop, at, value, since, received_at FROM sensing_latest WHERE device = $1 ORDER BY prop",
        device,
    )


async def place(tx: Tx, device: int) -> Row | None:
    """Return where a moving device is."""
    return await tx.fetchrow(
        "SELECT at, lon, lat, nullif(speed, 'NaN') AS speed, nullif(heading, 'NaN') AS heading "
        "FROM sensing_place WHERE device = $1",
        device,
    )


async def last_doubtful(tx: Tx, device: int) -> dict[int, Row]:
    """Return the newest doubtful value of each property of a device."""
    rows = await tx.fetch(
        "SELECT DISTINCT ON (prop) prop, at, nullif(value, 'NaN') AS value, reason, received_at FROM ("
        "SELECT * FROM sensing_doubtful WHERE device = $1 ORDER BY id DESC LIMIT 200) AS newest "
        "ORDER BY prop, id DESC",
        device,
    )
    return {row["prop"]: row for row in rows}


async def doubtful(
    tx: Tx, wanted: DeviceFilter, reasons: Sequence[int], before: int, limit: int
) -> list[Row]:
    """Return doubtful values, newest first, with ids below ``before``."""
    where = Where()
    conditions(wanted, where)
    where.add("x.id < {}::int8", before)
    if reasons:
        where.add("x.reason = ANY({}::int4[])", list(reasons))
    return await tx.fetch_planned(
        "SELECT x.id, d.code AS device, x.prop, x.at, nullif(x.value, 'NaN') AS value, x.reason, "
        "x.received_at "
        "FROM sensing_doubtful x JOIN sensing_device d ON d.no = x.device "
        f"WHERE {where.text} ORDER BY x.id DESC LIMIT {where.arg(limit)}",
        *where.args,
    )


async def raw(
    tx: Tx,
    devices: Sequence[int],
    props: Sequence[int],
    span: tuple[datetime, datetime],
    after: tuple[datetime, int, int] | None,
    limit: int,
    besides: Sequence[date] = (),
) -> list[NDArray[Any]]:
    """Return device, property, instant, value of observations by instant, device, property.

    Leave out the days ``besides``.
    """
    where = Where()
    _span(where, devices, props, span)
    for day in besides:
        where.add("NOT (o.at >= {}::timestamptz AND o.at < {}::timestamptz)", *_bounds(day))
    if after is not None:
        where.add("(o.at, o.device, o.prop) > ({}::timestamptz, {}::int4, {}::int4)", *after)
    data = await tx.copy_out(
        "SELECT o.device, o.prop, o.at, o.value FROM sensing_observation o "
        f"WHERE {where.text} ORDER BY o.at, o.device, o.prop LIMIT {where.arg(limit)}::int4",
        *where.args,
    )
    return copybinary.columns(data, _RAW)


async def whole_day(tx: Tx, day: date, props: Sequence[int] | None = None) -> list[NDArray[Any]]:
    """Return all observations of a day, by device, property and instant."""
    where = Where()
    where.add("o.at >= {}::timestamptz AND o.at < {}::timestamptz", *_bounds(day))
    if props is not None:
        where.add("o.prop = ANY({}::int4[])", list(props))
    data = await tx.copy_out(
        f"SELECT o.device, o.prop, o.at, o.value FROM sensing_observation o WHERE {where.text} "
        "ORDER BY o.device, o.prop, o.at",
        *where.args,
    )
    return copybinary.columns(data, _RAW)


def _bounds(day: date) -> tuple[datetime, datetime]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return midnight, midnight + timedelta(days=1)


def _span(
    where: Where, devices: Sequence[int], props: Sequence[int], span: tuple[datetime, datetime]
) -> None:
    where.add("o.device = ANY({}::int4[])", list(devices))
    where.add("o.prop = ANY({}::int4[])", list(props))
    where.add("o.at >= {}::timestamptz", span[0])
    where.add("o.at < {}::timestamptz", span[1])


async def binned(
    tx: Tx, devices: Sequence[int], props: Sequence[int], span: tuple[datetime, datetime], every_s: int
) -> list[NDArray[Any]]:
    """Return per device, property and interval: start, n, sum, smallest, largest, first and last with when.

    Intervals begin at whole multiples of ``every_s`` seconds since 1970.
    """
    where = Where()
    _span(where, devices, props, span)
    every = where.arg(every_s) + "::float8 * interval '1 second'"
    data = await tx.copy_out(
        f"SELECT o.device, o.prop, date_bin({every}, o.at, {_EPOCH}) AS bin, count(*)::int8, sum(o.value), "
        "min(o.value), max(o.value), (array_agg(o.value ORDER BY o.at))[1], "
        "(array_agg(o.value ORDER BY o.at DESC))[1], min(o.at), max(o.at) "
        f"FROM sensing_observation o WHERE {where.text} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        *where.args,
    )
    return copybinary.columns(data, BINS)


#: Columns of :func:`binned`.
BINS: Final = (
    "int4", "int4", "at", "int8", "float8", "float8", "float8", "float8", "float8", "at", "at",
)  # fmt: skip


async def track(
    tx: Tx, device: int, span: tuple[datetime, datetime], after: datetime | None, limit: int
) -> list[Row]:
    """Return positions of a device by instant."""
    return await tx.fetch(
        "SELECT at, lon, lat, nullif(speed, 'NaN') AS speed, nullif(heading, 'NaN') AS heading "
        "FROM sensing_track WHERE device = $1 AND at >= $2 AND at < $3 "
        "AND ($4::timestamptz IS NULL OR at > $4) "
        "ORDER BY at LIMIT $5",
        device,
        *span,
        after,
        limit,
    )


async def occurrences(tx: Tx, device: int, span: tuple[datetime, datetime], limit: int) -> list[Row]:
    """Return what a device said has happened, newest first."""
    return await tx.fetch(
        "SELECT at, name, data FROM sensing_occurrence WHERE device = $1 AND at >= $2 AND at < $3 "
        "ORDER BY at DESC LIMIT $4",
        device,
        *span,
        limit,
    )


async def freshness(tx: Tx, now: datetime) -> list[Row]:
    """Return per product: devices in service, online, and the newest value."""
    return await tx.fetch(
        "SELECT d.product, count(*) AS devices, count(*) FILTER (WHERE d.online) AS online, "
        "max(l.at) FILTER (WHERE l.at <= $1) AS newest_at "
        "FROM sensing_device d LEFT JOIN (SELECT device, max(at) AS at FROM sensing_latest GROUP BY 1) l "
        "ON l.device = d.no WHERE d.state = 'in_service' GROUP BY 1",
        now,
    )
