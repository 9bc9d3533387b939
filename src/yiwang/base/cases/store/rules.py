"""SQL of the rules of intake."""

from __future__ import annotations

import os
from typing import Any

from yiwang.base.cases.model.rules import Rules, assemble
from yiwang.infra.database import Tx, Work
from yiwang.infra.snapshots import Snapshot, bump

SNAPSHOT = "cases.rules"


async def _load(tx: Tx) -> tuple[Rules, bytes]:
    sections = [r["section"] for r in await tx.fetch("SELECT section FROM cases_rules ORDER BY pack")]
    await tx.execute(
        "INSERT INTO cases_secret (name, value) VALUES ('reporter', $1) ON CONFLICT DO NOTHING",
        os.urandom(32),
    )
    key: bytes = await tx.fetchval("SELECT value FROM cases_secret WHERE name = 'reporter'")
    return assemble(sections), key


#: The rules in force and the key that reporters' telephone numbers are hashed with.
RULES: Snapshot[tuple[Rules, bytes]] = Snapshot(SNAPSHOT, _load)


async def save(work: Work, pack: str, version: str, section: dict[str, Any]) -> None:
    """Store the section of a pack, replacing an older one, and let all processes notice."""
    await work.tx.execute(
        "INSERT INTO cases_rules (pack, version, section, changed_at, changed_by) "
        "VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (pack) DO UPDATE SET version = $2, section = $3, changed_at = $4, changed_by = $5",
        pack,
        version,
        section,
        work.now,
        work.actor.key,
    )
    await bump(work.tx, SNAPSHOT)
