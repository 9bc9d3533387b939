"""What devices said: latest values and observations, from the database and from Parquet alike."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model.quality import REASONS, Verdict
from yiwang.base.sensing.model.wanted import DeviceFilter, ObservationFilter
from yiwang.base.sensing.store import answers, finding, partitions
from yiwang.base.sensing.store import archive as noted
from yiwang.base.sensing.store import devices as device_store
from yiwang.base.sensing.store.products import PRODUCTS, Products
from yiwang.base.sensing.usecases import archive
from yiwang.base.sensing.usecases.settler import micros
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError, NotFoundError

MOST_DEVICES: Final = 100_000
MOST_BINS: Final = 200_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: A value is stale after so many of its intervals without a new one.
_PATIENCE: Final = 3


class Observations(msgspec.Struct, kw_only=True):
    """Observations as columns; ``at`` in milliseconds since 1970 (with its fraction)."""

    device: list[str]
    property: list[str]
    at: list[float]
    value: list[float]
    next: list[Any] | None = None


class Bins(msgspec.Struct, kw_only=True):
    """Aggregated observations as columns, one row per device, property and interval."""

    device: list[str]
    property: list[str]
    at: list[int]
    count: list[int]
    min: list[float]
    max: list[float]
    mean: list[float]
    sum: list[float]
    first: list[float]
    last: list[float]


class _Sources(msgspec.Struct):
    """Who is asked, and where the answer lies."""

    devices: dict[int, str]
    props: dict[int, str]
    raw: list[str]
    coarse: list[str]
    both: list[date]
    asked: bool = False


async def _sources(work: Work, wanted: ObservationFilter) -> _Sources:
    products = await PRODUCTS.get(work.tx)
    names = set(wanted.properties)
    props = {no: code for no, (_, code) in products.props.items() if not names or code in names}
    devices = await finding.numbers(work.tx, wanted.devices)
    if len(devices) > MOST_DEVICES:
        raise InvalidInputError(
            field="device", why_zh=f"最多 {MOST_DEVICES} 台设备", why_en=f"at most {MOST_DEVICES} devices"
        )
    return _Sources(devices, props, [], [], [])


async def _files(work: Work, wanted: ObservationFilter, found: _Sources) -> bool:
    """Note which days lie where; tell whether that is news: a day may be closed while we look."""
    before = (found.raw, found.coarse, found.both)
    rows = await noted.closed(work.tx, wanted.start.date(), wanted.end.date())
    found.raw = [row["path"] for row in rows if not row["coarse"]]
    found.coarse = [row["path"] for row in rows if row["coarse"]]
    closed = {row["day"] for row in rows if not row["coarse"]}
    found.both = []
    if closed:
        found.both = sorted(closed.intersection(await partitions.present(work.tx, partitions.OBSERVATION)))
    first, found.asked = not found.asked, True
    return first or before != (found.raw, found.coarse, found.both)


async def _extra(work: Work, days: Sequence[date]) -> archive.Columns | None:
    """Return what lies in the database of days that are in Parquet as well."""
    parts = [await answers.whole_day(work.tx, day) for day in days]
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)] if parts else None


async def observations(
    work: Work, wanted: ObservationFilter, after: Sequence[Any] | None, limit: int
) -> Observations:
    """Return ``limit`` raw observations by instant, device and property after the position ``after``.

    The same whether they lie in the database or in Parquet.
    """
    found = await _sources(work, wanted)
    position = None if after is None else (int(after[0]), int(after[1]), int(after[2]))
    hot_after = None if position is None else (_instant(position[0]), position[1], position[2])
    devices, props = list(found.devices), list(found.props)
    span = (wanted.start, wanted.end)
    while await _files(work, wanted, found):
        hot = await answers.raw(work.tx, devices, props, span, hot_after, limit + 1, found.both)
    parts = [hot]
    if found.raw:
        question = archive.Question(
            devices, props, (micros(wanted.start), micros(wanted.end)), await _extra(work, found.both)
        )
        parts.append(await asyncio.to_thread(archive.raw, found.raw, question, position, limit + 1))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    by = np.lexsort((columns[1], columns[0], columns[2]))[: limit + 1]
    device, prop, at, value = (column[by] for column in columns)
    more = len(by) > limit
    end = limit if more else len(by)
    return Observations(
        device=[found.devices[no] for no in device[:end].tolist()],
        property=[found.props[no] for no in prop[:end].tolist()],
        at=(at[:end] / 1000).tolist(),
        value=value[:end].tolist(),
        next=[int(at[end - 1]), int(device[end - 1]), int(prop[end - 1])] if more else None,
    )


def _instant(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)


async def binned(work: Work, wanted: ObservationFilter, every_s: int) -> Bins:
    """Return observations aggregated by intervals of ``every_s`` seconds.

    They begin at whole multiples of it since 1970 UTC. The same from the database and from Parquet; sums,
    whose order of adding differs, to 15 digits.
    """
    found = await _sources(work, wanted)
    devices, props = list(found.devices), list(found.props)
    while await _files(work, wanted, found):
        parts = [
            await answers.binned(work.tx, devices, props, span, every_s)
            for span in _hot_spans(wanted, found.both)
        ]
    question = archive.Question(
        devices, props, (micros(wanted.start), micros(wanted.end)), await _extra(work, found.both)
    )
    every = every_s * 1_000_000
    if found.raw:
        parts.append(await asyncio.to_thread(archive.binned, found.raw, question, every))
    if found.coarse:
        parts.append(await asyncio.to_thread(archive.coarse, found.coarse, question, every))
    columns = archive.merge(parts)
    if len(columns[0]) > MOST_BINS:
        raise InvalidInputError(
            field="every",
            why_zh=f"结果超过 {MOST_BINS} 行，请缩小范围或加大间隔",
            why_en=f"more than {MOST_BINS} rows: ask for less or for longer intervals",
        )
    return _shown(columns, found)


def _hot_spans(wanted: ObservationFilter, both: Sequence[date]) -> list[tuple[datetime, datetime]]:
    """Return the parts of the asked time that leave out days answered elsewhere."""
    spans, start = [], wanted.start
    for day in both:
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        if start < midnight:
            spans.append((start, min(midnight, wanted.end)))
        start = max(start, midnight + timedelta(days=1))
    if start < wanted.end or not spans:
        spans.append((start, max(start, wanted.end)))
    return spans


def _shown(columns: list[NDArray[Any]], found: _Sources) -> Bins:
    device, prop, start, n, total, low, high, first, last = columns[:9]
    return Bins(
        device=[found.devices[no] for no in device.tolist()],
        property=[found.props[no] for no in prop.tolist()],
        at=(start // 1000).tolist(),
        count=n.tolist(),
        min=low.tolist(),
        max=high.tolist(),
        mean=(total / np.maximum(n, 1)).tolist(),
        sum=total.tolist(),
        first=first.tolist(),
        last=last.tolist(),
    )


async def latest(work: Work, wanted: DeviceFilter, properties: Sequence[str]) -> dict[str, list[Any]]:
    """Return latest values as columns: device, property, at (ms since 1970), value, place, online, stale.

    No ``properties`` asks for all.
    """
    products = await PRODUCTS.get(work.tx)
    names = set(properties)
    props = [no for no, (_, code) in products.props.items() if code in names] if names else None
    found = await answers.latest_columns(work.tx, wanted, props)
    now = micros(work.now) // 1000
    kinds, kind = np.unique(found.prop, return_inverse=True)
    codes = [products.props[no][1] if no in products.props else "" for no in kinds.tolist()]
    limits = [patience(products, no) if no in products.props else 0 for no in kinds.tolist()]
    stale = now - found.at > np.array(limits, np.float64)[kind]
    return {
        "device": found.code,
        "property": np.array(codes, object)[kind].tolist(),
        "at": found.at.tolist(),
        "value": found.value.tolist(),
        "lon": found.lon.tolist(),
        "lat": found.lat.tolist(),
        "online": found.online.tolist(),
        "stale": stale.tolist(),
    }


def patience(products: Products, no: int) -> float:
    """Return after how many milliseconds a value is stale."""
    product, code = products.props[no]
    spec = next((p for p in product.draft.model.properties if p.code == code), None)
    every = None if spec is None else spec.every_s
    return 1000 * (_PATIENCE * every if every else product.draft.offline_s)


async def shadow(work: Work, code: str) -> dict[str, Any]:
    """Return ``{device, values, place}``: the latest value of every property with its quality.

    ``doubtful``: something newer was kept apart; ``stale``: older than it should be. Raises ``not_found``.
    """
    device = await device_store.device(work.tx, code)
    if device is None:
        raise NotFoundError(what_zh="设备", what_en="device", key=code)
    products = await PRODUCTS.get(work.tx)
    doubted = await answers.last_doubtful(work.tx, device.no)
    product = products.by_code[device.product]
    values = {row["prop"]: row for row in await answers.shadow(work.tx, device.no)}
    shown = []
    for spec in product.draft.model.properties:
        no = product.props[spec.code]
        row, bad = values.get(no), doubted.get(no)
        worse = bad is not None and (row is None or bad["received_at"] > row["received_at"])
        stale = row is None or (work.now - row["at"]).total_seconds() * 1000 > patience(products, no)
        shown.append(
            {
                "property": spec.code, "name": spec.name, "name_en": spec.name_en, "unit": spec.unit,
                "kind": spec.kind, "at": row and row["at"], "value": row and row["value"],
                "since": row and row["since"], "received_at": row and row["received_at"],
                "every_s": spec.every_s, "quality": _quality(stale=stale, worse=worse),
                "doubtful": bad and {
                    "at": bad["at"], "value": bad["value"], "reason": Verdict(bad["reason"]).name.lower(),
                    "zh": REASONS[Verdict(bad["reason"])][0], "en": REASONS[Verdict(bad["reason"])][1],
                },
            }
        )  # fmt: skip
    place = await answers.place(work.tx, device.no)
    return {"device": device, "values": shown, "place": dict(place) if place else None}


def _quality(*, stale: bool, worse: bool) -> str:
    if worse:
        return "doubtful"
    return "stale" if stale else "good"
