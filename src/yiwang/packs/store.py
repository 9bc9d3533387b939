"""All SQL of the pack engine."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from yiwang.infra.database import Tx, Work


class Installed(msgspec.Struct, frozen=True):
    """An installed version of a pack."""

    id: str
    version: str
    hash: bytes
    manifest: dict[str, Any]
    items: dict[str, str]
    current: bool
    installed_at: datetime
    actor: str


_COLUMNS = "id, version, hash, manifest, items, current, installed_at, actor"


async def current(tx: Tx) -> dict[str, Installed]:
    """Return the installed version of every pack by id."""
    rows = await tx.fetch(f"SELECT {_COLUMNS} FROM packs_installed WHERE current ORDER BY id")
    return {row["id"]: Installed(**dict(row)) for row in rows}


async def lock(tx: Tx) -> None:
    """Let only one installation run at a time."""
    await tx.execute("LOCK TABLE packs_installed IN SHARE ROW EXCLUSIVE MODE")


async def insert(
    work: Work, pack: str, version: str, digest: bytes, manifest: dict[str, Any], items: dict[str, str]
) -> None:
    """Record an installed version as the current one."""
    await work.tx.execute("UPDATE packs_installed SET current = false WHERE id = $1", pack)
    await work.tx.execute(
        "INSERT INTO packs_installed (id, version, hash, manifest, items, current, installed_at, actor) "
        "VALUES ($1, $2, $3, $4, $5, true, $6, $7)",
        pack,
        version,
        digest,
        manifest,
        items,
        work.now,
        work.actor.key,
    )
