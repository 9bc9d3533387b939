"""How fast facts are read and rolled up, and indicators are asked: from sums, and from facts alone."""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from yiwang.base.indicators import api as indicators
from yiwang.entry.bench.figures import Tally
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

#: Rates with other days each, asked in turn.
_CODES = ("closing_rate", "filing_rate", "dispatch_accuracy", "satisfaction_rate", "mean_handle_hours")
#: Days, and months, rolled up in one transaction.
_ROLLED = {"day": 31, "month": 3}


async def _whole(database: Database, step: Callable[[Any], Awaitable[bool]]) -> float:
    begin, more = time.perf_counter(), True
    while more:
        async with database.work(SYSTEM) as work:
            more = await step(work)
    return time.perf_counter() - begin


async def measure(database: Database, asked: int) -> dict[str, Any]:
    """Bring facts and sums in step (a second run finds nothing to do), then ask ``asked`` of each kind."""
    begin = time.perf_counter()
    await indicators.catch_up(database)
    read = time.perf_counter() - begin
    from_facts = await _ask(database, asked)
    rolled = {
        grain: await _whole(database, functools.partial(indicators.roll_up, limit=limit, grain=grain))
        for grain, limit in _ROLLED.items()
    }
    begin = time.perf_counter()
    await indicators.catch_up(database)
    again = time.perf_counter() - begin
    async with database.reading(SYSTEM) as work:
        await work.tx.execute("ANALYZE indicators_fact, indicators_sum, indicators_dirty")
    from_sums = await _ask(database, asked)
    async with database.reading(SYSTEM) as work:
        facts = await work.tx.fetchval("SELECT count(*) FROM indicators_fact")
        sizes = await work.tx.fetchrow(
            "SELECT pg_total_relation_size('indicators_fact') AS facts, "
            "pg_total_relation_size('indicators_sum') AS sums, count(*) AS cells FROM indicators_sum"
        )
        assert sizes is not None
    return {
        "name": "indicators", "facts": facts, "read_s": round(read, 1),
        "rolled_s": {grain: round(took, 1) for grain, took in rolled.items()},
        "compared_s": round(again, 2), "facts_mb": sizes["facts"] // 1_000_000,
        "sums_mb": sizes["sums"] // 1_000_000, "cells": sizes["cells"],
        "from_facts": from_facts, "from_sums": from_sums,
    }  # fmt: skip


async def _ask(database: Database, asked: int) -> dict[str, Any]:
    async with database.reading(SYSTEM) as work:
        year = (
            await work.tx.fetchval("SELECT max(closed_day) FROM indicators_fact") or date(2026, 1, 1)
        ).year
        areas = [
            row["area"] for row in await work.tx.fetch("SELECT DISTINCT path[2] AS area FROM indicators_fact")
        ]
    choose = random.Random(1)  # noqa: S311 - a bench needs repeatable, not secret, choices
    found = {}
    for name, drill in (("value", None), ("by_area", "area"), ("by_matter", "matter"), ("by_month", "time")):
        tally = Tally()
        for turn in range(asked):
            period = choose.choice([f"{year}", f"{year}-{choose.randrange(1, 13):02}"])
            question = indicators.Asked(
                code=_CODES[turn % len(_CODES)], period=period, area=choose.choice([None, *areas])
            )
            begin = time.perf_counter()
            async with database.reading(SYSTEM) as work:
                if drill is None:
                    await indicators.value(work, question)
                else:
                    await indicators.drill(work, question, drill)
            tally.add(time.perf_counter() - begin)
        found[name] = tally.figures()
    return found
