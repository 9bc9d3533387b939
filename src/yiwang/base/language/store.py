"""SQL of language."""

from __future__ import annotations

from typing import Any

from yiwang.base.language.model.lexicon import Lexicon, assemble
from yiwang.infra.database import Tx, Work
from yiwang.infra.snapshots import Snapshot, bump

SNAPSHOT = "language"


async def _load(tx: Tx) -> Lexicon:
    rows = await tx.fetch("SELECT section FROM language_words ORDER BY changed_at, pack")
    return assemble(row["section"] for row in rows)


#: The words in force.
LEXICON: Snapshot[Lexicon] = Snapshot(SNAPSHOT, _load)


async def save(work: Work, pack: str, version: str, section: dict[str, Any]) -> None:
    """Store the section of a pack, replacing an older one, and let all processes notice."""
    await work.tx.execute(
        "INSERT INTO language_words (pack, version, section, changed_at, changed_by) "
        "VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (pack) DO UPDATE SET version = $2, section = $3, changed_at = $4, changed_by = $5",
        pack,
        version,
        section,
        work.now,
        work.actor.key,
    )
    await bump(work.tx, SNAPSHOT)
