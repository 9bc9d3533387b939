"""The settler of one partition: takes parcels in order, remembers, comes back after a crash as it was."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.errors import SettlerSupersededError
from yiwang.base.sensing.messages import DeviceStateChanged
from yiwang.base.sensing.model.book import Book, Series
from yiwang.base.sensing.model.parcel import count, join, unpack
from yiwang.base.sensing.model.quality import Verdict
from yiwang.base.sensing.model.readings import Ints, Readings
from yiwang.base.sensing.store import inbox, partitions, products
from yiwang.base.sensing.store import settling as store
from yiwang.base.sensing.usecases import settling
from yiwang.base.sensing.usecases.observing import Observer, observers
from yiwang.base.sensing.usecases.settling import Memory, Places
from yiwang.infra.database import Database, Row, Work
from yiwang.infra.metrics import SETTLED
from yiwang.kernel.actor import SYSTEM

log = logging.getLogger(__name__)

#: So many readings are settled by one transaction at most (more, if a single parcel holds more).
BATCH: Final = 60_000
RENEW_EVERY: Final = timedelta(seconds=1)
#: Latest values are written at most this share of the time: the more devices, the less often.
_SHARE: Final = 0.2
_PIECE: Final = 2000
KEEP_EVERY: Final = timedelta(seconds=30)

Latest = list[NDArray[Any]]

_DAY: Final = 86_400_000_000
_TOLD: Final = 500  # devices in one message


def micros(instant: datetime) -> int:
    """Return ``instant`` in microseconds since 1970."""
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _of_one_second(rows: list[Row]) -> list[Row]:
    """Return the first rows, those of one second of arrival: by it what partitions share is put in order.

    The order of commits is nearly that of times; a row that is older than the first goes with it.
    """
    end = rows[0]["at"].replace(microsecond=0) + timedelta(seconds=1)
    return list(itertools.takewhile(lambda row: row["at"] < end, rows))


def _name(observer: Observer) -> str:
    return f"{type(observer).__module__}.{type(observer).__qualname__}"


class Settler:
    """Settles one partition; whoever makes one must hold the partition's lock.

    After any exception from :meth:`step`, :meth:`tick` or :meth:`keep` the object is of no more use until
    :meth:`start` was called again.
    """

    def __init__(self, database: Database, partition: int) -> None:
        self._database = database
        self._partition = partition
        self.careful = False
        #: Writes latest values, and every now and then a checkpoint, while the next readings are settled.
        self._noting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Load what is known, and look again at what came since."""
        await self.close()
        book = Book()
        self._memory = Memory(book, Series(book))
        self._days: dict[str, set[int]] = {table: set() for table in partitions.PARTITIONED}
        self._observers = observers(self._database, self._partition)
        async with self._database.work(SYSTEM) as work:
            cursor = await inbox.cursor(work.tx, self._partition)
            assert cursor is not None, "the partition is there before its settler"
            self._partitions = await inbox.partitions(work.tx)
            self._settled, self._renewed = cursor["settled"], cursor["renewed"]
            self._kept = cursor["kept"]
            await self._learn_registry(work)
            await self._restore(work)
            self._renewed_at = self._kept_at = work.now
            self._rest = RENEW_EVERY

    async def _restore(self, work: Work) -> None:
        memory = self._memory
        settling.restored(memory, await store.load_latest(work.tx, self._partitions, self._partition))
        settling.place_times(memory.book, *await store.load_places(work.tx))
        known = await inbox.checkpoints(work.tx, self._partition)
        since = {}
        for observer in self._observers:
            row = known.get(_name(observer))
            since[_name(observer)] = row["seq"] if row else self._kept
            await observer.restore(work, row["memory"] if row else None)
        for row in await inbox.settled_since(work.tx, self._partition, min(self._renewed, self._kept)):
            readings, received = await self._parcels(work, row["first"], row["seq"])
            verdicts = np.frombuffer(row["verdicts"], np.uint8)
            if row["seq"] > self._renewed:
                settling.again(memory, readings, verdicts)
            batch = settling.make_batch(
                readings, verdicts, partition=self._partition, seq=row["seq"], received=received, replay=True
            )
            for observer in self._observers:
                if row["seq"] > since[_name(observer)]:
                    await observer.observe(work, batch)

    async def _parcels(self, work: Work, first: int, last: int) -> tuple[Readings, int]:
        rows = await inbox.between(work.tx, self._partition, first, last)
        if len(rows) != last - first + 1:
            raise LookupError(f"parcels {first} to {last} are not all there")
        return join([unpack(row["body"]) for row in rows]), max(micros(row["at"]) for row in rows)

    async def _learn_registry(self, work: Work, revision: int | None = None) -> None:
        """Take in devices and products that changed; cheap when none did. ``revision``: if it is known."""
        book = self._memory.book
        if revision is None:
            revision = await store.revision(work.tx)
        if revision == book.revision:
            return
        found = await products.load(work.tx)
        book.put_products(found.by_no.values())
        no, product, serving, online = await store.load_devices(work.tx, book.revision)
        mine = no % self._partitions == self._partition
        book.put_devices(no[mine], product[mine], serving[mine] == 1, online[mine] == 1, micros(work.now))
        book.revision = revision

    async def step(self, limit: int = BATCH) -> int:
        """Settle what comes next, about ``limit`` readings; return how many there were."""
        async with self._database.reading(SYSTEM) as work:
            rows = await inbox.following(work.tx, self._partition, self._settled, limit)
            if not rows:
                return 0
            await self._learn_registry(work, rows[0]["revision"] or 0)
        if self._partitions > 1:
            rows = _of_one_second(rows)
        readings = join([unpack(row["body"]) for row in rows])
        await self._make_days(readings)
        async with self._database.work(SYSTEM) as work:
            await self._settle(work, rows, readings)
        self._settled = rows[-1]["seq"]
        await self._note()
        return sum(row["n"] for row in rows)

    async def _settle(self, work: Work, rows: list[Row], readings: Readings) -> None:
        now, received = micros(work.now), max(micros(row["at"]) for row in rows)
        first, last = rows[0]["seq"], rows[-1]["seq"]
        verdicts = await settling.settle(work.tx, self._memory, readings, now, careful=self.careful)
        await self._tell(work, settling.hear(self._memory.book, readings, received), online=True)
        if self._observers:
            batch = settling.make_batch(
                readings, verdicts, partition=self._partition, seq=last, received=received, replay=False
            )
            for observer in self._observers:
                await observer.observe(work, batch)
        totals = np.bincount(verdicts, minlength=len(Verdict))
        counts = (count(readings), int(totals[Verdict.DUPLICATE]), int(totals[Verdict.CONFLICT :].sum()))
        # the cursor last: whoever appends looks at its row
        span, found = (first, last), verdicts.tobytes()
        if not await inbox.move(work.tx, self._partition, self._settled, span, work.now, counts, found):
            raise SettlerSupersededError(partition=self._partition)
        for verdict, n in enumerate(totals.tolist()):
            if n:
                SETTLED.labels(Verdict(verdict).name.lower()).inc(n)

    async def _make_days(self, readings: Readings) -> None:
        """Make the partitions of the days that may be needed, before the transaction that needs them."""
        now = micros(self._database.time.now())
        book, week = self._memory.book, 7 * _DAY
        back = max(int(book.late.max(initial=0)), week)
        ahead = max(int(book.future.max(initial=0)), _DAY)
        told = np.array([o.at for o in readings.occurrences], np.int64)
        for table, at in (
            (partitions.OBSERVATION, readings.at),
            (partitions.TRACK, readings.fixes.at),
            (partitions.OCCURRENCE, told),
        ):
            # what is further away than any limit is doubtful and needs none
            near = at[(at <= now + ahead + _DAY) & (at >= now - back - _DAY)]
            # older days may be closed at any time: they are looked at again
            self._days[table] = {day for day in self._days[table] if day >= now // _DAY - 1}
            days = set(np.unique(near // _DAY).tolist()) - self._days[table]
            if days:
                async with self._database.work(SYSTEM) as work:
                    await partitions.ensure(work.tx, table, [partitions.day_of(day) for day in days])
                self._days[table] |= days

    async def _tell(self, work: Work, devices: Ints, *, online: bool) -> None:
        if not len(devices):
            return
        codes = await store.set_online(work.tx, devices.tolist(), work.now, online=online)
        for start in range(0, len(codes), _TOLD):
            part = tuple(codes[start : start + _TOLD])
            work.announce(DeviceStateChanged(devices=part, online=online, at=work.now))

    async def _note(self, *, at_once: bool = False, checkpoint: bool = False) -> None:
        """Have latest values written (and a checkpoint made) of what is settled now, without waiting.

        What the last task of this kind met with is raised here. ``at_once``: wait until it is written.
        """
        if self._noting is not None and (at_once or self._noting.done()):
            task, self._noting = self._noting, None
            await task
        now = self._database.time.now()
        checkpoint = checkpoint or self.keep_due
        due = at_once or checkpoint or not timedelta() <= now - self._renewed_at < self._rest
        if self._noting is not None or not due or (self._renewed == self._settled and not checkpoint):
            return
        task = asyncio.create_task(self._write(self._settled, *self._snapshot(checkpoint=checkpoint)))
        if at_once:
            await task
        else:
            self._noting = task

    def _snapshot(self, *, checkpoint: bool) -> tuple[Latest, Places, dict[str, bytes] | None]:
        """Take what has to be written; from now on it counts as written."""
        series = self._memory.series
        slots = np.flatnonzero(series.dirty[: series.used])
        columns = (series.device, series.prop, series.at, series.value, series.since)
        latest = [column[slots] for column in columns]
        series.dirty[slots] = False
        places, self._memory.places = self._memory.places, {}
        now = self._database.time.now()
        self._renewed, self._renewed_at = self._settled, now
        memories = None
        if checkpoint:
            memories = {_name(observer): observer.remember() for observer in self._observers}
            self._kept, self._kept_at = self._settled, now
        return latest, places, memories

    async def _write(
        self, seq: int, latest: Latest, places: Places, memories: dict[str, bytes] | None
    ) -> None:
        """Write what was taken when everything up to ``seq`` was settled."""
        begun = time.monotonic()
        async with self._database.work(SYSTEM) as work:
            for start in range(0, len(latest[0]), _PIECE):  # settling goes on between the pieces
                piece = [column[start : start + _PIECE] for column in latest]
                await store.renew_latest(work.tx, piece, work.now)
            if places:
                await store.renew_places(work.tx, places)
            if memories is not None:
                for name, memory in memories.items():
                    await inbox.keep(work.tx, self._partition, name, seq, work.now, memory)
                await inbox.prune(work.tx, self._partition, seq)
            # the cursor last: its row is written by the settling that goes on meanwhile
            await inbox.note_written(work.tx, self._partition, seq, kept=memories is not None)
        took = timedelta(seconds=time.monotonic() - begun)
        self._rest = max(RENEW_EVERY, took / _SHARE)

    async def tick(self, *, idle: bool = True) -> None:
        """Let time pass: devices gone quiet, timers of observers; when ``idle``, latest values as well."""
        book, now = self._memory.book, micros(self._database.time.now())
        quiet = book.gone_quiet(now, self._partitions, self._partition)
        if len(quiet) or self._observers:
            async with self._database.work(SYSTEM) as work:
                await self._learn_registry(work)
                if len(quiet):
                    book.online[quiet] = False
                    await self._tell(work, quiet, online=False)
                for observer in self._observers:
                    await observer.tick(work)
        await self._note(at_once=idle)

    async def keep(self) -> None:
        """Store what everybody remembers, and let go of the parcels behind it."""
        if self._kept == self._settled and self._renewed == self._settled:
            await self.close()
            return
        await self._note(at_once=True, checkpoint=True)

    async def close(self) -> None:
        """Wait for what is being written; what it met with is of no interest any more."""
        if self._noting is not None:
            task, self._noting = self._noting, None
            await asyncio.wait([task])
            if not task.cancelled() and task.exception() is not None:
                log.info("latest values were not written: %s", task.exception())

    @property
    def keep_due(self) -> bool:
        """Tell whether a checkpoint should be made."""
        if self._kept >= self._settled:
            return False
        # also when the clock was set back: else no parcel would be let go until it has caught up
        return not timedelta() <= self._database.time.now() - self._kept_at < KEEP_EVERY
