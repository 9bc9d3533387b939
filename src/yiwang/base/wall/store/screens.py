"""SQL of scenes and screens."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yiwang.infra.database import Row, Tx, Work


async def save_section(work: Work, pack: str, version: str, section: dict[str, Any]) -> None:
    """Store what a pack brings, in place of an older version of it."""
    await work.tx.execute(
        "INSERT INTO wall_scene (pack, version, section) VALUES ($1, $2, $3) "
        "ON CONFLICT (pack) DO UPDATE SET version = $2, section = $3",
        pack,
        version,
        section,
    )


async def sections(tx: Tx) -> list[Row]:
    """Return the sections of all packs, by pack."""
    return await tx.fetch("SELECT pack, section FROM wall_scene ORDER BY pack")


async def screen(tx: Tx, name: str) -> Row | None:
    """Return what was chosen for a screen."""
    return await tx.fetchrow(
        "SELECT scene, area, plan, month, changed_at FROM wall_screen WHERE name = $1", name
    )


async def put_screen(tx: Tx, name: str, chosen: dict[str, Any], at: datetime, by: str) -> None:
    """Store what a screen shows from now on."""
    await tx.execute(
        "INSERT INTO wall_screen (name, scene, area, plan, changed_at, changed_by, month) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name) DO UPDATE SET "
        "scene = $2, area = $3, plan = $4, changed_at = $5, changed_by = $6, month = $7",
        name,
        chosen["scene"],
        chosen["area"],
        chosen["plan"],
        at,
        by,
        chosen["month"],
    )
