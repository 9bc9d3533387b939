"""DuckDB over files and PostgreSQL give the same answers, whatever changed since the files were made."""

from __future__ import annotations

from random import Random

import pytest
from tests.module.base.indicators.test_rolling import DAYS, FIRST, disturb
from tests.support import world as w

from yiwang.base.indicators import api, jobs
from yiwang.base.indicators.errors import FilesError
from yiwang.base.indicators.store import files
from yiwang.base.indicators.usecases import backends
from yiwang.kernel.actor import SYSTEM

QUESTIONS = (
    ({}, None),
    ({"period": "2026-03"}, "unit"),
    ({"period": f"{FIRST:%Y-%m-%d}..2026-03-{DAYS - 2}"}, "area"),
    ({"area": "999901"}, "matter"),
    ({"unit": w.CLEAN, "channel": "hotline"}, "time"),
)


@pytest.fixture
def folder(tmp_path):
    before = files._folder
    files.use_folder(tmp_path)
    yield tmp_path
    files._folder = before


async def answers(city, backend, codes):
    found = {}
    for code in codes:
        for number, (asked, by) in enumerate(QUESTIONS):
            if by is None:
                found[code, number] = await city.value(code, backend=backend, **asked)
            else:
                grain = "week" if number % 2 else "month"
                found[code, number] = await city.drill(code, by, grain=grain, backend=backend, **asked)
    return found


def rounded(found):
    """Let floats that are the same but for their last digits be the same."""
    if isinstance(found, float):
        return round(found, 9)
    if isinstance(found, dict):
        return {key: rounded(value) for key, value in found.items()}
    return [rounded(one) for one in found] if isinstance(found, list) else found


async def test_both_answer_alike_after_late_corrected_and_deleted_data(city, folder):
    random = Random(5)
    numbers = [(await w.opened(city.database)).number for _ in range(10)]
    async with city.database.reading(SYSTEM) as work:
        codes = [item["code"] for item in await api.catalogue(work.tx)]
    assert len(codes) > 20
    for step in range(3):
        for number in random.sample(numbers, 4):
            await disturb(city, random, number)
        if step == 2:
            async with city.database.work(SYSTEM) as work:  # what is imported can be taken back
                await work.tx.execute("SET LOCAL session_replication_role = replica")
                await work.tx.execute("DELETE FROM cases_case WHERE number = $1", numbers[0])
        await city.keep(roll=step != 1)
        if step == 0:
            written = await api.export(city.database, most=0)
            assert written["facts"] == len(numbers)
        async with city.database.reading(SYSTEM) as work:
            known = await files.known(work.tx)
            assert bool(known.stale) == (step > 0), "what changed since is noted"
        duck = await answers(city, "duckdb", codes)
        assert rounded(duck) == rounded(await answers(city, "postgres", codes)), step
    again = await api.export(city.database, most=0)
    async with city.database.reading(SYSTEM) as work:
        left = await work.tx.fetchval("SELECT count(*) FROM indicators_fact")
    assert again["facts"] == left < len(numbers)
    assert rounded(await answers(city, "duckdb", codes[:4])) == rounded(
        await answers(city, "postgres", codes[:4])
    )
    assert (await api.export(city.database, most=0))["months"] == 0, "nothing changed: nothing is written"


async def test_many_facts_are_counted_from_files_where_no_sum_can_answer(city, folder, monkeypatch):
    await w.opened(city.database)
    await city.keep()
    asked = []
    counted = files.totals

    async def spied(*given):
        asked.append(given)
        return await counted(*given)

    monkeypatch.setattr(files, "totals", spied)
    await jobs.write_files(city.database)
    assert not list(folder.glob("month=*/*")), "a small city has no files"
    await api.export(city.database)
    expected = await city.value("closing_units", backend="postgres")
    await city.value("closing_units")
    assert not asked, "few facts are read from the database"
    monkeypatch.setattr(backends, "_MANY", 1)
    assert await city.value("closing_units") == expected
    assert len(asked) == 1
    await city.value("reported_cases")
    assert len(asked) == 1, "sums answer what they can"
    for path in folder.glob("month=*/*.parquet"):
        path.unlink()
    assert await city.value("closing_units") == expected, "the database answers where files cannot"
    assert len(asked) == 2


async def test_a_file_that_is_gone_is_named_and_made_anew(city, folder):
    await w.opened(city.database)
    await city.keep()
    await api.export(city.database)
    for path in folder.glob("month=*/*.parquet"):
        path.unlink()
    with pytest.raises(FilesError):
        await city.value("reported_cases", backend="duckdb")
    assert (await city.value("reported_cases"))["value"] == 1
    assert (await api.export(city.database))["months"] == 1
    assert (await city.value("reported_cases", backend="duckdb"))["value"] == 1
