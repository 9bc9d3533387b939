"""SQL of drafts: indicators on the desk that are not in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiwang.infra.database import Row, Tx

_COLUMNS = "code, section, state, by, by_account, at, why"


async def save(tx: Tx, values: Mapping[str, Any]) -> None:
    """Store a draft in the place of the one of its code."""
    await tx.execute(
        f"INSERT INTO indicators_draft ({_COLUMNS}) VALUES ($1, $2, 'draft', $3, $4, $5, '') "
        "ON CONFLICT (code) DO UPDATE SET section = $2, state = 'draft', by = $3, by_account = $4, at = $5, "
        "why = ''",
        *(values[name] for name in ("code", "section", "by", "by_account", "at")),
    )


async def drafts(tx: Tx) -> list[Row]:
    """Return all drafts, the newest first."""
    return await tx.fetch(f"SELECT {_COLUMNS} FROM indicators_draft ORDER BY at DESC, code")


async def lock(tx: Tx, code: str) -> Row | None:
    """Return a draft, locked."""
    return await tx.fetchrow(f"SELECT {_COLUMNS} FROM indicators_draft WHERE code = $1 FOR UPDATE", code)


async def turn(tx: Tx, code: str, state: str, why: str = "") -> None:
    """Bring a draft into another state."""
    await tx.execute("UPDATE indicators_draft SET state = $2, why = $3 WHERE code = $1", code, state, why)


async def drop(tx: Tx, code: str) -> None:
    """Take a draft off the desk."""
    await tx.execute("DELETE FROM indicators_draft WHERE code = $1", code)
