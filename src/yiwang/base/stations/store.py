"""SQL of boards."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.base.stations.definition import Board
from yiwang.infra.database import Tx


async def replace(tx: Tx, found: Sequence[Board], pack: str, version: str) -> None:
    """Store the boards of a pack in place of those that it brought before."""
    await tx.execute("DELETE FROM stations_board WHERE pack = $1", pack)
    await tx.executemany(
        "INSERT INTO stations_board (code, pack, version, body) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (code) DO UPDATE SET pack = $2, version = $3, body = $4",
        [(one.code, pack, version, one.model_dump(mode="json")) for one in found],
    )


async def boards(tx: Tx) -> list[Board]:
    """Return all boards, by code."""
    rows = await tx.fetch("SELECT body FROM stations_board ORDER BY code")
    return [Board.model_validate(row["body"]) for row in rows]
