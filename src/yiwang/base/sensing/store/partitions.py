"""SQL of the day partitions: made when a day is first needed, dropped when it was moved elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from yiwang.infra.database import Tx

OBSERVATION: Final = "sensing_observation"
TRACK: Final = "sensing_track"
OCCURRENCE: Final = "sensing_occurrence"
PARTITIONED: Final = (OBSERVATION, TRACK, OCCURRENCE)

_EPOCH: Final = date(1970, 1, 1)
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('yiwang.sensing.partitions', 0))"
_DAYS: Final = """
SELECT right(c.relname, 8) AS day FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = $1::regclass ORDER BY 1
"""


def partition_name(table: str, day: date) -> str:
    """Return the name of the partition of ``table`` that holds ``day``."""
    return f"{table}_{day:%Y%m%d}"


def day_of(number: int) -> date:
    """Return the day that is ``number`` days after 1970-01-01."""
    return _EPOCH + timedelta(days=number)


async def ensure(tx: Tx, table: str, days: Iterable[date]) -> None:
    """Make the partitions of ``table`` for ``days`` that are missing; readers and writers are not held up."""
    wanted = sorted(set(days))
    await tx.execute(_LOCK)
    there = set(await present(tx, table))
    for day in wanted:
        if day in there:
            continue
        name = partition_name(table, day)
        first = datetime(day.year, day.month, day.day, tzinfo=UTC)
        last = first + timedelta(days=1)
        await tx.execute(f"CREATE TABLE {name} (LIKE {table} INCLUDING DEFAULTS INCLUDING STORAGE)")
        await tx.execute(
            f"ALTER TABLE {table} ATTACH PARTITION {name} "
            f"FOR VALUES FROM ('{first.isoformat()}') TO ('{last.isoformat()}')"
        )


async def present(tx: Tx, table: str) -> list[date]:
    """Return the days for which ``table`` has a partition."""
    rows = await tx.fetch(_DAYS, table)
    return [datetime.strptime(row["day"], "%Y%m%d").replace(tzinfo=UTC).date() for row in rows]


async def hold(tx: Tx, table: str, day: date) -> None:
    """Let nobody write to the partition of ``day``, if there is one, until the transaction ends."""
    await tx.execute("SET LOCAL lock_timeout = '5s'")
    name = partition_name(table, day)
    if await tx.fetchval("SELECT to_regclass($1)", name) is not None:
        await tx.execute(f"LOCK TABLE {name} IN SHARE MODE")


async def drop(tx: Tx, table: str, day: date) -> None:
    """Drop the partition of ``day``; waits for those who read it, five seconds at most."""
    await tx.execute("SET LOCAL lock_timeout = '5s'")
    await tx.execute(f"DROP TABLE IF EXISTS {partition_name(table, day)}")
