"""``bench repeats``: how fast possible duplicates are found among very many cases.

Runs on a database that `bench seed` filled. Cast cases have no sketches: the bench draws them for all open
ones first, as intake would have. Then it asks as the intake form does: near a real case with words like its
own and its matter; without a place with its words only; anywhere else in the city.
"""

from __future__ import annotations

import random
import time
from typing import Any, Final

from yiwang.base.cases import api as cases
from yiwang.entry.bench.figures import Tally
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_BATCH: Final = 5000
_OVER: Final = "('closed', 'rated', 'archived', 'rejected', 'not_filed', 'void', 'merged')"
_MISSING: Final = f"""
SELECT c.id, c.opened_at, c.title, c.address FROM cases_case c
WHERE c.closed_at IS NULL AND c.stage NOT IN {_OVER}
    AND NOT EXISTS (SELECT 1 FROM cases_sketch s WHERE s.case_id = c.id) LIMIT $1
"""
_KINDS: Final = ("here", "wordy", "elsewhere")


async def repeats(database: Database, asked: int, seed: int = 5) -> dict[str, Any]:
    """Ask ``asked`` times of each kind, one after the other; return times and how many were found."""
    drawn = await _draw(database)
    choose = random.Random(seed)  # noqa: S311 - a bench that can be repeated
    async with database.reading(SYSTEM) as work:
        counts = await work.tx.fetchrow(
            "SELECT count(*) AS all, count(*) FILTER (WHERE closed_at IS NULL) AS open FROM cases_case"
        )
        rows = await work.tx.fetch(
            "SELECT title, address, matter, lon, lat FROM cases_case WHERE closed_at IS NULL "
            "AND lon IS NOT NULL AND matter IS NOT NULL ORDER BY md5(number) LIMIT $1",
            asked,
        )
    tallies = {kind: Tally() for kind in _KINDS}
    found = dict.fromkeys(_KINDS, 0)
    for kind in _KINDS:
        for row in rows:
            question = _question(kind, row, choose)
            start = time.perf_counter()
            async with database.reading(SYSTEM) as work:
                items = await cases.find_duplicates(work, **question)
            tallies[kind].add(time.perf_counter() - start)
            found[kind] += bool(items)
    assert counts is not None
    return {
        "name": "repeats",
        "cases": counts["all"],
        "open": counts["open"],
        "sketches_drawn": drawn,
        "answered": found,
        "times": {kind: tally.figures() for kind, tally in tallies.items()},
    }


def _question(kind: str, row: Any, choose: random.Random) -> dict[str, Any]:
    words = f"{row['address']}{row['title']}，请尽快派人来处理"
    if kind == "wordy":
        return {"text": words, "lon": None, "lat": None}
    off = 0.0003 if kind == "here" else 0.05
    return {
        "text": words,
        "lon": row["lon"] + choose.uniform(-off, off),
        "lat": row["lat"] + choose.uniform(-off, off),
        "matter": row["matter"],
    }


async def _draw(database: Database) -> int:
    drawn = 0
    while True:
        async with database.work(SYSTEM) as work:
            rows = await work.tx.fetch(_MISSING, _BATCH)
            if not rows:
                return drawn
            sketches = cases.sketch.sketches([cases.words_of(r["title"], r["address"]) for r in rows])
            await cases.keep_sketches(
                work.tx,
                [
                    (row["id"], row["opened_at"], sketch, cases.sketch.keys_of(sketch))
                    for row, sketch in zip(rows, sketches, strict=True)
                ],
            )
            drawn += len(rows)
