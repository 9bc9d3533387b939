"""Some weeks of cases for the demo, made through the same doors that people use, on a moved clock."""

from __future__ import annotations

import heapq
import itertools
import logging
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as datetime_time
from pathlib import Path
from typing import Any
from uuid import UUID

from numpy.random import Generator, default_rng

from yiwang.base.cases import api as cases
from yiwang.base.cases.messages import ReportReceived
from yiwang.base.cases.subscribers import SUBSCRIBERS
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.signs import api as signs
from yiwang.base.workflow import api as workflow
from yiwang.connectors.basemap.build import Source, build
from yiwang.entry.city import PACK, generate, history
from yiwang.entry.city.people import unit_code
from yiwang.entry.city.texts import Author, Sighting
from yiwang.entry.demo import pictures
from yiwang.entry.demo.plot import Plot, Step, Story
from yiwang.entry.demo.staff import Staff
from yiwang.infra.database import Database, Work
from yiwang.infra.outbox import Delivery
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.ids import new_id
from yiwang.kernel.time import ManualTime
from yiwang.kernel.worktime import Limit, TimeUnit, WorkCalendar, deadline
from yiwang.packs.install import install, install_shipped, list_installed

log = logging.getLogger(__name__)

SOURCE = "demo"
CITY_PACK = PACK
_PATIENCE = 3  # refused steps after which a story rests
#: How much is lived at once: less of it in the last days, where people look closely.
_ROUND, _LONG_ROUND = timedelta(hours=3), timedelta(hours=8)
_CLOSE = timedelta(days=14)
_NIGHT_SHIFT = 0.8  # share of work due outside office hours that is done then
_FRESH = 4  # days
_TOGETHER = 60  # acts per transaction
#: Channels by which pictures come, and for how many days back and how many of ten there are some.
_SEEN = frozenset({"grid", "app", "web", "video", "drone", "department"})
_PICTURED, _OF_TEN = timedelta(days=20), 7
#: Cases of the last days that are left in these stages and side states.
_LEFT = ("sign", "handle", "review", "verify", "callback", "closing", "disputed", "suspended", "intake")
#: Stages that few cases pass: most of those of the last days are left there, for people to decide.
_SCARCE = frozenset({"dispatch", "review"})
_SCARCE_LEFT = 0.8


async def seed(
    database: Database,
    *,
    cases_wanted: int | None = None,
    days: int | None = None,
    seed: int = 1,
    map_path: Path | None = None,
) -> Counter[str]:
    """Install the shipped packs and the small fictional city, then live through its past.

    Does nothing where it was done before. Returns how many cases rest in which stage. ``map_path`` is where
    the base map is built; without it none is.
    """
    async with database.reading(SYSTEM) as work:
        if any(pack.id == CITY_PACK for pack in await list_installed(work.tx)):
            return Counter()
    with tempfile.TemporaryDirectory() as out:
        folder = generate(Path(out), seed=seed, reports=cases_wanted, days=days)
        return await settle(database, folder, map_path=map_path, seed=seed)


async def settle(
    database: Database, folder: Path, *, map_path: Path | None = None, seed: int = 1
) -> Counter[str]:
    """Install the shipped packs and the city of ``folder``, build its base map, live through its past.

    The clock of ``database`` is moved while it runs and set back at the end.
    """
    await _install(database, folder)
    if map_path is not None:
        sources = [Source(folder / "areas.geojson"), *map(Source, sorted((folder / "map").glob("*.geojson")))]
        build(sources, map_path, name=(await _city(database)), attribution="虚构数据 fictional data")
    rows = list(history.read(folder / "history.csv"))
    time = database.time
    end = time.now().replace(second=0, microsecond=0)
    clock = ManualTime(end - timedelta(days=max((row.day for row in rows), default=0) + 1))
    database.time = clock
    try:
        past = _Past(database, clock, end, default_rng(seed))
        await past.prepare()
        await past.live(rows)
    finally:
        database.time = time
    async with database.work(SYSTEM) as work:  # the hourly look would find them an hour after the first start
        await signs.look(work)
    return past.stages()


async def _city(database: Database) -> str:
    async with database.reading(SYSTEM) as work:
        city = (await geography.areas(work.tx)).city
    return city.name if city is not None else ""


async def install_city(database: Database, *, seed: int = 1) -> None:
    """Install the shipped packs and the fictional city; what is installed already is left alone."""
    with tempfile.TemporaryDirectory() as folder:
        await _install(database, generate(Path(folder), seed=seed, reports=0))


async def _install(database: Database, city: Path) -> None:
    await install_shipped(database)
    async with database.work(SYSTEM) as work:
        await install(work, city)


class _Past:
    """The weeks before now."""

    def __init__(self, database: Database, clock: ManualTime, end: datetime, rng: Generator) -> None:
        self._database = database
        self._clock = clock
        self._end = end
        self._rng = rng
        self._stories: list[Story] = []
        self._order = itertools.count()
        self._agenda: list[tuple[datetime, int, Story, Step]] = []
        self._pictures: dict[UUID, tuple[str, int]] = {}
        self._author: Author
        self._plot: Plot
        self._calendar: WorkCalendar

    async def prepare(self) -> None:
        """Read the city that was installed."""
        async with self._database.reading(SYSTEM) as work:
            tree = await geography.areas(work.tx)
            directory = await identity.directory(work.tx)
            self._calendar = (await workflow.calendars(work.tx))["standard"]
        grids = [
            (tree.polygons[area.code], _name(tree, area.code)) for area in tree.all() if area.level == "grid"
        ]
        self._author = Author(grids, self._rng)
        districts = [a.code for a in tree.all() if a.level == "district"]

        def fallback(district: str) -> str:
            return unit_code(district if district in districts else districts[0], "city")

        self._plot = Plot(Staff(directory, self._rng), self._author, self._rng, fallback)

    async def live(self, rows: Sequence[history.Past]) -> None:
        """Receive the reports and do what is due, some hours at a time, until now."""
        arrivals = self._arrivals(rows)
        at = arrivals[0][0] if arrivals else self._end
        number = 0
        while at < self._end:
            until = min(at + (_ROUND if self._end - at < _CLOSE else _LONG_ROUND), self._end)
            batch: list[tuple[datetime, Any]] = []
            while number < len(arrivals) and arrivals[number][0] < until:
                received = await self._receive(number, *arrivals[number])
                if received is None:
                    return
                batch.append(received)
                number += 1
            await self._open(batch)
            await self._act_until(until)
            self._clock.set(until)
            await cases.fire_clocks(self._database)
            at = until

    def stages(self) -> Counter[str]:
        """Return how many stories rest where."""
        return Counter(s.state.side or s.state.stage for s in self._stories if s.state is not None)

    def _arrivals(self, rows: Sequence[history.Past]) -> list[tuple[datetime, Sighting]]:
        """Put the past before now; what would still come today came on its first day instead."""
        zone = self._calendar.zone
        today = self._end.astimezone(zone).date()
        first = max((row.day for row in rows), default=0)
        found = []
        for row in rows:
            moment = datetime_time(row.second // 3600, row.second // 60 % 60, row.second % 60)
            at = datetime.combine(today - timedelta(days=row.day), moment, zone).astimezone(UTC)
            if at >= self._end:
                at -= timedelta(days=first)
            if at < self._end:
                found.append((at, row.seen))
        return sorted(found, key=lambda one: one[0])

    async def _receive(self, number: int, at: datetime, seen: Sighting) -> tuple[datetime, Any] | None:
        """Hand in one report; ``None`` if this demo was lived through before."""
        self._clock.set(at)
        picture = self._picture(number, at, seen)
        reporter = cases.ReporterInput(name=seen.name, phone=seen.phone) if seen.name else None
        report = cases.ReportInput(
            source=SOURCE,
            external_id=f"{SOURCE}-{number + 1:06d}",
            text=seen.text,
            channel=seen.channel,
            address=seen.address,
            lon=seen.lon,
            lat=seen.lat,
            matter=seen.matter,
            reporter=reporter,
            media=[] if picture is None else [await self._upload(picture, after=False)],
        )
        answer = await cases.intake(self._database).receive(report, SYSTEM)
        if answer.status == "same":
            return None
        if picture is not None:
            self._pictures[answer.id] = picture
        return at, (answer.id, seen)

    def _picture(self, number: int, at: datetime, seen: Sighting) -> tuple[str, int] | None:
        """Return which drawing a report comes with, if any; chosen by its place in the row, not by luck."""
        if seen.channel not in _SEEN or self._end - at > _PICTURED or number % 10 >= _OF_TEN:
            return None
        return pictures.kind_of(seen.matter), number % pictures.VARIANTS

    async def _upload(self, picture: tuple[str, int], *, after: bool) -> UUID:
        content = pictures.picture(*picture, after=after)

        async def chunks() -> AsyncIterator[bytes]:
            yield content

        name, role = ("处置后.jpg", "after") if after else ("现场.jpg", "report")
        file, _ = await cases.upload(self._database, SYSTEM, chunks(), name=name, role=role)
        return file

    async def _open(self, batch: list[tuple[datetime, Any]]) -> None:
        if not batch:
            return
        async with self._database.work(SYSTEM) as work:
            told = [_told(report, work.now) for _, (report, _) in batch]
            for subscriber in SUBSCRIBERS:
                if ReportReceived.kind in subscriber.kinds:
                    await subscriber.handle(work, told)
        async with self._database.reading(SYSTEM) as work:
            for at, (report, seen) in batch:
                number = (await cases.report(work, report))["case"]
                if number is not None:
                    await self._begin(work, at, number, seen, self._pictures.pop(report, None))

    async def _begin(
        self, work: Work, at: datetime, number: str, seen: Sighting, picture: tuple[str, int] | None
    ) -> None:
        story = Story(seen, number, state=await cases.state_of(work, number), picture=picture)
        if self._end - at < timedelta(days=_FRESH) and self._rng.random() < 0.35:  # noqa: PLR2004
            story.stop = str(self._rng.choice(_LEFT))
        self._stories.append(story)
        self._plan(story, at)

    def _plan(self, story: Story, at: datetime) -> None:
        stage = story.state.stage if story.state is not None else ""
        recent = self._end - at < timedelta(days=_FRESH)
        if stage in _SCARCE and recent and self._rng.random() < _SCARCE_LEFT:
            story.stop = stage
        step = self._plot.next(story, at)
        if step is None:
            return
        pressing = story.state is not None and _is_pressing(story.state)
        unit = TimeUnit.NATURAL_HOUR if pressing else TimeUnit.WORK_HOUR
        moment = Limit(min(step.after * (0.4 if pressing else 1), 400), unit)
        due = deadline(self._calendar, at, moment).due if step.at is None else self._in_hours(step.at)
        assert due is not None
        due += timedelta(seconds=int(self._rng.integers(1, 600)))
        heapq.heappush(self._agenda, (max(due, at), next(self._order), story, step))

    def _in_hours(self, instant: datetime) -> datetime:
        """Return ``instant``, or the next opening if nobody works then and it is night."""
        if self._calendar.is_working(instant) or self._rng.random() < _NIGHT_SHIFT:
            return instant
        moved = deadline(self._calendar, instant, Limit(0.02, TimeUnit.WORK_HOUR)).due
        assert moved is not None
        return moved

    async def _act_until(self, until: datetime) -> None:
        while self._agenda and self._agenda[0][0] < until:
            self._clock.set(self._agenda[0][0])
            async with self._database.work(SYSTEM) as work:
                for _ in range(_TOGETHER):
                    if not self._agenda or self._agenda[0][0] >= until:
                        break
                    at, _, story, step = heapq.heappop(self._agenda)
                    await self._do(work, at, story, step)

    async def _do(self, work: Work, at: datetime, story: Story, step: Step) -> None:
        """Do one step in the common transaction, as its actor and at its time."""
        own = replace(work, actor=step.actor, now=at, messages=[])
        body = step.body
        if step.action == "feedback" and story.picture is not None:
            body = body | {"media": [str(await self._upload(story.picture, after=True))]}
        try:
            story.state = await cases.act(own, story.number, step.action, body)
        except YiwangError as error:  # refused before anything was written
            log.info("demo: %s on %s refused: %s", step.action, story.number, error)
            story.refused += 1
            if story.refused < _PATIENCE:
                self._plan(story, at)
            return
        work.messages.extend(own.messages)
        self._plan(story, at)


def _is_pressing(state: cases.CaseState) -> bool:
    """Tell whether the case is counted round the clock, so that people see to it at night as well."""
    clock = state.clock("handle")
    if clock is None or clock.stopped_at is not None:
        return state.urgency > 1 and state.stage == "sign"
    return clock.limit.unit is TimeUnit.URGENT_HOUR


def _told(report: UUID, at: datetime) -> Delivery:
    """Return the message of a received report; the worker will find it in the outbox again, to no effect."""
    return Delivery(
        id=new_id(), seq=0, kind=ReportReceived.kind, key=str(report), actor="", at=at, payload=None
    )


def _name(tree: geography.AreaTree, code: str) -> str:
    path = tree.path(code)
    area = tree.get(path[1]) if len(path) > 1 else None
    return area.name if area is not None else ""
