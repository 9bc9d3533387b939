"""Indicators over many facts: the API with DuckDB against SQL by hand on the same files, and from sums.

The facts of a city are written many times over, with areas, units and matters drawn anew, so that hardly any
combination is left out. What the database is told of them is taken back: the city stays as it is.
"""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from yiwang.base.indicators import api as indicators
from yiwang.entry.bench.figures import Tally
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM

_AREAS = ("area", *(f"a{level}" for level in range(1, 7)))
#: Each fact with another's area, another's units and another's matter; which ones is drawn by a hash.
_SPREAD = f"""
COPY (
    SELECT uuid() AS id, b.* EXCLUDE (id, {", ".join(_AREAS)}, unit, first_unit, matter, n),
        {", ".join(f"p.{name}" for name in _AREAS)}, u.unit, u.first_unit, m.matter
    FROM base b CROSS JOIN range({{times}}) AS r (i)
    JOIN base p ON p.n = hash(b.n, r.i, 1) % {{size}}
    JOIN base u ON u.n = hash(b.n, r.i, 2) % {{size}}
    JOIN base m ON m.n = hash(b.n, r.i, 3) % {{size}}
    WHERE b.reported_day >= '{{month}}' AND b.reported_day < date '{{month}}' + interval 1 month
    ORDER BY b.reported_day
) TO '{{target}}' (FORMAT parquet, COMPRESSION zstd)
"""
_KNOWN = "outcome <> 'void' AND outcome <> 'merged' AND returned_liable IS NOT NULL"
#: What a person who knows the 口径 would write, over parts ``{0}``, of the part ``{1}`` of the city.
_BY_HAND = {
    "closing_rate": "SELECT {0}, count(*) FILTER (WHERE outcome = 'closed'), count(*) FROM f WHERE "
    "due_day >= '{2}' AND due_day < '{3}' AND outcome IN ('open', 'closed') {1} GROUP BY 1",
    "dispatch_accuracy": "SELECT {0}, count(*) FILTER (WHERE returned_liable = 0), count(*) FROM f WHERE "
    f"dispatched_day >= '{{2}}' AND dispatched_day < '{{3}}' AND {_KNOWN} {{1}} GROUP BY 1",
    "handle_hours_p90": "SELECT {0}, quantile_cont(handle_time, 0.9) / 3600e6, count(*) FROM f WHERE "
    "feedback_day >= '{2}' AND feedback_day < '{3}' AND handle_time IS NOT NULL {1} GROUP BY 1",
    "closing_units": "SELECT {0}, count(DISTINCT unit), count(*) FROM f WHERE "
    "closed_day >= '{2}' AND closed_day < '{3}' {1} GROUP BY 1",
}
_DIVIDED = {
    None: "''",
    "area": "coalesce(a{level}, '-')",
    "matter": "coalesce(matter, '-')",
    "unit": "coalesce(unit, '-')",
    "time": "date_trunc('month', {day})",
}
_DAYS = {
    "closing_rate": "due_day", "dispatch_accuracy": "dispatched_day", "handle_hours_p90": "feedback_day",
    "closing_units": "closed_day",
}  # fmt: skip


async def measure(database: Database, times: int, asked: int) -> dict[str, Any]:
    """Write the facts ``times`` over, then ask each question ``asked`` times of each who can answer."""
    await indicators.catch_up(database)
    with tempfile.TemporaryDirectory(prefix="facts-") as place:
        large = Path(place) / "large"
        begin = time.perf_counter()
        own = await indicators.export(database, most=0)
        written = time.perf_counter() - begin
        source = Path(own["folder"])
        months = _spread(source, large, times)
        found: dict[str, Any] = {
            "name": "indicator files", "facts": own["facts"], "written_s": round(written, 1),
            "written_mb": _size(source), "spread": sum(months.values()), "spread_mb": _size(large),
        }  # fmt: skip
        indicators.use_folder(large)
        async with database.work(SYSTEM) as work:
            await work.tx.execute("SAVEPOINT city")
            found["asked"] = await _compare(work, large, months, asked)
            await work.tx.execute("ROLLBACK TO SAVEPOINT city")
        return found


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.parquet")) // 1_000_000


def _spread(source: Path, target: Path, times: int) -> dict[date, int]:
    target.mkdir()
    months = {}
    with duckdb.connect(config={"threads": 2}) as engine:
        engine.execute(
            f"CREATE TABLE base AS SELECT *, row_number() OVER () - 1 AS n FROM '{source}/*/*.parquet'"
        )
        size = engine.execute("SELECT count(*) FROM base").fetchall()[0][0]
        found = engine.execute("SELECT DISTINCT date_trunc('month', reported_day)::date FROM base").fetchall()
        for (month,) in found:
            file = target / f"{month}.parquet"
            engine.execute(_SPREAD.format(times=times, size=size, month=month, target=file))
            months[month] = engine.execute(f"SELECT count(*) FROM '{file}'").fetchall()[0][0]
    return months


async def _compare(work: Work, folder: Path, months: dict[date, int], asked: int) -> dict[str, Any]:
    tx = work.tx
    await tx.execute("DELETE FROM indicators_file")
    await tx.execute("DELETE FROM indicators_stale")
    await tx.executemany(
        "INSERT INTO indicators_file (month, path, rows, made_at) VALUES ($1, $2, $3, $4)",
        [(month, f"{month}.parquet", rows, work.now) for month, rows in months.items()],
    )
    year = max(months).year - 1
    district = await tx.fetchval("SELECT path[2] FROM indicators_fact WHERE path[2] IS NOT NULL LIMIT 1")
    found: dict[str, Any] = {}
    with duckdb.connect(config={"threads": 2, "memory_limit": "512MB"}) as engine:
        engine.execute(f"CREATE VIEW f AS SELECT * FROM '{folder}/*.parquet'")
        for code in _BY_HAND:
            for area, by in ((None, None), (None, "area"), (district, "matter"), (None, "time")):
                name = f"{code} {'district' if area else 'city'}{f' by {by}' if by else ''}"
                found[name] = await _one(work, engine, (code, year, area, by), asked)
    return found


async def _one(
    work: Work, engine: duckdb.DuckDBPyConnection, what: tuple[str, int, str | None, str | None], asked: int
) -> dict[str, Any]:
    code, year, area, by = what
    question = indicators.Asked(code=code, period=str(year), area=area, backend="duckdb")
    level = 3 if area else 2
    texts = [
        _BY_HAND[code].format(
            _DIVIDED[one].format(level=level, day=_DAYS[code]),
            f"AND a2 = '{area}'" if area else "",
            f"{year}-01-01", f"{year + 1}-01-01",
        )
        for one in ((None,) if by is None else (by, None))
    ]  # fmt: skip
    api, hand = Tally(), Tally()
    for turn in range(asked + 1):
        begin = time.perf_counter()
        rows = [engine.execute(text).fetchall() for text in texts]
        between = time.perf_counter()
        if by is None:
            value = await indicators.value(work, question)
        else:
            value = (await indicators.drill(work, question, by))["whole"]
        end = time.perf_counter()
        if turn:  # the first of each finds files and plans cold
            hand.add(between - begin)
            api.add(end - between)
    _, over, under = rows[-1][0]
    told = value["value"] * (under if value["denominator"] is not None else 1)
    if abs(told - over) > 1e-6 * max(1.0, abs(over)):
        raise AssertionError(f"{code}: {value['value']} against {over} / {under}")
    return {"api": api.figures()["p50_ms"], "by_hand": hand.figures()["p50_ms"], "parts": len(rows[0])}
