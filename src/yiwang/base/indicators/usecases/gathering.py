"""Readings of devices, gathered per device and local day: sums and counts, never averages of averages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from yiwang.base.geography import api as geography
from yiwang.base.indicators.definition import DevicesData
from yiwang.base.indicators.model import periods
from yiwang.base.indicators.model.sources import Source
from yiwang.base.indicators.store import readings as store
from yiwang.base.indicators.store.readings import Reading
from yiwang.base.indicators.usecases.collecting import source
from yiwang.base.indicators.usecases.defining import book
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM

#: Days that readings may be late and are still found; for older ones a period is gathered again.
LATE: Final = timedelta(days=3)
#: Devices asked at once: a day of them in pieces of five minutes is below what sensing answers.
_AT_ONCE: Final = 500


@dataclass(slots=True)
class _Day:
    """What a device's readings of one day come to."""

    readings: int = 0
    total: float = 0.0
    least: float = float("inf")
    most: float = float("-inf")
    latest: float = 0.0
    latest_at: int = -1
    known: set[int] = field(default_factory=set)
    over: int = 0


async def gather_due(database: Database) -> None:
    """Gather the last days of every source that is of devices; each source and day is a transaction."""
    async with database.reading(SYSTEM) as work:
        today = work.now.astimezone(await _zone(work)).date()
        codes = [code for code, one in (await book(work.tx)).sources.items() if one.data.kind == "devices"]
    for code in codes:
        await gather(database, code, periods.period(f"{today - LATE}..{today}"))


async def gather(database: Database, code: str, period: periods.Period) -> int:
    """Gather a past period anew; the same readings give the same. Returns the rows made.

    Raises ``indicator_source_not_found``.
    """
    made = 0
    for offset in range(period.days):
        day = period.first + timedelta(days=offset)
        async with database.work(SYSTEM) as work:
            one = await source(work.tx, code, "devices")
            if day > work.now.astimezone(await _zone(work)).date():
                break
            rows = [row async for row in _rows(work, one, day)]
            await store.refresh(work.tx, code, rows, [day], work.now)
            made += len(rows)
    return made


async def _zone(work: Work) -> ZoneInfo:
    return ZoneInfo((await geography.areas(work.tx)).city.timezone)


async def _rows(work: Work, one: Source, day: date) -> AsyncIterator[Reading]:
    wanted = one.data.devices
    assert wanted is not None
    zone = await _zone(work)
    start, end = (datetime.combine(d, time(), zone) for d in (day, day + timedelta(days=1)))
    after: list[Any] | None = None
    chosen = sensing.DeviceFilter(product=wanted.product, tags=wanted.tags)
    while True:
        devices = await sensing.find_devices(work.tx, chosen, "code", after, _AT_ONCE)
        if not devices:
            return
        asked = sensing.ObservationFilter(
            devices=sensing.DeviceFilter(codes=tuple(d.code for d in devices)), properties=(wanted.property,),
            start=start, end=end,
        )  # fmt: skip
        found = await sensing.binned(work, asked, wanted.interval_minutes * 60)
        known = {device.code: device for device in devices}
        for code, said in _days(found, wanted):
            device = known[code]
            yield Reading(
                day=day, series=code, path=device.path, unit=device.unit, said={"device": code} | said
            )
        after = sensing.position(devices[-1], "code")


def _days(bins: sensing.Bins, wanted: DevicesData) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield per device what its pieces of a day come to."""
    found: dict[str, _Day] = defaultdict(_Day)
    columns = (bins.device, bins.at, bins.count, bins.sum, bins.min, bins.max, bins.last)
    for device, at, count, total, low, high, last in zip(*columns, strict=True):
        day = found[device]
        day.readings += count
        day.total += total
        day.least, day.most = min(day.least, low), max(day.most, high)
        if at > day.latest_at:
            day.latest, day.latest_at = last, at
        if at not in day.known:
            day.known.add(at)
            day.over += wanted.over is not None and total / count > wanted.over
    piece = wanted.interval_minutes * 60
    for device, day in found.items():
        yield device, {
            "readings": day.readings, "total": day.total, "least": day.least, "most": day.most,
            "latest": day.latest, "known_time": len(day.known) * piece,
            "over_time": None if wanted.over is None else day.over * piece,
        }  # fmt: skip
