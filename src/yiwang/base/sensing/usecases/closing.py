"""Closing days: from the database to Parquet, then coarser, then gone, as products say."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Final

import numpy as np

from yiwang.base.sensing.store import answers, partitions
from yiwang.base.sensing.store import archive as noted
from yiwang.base.sensing.store.products import PRODUCTS, Products
from yiwang.base.sensing.usecases import archive, manifest
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM

#: Positions and happenings stay in the database for so long.
KEEP_TRACKS: Final = timedelta(days=90)
KEEP_DOUBTFUL: Final = timedelta(days=30)
_AHEAD: Final = 2
#: Doubtful values that one transaction deletes.
_STEP: Final = 5000
_MICROS: Final = 1_000_000
#: Parts of a day: its raw values, and what is left of those that were let go.
_RAW: Final = 0
_COARSE: Final = 1


async def look_after(database: Database) -> None:
    """Make the partitions of the days ahead; close, thin out and drop what is old."""
    today = database.time.now().date()
    async with database.work(SYSTEM) as work:
        for table in partitions.PARTITIONED:
            await partitions.ensure(work.tx, table, [today + timedelta(days=n) for n in range(_AHEAD + 1)])
        products = await PRODUCTS.get(work.tx)
        hot = await partitions.present(work.tx, partitions.OBSERVATION)
    for day in (today - timedelta(days=1), today):
        async with database.work(SYSTEM) as work:
            await noted.tally(work.tx, day)
    keep = max((p.draft.retention.hot for p in products.by_no.values()), default=14)
    for day in hot:
        if (today - day).days > keep:
            await close_day(database, day)
    await _thin_out(database, products, today)
    await _drop_old(database, today)
    await manifest.publish(database)  # before files that no longer count are deleted
    async with database.reading(SYSTEM) as work:
        rows = await noted.closed(work.tx, date(1970, 1, 1), today)
    await asyncio.to_thread(archive.sweep, {row["path"] for row in rows})


async def close_day(database: Database, day: date) -> int:
    """Move the observations of ``day`` to Parquet; return how many rows its file has.

    Readers see the day in one place or the other. Late values of a closed day lie in the database until
    the day is closed again; then they are merged. A crash in between leaves a file that nobody knows.
    """
    old: list[str] = []
    async with database.work(SYSTEM) as work:
        await partitions.hold(work.tx, partitions.OBSERVATION, day)
        columns = await answers.whole_day(work.tx, day)
        known = await noted.closed(work.tx, day, day)
        old = [row["path"] for row in known if not row["coarse"]]
        if len(columns[0]):
            made = await asyncio.to_thread(archive.write, day, columns, coarse=False, before=old)
            await noted.note_closed(work.tx, day, made, part=_RAW, coarse=False, at=work.now)
        await noted.tally(work.tx, day)
        await partitions.drop(work.tx, partitions.OBSERVATION, day)
    return made[1] if len(columns[0]) else 0


async def _thin_out(database: Database, products: Products, today: date) -> None:
    """Replace raw values that are older than their product keeps them by coarse ones."""
    limits = {p.draft.retention.raw for p in products.by_no.values() if p.draft.retention.raw}
    if not limits:
        return
    oldest = min(limits)
    async with database.reading(SYSTEM) as work:
        rows = await noted.closed(work.tx, date(1970, 1, 1), today - timedelta(days=oldest + 1))
    for day in sorted({row["day"] for row in rows}):
        await thin_day(database, day, today)


async def thin_day(database: Database, day: date, today: date) -> None:
    """Keep of ``day`` what the products' retention says it is old enough for; see ``model.Retention``."""
    age = (today - day).days
    async with database.work(SYSTEM) as work:
        products = await PRODUCTS.get(work.tx)
        files = {row["part"]: row["path"] for row in await noted.closed(work.tx, day, day)}
        if _COARSE in files:
            await _forget_coarse(work, day, files[_COARSE], products, age)
        if _RAW in files:
            await _make_coarse(work, day, files[_RAW], products, age)


async def _forget_coarse(work: Work, day: date, path: str, products: Products, age: int) -> None:
    bins = await asyncio.to_thread(archive.all_bins, path)
    gone = np.isin(
        bins[1], [no for no, (p, _) in products.props.items() if _over(p.draft.retention.coarse, age)]
    )
    if gone.any():
        await _replace(work, day, [column[~gone] for column in bins], coarse=True)


async def _make_coarse(work: Work, day: date, path: str, products: Products, age: int) -> None:
    """Take out of a day's file what its product keeps raw no longer, and keep it by intervals instead."""
    due = {
        no: p.draft.retention for no, (p, _) in products.props.items() if _over(p.draft.retention.raw, age)
    }
    columns = await asyncio.to_thread(archive.everything, [path])
    gone = np.isin(columns[1], list(due))
    if not gone.any():
        return
    bins = [
        _bins([column[columns[1] == no] for column in columns], kept.coarse_s * _MICROS)
        for no, kept in due.items()
        if not _over(kept.coarse, age) and (columns[1] == no).any()
    ]
    if bins:
        before = [row["path"] for row in await noted.closed(work.tx, day, day) if row["coarse"]]
        bins += [await asyncio.to_thread(archive.all_bins, other) for other in before]
        await _replace(work, day, archive.merge(bins), coarse=True)
    await _replace(work, day, [column[~gone] for column in columns], coarse=False)


async def _replace(work: Work, day: date, columns: archive.Columns, *, coarse: bool) -> None:
    part = _COARSE if coarse else _RAW
    if not len(columns[0]):
        await noted.forget(work.tx, day, part=part)
        return
    made = await asyncio.to_thread(archive.write, day, columns, coarse=coarse)
    await noted.note_closed(work.tx, day, made, part=part, coarse=coarse, at=work.now)


def _over(days: int | None, age: int) -> bool:
    return days is not None and age > days


def _bins(columns: archive.Columns, every: int) -> archive.Columns:
    """Return one row per interval of observations sorted by device, property and instant."""
    device, prop, at, value = columns
    start = at - at % every
    one = np.ones(len(at), np.int64)
    return archive.merge([[device, prop, start, one, value, value, value, value, value, at, at]])


async def _drop_old(database: Database, today: date) -> None:
    for table in (partitions.TRACK, partitions.OCCURRENCE):
        async with database.reading(SYSTEM) as work:
            days = await partitions.present(work.tx, table)
        for day in days:
            if today - day > KEEP_TRACKS:
                async with database.work(SYSTEM) as work:
                    await partitions.drop(work.tx, table, day)
    more = True
    while more:
        async with database.work(SYSTEM) as work:
            more = await noted.prune_doubtful(work.tx, work.now - KEEP_DOUBTFUL, _STEP) == _STEP
