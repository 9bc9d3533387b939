import asyncio
import contextlib
from collections import Counter
from datetime import date

import pytest
from tests.support.queries import counting

from yiwang.base.cases.errors import NumbersExhaustedError
from yiwang.base.cases.model.number import LAST_SERIAL, NumberKey, check
from yiwang.base.cases.usecases.numbers import allocate, gaps
from yiwang.kernel.actor import SYSTEM

DAY = date(2026, 3, 10)
KEYS = [NumberKey(a, s, DAY) for a in ("410102", "410103", "410104") for s in ("01", "02")]


class RolledBackError(Exception):
    pass


def undo_some(turn):
    if turn % 4 == 0:
        raise RolledBackError


async def test_numbers_of_concurrent_transactions_are_distinct_and_without_gaps(database):
    async def one(turn: int) -> list[str]:
        keys = [KEYS[(turn * 7 + i * i) % len(KEYS)] for i in range(turn % 5 + 1)]
        with contextlib.suppress(RolledBackError):
            async with database.work(SYSTEM) as work:
                numbers = await allocate(work.tx, keys)
                await asyncio.sleep(0)
                undo_some(turn)
            return numbers
        return []

    results = await asyncio.gather(*(one(turn) for turn in range(60)))
    numbers = [n for r in results for n in r]
    assert len(numbers) == len(set(numbers)) == sum(turn % 5 + 1 for turn in range(60) if turn % 4)
    by_key = Counter(check(n).key for n in numbers)
    for key, n in by_key.items():
        assert sorted(check(x).serial for x in numbers if check(x).key == key) == list(range(1, n + 1))


async def test_one_statement_however_many_numbers(database):
    async with database.work(SYSTEM) as work:
        with counting() as few:
            await allocate(work.tx, KEYS[:1])
        with counting() as many:
            await allocate(work.tx, KEYS * 50)
    assert len(few) == len(many) == 1


async def test_an_exhausted_series_is_named_and_the_others_go_on(database):
    async with database.work(SYSTEM) as work:
        await work.tx.execute(
            "INSERT INTO cases_counter VALUES ($1, $2, $3, $4)", "410102", "01", DAY, LAST_SERIAL - 1
        )
    with pytest.raises(NumbersExhaustedError) as caught:
        async with database.work(SYSTEM) as work:
            await allocate(work.tx, [KEYS[0], KEYS[0], KEYS[1]])
    assert caught.value.details["area"] == "410102"
    async with database.work(SYSTEM) as work:
        (last, first) = await allocate(work.tx, [KEYS[0], KEYS[1]])
    assert (check(last).serial, check(first).serial) == (LAST_SERIAL, 1)


async def test_numbers_that_no_case_carries_are_reported(database):
    async with database.work(SYSTEM) as work:
        await allocate(work.tx, [KEYS[0]] * 3)
    async with database.reading(SYSTEM) as work:
        (gap,) = await gaps(work.tx, DAY, DAY)
        assert (gap.area, gap.source, gap.taken, gap.carried, gap.missing) == (
            "410102",
            "01",
            3,
            0,
            [1, 2, 3],
        )
        assert await gaps(work.tx, date(2026, 3, 11), date(2026, 3, 12)) == []
