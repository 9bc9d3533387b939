"""Filling a database with very many cases of a plausible city.

First some hundred cases live through their real lives by the doors that people use (the demo). They are
the moulds from which all others are cast, whole weeks apart, and loaded with COPY by one process per core.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from typing import Any

import msgspec

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import casting
from yiwang.entry.city.words import common_matters, names
from yiwang.entry.demo.seed import seed as live_through
from yiwang.infra import bulk
from yiwang.infra.connection import connect
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

MOULDS = 600
_DAYS = 28  # the moulds' own weeks
_WEEKS = 5  # a period is a week longer, so that no two periods share a day and its series of numbers
_PERIODS = 31  # three years
_BATCH = 4000
_WORDINGS = 40  # per mould
_RUNNING = 0.02  # share of cases that are not finished
_NAMES = 4000


class Part(msgspec.Struct, frozen=True):
    """What one process casts: how many finished cases, into which periods, and how many running ones."""

    url: str
    number: int
    over: int
    running: int
    periods: tuple[int, ...]


async def fill(database: Database, url: str, wanted: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Bring the number of cases to ``wanted``; returns what was done and how long each part took."""
    marks = _Marks(tell)
    await live_through(database, cases_wanted=MOULDS, days=_DAYS)
    marks.reached("moulds")
    async with database.reading(SYSTEM) as work:
        have = (await cases.stats(work, "stage"))["total"]
    missing = max(0, wanted - have)
    if missing:
        await _cast(database, url, missing, marks)
    return {"cases": have + missing, "cast": missing, "seconds": marks.all()}


class _Marks:
    """Times of the parts of a run."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._start = self._last = time.monotonic()
        self._parts: dict[str, float] = {}

    def reached(self, part: str) -> None:
        """Note that ``part`` is done."""
        now = time.monotonic()
        self._parts[part] = round(now - self._last, 1)
        self._last = now
        self._tell(f"{part}: {self._parts[part]} s")

    def all(self) -> dict[str, float]:
        """Return the seconds of each part and of the whole."""
        return self._parts | {"total": round(time.monotonic() - self._start, 1)}


async def _cast(database: Database, url: str, missing: int, marks: _Marks) -> None:
    async with database.work(SYSTEM) as work:
        statements = await bulk.take_indexes(work.tx, casting.LOADED_TABLES)
    try:
        processes = min(4, multiprocessing.cpu_count())
        parts = _parts(url, missing, processes)
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            await asyncio.gather(*(loop.run_in_executor(pool, cast_part, part) for part in parts))
        marks.reached("load")
    finally:
        await bulk.give_indexes(database, statements)
    marks.reached("indexes")
    await bulk.renew_statistics(database, casting.LOADED_TABLES)
    marks.reached("statistics")


def _parts(url: str, missing: int, processes: int) -> list[Part]:
    running = min(int(missing * _RUNNING), 20_000)
    shares = [missing // processes + (1 if n < missing % processes else 0) for n in range(processes)]
    return [
        Part(
            url,
            n,
            share - (running if n == 0 else 0),
            running if n == 0 else 0,
            tuple(range(n, _PERIODS, processes)),
        )
        for n, share in enumerate(shares)
    ]


class _City(msgspec.Struct, frozen=True):
    """What is chosen from: moulds of finished and of running cases, what is said of each, and by whom."""

    chooser: random.Random
    over: list[Any]
    running: list[Any]
    said: dict[int, list[casting.Wording]]
    people: list[tuple[str, str]]


def cast_part(part: Part) -> int:
    """Cast and load one part; runs in a process of its own."""
    return asyncio.run(_cast_part(part))


async def _cast_part(part: Part) -> int:
    chooser = random.Random(part.number)  # noqa: S311 - a bench needs repeatable, not secret, choices
    database = await connect(part.url, size=2)
    try:
        async with database.reading(SYSTEM) as work:
            over, running = casting.spread(await casting.moulds(work.tx, MOULDS * 2))
            days = [m.day for m in (*over, *running)]
            first, last = min(days) - timedelta(weeks=_WEEKS * _PERIODS), max(days)
            serials = await casting.last_serials(work.tx, first, last)
        caster = casting.Caster(chooser, serials)
        said = _wordings([*over, *running], chooser)
        city = _City(chooser, over, running or over, said, _people(chooser))
        await _load(database, caster, part, city)
        async with database.work(SYSTEM) as work:
            await casting.keep_serials(work.tx, caster.serials)
    finally:
        await database.close()
    return part.over + part.running


def _order(part: Part) -> list[int]:
    """Return the period of each case of a part, the oldest first, as a real city would have filed them."""
    periods = sorted(part.periods, reverse=True)
    share, rest = divmod(part.over, len(periods))
    return [p for at, p in enumerate(periods) for _ in range(share + (1 if at < rest else 0))]


async def _load(database: Database, caster: casting.Caster, part: Part, city: _City) -> None:
    """Cast and load finished cases by period, then those that are still running."""
    chooser = city.chooser
    plan = [(city.over, period) for period in _order(part)] + [(city.running, 0)] * part.running
    for start in range(0, len(plan), _BATCH):
        for moulds, period in plan[start : start + _BATCH]:
            mould = chooser.choice(moulds)
            said, who = chooser.choice(city.said[id(mould)]), chooser.choice(city.people)
            caster.cast(mould, -period * _WEEKS, said, who)
        async with database.work(SYSTEM) as work:
            await casting.load_cast(work.tx, caster.take())


def _wordings(moulds: list[Any], chooser: random.Random) -> dict[int, list[casting.Wording]]:
    """Return what reports may say for each mould: about its matter, in its district."""
    words = names()
    said = {f"matter:{m['code']}": m["says"] for m in common_matters()}
    every = [phrase for phrases in said.values() for phrase in phrases]
    found = {}
    for mould in moulds:
        phrases = said.get(mould.matter or "", every)
        found[id(mould)] = [_wording(mould.district, phrases, words, chooser) for _ in range(_WORDINGS)]
    return found


def _wording(
    district: str, phrases: list[str], words: dict[str, Any], chooser: random.Random
) -> casting.Wording:
    road, place = chooser.choice(words["roads"]), chooser.choice(words["places"])
    address = f"{district}{road}{chooser.randrange(1, 320)}号{place}"
    text = chooser.choice(words["frames"]).format(where=address, what=chooser.choice(phrases))
    return casting.wording(text, address)


def _people(chooser: random.Random) -> list[tuple[str, str]]:
    words = names()
    return [
        (
            chooser.choice(words["surnames"]) + chooser.choice(words["given"]),
            f"199{chooser.randrange(10**8):08d}",
        )
        for _ in range(_NAMES)
    ]
