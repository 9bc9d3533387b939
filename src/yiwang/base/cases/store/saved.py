"""SQL of saved views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yiwang.infra.database import Row, Tx

#: More views than this of one person are a mistake of a program, not a habit.
MOST_PER_PERSON = 50

_SAVE = """
INSERT INTO cases_saved_view (id, owner, unit, name, query, columns, saved_at)
SELECT $1, $2, $3, $4, $5, $6, $7
WHERE (SELECT count(*) FROM cases_saved_view WHERE owner = $2 AND name <> $4) < $8
ON CONFLICT (owner, name) DO UPDATE SET unit = excluded.unit, query = excluded.query,
    columns = excluded.columns, saved_at = excluded.saved_at
RETURNING id
"""
_LIST = """
SELECT id, owner, unit, name, query, columns, saved_at FROM cases_saved_view
WHERE owner = $1 OR unit = $2 ORDER BY owner <> $1, name
"""


async def save(
    tx: Tx, key: UUID, owner: str, unit: str | None, name: str, query: dict[str, Any], *rest: Any
) -> UUID | None:
    """Insert or replace the owner's view ``name``; ``None`` when the owner has too many."""
    found: UUID | None = await tx.fetchval(_SAVE, key, owner, unit, name, query, *rest, MOST_PER_PERSON)
    return found


async def visible(tx: Tx, owner: str, unit: str | None) -> Sequence[Row]:
    """Return the views of ``owner`` first, then those that ``unit`` shares."""
    return await tx.fetch(_LIST, owner, unit)


async def remove(tx: Tx, key: UUID, owner: str) -> bool:
    """Delete the owner's own view; tell whether it was there."""
    found = await tx.fetchval(
        "DELETE FROM cases_saved_view WHERE id = $1 AND owner = $2 RETURNING id", key, owner
    )
    return found is not None
