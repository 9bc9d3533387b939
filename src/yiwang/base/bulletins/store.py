"""SQL of bulletins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yiwang.infra.database import Row, Tx


async def templates(tx: Tx) -> list[Row]:
    """Return every template that was added to those shipped, all versions."""
    return await tx.fetch("SELECT body, author, at FROM bulletins_template ORDER BY code, version")


async def add_template(
    tx: Tx, code: str, version: int, body: dict[str, Any], author: str, at: datetime
) -> None:
    """Store a version of a template."""
    await tx.execute(
        "INSERT INTO bulletins_template (code, version, body, author, at) VALUES ($1, $2, $3, $4, $5)",
        code,
        version,
        body,
        author,
        at,
    )
