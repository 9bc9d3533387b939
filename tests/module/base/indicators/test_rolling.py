"""Sums kept per day are those of the facts, whatever comes late, is corrected or taken away, in any order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from tests.support import world as w
from tests.support.queries import counting

from yiwang.base.geography import api as geography
from yiwang.base.indicators import api
from yiwang.base.indicators.model.cuts import By, Cut
from yiwang.base.indicators.model.fields import BASES
from yiwang.base.indicators.store import sums
from yiwang.kernel.actor import SYSTEM

FIRST, DAYS = datetime(2026, 3, 1, 4, tzinfo=UTC), 12
PATHS = (
    [],
    ["999900"],
    ["999900", "999901"],
    ["999900", "999901", "999901001", "999901001001"],
    ["999900", "999902"],
)


async def disturb(city, random, case):
    """Change what a case's row says, as late data, corrections and withdrawals do."""
    async with city.database.work(SYSTEM) as work:
        await work.tx.execute(
            "UPDATE cases_case SET version = version + 1, stage = $2, unit = $3, path = $4, channel = $5, "
            "side = $6, final_due_at = $7, opened_at = $8, on_time = $9 WHERE number = $1",
            case,
            random.choice(["handle", "closed", "void", "not_filed"]),
            random.choice([None, w.CLEAN, w.WATER]),
            random.choice(PATHS),
            random.choice(["hotline", "app"]),
            random.choice([None, None, None, "withdrawn"]),
            FIRST + timedelta(days=random.randrange(DAYS)),
            FIRST + timedelta(hours=random.randrange(DAYS * 24)),
            random.choice([None, True, False]),
        )


async def both(city, cut, by):
    """Return all sums as kept, and as the facts say."""
    async with city.database.reading(SYSTEM) as work:
        book = await api.book(work.tx)
        found = []
        for rolled in (True, False):
            parts = {}
            for basis in BASES:
                for key, some in (
                    await sums.totals(
                        work.tx,
                        basis,
                        book.rolled(basis),
                        cut,
                        by,
                        rolled=book.rolled(basis) if rolled else None,
                    )
                ).items():
                    kept = {c: (s.total, s.missing) for c, s in some.items() if s.total or s.missing}
                    parts.setdefault(key, {}).update(kept)
            found.append({key: some for key, some in parts.items() if some})
    return found


CUTS = [
    (Cut(first=FIRST.date(), end=FIRST.date() + timedelta(days=DAYS + 1)), None),
    (Cut(first=FIRST.date() + timedelta(days=3), end=FIRST.date() + timedelta(days=9)), By(dimension="time", grain="day")),
    (Cut(first=FIRST.date(), end=FIRST.date() + timedelta(days=9)), By(dimension="unit")),
    (
        Cut(first=FIRST.date(), end=FIRST.date() + timedelta(days=9)),
        By(dimension="area", level=2, areas=("999901", "999902", "999900-", "-")),
    ),
    (
        Cut(first=FIRST.date(), end=FIRST.date() + timedelta(days=9), area="999901", level=2),
        By(dimension="channel"),
    ),
    (
        Cut(first=FIRST.date(), end=FIRST.date() + timedelta(days=9), area="999901001", level=3),
        None,
    ),
    (
        Cut(first=FIRST.date(), end=FIRST.date() + timedelta(days=9), units=(w.CLEAN,)),
        By(dimension="time", grain="week"),
    ),
    (Cut(first=date(2026, 3, 1), end=date(2026, 4, 5)), By(dimension="time", grain="month")),
    (Cut(first=date(2026, 2, 20), end=date(2026, 4, 1), area="999901", level=2), By(dimension="unit")),
    (Cut(first=date(2026, 3, 1), end=date(2026, 4, 1), channel="app"), By(dimension="area", level=2)),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
async def test_sums_are_those_of_the_facts_at_every_moment(city, seed):
    random = Random(seed)
    numbers = [(await w.opened(city.database)).number for _ in range(12)]
    for step in range(6):
        for number in random.sample(numbers, 5):
            await disturb(city, random, number)
        await city.keep(roll=step % 3 != 2)  # some days are asked for before they are rolled up
        for cut, by in CUTS:
            kept, counted = await both(city, cut, by)
            assert kept == counted, (step, cut, by)
            assert counted or cut.area or cut.units or cut.channel, "nothing is counted: the test is blind"


async def test_what_is_kept_does_not_depend_on_the_order(city):
    numbers = [(await w.opened(city.database)).number for _ in range(8)]
    random = Random(9)
    for number in numbers:
        await disturb(city, random, number)
    await city.keep()
    async with city.database.reading(SYSTEM) as work:
        ids = [row["id"] for row in await work.tx.fetch("SELECT id FROM cases_case")]
        kept = "SELECT s::text FROM indicators_sum s"
        before = {tuple(row) for row in await work.tx.fetch(kept)}
    assert before
    for order in (sorted(ids), sorted(ids, reverse=True)):
        for one in order:
            async with city.database.work(SYSTEM) as work:
                await api.follow(work, [one])
            await city.keep()
        async with city.database.reading(SYSTEM) as work:
            assert {tuple(row) for row in await work.tx.fetch(kept)} == before


async def test_a_value_is_asked_with_few_statements_from_sums(city):
    await w.opened(city.database)
    await city.keep()
    await city.value("closing_rate")
    with counting() as asked:
        await city.value("closing_rate")
    assert sum("indicators_sum" in sql for sql in asked) == 1
    assert len(asked) <= 5


async def test_another_time_zone_makes_other_days(city):
    city.database.time.set(datetime(2026, 9, 30, 14, tzinfo=UTC))
    await w.opened(city.database)
    await city.keep()
    here = await city.drill("reported_cases", "time", grain="day")
    async with city.database.work(SYSTEM) as work:
        await geography.save_city(
            work, geography.City(code=w.CITY, name="云津市", name_en="Yunjin", timezone="Pacific/Kiritimati")
        )
    await city.keep()
    there = await city.drill("reported_cases", "time", grain="day")
    keys = [[part["key"] for part in found["parts"]] for found in (here, there)]
    assert keys == [["2026-09-30"], ["2026-10-01"]]
