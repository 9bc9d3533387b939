"""SQL of the inbox: appending parcels, reading them in order, the cursors."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import asyncpg

from yiwang.infra.database import Database, Row, Tx

#: On this channel whoever appended wakes the settlers.
CHANNEL: Final = "yiwang_inbox"

_PARTITIONS: Final = "SELECT count(*) FROM sensing_partition"
_ADD: Final = (
    """
    INSERT INTO sensing_partition (no, head, readings) SELECT n, 0, 0 FROM generate_series(0, $1 - 1) AS n
    ON CONFLICT DO NOTHING""",
    """
    INSERT INTO sensing_cursor (no, settled, readings, renewed, kept, duplicates, doubtful)
    SELECT n, 0, 0, 0, 0, 0, 0 FROM generate_series(0, $1 - 1) AS n ON CONFLICT DO NOTHING""",
)
#: The counter is taken and the parcel written by one statement; the row stays locked until the commit, so
#: numbers follow each other as commits do. No number is taken while the inbox is full.
_APPEND: Final = """
WITH taken AS (
    UPDATE sensing_partition p SET head = p.head + 1, readings = p.readings + $3
    WHERE p.no = $1 AND p.readings - (SELECT readings FROM sensing_cursor c WHERE c.no = $1) < $5
    RETURNING p.head)
INSERT INTO sensing_inbox (partition, seq, at, n, body) SELECT $1, head, $2, $3, $4 FROM taken
"""
_NEXT: Final = """
SELECT seq, at, n, body, (SELECT revision FROM sensing_registry) AS revision FROM (
    SELECT seq, at, n, body, sum(n) OVER (ORDER BY seq) - n AS before FROM (
        SELECT seq, at, n, body FROM sensing_inbox WHERE partition = $1 AND seq > $2
        ORDER BY seq LIMIT 500) AS page) AS summed
WHERE before < $3 ORDER BY seq
"""
_MOVE: Final = """
WITH moved AS (
    UPDATE sensing_cursor SET settled = $3, readings = readings + $4, duplicates = duplicates + $5,
        doubtful = doubtful + $6, settled_at = $7
    WHERE no = $1 AND settled = $2 RETURNING no)
INSERT INTO sensing_settled (partition, seq, "first", at, verdicts) SELECT no, $3, $8, $7, $9 FROM moved
"""
_KEEP: Final = """
INSERT INTO sensing_checkpoint (partition, observer, seq, at, memory) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (partition, observer) DO UPDATE SET seq = $3, at = $4, memory = $5
WHERE sensing_checkpoint.seq <= $3
"""
#: Never back: who lost the partition's lock may be late.
_WRITTEN: Final = """
UPDATE sensing_cursor SET renewed = greatest(renewed, $2),
    kept = CASE WHEN $3 THEN greatest(kept, $2) ELSE kept END WHERE no = $1
"""


async def partitions(tx: Tx) -> int:
    """Return how many partitions there are."""
    found: int = await tx.fetchval(_PARTITIONS)
    return found


async def add_partitions(tx: Tx, wanted: int) -> None:
    """Make the partitions 0 to ``wanted`` - 1 that are missing."""
    for statement in _ADD:
        await tx.execute(statement, wanted)


async def append(tx: Tx, partition: int, at: datetime, n: int, body: bytes, limit: int) -> bool:
    """Append a parcel of ``n`` readings; tell whether there was room below ``limit`` waiting readings."""
    return await tx.execute(_APPEND, partition, at, n, body, limit) == 1


async def following(tx: Tx, partition: int, after: int, readings: int) -> list[Row]:
    """Return the next parcels, together about ``readings``; each with the revision of the registry."""
    return await tx.fetch(_NEXT, partition, after, readings)


async def between(tx: Tx, partition: int, first: int, last: int) -> list[Row]:
    """Return the parcels ``first`` to ``last``."""
    return await tx.fetch(
        "SELECT seq, at, n, body FROM sensing_inbox "
        "WHERE partition = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq",
        partition,
        first,
        last,
    )


async def cursor(tx: Tx, partition: int) -> Row | None:
    """Return how far a partition is settled."""
    return await tx.fetchrow("SELECT * FROM sensing_cursor WHERE no = $1", partition)


async def move(
    tx: Tx, partition: int, was: int, span: tuple[int, int], at: datetime, counts: Sequence[int], found: bytes
) -> bool:
    """Move the cursor from ``was`` over the parcels of ``span``; tell whether it stood there.

    ``counts``: readings, duplicates, doubtful ones; ``found``: what was decided of each.
    """
    first, last = span
    return await tx.execute(_MOVE, partition, was, last, *counts, at, first, found) == 1


async def note_written(tx: Tx, partition: int, seq: int, *, kept: bool) -> None:
    """Note that the latest values hold everything up to ``seq``; ``kept``: the checkpoints do, too."""
    await tx.execute(_WRITTEN, partition, seq, kept)


async def settled_since(tx: Tx, partition: int, after: int) -> list[Row]:
    """Return what was decided of the parcels after ``after``, in order."""
    return await tx.fetch(
        'SELECT seq, "first", at, verdicts FROM sensing_settled '
        "WHERE partition = $1 AND seq > $2 ORDER BY seq",
        partition,
        after,
    )


async def checkpoints(tx: Tx, partition: int) -> dict[str, Row]:
    """Return what observers remember, by their name."""
    rows = await tx.fetch(
        "SELECT observer, seq, memory FROM sensing_checkpoint WHERE partition = $1", partition
    )
    return {row["observer"]: row for row in rows}


async def keep(tx: Tx, partition: int, observer: str, seq: int, at: datetime, memory: bytes) -> None:
    """Store what an observer remembers up to the parcel ``seq``."""
    await tx.execute(_KEEP, partition, observer, seq, at, memory)


async def prune(tx: Tx, partition: int, seq: int) -> None:
    """Delete the parcels up to ``seq``: everybody remembers them."""
    await tx.execute("DELETE FROM sensing_inbox WHERE partition = $1 AND seq <= $2", partition, seq)
    await tx.execute("DELETE FROM sensing_settled WHERE partition = $1 AND seq <= $2", partition, seq)


async def state(tx: Tx) -> list[Row]:
    """Return per partition how much waits and what was settled."""
    return await tx.fetch(
        "SELECT p.no, p.head, p.readings, c.settled, p.head - c.settled AS parcels_waiting, "
        "p.readings - c.readings AS readings_waiting, c.duplicates, c.doubtful, c.settled_at, "
        "(SELECT min(i.at) FROM sensing_inbox i WHERE i.partition = p.no AND i.seq > c.settled) AS oldest_at "
        "FROM sensing_partition p JOIN sensing_cursor c USING (no) ORDER BY p.no"
    )


async def wake(database: Database) -> None:
    """Wake the settlers. Only a hint: they also look once a second."""
    with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError):
        async with database.raw() as connection:
            await connection.execute(f"NOTIFY {CHANNEL}")
