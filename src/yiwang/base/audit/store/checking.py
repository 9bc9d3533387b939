"""SQL that walks the whole journal in steps, for verification; reads only."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yiwang.base.audit.model.journal import JournalEntry
from yiwang.base.audit.store.journal import COLUMNS, to_entry
from yiwang.infra.database import Row, Tx

_AT = f"SELECT position, {COLUMNS} FROM audit_journal WHERE position = ANY($1)"
_UNSEALED = f"""
SELECT position, {COLUMNS}, xact FROM audit_journal
WHERE (xact, position) > ($1, $2) AND position > $3 AND (xact, position) > ($4, $5)
ORDER BY xact, position LIMIT $6
"""
_LINKS = """
SELECT position, subject, seq, prev, hash FROM audit_journal
WHERE (subject, seq) > ($1, $2) ORDER BY subject, seq LIMIT $3
"""
_POSITIONS = """
SELECT position, xact, subject, seq FROM audit_journal
WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3
"""
_PENDING_BELOW = """
SELECT count(*) FROM audit_journal
WHERE (xact, position) > ($1, $2) AND position > $3 AND position <= $4
"""
_FORGOTTEN = """
SELECT DISTINCT data ->> 'object_id' AS key FROM audit_journal
WHERE stream = 'audit' AND action = $1
"""


async def entries_at(tx: Tx, positions: Sequence[int]) -> dict[int, tuple[JournalEntry, bool]]:
    """Return the entries at ``positions``, each with whether its actor's name has been erased."""
    rows = await tx.fetch(_AT, list(positions))
    return {row["position"]: (to_entry(row), row["actor_name"] is None) for row in rows}


async def unsealed(
    tx: Tx, sealed: tuple[int, int], floor: int, after: tuple[int, int], limit: int
) -> list[Row]:
    """Return entries beyond the sealed part and beyond ``after``, in the order of sealing."""
    return await tx.fetch(_UNSEALED, sealed[0], sealed[1], floor, after[0], after[1], limit)


async def links(tx: Tx, after: tuple[UUID, int], limit: int) -> list[Row]:
    """Return position, subject, seq, prev and hash in the order of the chains."""
    return await tx.fetch(_LINKS, after[0], after[1], limit)


async def positions(tx: Tx, after: int, last: int, limit: int) -> list[Row]:
    """Return position, xact, subject and seq with ``after < position <= last`` in the table's order."""
    return await tx.fetch(_POSITIONS, after, last, limit)


async def count_pending(tx: Tx, sealed: tuple[int, int], floor: int, last: int) -> int:
    """Return the number of entries up to position ``last`` that wait to be sealed."""
    value: int = await tx.fetchval(_PENDING_BELOW, sealed[0], sealed[1], floor, last)
    return value


async def count_entries(tx: Tx, last: int) -> int:
    """Return the number of entries up to position ``last``."""
    value: int = await tx.fetchval("SELECT count(*) FROM audit_journal WHERE position <= $1", last)
    return value


async def upper_tiles(tx: Tx) -> list[Row]:
    """Return the tiles above the leaves: one row per 65,536 entries."""
    return await tx.fetch("SELECT level, number, hashes FROM audit_tile WHERE level > 0")


async def forgotten_actors(tx: Tx, action: str) -> set[str]:
    """Return the keys of actors whose names were erased by an act on record."""
    return {row["key"] for row in await tx.fetch(_FORGOTTEN, action)}
