"""Facts as Parquet files, a month each, and questions to them: DuckDB over the facts that PostgreSQL holds.

A file is of the moment it was made. What changed since is noted (``indicators_stale``); a question leaves
these facts of the files out and reads them from PostgreSQL, so that both back-ends count the same facts.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec

from yiwang.base.indicators.errors import FilesError
from yiwang.base.indicators.model.book import Measure
from yiwang.base.indicators.model.cuts import By, Cut, days_of_month, following
from yiwang.base.indicators.model.fields import BASES
from yiwang.base.indicators.model.values import Sum
from yiwang.base.indicators.store.compile import DUCKDB, Values
from yiwang.base.indicators.store.sums import from_facts, gathered
from yiwang.infra import duck
from yiwang.infra.database import Tx

#: Levels of areas that the files have; deeper ones are asked of PostgreSQL.
LEVELS: Final = 6
_TYPES: Final = {
    **dict.fromkeys(("source", "channel", "number", "matter", "unit", "first_unit", "outcome"), "text"),
    **dict.fromkeys(("imported", "excluded", "filing_known", "contact_known", "on_time", "resolved"), "bool"),
    **dict.fromkeys(
        (
            "urgency", "returned", "returned_liable", "dispatches", "feedbacks", "reworks", "extended",
            "suspended", "urged", "supervised", "reports", "satisfaction",
        ),
        "integer",
    ),
    **dict.fromkeys(("dispatch_time", "contact_time", "handle_time", "owner_time"), "bigint"),
    **dict.fromkeys((f"{basis}_day" for basis in BASES), "date"),
}  # fmt: skip
#: Columns of the files with their types, and how they are read from the facts.
COLUMNS: Final = {
    "id": ("uuid", "f.id"),
    **{name: (kind, f"f.{name}") for name, kind in _TYPES.items()},
    **{f"a{level}": ("text", f"f.path[{level}]") for level in range(1, LEVELS + 1)},
    "area": ("text", "f.path[cardinality(f.path)]"),
}
_SELECT: Final = f"SELECT {', '.join(of for _, of in COLUMNS.values())} FROM indicators_fact f"
_IN_MONTH: Final = (
    f"{_SELECT} WHERE f.reported_day >= $1 AND f.reported_day < $2 ORDER BY f.reported_day, f.id"
)
_FRESH: Final = f"""{_SELECT}
WHERE f.id = ANY ($1) OR f.reported_day = ANY ($2)"""
_FILES: Final = "SELECT month, path, rows FROM indicators_file ORDER BY month"
_SINCE: Final = """
SELECT (SELECT coalesce(array_agg(id), '{}') FROM indicators_stale) AS stale,
    (SELECT coalesce(array_agg(DISTINCT start), '{}') FROM (
        SELECT start FROM indicators_sum
        WHERE basis = 'reported' AND grain = 'month' AND dimension = '' AND level = 0
        UNION SELECT start FROM indicators_dirty WHERE basis = 'reported' AND grain = 'month'
    ) AS m WHERE start NOT IN (SELECT month FROM indicators_file)) AS absent
"""
_GRACE: Final = 3600.0

_folder: Path | None = None


def use_folder(folder: Path) -> None:
    """Say where files of facts lie; called once by each process."""
    global _folder  # noqa: PLW0603 - one per process, like the keys
    _folder = folder


def folder() -> Path:
    """Return where files of facts lie."""
    assert _folder is not None, "the process says where at its start"
    return _folder


class FactFile(msgspec.Struct, frozen=True):
    """The file of a month."""

    month: date
    path: Path
    rows: int


@dataclass(frozen=True, slots=True)
class Known:
    """The files, facts that changed since they were made, and months that have none."""

    files: list[FactFile]
    stale: list[UUID]
    absent: list[date]

    def rows_in(self, cut: Cut) -> int:
        """Return about how many facts of a cut are in files, whatever day they are counted by."""
        return sum(f.rows for f in self.files if f.month < cut.end and following(f.month) > cut.first)


async def known(tx: Tx) -> Known:
    """Return what the files hold and what they do not: in one snapshot with what is read beside them."""
    files = [FactFile(r["month"], folder() / r["path"], r["rows"]) for r in await tx.fetch(_FILES)]
    row = await tx.fetchrow(_SINCE)
    assert row is not None
    return Known(files, row["stale"], row["absent"])


async def totals(
    tx: Tx, found: Known, basis: str, measures: Sequence[Measure], cut: Cut, by: By | None = None
) -> dict[str, dict[str, Sum]]:
    """Return what :func:`yiwang.base.indicators.store.sums.totals` does, counted by DuckDB.

    Raises ``indicator_files`` where files cannot be read.
    """
    values = Values(DUCKDB)
    text = from_facts(basis, measures, cut, by, values)
    with tempfile.TemporaryDirectory(prefix="facts-") as place:
        fresh = Path(place) / "fresh.csv"
        if found.stale or found.absent:
            days = [day for month in found.absent for day in days_of_month(month)]
            await tx.copy_csv(fresh, _FRESH, found.stale, days)
        rows = await asyncio.to_thread(_asked, found, fresh, text, values.all)
    return gathered(rows, measures)


def _asked(found: Known, fresh: Path, text: str, values: Sequence[Any]) -> list[Any]:
    with _reading() as engine:
        parts = [_csv(fresh)] if fresh.exists() else []
        if found.files:
            kept = f"SELECT {', '.join(COLUMNS)} FROM {duck.files([f.path for f in found.files])}"
            if found.stale:
                engine.execute("CREATE TEMP TABLE stale AS SELECT unnest($1::uuid[]) AS id", [found.stale])
                kept += " WHERE id NOT IN (SELECT id FROM stale)"
            parts.append(kept)
        if not parts:
            return []
        engine.execute(f"CREATE TEMP VIEW facts AS {' UNION ALL '.join(parts)}")
        rows: list[Any] = engine.execute(text, list(values)).fetchall()
        return rows


@contextlib.contextmanager
def _reading() -> Iterator[Any]:
    with contextlib.closing(duck.cursor()) as engine:
        import duckdb  # noqa: PLC0415 - loaded by now

        try:
            yield engine
        except (duckdb.Error, OSError) as error:
            raise FilesError(why=str(error)[:200]) from error


def _csv(path: Path) -> str:
    columns = ", ".join(f"'{name}': '{kind}'" for name, (kind, _) in COLUMNS.items())
    return (
        f"SELECT * FROM read_csv({duck.quoted(path)}, header = false, auto_detect = false, delim = ',', "
        f"quote = '\"', escape = '\"', nullstr = '\\N', columns = {{{columns}}})"
    )


async def about(tx: Tx) -> int:
    """Return about how many facts there are."""
    found: int = await tx.fetchval(
        "SELECT reltuples::bigint FROM pg_class WHERE oid = 'indicators_fact'::regclass"
    )
    return found


async def wanted(tx: Tx, most: int) -> list[date]:
    """Return months that need a file: that have none, or of which more than ``most`` facts changed."""
    absent = (await known(tx)).absent
    rows = await tx.fetch(
        "SELECT f.month, f.path, count(s.id) AS changed FROM indicators_file f "
        "LEFT JOIN indicators_stale s USING (month) GROUP BY 1, 2"
    )
    old = [r["month"] for r in rows if r["changed"] > most or not (folder() / r["path"]).exists()]
    return sorted({*absent, *old}, reverse=True)


async def write(tx: Tx, month: date, at: datetime) -> int:
    """Make the file of a month anew and return its rows. Facts must be locked: none may change meanwhile."""
    inner = f"month={month:%Y-%m}/{uuid4().hex}.parquet"
    target = folder() / inner
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="facts-") as place:
        text = Path(place) / "month.csv"
        await tx.copy_csv(text, _IN_MONTH, month, following(month))
        rows = await asyncio.to_thread(_convert, text, target)
    await tx.execute("DELETE FROM indicators_stale WHERE month = $1", month)
    await tx.execute(
        "INSERT INTO indicators_file (month, path, rows, made_at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (month) DO UPDATE SET path = $2, rows = $3, made_at = $4",
        month, inner, rows, at,
    )  # fmt: skip
    return rows


def _convert(text: Path, target: Path) -> int:
    partial = target.with_suffix(".partial")
    with _reading() as engine:
        engine.execute(f"COPY ({_csv(text)}) TO {duck.quoted(partial)} (FORMAT parquet, COMPRESSION zstd)")
        rows = engine.execute(f"SELECT count(*) FROM {duck.files([partial])}").fetchone()[0]
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.rename(target)
    return int(rows)


async def sweep(tx: Tx) -> None:
    """Delete files that were followed by others. Young ones may yet be read."""
    noted = {row["path"] for row in await tx.fetch("SELECT path FROM indicators_file")}
    old = time.time() - _GRACE
    for path in folder().glob("month=*/*"):
        if path.relative_to(folder()).as_posix() not in noted and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
