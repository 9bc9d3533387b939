"""SQL of what partitions send to be judged together, of how far that is, and of what it remembers."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.infra.database import Row, Tx


async def send(tx: Tx, partition: int, seq: int, received: int, n: int, body: bytes) -> None:
    """Store what rules about places need of one batch; ``seq`` is the batch's in its partition."""
    await tx.execute(
        "INSERT INTO alarms_gathered (partition, seq, received, n, body) VALUES ($1, $2, $3, $4, $5)",
        partition,
        seq,
        received,
        n,
        body,
    )


async def waiting(tx: Tx, before: int, readings: int) -> list[Row]:
    """Return what was received before an instant and not judged yet, oldest first, about ``readings``."""
    return await tx.fetch(
        "SELECT partition, seq, received, body FROM ("
        "SELECT partition, seq, received, body, "
        "sum(n) OVER (ORDER BY received, partition, seq) - n AS before FROM ("
        "SELECT * FROM alarms_gathered WHERE turn IS NULL AND received < $1 "
        "ORDER BY received, partition, seq LIMIT 1000) AS page) AS summed "
        "WHERE before < $2 ORDER BY received, partition, seq",
        before,
        readings,
    )


async def judged(tx: Tx, rows: Sequence[Row], turn: int) -> None:
    """Note that ``rows`` were judged in one turn."""
    await tx.execute(
        "UPDATE alarms_gathered g SET turn = $3 FROM unnest($1::int4[], $2::int8[]) AS r (partition, seq) "
        "WHERE g.partition = r.partition AND g.seq = r.seq",
        [row["partition"] for row in rows],
        [row["seq"] for row in rows],
        turn,
    )


async def since(tx: Tx, turn: int) -> list[Row]:
    """Return what was judged after a turn, in order."""
    return await tx.fetch(
        "SELECT turn, body FROM alarms_gathered WHERE turn > $1 ORDER BY turn, received, partition, seq", turn
    )


async def begin(tx: Tx) -> Row:
    """Return the last turn, the turn of the checkpoint, and the checkpoint; locked until the commit."""
    await tx.execute("INSERT INTO alarms_gathering (no, turn, kept) VALUES (0, 0, 0) ON CONFLICT DO NOTHING")
    row = await tx.fetchrow("SELECT turn, kept, memory FROM alarms_gathering WHERE no = 0 FOR UPDATE")
    assert row is not None
    return row


async def move(tx: Tx, was: int, now: int) -> bool:
    """Move on from one turn to the next; tell whether it stood there."""
    return await tx.execute("UPDATE alarms_gathering SET turn = $2 WHERE turn = $1", was, now) == 1


async def keep(tx: Tx, turn: int, memory: bytes) -> None:
    """Store what is remembered up to a turn, and let go of what lies behind it."""
    await tx.execute("UPDATE alarms_gathering SET kept = $1, memory = $2", turn, memory)
    await tx.execute("DELETE FROM alarms_gathered WHERE turn <= $1", turn)
