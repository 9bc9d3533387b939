"""SQL of the Merkle tree: what is to be sealed, tiles, checkpoints, keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from yiwang.base.audit.model.ledger import Checkpoint, Leaf, pack, unpack
from yiwang.base.audit.model.merkle import TileId
from yiwang.infra.database import Row, Tx

_CREATE_LOG = """
INSERT INTO audit_log (id, origin, algorithm, size, xact, position, floor) VALUES (1, $1, $2, 0, 0, 0, 0)
ON CONFLICT DO NOTHING
"""
_LOCK_LOG = "SELECT * FROM audit_log WHERE id = 1 FOR UPDATE SKIP LOCKED"
_PENDING = """
SELECT xact, position, subject, seq, hash FROM audit_journal
WHERE (xact, position) > ($1, $2) AND position > $3
  AND ($4 OR xact < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint)
ORDER BY xact, position LIMIT $5
"""
_ADVANCE = "UPDATE audit_log SET size = $1, xact = $2, position = $3, floor = $4 WHERE id = 1"
_PUT_TILE = """
INSERT INTO audit_tile (level, number, hashes, manifest, low, high) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes, manifest = excluded.manifest,
    low = excluded.low, high = excluded.high
"""
_TILES = """
SELECT t.level, t.number, t.hashes, t.manifest FROM audit_tile t
JOIN unnest($1::int2[], $2::int8[]) AS wanted (level, number) USING (level, number)
"""
_LEAF_TILES = """
SELECT number, hashes, manifest FROM audit_tile
WHERE level = 0 AND number >= $1 ORDER BY number LIMIT $2
"""
_TILE_OF_POSITION = """
SELECT number, manifest FROM audit_tile
WHERE level = 0 AND high >= $1 AND low <= $1 ORDER BY high
"""
_PUT_CHECKPOINT = """
INSERT INTO audit_checkpoint (size, root, at, note) VALUES ($1, $2, $3, $4)
"""
_PUT_KEY = "INSERT INTO audit_key (name, line, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"


async def lock_log(tx: Tx) -> Row | None:
    """Return the log's row, locked; ``None`` when another sealer holds it or there is none yet."""
    return await tx.fetchrow(_LOCK_LOG)


async def create_log(tx: Tx, origin: str, algorithm: str) -> None:
    """Create the log unless it exists."""
    await tx.execute(_CREATE_LOG, origin, algorithm)


async def get_log(tx: Tx) -> Row | None:
    """Return the log's row."""
    return await tx.fetchrow("SELECT * FROM audit_log WHERE id = 1")


async def next_xact(tx: Tx) -> int:
    """Return the first transaction id that is not yet assigned."""
    value: int = await tx.fetchval("SELECT (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint")
    return value


async def pending(
    tx: Tx, after: tuple[int, int], floor: int, *, all_committed: bool, limit: int
) -> list[Row]:
    """Return committed, unsealed entries in the order of sealing.

    With ``all_committed`` the horizon of running transactions is not looked at: only right when no
    running one can have an id beyond ``after``, as after a restore into a younger server.
    """
    return await tx.fetch(_PENDING, after[0], after[1], floor, all_committed, limit)


async def advance(tx: Tx, size: int, cursor: tuple[int, int], floor: int) -> None:
    """Note how far the journal is sealed."""
    await tx.execute(_ADVANCE, size, cursor[0], cursor[1], floor)


async def put_tiles(tx: Tx, tiles: Mapping[TileId, bytes], manifests: Mapping[int, Sequence[Leaf]]) -> None:
    """Store new or longer tiles; ``manifests`` has the leaves of those of level 0 by number."""
    rows: list[tuple[Any, ...]] = []
    for (level, number), hashes in tiles.items():
        if level:
            rows.append((level, number, hashes, None, None, None))
        else:
            leaves = manifests[number]
            positions = [leaf.position for leaf in leaves]
            rows.append((0, number, hashes, pack(leaves), min(positions), max(positions)))
    await tx.executemany(_PUT_TILE, rows)


async def tiles(tx: Tx, wanted: Iterable[TileId]) -> dict[TileId, bytes]:
    """Return the hashes of the wanted tiles that exist, with one statement."""
    ids = list(wanted)
    if not ids:
        return {}
    rows = await tx.fetch(_TILES, [level for level, _ in ids], [number for _, number in ids])
    return {(row["level"], row["number"]): row["hashes"] for row in rows}


async def manifest(tx: Tx, number: int) -> list[Leaf]:
    """Return the leaves of one tile of level 0."""
    raw = await tx.fetchval("SELECT manifest FROM audit_tile WHERE level = 0 AND number = $1", number)
    return [] if raw is None else list(unpack(raw))


async def leaf_tiles(tx: Tx, first: int, limit: int) -> list[Row]:
    """Return tiles of level 0 (number, hashes, manifest) from ``first`` on, in order."""
    return await tx.fetch(_LEAF_TILES, first, limit)


async def leaf_index(tx: Tx, position: int) -> int | None:
    """Return the leaf index of the entry at ``position``, or ``None`` when it is not sealed yet."""
    for row in await tx.fetch(_TILE_OF_POSITION, position):
        for offset, leaf in enumerate(unpack(row["manifest"])):
            if leaf.position == position:
                return int(row["number"]) * 256 + offset
    return None


async def highest_sealed(tx: Tx) -> int:
    """Return the largest sealed position, 0 when nothing is sealed."""
    value: int = await tx.fetchval("SELECT coalesce(max(high), 0) FROM audit_tile WHERE level = 0")
    return value


async def put_checkpoint(tx: Tx, checkpoint: Checkpoint, note: str) -> None:
    """Store a checkpoint with its signed text."""
    await tx.execute(_PUT_CHECKPOINT, checkpoint.size, checkpoint.root, checkpoint.at, note)


async def newest_checkpoint(tx: Tx) -> Row | None:
    """Return the newest checkpoint (size, root, at, note)."""
    return await tx.fetchrow("SELECT * FROM audit_checkpoint ORDER BY size DESC LIMIT 1")


async def checkpoints(tx: Tx, after: int, limit: int) -> list[Row]:
    """Return checkpoints with ``size > after`` in order."""
    return await tx.fetch(
        "SELECT * FROM audit_checkpoint WHERE size > $1 ORDER BY size LIMIT $2", after, limit
    )


async def put_key(tx: Tx, name: str, line: str, at: datetime) -> None:
    """Publish a public key, once."""
    await tx.execute(_PUT_KEY, name, line, at)


async def key_lines(tx: Tx) -> list[str]:
    """Return the verifier lines of all published keys, oldest first."""
    return [row["line"] for row in await tx.fetch("SELECT line FROM audit_key ORDER BY at, name")]
